/** On a phone held upright the main picture of a figure and its steps stay in sight of its controls. */

import { edges, scrollTo } from './phone.ts';
import { chapter, expect, Figure, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

test('the sheet stands under the bar while a slider is dragged, and the slider below it', async ({ page }) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  const sheet = figure.root.locator('.stage');
  const slider = figure.slider('alpha');
  await scrollTo(slider, 0.45);
  const bar = await edges(page.locator('header').first());
  expect((await edges(sheet)).top).toBeCloseTo(bar.bottom, 0);
  expect((await edges(sheet)).bottom).toBeLessThan((await edges(slider)).top);
  expect((await edges(sheet)).bottom - bar.bottom).toBeLessThan(0.45 * 844);
  await figure.changes(() => slider.press('PageUp'));
  await expect(sheet).toBeInViewport({ ratio: 0.99 });
});
