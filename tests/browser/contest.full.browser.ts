/** The contest: a rule of one's own against ours, in the page and by a link. */
import type { Page } from '@playwright/test';
import { address, button, open, retype, SIGN, verdict, write } from './contest.ts';
import { expect, test } from './site.ts';
import { violations } from './violations.ts';

async function runFully(page: Page): Promise<string> {
  await page.getByRole('radio', { name: '50', exact: true }).check();
  await button(page, 'Run the contest').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(verdict(page)).toContainText('Your rule reached', { timeout: 80_000 });
  return (await verdict(page).textContent()) ?? '';
}

test('a rule runs by keys alone, is placed among ours, and is told aloud; its link replays it, and not unasked', async ({
  page,
  context,
}) => {
  test.setTimeout(200_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await write(page, SIGN);
  const said = await runFully(page);
  await expect(page.locator('.contest-standings tbody tr')).toHaveCount(10);
  await expect(page.locator('.contest-standings tr.own th')).toContainText('your rule');
  await expect(page.locator('.contest-enter [role=status]').last()).toHaveText(`The contest is over. ${said}`);
  await button(page, 'Copy link').click();
  await expect(page.locator('.lab-message').first()).toContainText('copied');
  const link = page.url();
  expect(link).toContain('#contest=');

  const other = await context.newPage();
  const asked: string[] = [];
  other.on('request', (request) => asked.push(request.url()));
  await other.goto('about:blank');
  await other.goto(link);
  await expect(other.locator('.lab-message[role=alert]')).toContainText('has not run');
  await expect(other.locator('.lab-editor .open')).toContainText('np.sign');
  await expect(verdict(other)).toContainText('Of our rules');
  expect(asked.filter((url) => /micropython|sandbox/.test(url))).toEqual([]);
  await button(other, 'Run the contest').click();
  await expect(verdict(other)).toHaveText(said, { timeout: 80_000 });
  await other.close();
});

test('a loop without an end is ended, and a contest can be stopped', async ({ page }) => {
  await open(page);
  await write(page, `${SIGN}\n    while True:\n        pass`);
  await button(page, 'Run the contest').click();
  await expect(page.locator('.contest .lab-trouble')).toContainText('loop without an end', { timeout: 30_000 });
  await retype(page, SIGN);
  await page.getByRole('checkbox', { name: /Tune alpha/ }).check();
  await button(page, 'Run the contest').click();
  await expect(page.locator('.contest-run')).toContainText('finding its rate');
  await button(page, 'Cancel').click();
  await expect(button(page, 'Run the contest')).toBeVisible();
  await expect(verdict(page)).toContainText('Of our rules');
  await expect(page.locator('.contest-enter [role=status]').last()).toContainText('The contest was stopped.');
});

test('the table is saved as CSV', async ({ page }) => {
  await open(page);
  const download = page.waitForEvent('download');
  await button(page, 'Save as CSV').click();
  expect((await download).suggestedFilename()).toBe('contest.csv');
});

for (const width of [360, 1280])
  test(`at ${width} px nothing is wrong for a screen reader, light or dark, and nothing scrolls sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

test('a broken link says so', async ({ page }) => {
  await open(page, `${address}#contest=AAAA`);
  await expect(page.locator('.lab-message').first()).toContainText('The link is broken');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('it says what it is, and how ours do', async ({ page }) => {
    await page.goto(address);
    await expect(page.locator('.contest-how')).toContainText(
      'Every rule runs from the same 50 starts on each of ten kinds of problems',
    );
    await expect(page.locator('noscript p')).toBeVisible();
    await expect(page.locator('.contest-standings tbody tr')).toHaveCount(9);
    await expect(page.locator('.contest-enter')).toBeHidden();
  });
});
