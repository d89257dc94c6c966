import { course } from '../../site.config.ts';
import { lightest } from './built.ts';
import { testLessons } from './lessons.ts';
import { expect, test } from './site.ts';

testLessons((pages) => pages.filter((path) => !lightest(pages).includes(path)));

test('on a phone the meaning of a term goes from edge to edge, and makes the page no wider', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('stochastic-gradient-descent/');
  const term = page.locator('main a.term:visible').first();
  await term.click();
  const box = await page.locator(`#meaning-${await term.getAttribute('data-term')}`).boundingBox();
  expect(box).toMatchObject({ x: 0, width: 390 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the list of sections shows the one that is read, to the end of a long page', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await page.goto('notation/');
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  const here = page.locator('.toc [aria-current="true"]');
  await expect(here).toBeInViewport({ ratio: 1 });
  await expect(here).toHaveText((await page.locator('.toc a').last().textContent()) ?? '');
});

test('each sentence of the notes leads to a figure or a page that is there', async ({ page }) => {
  await page.goto('notes/');
  const links = await page
    .locator('.tested a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  // Fewer if the course leaves chapters out.
  expect(links.length).toBeGreaterThan(course.leftOut.length > 0 ? 15 : 25);
  for (const [path, there] of Map.groupBy(new Set(links), (link) => link.replace(/#.*/, ''))) {
    await page.goto(path);
    for (const link of there) {
      const { hash } = new URL(link);
      if (hash) await expect(page.locator(`[id="${hash.slice(1)}"]`)).toHaveCount(1);
    }
  }
});
