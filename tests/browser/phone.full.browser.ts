/** On a phone in portrait the main picture of a figure and its steps stay visible while its controls are used. */

import { edges, scrollTo } from './phone.ts';
import { chapter, expect, Figure, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

test('what takes the focus comes to rest below the sheet, not behind it', async ({ page }) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  const sheet = figure.root.locator('.stage');
  const controls = figure.root.locator('.controls');
  await figure.unfold();
  await figure.field('phi1').focus();
  let seen = 0;
  for (let stop = 0; stop < 12; stop++) {
    // Each time the previous control is hidden, under the picture or beyond it.
    const focused = page.locator(':focus');
    await scrollTo(focused, 0.3);
    await page.keyboard.press('Shift+Tab');
    if (!(await controls.evaluate((element) => element.contains(document.activeElement)))) break;
    seen++;
    await expect(page.locator(':focus')).toBeInViewport();
    await expect
      .poll(async () => (await edges(page.locator(':focus'))).top - (await edges(sheet)).bottom)
      .toBeGreaterThanOrEqual(-1);
  }
  expect(seen).toBeGreaterThan(4);
});

test('nothing moves where the window grows too low for it', async ({ page }) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  const sheet = figure.root.locator('.stage');
  const position = () => sheet.evaluate((element) => getComputedStyle(element).position);
  const places = () =>
    figure.root.evaluate((root) =>
      [...root.querySelectorAll('.panel, .controls, .verdict, figcaption')].map((part) =>
        Math.round(part.getBoundingClientRect().bottom - root.getBoundingClientRect().top),
      ),
    );
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  expect(await position()).toBe('sticky');
  const tall = await places();
  await page.setViewportSize({ width: 390, height: 500 });
  expect(await position()).not.toBe('sticky');
  expect(await places()).toEqual(tall);
});
