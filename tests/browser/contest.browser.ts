/** The contest: a rule of one's own against ours, in the page and by a link. */

import { button, open, SIGN, verdict, write } from './contest.ts';
import { expect, test } from './site.ts';

test('ours stand there before anything runs and without Python; an error names its line and its start, and the table stays', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page);
  await expect(verdict(page)).toContainText(/^Of our rules .* leads: it reached/);
  await expect(page.locator('.contest-standings tbody tr')).toHaveCount(9);
  await expect(page.locator('.contest-problems tbody tr')).toHaveCount(10);
  expect(asked.filter((url) => /micropython|sandbox/.test(url))).toEqual([]);

  const before = await verdict(page).textContent();
  await write(page, SIGN.replace('gradient', 'gradeint'));
  await button(page, 'Run the contest').click();
  const trouble = page.locator('.lab-editor [role=status]').last();
  await expect(trouble).toContainText('Line 4. Nothing here is called gradeint. Did you mean gradient?');
  await expect(trouble).toContainText('start 1 on the ravine');
  await expect(verdict(page)).toHaveText(before ?? '');
});
