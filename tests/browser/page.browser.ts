import type { Page } from '@playwright/test';
import { builtPages, experimentsIn } from './built.ts';
import { chapter, expect, Figure, openFolds, test } from './site.ts';
import { violations } from './violations.ts';

/** The figures that stand in a page; an embed has the same figure in one frame for all. */
const standing = new Set(builtPages.filter((path) => !path.startsWith('embed/')).flatMap(experimentsIn));
/** One embed of each pace, and those that are seen nowhere else. */
const alone = ['gabor-descent', 'claim-improves-fit', 'batch-rate-network'];
const pages = builtPages.filter((path) => {
  const id = /^embed\/([\w-]+)\/$/.exec(path)?.[1];
  return id === undefined || alone.includes(id) || !standing.has(id);
});

/** Every figure comes into view once, and shows its own picture or waits for a reader. */
async function bringToLife(page: Page): Promise<void> {
  await openFolds(page);
  for (const figure of await page.locator('figure.experiment').all()) {
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('astro-island[ssr]')).toHaveCount(0);
  }
  await page.evaluate(() => scrollTo(0, 0));
}

/** MathML whose base, index and exponent are not one part each, which browsers call invalid. */
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

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a chapter has its prose, equations, pictures and verdicts', async ({ page }) => {
    await page.goto(chapter);
    await openFolds(page);
    await expect(page.locator('main h1')).toBeVisible();
    expect(await page.locator('main p').count()).toBeGreaterThan(10);
    await expect(page.locator('main .katex .katex-html').first()).toBeVisible();
    for (const figure of await page.locator('figure.experiment').all()) {
      // A picture is drawn for more than one width; the style sheet shows the one that fits.
      const pictures = figure.locator('.panel svg, .panel table, .panel .katex').filter({ visible: true });
      await expect(pictures).not.toHaveCount(0);
      await expect(figure.locator('.verdict')).toContainText(/\d/);
    }
    expect(await page.locator('figure.experiment svg path').count()).toBeGreaterThan(10);
  });

  for (const width of [390, 1280]) {
    test(`at ${width} px its pictures are drawn for the room they have, and no dead control is left`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      // The figure of most panels, one of them a sheet in a small box.
      await page.goto('./stochastic-gradient-descent/');
      await expect(page.locator('.without-scripts')).toBeVisible();
      for (const fold of await page.locator('details.deeper > summary').all()) await fold.click();
      const figures = page.locator('figure.experiment');
      // A number with its interval is a button that has nothing left to open: it reads as text.
      const controls = figures.locator('button:not(.interval), input, [role=slider]');
      await expect(controls.filter({ visible: true })).toHaveCount(0);
      const numbers = await figures.locator('.interval').evaluateAll((all) =>
        all.map((one) => {
          const { pointerEvents, textDecorationLine } = getComputedStyle(one);
          return `${pointerEvents} ${textDecorationLine}`;
        }),
      );
      expect(numbers.length).toBeGreaterThan(0);
      expect(new Set(numbers)).toEqual(new Set(['none none']));
      const scales = await figures.locator('.panel-box svg.picture').evaluateAll((all) =>
        all
          .filter((picture) => picture.checkVisibility() && picture.getBoundingClientRect().height > 0)
          .map((picture) => {
            // Playwright found it as an svg element.
            const { width: drawn, height } = (picture as SVGSVGElement).viewBox.baseVal;
            const box = picture.getBoundingClientRect();
            return {
              scale: Math.min(box.width / drawn, box.height / height),
              folded: picture.closest('.deeper') !== null,
            };
          }),
      );
      expect(scales.length).toBeGreaterThan(10);
      expect(scales.filter(({ folded }) => !folded).length).toBeGreaterThan(2);
      for (const { scale, folded } of scales) {
        // In a fold there is one drawing for all widths (decision 0024).
        expect(scale).toBeGreaterThan(folded ? 0.65 : 0.8);
        expect(scale).toBeLessThan(1.35);
      }
    });
  }
});

test.describe('with a system that is dark', () => {
  test.use({ colorScheme: 'dark' });

  test('the page is dark from the start', async ({ page }) => {
    await page.goto(chapter);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});

test('a figure does not move the page when it comes alive', async ({ page }) => {
  await page.goto(chapter);
  const figures = await page.locator('figure.experiment').filter({ visible: true }).all();
  for (const figure of figures.slice(0, 3)) {
    const height = await figure.evaluate((element) => element.getBoundingClientRect().height);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('astro-island[ssr]')).toHaveCount(0);
    await expect(figure.locator('[data-live="true"]')).toHaveCount(1);
    expect(await figure.evaluate((element) => element.getBoundingClientRect().height)).toBeCloseTo(height, 0);
  }
});

test('the scripts and the worker of a figure come after the first paint', async ({ page }) => {
  await page.goto(chapter);
  await new Figure(page, 'gabor-descent').live();
  const { paint, scripts } = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    scripts: performance
      .getEntriesByType('resource')
      .filter(({ name }) => /ExperimentView|worker/.test(name))
      .map(({ startTime }) => startTime),
  }));
  expect(paint).toBeGreaterThan(0);
  expect(scripts.length).toBeGreaterThan(1);
  expect(Math.min(...scripts)).toBeGreaterThanOrEqual(paint);
});

test('the list of sections marks the one that is read', async ({ page }) => {
  await page.goto('./stochastic-gradient-descent/');
  const links = page.locator('nav[aria-labelledby="on-this-page"] a');
  const here = page.locator('nav[aria-labelledby="on-this-page"] a[aria-current="true"]');
  await expect(here).toHaveText((await links.first().textContent()) ?? '');
  for (const index of [3, 1, 6]) {
    const link = links.nth(index);
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'true');
    await expect(here).toHaveCount(1);
  }
});

for (const width of [390, 1280])
  test(`at ${width} px nothing of a picture is cut off at the edge of its box`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const name of ['gradient-descent', 'stochastic-gradient-descent', 'takeaway']) {
      await page.goto(`./${name}/`);
      await openFolds(page);
      const { seen, cut } = await page
        .locator('[data-live="false"] :is(.panel-surface, .panel-chart) > .panel-box')
        .evaluateAll((boxes) => {
          const shown = (part: Element) => part.checkVisibility() && part.closest('defs, [clip-path]') === null;
          const parts = boxes.flatMap((box) => {
            const { left, right, top, bottom } = box.getBoundingClientRect();
            const margin = Number.parseFloat(getComputedStyle(box).overflowClipMargin);
            return [...box.querySelectorAll('text, path, circle, rect, .handle')].filter(shown).map((part) => {
              const own = part.getBoundingClientRect();
              const out = Math.max(left - own.left, own.right - right, top - own.top, own.bottom - bottom);
              return { out: out - margin, what: `${box.closest('figure')?.id}: ${part.outerHTML.slice(0, 80)}` };
            });
          });
          return { seen: parts.length, cut: parts.filter(({ out }) => out > 0).map(({ what }) => what) };
        });
      expect(seen).toBeGreaterThan(100);
      expect(cut, name).toEqual([]);
    }
  });

test('a figure works where storage is forbidden', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    }
  });
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  await figure.changes(() => figure.slider('alpha').press('ArrowLeft'));
});

test('search finds a page by a word of its text', async ({ page }) => {
  await page.goto('./');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('dialog').locator('input');
  await box.fill('momentum');
  await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible();
});
