/** Nothing a reader did is lost: everything that a press removes can be restored in place, even on a full device. */
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
  await page.goto('./hyperparameters/');
  await openFolds(page);
  const words = page.locator('.task-words').first();
  await words.scrollIntoViewIfNeeded();
  await words.locator('summary').click();
  // The field is there before the page's scripts.
  await expect(async () => {
    await words.getByRole('textbox').fill('');
    await words.getByRole('textbox').fill('Because of the mean.');
    await expect(words).toContainText('storage is full', { timeout: 500 });
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
  const forget = page.getByRole('button', { name: /^Delete/ });
  await forget.first().focus();
  await page.keyboard.press('Enter');
  await expect(forget).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(forget).toHaveCount(2);
  await expect(page.getByText('Restored.')).toBeFocused();
});
