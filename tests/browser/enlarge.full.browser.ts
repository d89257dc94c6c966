/** The enlarged charts of a figure, drawn by uPlot. */

import { expect, Figure, test } from './site.ts';
import { violations } from './violations.ts';

test('the dialog has no violation, light or dark, and no sideways scroll on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').live();
  await (await figure.more('Enlarge')).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('canvas').first()).toBeVisible();
  expect(await violations(page, '.enlarged')).toEqual([]);
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});
