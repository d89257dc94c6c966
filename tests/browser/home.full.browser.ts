import type { Page } from '@playwright/test';
import { placeText } from '../../src/engine/places.ts';
import { LANDS } from '../../src/experiments/gradient-descent/fog/terrain.ts';
import { expect, test } from './site.ts';

/** A walk into each corner of the sheet: wherever words lie over the land, one of them ends below them. */
const WALKS = [
  [0.94, 0.94],
  [0.94, 0.06],
  [0.06, 0.94],
  [0.06, 0.06],
  [0.5, 0.06],
].map(([x = 0, y = 0]) => placeText([x, y]).repeat(10));

/** Has the walk of another address, as who goes back to it: what a visit brings besides is the same for all. */
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

for (const land of LANDS) {
  test(`once the fog has lifted, nothing lies over land ${land}, its walks and where they end`, async ({ page }) => {
    await page.goto(`./?fog.terrain=${land}`);
    const live = page.locator('#fog .experiment-live');
    await expect(live).toHaveAttribute('data-busy', 'false');
    for (const moves of WALKS) {
      await walkOf(page, `?fog.terrain=${land}&fog.moves=${moves}`);
      await expect(live).toHaveAttribute('data-busy', 'false');
      await expect(page.locator('#fog .verdict')).toContainText('got lowest');
      for (const [width, height] of WINDOWS) {
        await page.setViewportSize({ width, height });
        await expect(page.getByRole('button', { name: 'Again' })).toBeInViewport({ ratio: 1 });
        const covered = await page.evaluate(() => {
          const box = (of: string) => document.querySelector(of)!.getBoundingClientRect();
          const land = box('#fog [data-panel="sheet"] > .panel-box');
          const picture = document.querySelector('#fog [data-panel="sheet"] .picture')!;
          const spots = [
            ...[...picture.querySelectorAll('.end, .start, .mark, circle, text')].map((mark) => ({
              name: mark.textContent || String(mark.getAttribute('class')),
              box: mark.getBoundingClientRect(),
            })),
            ...[...picture.querySelectorAll<SVGPathElement>('path.line')].flatMap((line) =>
              Array.from({ length: 51 }, (_, k) => {
                const { x, y } = line.getPointAtLength((k / 50) * line.getTotalLength());
                return {
                  name: String(line.getAttribute('class')),
                  box: new DOMRect(land.left + x, land.top + y, 0, 0),
                };
              }),
            ),
          ];
          const troubles = spots.flatMap(({ name, box: { left, right, top, bottom } }) =>
            left < land.left - 1 || right > land.right + 1 || top < land.top - 1 || bottom > land.bottom + 1
              ? [`${name} out of sight`]
              : [],
          );
          return [...new Set(troubles)];
        });
        expect(covered, `land ${land}, ${moves}, ${width} px wide`).toEqual([]);
      }
    }
  });
}

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
