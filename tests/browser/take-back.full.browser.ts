import { offer, settled } from './draw.ts';
import { placeOf } from './playground.ts';
import { expect, Figure, test } from './site.ts';

test('a drawn rule leaves the reader’s own at hand', async ({ page }) => {
  await page.goto('./laboratory/');
  const playground = await new Figure(page, 'playground').live();
  const slider = placeOf(playground).getByRole('slider', { name: 'alpha' });
  const rule = placeOf(playground).locator('.lab-code');
  const first = (await rule.textContent()) ?? '';
  await expect(slider).toBeEnabled();
  await slider.press('ArrowRight');
  await expect(rule).not.toHaveText(first);
  const mine = (await rule.textContent()) ?? '';
  await page.getByRole('link', { name: 'Draw its path on this loss' }).click();
  const figure = await new Figure(page, 'draw').live();
  await offer(figure, /an arc that overshoots/).click();
  await settled(figure);
  await page.getByRole('button', { name: 'Use this rule' }).click();
  await playground.live();
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
