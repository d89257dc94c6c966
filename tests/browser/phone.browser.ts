/** On a phone held upright the main picture of a figure and its steps stay in sight of its controls. */
import type { Locator } from '@playwright/test';
import { chapter, expect, Figure, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

const edges = (locator: Locator) =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });

/** Brings an element's upper edge to a share of the window's height. */
const scrollTo = (locator: Locator, share: number) =>
  locator.evaluate((element, at) => {
    const top = element.getBoundingClientRect().top + scrollY - at * innerHeight;
    window.scrollTo({ top, behavior: 'instant' });
  }, share);

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
