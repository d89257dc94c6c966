/** The contest: links, the rate of a rule, pinned rules, and what the page kept before it was a figure. */
import { pack } from '../../src/widgets/page/packed.ts';
import { address, open, openEditor, openTables, SIGN, write } from './contest.ts';
import { expect, test } from './site.ts';
import { violations } from './violations.ts';

test('a link brings a rule, which has not run; the reader runs it, pins it, and takes it out', async ({ page }) => {
  test.setTimeout(240_000);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const query = new URLSearchParams({ 'contest.rule': SIGN, 'contest.budget': '50' });
  const contest = await open(page, `${address}?${query}#contest`);
  const control = contest.root.locator('.control-code');
  await expect(control).toContainText('came with the link, and has not run');
  await expect(control.locator('pre')).toContainText('np.sign');
  await expect(contest.verdict).toContainText('Of our rules');
  expect(asked.filter((url) => /micropython|sandbox/.test(url))).toEqual([]);
  await control.getByRole('button', { name: 'Run it' }).click();
  await expect(contest.verdict).toContainText('Your rule got to the lowest place', { timeout: 90_000 });

  await contest.action('More').click();
  await contest.root.locator('.actions-menu').getByRole('button', { name: 'Pin', exact: true }).click();
  const editor = await openEditor(contest);
  await write(page, editor, SIGN.replace('0.01', '0.02'));
  const standings = contest.root.locator('[data-panel="standings"] tbody tr');
  await openTables(contest);
  await expect(standings).toHaveCount(15, { timeout: 90_000 });
  await expect(standings.filter({ hasText: 'pinned rule' })).toContainText('alpha 0.01');
  await control.getByRole('button', { name: 'Take it out' }).click();
  await expect(contest.verdict).toContainText('Of our rules');
});

test('who types elsewhere before the editor is there stays there, and every digit of a rate stays', async ({
  page,
}) => {
  const contest = await open(page);
  await contest.root.getByRole('button', { name: 'Write your rule' }).click();
  const seed = contest.field('seed');
  await seed.fill('7');
  await expect(contest.root.getByRole('textbox', { name: 'Your rule' })).toBeVisible();
  await expect(seed).toBeFocused();
  const rate = contest.root.getByRole('textbox', { name: /^alpha/ });
  await rate.fill('0.5');
  await rate.pressSequentially('73999123', { delay: 40 });
  await expect(rate).toHaveValue('0.573999123');
});

test('a link of the older form brings its rule, its seed and its budget; a broken one says so', async ({ page }) => {
  const old = await pack({ text: SIGN, seed: 7, budget: 200, tune: true });
  const contest = await open(page, `${address}#contest=${old}`);
  await expect(contest.root.locator('.control-code')).toContainText('came with the link, and has not run');
  await expect(contest.field('seed')).toHaveValue('7');
  await expect(page).toHaveURL(/contest\.budget=200.*#contest$/);
  await expect(contest.root.getByRole('checkbox', { name: 'Find its rate' })).toBeChecked();
  await page.goto('about:blank');
  const other = await open(page, `${address}#contest=AAAA`);
  await expect(other.messages).toContainText('The link is broken');
});

test('the best rate of a rule is found on other problems, and set at a press', async ({ page }) => {
  test.setTimeout(300_000);
  const contest = await open(page, `${address}?contest.budget=50&contest.tune=true`);
  const editor = await openEditor(contest);
  await write(page, editor, 'x = 1\n\nfor t in range(1, steps + 1):\n    phi = phi - 0.01 * gradient(phi)');
  await expect(contest.verdict).toContainText('Name a rate, such as alpha = 0.1', { timeout: 90_000 });
  await write(page, editor, SIGN);
  await expect(contest.verdict).toContainText('On ten other problems its best rate is', { timeout: 150_000 });
  await contest.root.getByRole('button', { name: /^set alpha to/ }).click();
  await expect(editor).not.toContainText('alpha = 0.01for');
  await expect(contest.verdict).toContainText('Your rule got to the lowest place', { timeout: 90_000 });
  await expect(contest.root.getByRole('button', { name: /^set alpha to/ })).toHaveCount(0);
});

test('what was kept before the contest was a figure stands in its editor, and else the rule of the playground', async ({
  page,
}) => {
  await page.goto('about/');
  await page.evaluate((text) => localStorage.setItem('text contest', text), SIGN);
  const contest = await open(page);
  await expect(await openEditor(contest)).toContainText('np.sign');
  await page.evaluate(
    (text) => {
      localStorage.clear();
      localStorage.setItem('laboratory', JSON.stringify({ own: { on: true, text } }));
    },
    SIGN.replace('0.01', '0.03'),
  );
  await page.goto('about:blank');
  await expect(await openEditor(await open(page))).toContainText('alpha = 0.03');
});

test('a rule comes from the playground with what is wrong with it', async ({ page }) => {
  await page.goto('about/');
  await page.evaluate(
    (text) => localStorage.setItem('laboratory', JSON.stringify({ own: { on: true, text } })),
    SIGN.replace('gradient', 'gradeint'),
  );
  const contest = await open(page);
  await expect(contest.root.locator('.control-code')).toContainText('Nothing here is called gradeint');
});

test('on a phone nothing is wrong for a screen reader, light or dark, and at no width anything scrolls sideways', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page);
  expect(await violations(page)).toEqual([]);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('it says how ours do', async ({ page }) => {
    await page.goto(address);
    await expect(page.locator('[data-panel="standings"] tbody tr')).toHaveCount(13);
    await expect(page.locator('figure#contest figcaption')).toContainText('the same 50 starts on each of ten kinds');
  });
});
