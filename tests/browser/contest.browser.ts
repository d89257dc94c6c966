/** The contest: a rule of one's own against ours, in the page and by a link. */

import { open, openEditor, openTables, SIGN, write } from './contest.ts';
import { expect, test } from './site.ts';

test('ours stand there without Python; a rule is placed among them; one that fails names its line and its start', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const contest = await open(page);
  await expect(contest.verdict).toContainText(/^Of our rules .* leads: from/);
  const standings = contest.root.locator('[data-panel="standings"] tbody tr');
  await expect(contest.root.locator('[data-panel="race"] .picture')).toBeVisible();
  await openTables(contest);
  await expect(standings).toHaveCount(13);
  await expect(contest.root.locator('[data-panel="kinds"] tbody tr')).toHaveCount(10);
  expect(asked.filter((url) => /micropython|sandbox/.test(url))).toEqual([]);

  const editor = await openEditor(contest);
  await write(page, editor, SIGN);
  await expect(contest.verdict).toContainText('Your rule got to the lowest place', { timeout: 90_000 });
  await expect(standings).toHaveCount(14);
  await expect(standings.filter({ hasText: 'your rule' })).toContainText('alpha 0.01');
  const before = await contest.verdict.textContent();
  await write(page, editor, SIGN.replace('gradient', 'gradeint'));
  await expect(contest.root.locator('.own-rule .trouble')).toContainText('Nothing here is called gradeint');
  await expect(contest.root.locator('.own-rule')).toContainText('start 1 on the ravine');
  await expect(contest.verdict).toHaveText(before ?? '');
});
