/**
 * Work deferred until a fold is opened: the fonts of its formulas, its layout, the drawings of a figure's further
 * panels.
 */
import { expect, Figure, test } from './site.ts';

test('the fonts of formulas that only closed folds have are fetched when one is opened', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const font = /\/(KaTeX_[\w-]+)\.[^/]*woff2$/.exec(request.url())?.[1];
    if (font) fetched.push(font);
  });
  await page.goto('./momentum/', { waitUntil: 'networkidle' });
  await new Figure(page, 'momentum-valley').live();
  expect(fetched).toContain('KaTeX_Main-Regular');
  expect(fetched.filter((font) => /Size3|Caligraphic/.test(font))).toEqual([]);
  await page.locator('details.deeper').evaluateAll((all) => {
    for (const fold of all) fold.setAttribute('open', '');
  });
  await expect.poll(() => fetched).toContain('KaTeX_Caligraphic-Regular');
});

test('a panel behind a fold of its figure is drawn once that is opened', async ({ page }) => {
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-starts').live();
  const drawing = figure.root.locator('.more-panels svg.picture');
  await expect(figure.root.locator('.stage svg.picture').first()).toBeVisible();
  await expect(drawing).toHaveCount(0);
  await figure.root.locator('.more-panels > summary').click();
  await expect(drawing.first()).toBeVisible();
  const before = await drawing.first().innerHTML();
  await figure.changes(() => figure.slider('alpha').press('ArrowLeft'));
  await expect.poll(() => drawing.first().innerHTML()).not.toBe(before);
});
