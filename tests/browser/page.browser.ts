import { builtPages } from './built.ts';
import { oneOfEach, testPages } from './pages.ts';
import { chapter, expect, openFolds, test } from './site.ts';

testPages(oneOfEach.filter((path) => builtPages.includes(path)));

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a chapter has its prose, equations, pictures and verdicts', async ({ page }) => {
    await page.goto(chapter);
    await openFolds(page);
    await expect(page.locator('main h1')).toBeVisible();
    expect(await page.locator('main p').count()).toBeGreaterThan(10);
    await expect(page.locator('main .katex .katex-html').first()).toBeVisible();
    for (const figure of await page.locator('figure.experiment').all()) {
      // A picture is drawn for more than one width; the style sheet selects one. In a scene these are in the passages.
      const passages = figure.locator('xpath=ancestor::section').locator('.passage-picture :is(svg, img)');
      const panels = figure.locator('.panel svg, .panel img, .panel table, .panel .katex');
      const pictures = panels.or(passages).filter({ visible: true });
      await expect(pictures).not.toHaveCount(0);
      await expect(figure.locator('.verdict')).toContainText(/\d/);
    }
    expect(await page.locator('figure.experiment svg path').count()).toBeGreaterThan(10);
  });
});

test.describe('with a system that is dark', () => {
  test.use({ colorScheme: 'dark' });

  test('the page is dark from the start', async ({ page }) => {
    await page.goto('./notation/');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});

test('a figure comes alive after the first paint, and does not move the page', async ({ page }) => {
  await page.goto(chapter);
  const figures = await page.locator('figure.experiment').filter({ visible: true }).all();
  for (const figure of figures.slice(0, 3)) {
    const height = await figure.evaluate((element) => element.getBoundingClientRect().height);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('astro-island[ssr]')).toHaveCount(0);
    await expect(figure.locator('[data-live="true"]')).toHaveCount(1);
    expect(await figure.evaluate((element) => element.getBoundingClientRect().height)).toBeCloseTo(height, 0);
  }
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
