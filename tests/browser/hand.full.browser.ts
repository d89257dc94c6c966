/** The controls of a figure: visible ones, folded ones, and those that open on a touch. */
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
  await expect(figure.locator('.panel :is(svg, img).picture:visible')).toHaveCount(3);
  await expect(figure.locator('.interval-whole').first()).toBeVisible();
  await expect(figure.locator('.interval-short').first()).toBeHidden();
  await context.close();
});

test('a fold says how many panels it holds now, and is not there without one', async ({ page }) => {
  const rule = 'for t in range(1, steps + 1):\n    phi = phi - 0.1 * gradient(phi)';
  await page.goto(`embed/adam-moments/?${new URLSearchParams({ 'adam-moments.rule': rule })}`);
  const figure = await new Figure(page, 'adam-moments').live();
  const fold = figure.root.locator('.more-panels');
  await expect(fold.locator('> summary')).toHaveText('More panels (1)');
  await fold.locator('> summary').click();
  await expect(fold.locator('.panel svg.picture')).toBeVisible();
  await figure.root.locator('.control-code').getByRole('button', { name: 'Run it' }).click();
  await expect(figure.verdict).toContainText('With your rule the loss is');
  await expect(fold.locator('.panel')).toHaveCount(0);
  await expect(fold.locator('> summary')).toBeHidden();
});
