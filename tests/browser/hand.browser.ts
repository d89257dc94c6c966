/** A figure in hand: what is seen at once, what is folded, and what opens at a touch. */
import { expect, Figure, needs, test } from './site.ts';

test('a figure opens with its main controls; the others are in a fold, and what a link sets is shown', async ({
  page,
}) => {
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').live();
  await expect(figure.slider('alpha')).toBeVisible();
  await expect(figure.field('phi0')).toBeHidden();
  await expect(figure.root.locator('.more-controls > summary')).toHaveText('More controls (2)');
  await figure.unfold();
  await expect(figure.field('phi0')).toBeVisible();

  await page.goto('./gradient-descent/?gabor-descent.phi0=2.5');
  const linked = await new Figure(page, 'gabor-descent').live();
  await expect(linked.field('phi0')).toBeVisible();
  await expect(linked.root.locator('.more-controls > summary')).toHaveText('More controls (1)');
});

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

test('a number in a sentence opens its interval, by mouse and by keyboard, and keeps it open', async ({ page }) => {
  await page.goto('./momentum/#momentum');
  const figure = await new Figure(page, 'momentum').live();
  const number = figure.verdict.locator('button.interval').first();
  await expect(number).toHaveText(/^\d+\s%/);
  await expect(number.locator('.interval-whole')).toBeHidden();
  await number.click();
  await expect(number.locator('.interval-whole')).toHaveText(/\[\d+, \d+\]/);
  await expect(number.locator('.interval-whole')).toBeVisible();
  await figure.changes(() => figure.slider('beta').press('ArrowLeft'));
  await expect(number.locator('.interval-whole')).toBeVisible();
  await number.press('Enter');
  await expect(number.locator('.interval-whole')).toBeHidden();
});

test('the menu More opens under its button, and Escape closes it and returns the focus', async ({ page }) => {
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').live();
  await figure.action('More').focus();
  await page.keyboard.press('Enter');
  const menu = figure.root.locator('.actions-menu');
  await expect(menu).toBeVisible();
  const [button, opened] = [await figure.action('More').boundingBox(), await menu.boundingBox()];
  expect(Math.abs((opened?.y ?? 0) - (button?.y ?? 0) - (button?.height ?? 0))).toBeLessThan(4);
  await page.keyboard.press('Tab');
  await expect(await figure.more('Pin')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(figure.action('More')).toBeFocused();
});
