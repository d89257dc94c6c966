/** The controls of a figure: visible ones, folded ones, and those that open on a touch. */
import { alone, expect, Figure, test } from './site.ts';

test('a figure opens with its main controls and a menu; the others are in a fold', async ({ page }) => {
  await page.goto(alone);
  const figure = await new Figure(page, 'gabor-descent').live();
  await expect(figure.slider('alpha')).toBeVisible();
  await expect(figure.field('phi0')).toBeHidden();
  await expect(figure.root.locator('.more-controls > summary')).toHaveText('More controls (3)');
  await test.step('the menu More opens under its button, and Escape closes it and returns the focus', async () => {
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
  await figure.unfold();
  await expect(figure.field('phi0')).toBeVisible();
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
