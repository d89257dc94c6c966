import { expect, test } from './site.ts';

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
