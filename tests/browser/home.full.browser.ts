import type { Page } from '@playwright/test';
import { LANDS } from '../../src/experiments/gradient-descent/fog/terrain.ts';
import { expect, test } from './site.ts';

/** Restores the walk of another URL, as Back does; everything else about a visit is the same. */
const walkOf = (page: Page, query: string): Promise<void> =>
  page.evaluate(async (search) => {
    history.replaceState(null, '', search);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  }, query);

const WINDOWS = [
  [390, 844],
  [1280, 720],
  [1920, 1080],
] as const;

test('in fog, the ring and its words lie within the land, wherever a walk begins', async ({ page }) => {
  await page.goto('./');
  for (const land of LANDS) {
    await walkOf(page, `?fog.terrain=${land}`);
    await expect(page.locator('#fog .experiment-live')).toHaveAttribute('data-busy', 'false');
    for (const [width, height] of WINDOWS) {
      await page.setViewportSize({ width, height });
      const [ground, ...marks] = await Promise.all(
        ['.panel-box', '.picture .ring', '.picture .touch'].map((of) =>
          page.locator(`#fog [data-panel="sheet"] ${of}`).first().boundingBox(),
        ),
      );
      for (const mark of marks) {
        expect(mark!.x, `land ${land}, ${width} px wide`).toBeGreaterThan(ground!.x);
        expect(mark!.x + mark!.width).toBeLessThan(ground!.x + ground!.width);
        expect(mark!.y).toBeGreaterThan(ground!.y);
        expect(mark!.y + mark!.height).toBeLessThan(ground!.y + ground!.height);
      }
    }
  }
});

test('on a phone the dots of the steps left are clear of the sentence', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  const dots = await page.locator('.places-left').boundingBox();
  const words = await page.locator('.verdict').boundingBox();
  expect((dots?.y ?? Number.NaN) + (dots?.height ?? Number.NaN)).toBeLessThanOrEqual(words?.y ?? Number.NaN);
});
