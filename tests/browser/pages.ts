/** Checks of every page: it fits a phone, has no accessibility faults, and no script fails. */
import type { Page } from '@playwright/test';
import { expect, openFolds, test } from './site.ts';
import { violations } from './violations.ts';

/** Scrolls to every figure once, which then shows its own picture or waits for a reader. */
async function bringToLife(page: Page): Promise<void> {
  await openFolds(page);
  for (const figure of await page.locator('figure.experiment').all()) {
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('astro-island[ssr]')).toHaveCount(0);
  }
  await page.evaluate(() => scrollTo(0, 0));
}

/** MathML whose base, subscript and superscript are not one element each, which is invalid. */
const misplacedMath = (page: Page): Promise<string[]> =>
  page
    .locator('msub, msup, mfrac, munder, mover, msubsup, munderover')
    .evaluateAll((all) =>
      all
        .filter(({ localName, children }) => children.length !== (/msubsup|munderover/.test(localName) ? 3 : 2))
        .map(({ outerHTML }) => outerHTML),
    );

/** Nothing is wider than the window. */
async function fits(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
}

/** One page of each kind, for the quick tests; the full ones cover the others, and a course's own. */
export const oneOfEach = ['', 'hyperparameters/', 'laboratory/', 'embed/gabor-descent/'];

export function testPages(pages: readonly string[]): void {
  for (const path of pages) {
    test.describe(`page /${path}`, () => {
      test('fits 320 px, built and alive, has no accessibility violation, light or dark, and no script breaks', async ({
        page,
      }) => {
        await page.setViewportSize({ width: 320, height: 640 });
        await page.goto(`./${path}`);
        await fits(page);
        await bringToLife(page);
        await fits(page);
        await page.setViewportSize({ width: 1280, height: 900 });
        expect(await misplacedMath(page)).toEqual([]);
        expect(await violations(page)).toEqual([]);
      });
    });
  }
}
