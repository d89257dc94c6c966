import type { Page } from '@playwright/test';
import { expect, middleOf, test } from './site.ts';

const screen = (page: Page) => page.locator('.screen');
const ring = (page: Page) => page.locator('.land > .handle');
const stepsLeft = (page: Page) => page.locator('.steps .left');
const words = (page: Page) => page.locator('.cartouche .words');

/** Opens the first page, and waits until it can be played and has drawn what it was asked for. */
async function open(page: Page, address = './'): Promise<void> {
  await page.goto(address);
  await expect(page.locator('.plane')).toBeAttached();
  await expect(screen(page)).toHaveAttribute('data-busy', 'false');
}

/** A click so far from the ring, px. */
async function click(page: Page, dx: number, dy: number): Promise<void> {
  const { x, y } = await middleOf(ring(page));
  await page.mouse.click(x + dx, y + dy);
  await expect(screen(page)).toHaveAttribute('data-busy', 'false');
}

test('ten clicks within a circle, and the fog lifts: three rules walk beside the reader, and another land begins anew', async ({
  page,
}) => {
  await open(page);
  await expect(screen(page).locator('.fog')).toBeAttached();
  await expect(page.locator('.land .contour')).toHaveCount(0);
  await expect(stepsLeft(page)).toHaveCount(10);
  const reach = Number(await screen(page).locator('.reach').getAttribute('r'));
  const before = await middleOf(ring(page));
  await click(page, 2 * reach, reach);
  const after = await middleOf(ring(page));
  // Places are known to a five-hundredth of the sheet.
  expect(Math.abs(Math.hypot(after.x - before.x, after.y - before.y) - reach)).toBeLessThan(2);
  expect((after.y - before.y) / (after.x - before.x)).toBeCloseTo(0.5, 1);
  await expect(stepsLeft(page)).toHaveCount(9);
  // Each slope that was felt stays behind as a mark.
  await expect(screen(page).locator('.arrow.measured')).toHaveCount(2);
  for (let k = 1; k < 10; k++) await click(page, k % 2 === 0 ? 40 : -30, 20);
  for (const rule of ['run', 'descent', 'momentum', 'adam'])
    await expect(screen(page).locator(`.picture:not(.walk) path.line.${rule}`).first()).toBeAttached();
  await expect(words(page)).toContainText(/got lowest, \d+\s% of the way down\..*\byou\b/i);
  await expect(screen(page).locator('.picture:not(.walk) .fog')).toHaveCSS('opacity', '0');
  await expect(page.locator('.screen > .gauge .bar')).toHaveCount(3);
  await expect(words(page).getByRole('link')).toHaveAttribute('href', /\/gradient-descent\/$/);
  await page.getByRole('button', { name: 'Again, on another land' }).click();
  await expect(stepsLeft(page)).toHaveCount(10);
  await expect(page).toHaveURL(/fog\.terrain=\d+/);
  await expect(page.locator('.land .contour')).toHaveCount(0);
  await expect(ring(page)).toBeFocused();
});

test('by keyboard: arrow keys aim, Enter steps, alone it steps as descent does, and each step is said aloud', async ({
  page,
}) => {
  await open(page);
  const status = page.locator('.screen [role=status]');
  await ring(page).focus();
  await page.keyboard.press('Enter');
  await expect(status).toContainText(/Step 1 of 10: you stand \d+\s% of the way down/);
  const start = await middleOf(ring(page));
  for (let k = 0; k < 6; k++) await page.keyboard.press('ArrowRight');
  await expect(status).toContainText('Aim: to the right, 100 % of the longest step');
  await expect(page.locator('.aim')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(stepsLeft(page)).toHaveCount(8);
  await expect(screen(page)).toHaveAttribute('data-busy', 'false');
  const there = await middleOf(ring(page));
  expect(there.x).toBeGreaterThan(start.x + 50);
  expect(Math.abs(there.y - start.y)).toBeLessThan(3);
  for (let left = 7; left >= 0; left--) {
    await page.keyboard.press('Enter');
    await expect(stepsLeft(page)).toHaveCount(left);
    await expect(screen(page)).toHaveAttribute('data-busy', 'false');
  }
  await expect(status).toContainText('got lowest');
});

test('a step is seen before the worker has come', async ({ page }) => {
  let answer = (): void => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/experiment-worker/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto('./');
  await expect(page.locator('.plane')).toBeAttached();
  const before = await middleOf(ring(page));
  await page.mouse.click(before.x + 60, before.y + 40);
  await expect(stepsLeft(page)).toHaveCount(9);
  const after = await middleOf(ring(page));
  expect(after.x - before.x).toBeGreaterThan(50);
  answer();
  await expect(screen(page)).toHaveAttribute('data-busy', 'false');
  await expect(screen(page).locator('.arrow.measured')).toHaveCount(2);
});

test('the ring does not move when the page comes to life', async ({ page }) => {
  for (const size of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
    { width: 1000, height: 1000 },
  ]) {
    await page.setViewportSize(size);
    await page.goto('./');
    const before = await middleOf(ring(page));
    await expect(screen(page)).toHaveAttribute('data-busy', 'false');
    await expect(screen(page).locator('.picture .reach')).toBeAttached();
    const circle = await middleOf(screen(page).locator('.picture .ring'));
    const after = await middleOf(ring(page));
    expect(after).toEqual(before);
    expect(Math.hypot(circle.x - after.x, circle.y - after.y)).toBeLessThan(1);
  }
});

test('an old link to the figure that stood here opens where the figure is now, with its values', async ({ page }) => {
  await page.goto('./?gabor-descent.steps=40#gabor-descent');
  await expect(page).toHaveURL(/gradient-descent\/\?.*#gabor-descent$/);
  const figure = page.locator('figure.experiment#gabor-descent');
  await expect(figure.locator('input.number[name="steps"]')).toHaveValue('40');
  await expect(figure.locator('input.number[name="alpha"]')).toHaveValue('0.200');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the land is turned so that a walk goes up, and a tap steps', async ({ page }) => {
    await open(page);
    const before = await middleOf(ring(page));
    expect(before.y).toBeGreaterThan(844 / 2);
    await page.touchscreen.tap(before.x, before.y - 60);
    await expect(stepsLeft(page)).toHaveCount(9);
    const after = await middleOf(ring(page));
    expect(before.y - after.y).toBeGreaterThan(55);
    await expect(page).toHaveURL(/fog\.moves=/);
  });
});

test.describe('where nothing should move', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the fog is gone at once, and nothing walks', async ({ page }) => {
    // A whole game, and the sheet after it.
    await page.goto('./?fog.lifted=true');
    await expect(words(page)).toContainText('got lowest');
    await expect(screen(page).locator('.picture .fog')).toHaveCSS('opacity', '0');
    await expect(screen(page).locator('.picture .fog')).toHaveCSS('animation-name', 'none');
    await expect(screen(page).locator('.walk')).toHaveCount(0);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the land stands there as built, with its sentence', async ({ page }) => {
    await page.goto('./');
    await expect(page.locator('.built .wide path.line.adam').first()).toBeVisible();
    await expect(page.locator('.built .gauge .bar')).toHaveCount(3);
    await expect(page.locator('.built-words')).toContainText('got lowest');
    await expect(page.locator('.land')).toBeHidden();
    await expect(words(page)).toBeHidden();
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.locator('.built .tall path.line.adam').first()).toBeVisible();
    await expect(page.locator('.built .wide')).toBeHidden();
  });
});
