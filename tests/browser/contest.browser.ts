/** The contest: a rule of one's own against ours, in the page and by a link. */
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

const address = './laboratory/contest/';

async function open(page: Page, at = address): Promise<void> {
  await page.goto(at);
  await expect(page.locator('.contest[data-live="true"]')).toBeVisible();
}

const verdict = (page: Page) => page.locator('.contest-verdict');
const button = (page: Page, name: string) => page.getByRole('button', { name });

/** Puts another text in the place of the rule, by keys alone. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('.lab-editor .open').focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: 'Your rule' });
  await expect(editor).toBeFocused();
  await retype(page, text);
}

async function retype(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your rule' }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

const SIGN = `alpha = 0.01

for t in range(1, steps + 1):
    phi = phi - alpha * np.sign(gradient(phi))`;

test('ours stand there before anything runs, and the page asks for no Python', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page);
  await expect(verdict(page)).toContainText(/^Of our rules .* leads: it reached/);
  await expect(page.locator('.contest-standings tbody tr')).toHaveCount(9);
  await expect(page.locator('.contest-problems tbody tr')).toHaveCount(10);
  expect(asked.filter((url) => /micropython|sandbox/.test(url))).toEqual([]);
});

test('an error names its line and its start, and the table stays', async ({ page }) => {
  await open(page);
  const before = await verdict(page).textContent();
  await write(page, SIGN.replace('gradient', 'gradeint'));
  await button(page, 'Run the contest').click();
  const trouble = page.locator('.lab-editor [role=status]').last();
  await expect(trouble).toContainText('Line 4. Nothing here is called gradeint. Did you mean gradient?');
  await expect(trouble).toContainText('start 1 on the ravine');
  await expect(verdict(page)).toHaveText(before ?? '');
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
