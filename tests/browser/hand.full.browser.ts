/** A figure in hand: what is seen at once, what is folded, and what opens at a touch. */
import { expect, Figure, needs, test } from './site.ts';

test('a panel in the fold is drawn once it is opened, and follows the controls', async ({ page }) => {
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').live();
  const loss = figure.root.locator('.panel[data-panel="loss"]');
  await expect(loss).toBeHidden();
  await figure.root.locator('.more-panels > summary').click();
  await expect(loss.locator('svg.picture')).toBeVisible();
  const before = await loss.innerHTML();
  await figure.changes(() => figure.slider('alpha').press('ArrowLeft'));
  expect(await loss.innerHTML()).not.toBe(before);
});

test('without scripts every panel is there to unfold, and every interval is written out', async ({
  browser,
  baseURL,
}) => {
  needs('momentum');
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('./momentum/');
  const figure = page.locator('figure#momentum');
  const fold = page.locator('.deeper', { has: figure });
  if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click();
  await figure.locator('.more-panels > summary').click();
  await expect(figure.locator('.panel svg.picture:visible')).toHaveCount(3);
  await expect(figure.locator('.interval-whole').first()).toBeVisible();
  await expect(figure.locator('.interval-short').first()).toBeHidden();
  await context.close();
});
