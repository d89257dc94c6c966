/** Nothing that a reader did is lost: what one press takes away comes back in place, and a full device is no trap. */
import { textOf } from './downloads.ts';
import { expect, openFolds, test } from './site.ts';

const kept = (task: string, value: string) =>
  [`work ${task}`, JSON.stringify({ task, kind: 'words', value, met: false })] as const;

test('where the device is full, an answer is saved as a sheet from where it stands', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await page.goto('./adam/');
  await openFolds(page);
  const words = page.locator('.task-words').first();
  await words.scrollIntoViewIfNeeded();
  await words.locator('summary').click();
  // The field is there before the page's scripts are.
  await expect(async () => {
    await words.getByRole('textbox').fill('');
    await words.getByRole('textbox').fill('Because of the mean.');
    await expect(words).toContainText('no room left', { timeout: 500 });
  }).toPass();
  const download = page.waitForEvent('download');
  await words.getByRole('button', { name: 'Save your sheet' }).click();
  expect(await textOf(await download)).toContain('Because of the mean.');
});

test('a forgotten answer comes back, and the keyboard stays where it was', async ({ page }) => {
  await page.goto('./my-sheet/');
  await page.evaluate(
    (entries) => {
      for (const [key, text] of entries) localStorage.setItem(key, text);
    },
    [kept('adam.why', 'long words'), kept('adam.how', 'other words')],
  );
  await page.reload();
  const forget = page.getByRole('button', { name: /^Forget/ });
  await forget.first().focus();
  await page.keyboard.press('Enter');
  await expect(forget).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(forget).toHaveCount(2);
  await expect(page.getByText('It is there again.')).toBeFocused();
});

test('a drawn rule leaves the reader’s own at hand', async ({ page }) => {
  await page.goto('./laboratory/');
  const slider = page.getByRole('slider', { name: 'alpha' }).first();
  const rule = page.locator('.lab-panel .lab-code');
  const first = (await rule.textContent()) ?? '';
  await expect(slider).toBeEnabled();
  await slider.press('ArrowRight');
  await expect(rule).not.toHaveText(first);
  const mine = (await rule.textContent()) ?? '';
  await page.getByRole('tab', { name: 'Draw a path' }).click();
  await page.locator('.draw-samples button').first().click();
  await page.getByRole('button', { name: 'Use this rule' }).click();
  await expect(page.getByRole('tab', { name: 'Rule', exact: true })).toBeFocused();
  await expect(rule).not.toHaveText(mine);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(rule).toHaveText(mine);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('nothing offers itself that cannot work', async ({ page }) => {
    for (const address of ['./laboratory/', './laboratory/tasks/']) {
      await page.goto(address);
      await expect(page.locator('main :is(button, input, select):enabled:visible')).toHaveCount(0);
    }
  });
});

test('a sheet with long names fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('./check-sheets/');
  const work = [{ task: 'z'.repeat(80), kind: 'words', value: 'x', met: false }];
  const buffer = Buffer.from(JSON.stringify({ sheet: 1, name: 'P'.repeat(80), work }));
  await expect(page.locator('input[type=file]')).toBeEnabled();
  await page.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer });
  await expect(page.locator('.sheet-says')).toContainText('1 sheet with 1 answer');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
