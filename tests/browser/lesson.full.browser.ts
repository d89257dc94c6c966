import { course } from '../../site.config.ts';
import { lightest } from './built.ts';
import { testLessons } from './lessons.ts';
import { expect, test } from './site.ts';

testLessons((pages) => pages.filter((path) => !lightest(pages).includes(path)));

test('a mouse that rests on a term shows its meaning, without the focus, and hides it where it leaves', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto('stochastic-gradient-descent/');
  const term = page.locator('main a.term:visible').first();
  const meaning = page.locator(`#meaning-${await term.getAttribute('data-term')}`);
  // Figures that come alive may move the line away from under the mouse, so the mouse goes there after that.
  await expect(async () => {
    await page.mouse.move(5, 5);
    await term.hover();
    await expect(meaning).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(meaning).not.toBeFocused();
  await page.mouse.move(5, 5);
  await expect(meaning).toBeHidden();
  // Who clicks keeps it.
  await term.hover();
  await term.click();
  await expect(meaning).toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.runFor(1000);
  await expect(meaning).toBeVisible();
});

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
  // Less where the course leaves chapters out.
  expect(links.length).toBeGreaterThan(course.leftOut.length > 0 ? 15 : 25);
  for (const [path, there] of Map.groupBy(new Set(links), (link) => link.replace(/#.*/, ''))) {
    await page.goto(path);
    for (const link of there) {
      const { hash } = new URL(link);
      if (hash) await expect(page.locator(`[id="${hash.slice(1)}"]`)).toHaveCount(1);
    }
  }
});
