import type { Page } from '@playwright/test';
import { expect, middleOf, test } from './site.ts';

const live = (page: Page) => page.locator('#fog .experiment-live');
const sheet = (page: Page) => page.locator('#fog [data-panel="sheet"]');
const ring = (page: Page) => sheet(page).locator('.handle-step');
const stepsLeft = (page: Page) => page.locator('.places-left .left');
const words = (page: Page) => page.locator('#fog .verdict > div');
const afterwards = (page: Page) => page.locator('.afterwards');

/** Opens the home page, and waits until it is playable and has drawn its picture. */
async function open(page: Page, address = './'): Promise<void> {
  await page.goto(address);
  await expect(sheet(page).locator('.click-plane')).toBeAttached();
  await expect(live(page)).toHaveAttribute('data-busy', 'false');
}

/** Clicks at this distance from the handle, px. */
async function click(page: Page, dx: number, dy: number): Promise<void> {
  const { x, y } = await middleOf(ring(page));
  await page.mouse.click(x + dx, y + dy);
  await expect(live(page)).toHaveAttribute('data-busy', 'false');
}

test('ten clicks within a circle, and the fog lifts: three rules walk beside the reader, and another land starts over', async ({
  page,
}) => {
  await open(page);
  await expect(sheet(page).locator('.fog')).toBeAttached();
  await expect(sheet(page).locator('.contour')).toHaveCount(0);
  await expect(stepsLeft(page)).toHaveCount(10);
  await expect(afterwards(page)).toBeHidden();
  const reach = Number(await sheet(page).locator('.reach').getAttribute('r'));
  const before = await middleOf(ring(page));
  await click(page, 2 * reach, reach);
  const after = await middleOf(ring(page));
  // Positions are known to a five-hundredth of the map.
  expect(Math.abs(Math.hypot(after.x - before.x, after.y - before.y) - reach)).toBeLessThan(2);
  expect((after.y - before.y) / (after.x - before.x)).toBeCloseTo(0.5, 1);
  await expect(stepsLeft(page)).toHaveCount(9);
  // Each felt slope stays as a mark.
  await expect(sheet(page).locator('.arrow.measured')).toHaveCount(2);
  for (let k = 1; k < 10; k++) await click(page, k % 2 === 0 ? 40 : -30, 20);
  for (const rule of ['run', 'descent', 'momentum', 'adam'])
    await expect(sheet(page).locator(`.picture:not(.partial) path.line.${rule}`).first()).toBeAttached();
  await expect(words(page)).toContainText(/got lowest, \d+\s% of the way down\..*\byou\b/i);
  await expect(page.locator('.gauge :is(.descent, .momentum, .adam)')).toHaveCount(3);
  await expect(afterwards(page).getByRole('link')).toHaveAttribute('href', /\/gradient-descent\/$/);
  await expect(afterwards(page)).toBeVisible();
  await page.getByRole('button', { name: 'Again, on another land' }).click();
  await expect(stepsLeft(page)).toHaveCount(10);
  await expect(page).toHaveURL(/fog\.terrain=\d+/);
  await expect(sheet(page).locator('.contour')).toHaveCount(0);
  await expect(ring(page)).toBeFocused();
});

test('by keyboard: arrow keys aim, Enter steps, alone it steps as descent does, and each step is said aloud', async ({
  page,
}) => {
  await open(page);
  const status = page.locator('#fog [role=status]');
  await ring(page).focus();
  await page.keyboard.press('Enter');
  await expect(ring(page)).toHaveAccessibleName(/you, \d+\s% down\. Step 1 of 10/);
  await expect(status.filter({ hasText: /\b9 steps left/ })).toBeAttached();
  const start = await middleOf(ring(page));
  for (let k = 0; k < 6; k++) await page.keyboard.press('ArrowRight');
  await expect(status.filter({ hasText: 'Aim: to the right, 100 % of the longest step' })).toBeAttached();
  await expect(page.locator('.aim')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(stepsLeft(page)).toHaveCount(8);
  await expect(live(page)).toHaveAttribute('data-busy', 'false');
  const there = await middleOf(ring(page));
  expect(there.x).toBeGreaterThan(start.x + 50);
  expect(Math.abs(there.y - start.y)).toBeLessThan(3);
  for (let left = 7; left >= 1; left--) {
    await page.keyboard.press('Enter');
    await expect(stepsLeft(page)).toHaveCount(left);
    await expect(live(page)).toHaveAttribute('data-busy', 'false');
  }
  await page.keyboard.press('Enter');
  await expect(status.filter({ hasText: 'got lowest' })).toBeAttached();
});

test('a click before the worker has come is a step once it is there', async ({ page }) => {
  let answer = (): void => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/experiment-worker/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto('./');
  await expect(page.locator('#fog astro-island[ssr]')).toHaveCount(0);
  const before = await middleOf(sheet(page).locator('.variant:visible .ring'));
  await page.mouse.click(before.x + 60, before.y + 40);
  answer();
  await expect(stepsLeft(page)).toHaveCount(9);
  await expect(live(page)).toHaveAttribute('data-busy', 'false');
  const after = await middleOf(ring(page));
  expect(after.x - before.x).toBeGreaterThan(50);
  await expect(sheet(page).locator('.arrow.measured')).toHaveCount(2);
});

test('nothing moves when the page comes to life', async ({ page }) => {
  for (const size of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
    { width: 1000, height: 1000 },
  ]) {
    await page.setViewportSize(size);
    await page.route(/experiment-worker/, () => new Promise(() => {}));
    await page.goto('./');
    const built = await middleOf(sheet(page).locator('.variant:visible .ring'));
    const land = await sheet(page).boundingBox();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await open(page);
    const circle = await middleOf(sheet(page).locator('.panel-box > .picture .ring'));
    expect(Math.hypot(circle.x - built.x, circle.y - built.y), `${size.width} px wide`).toBeLessThan(1);
    const button = await middleOf(ring(page));
    expect(Math.hypot(button.x - circle.x, button.y - circle.y)).toBeLessThan(1);
    expect(await sheet(page).boundingBox()).toEqual(land);
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the land is turned so that a walk goes up, and a tap steps', async ({ page }) => {
    await open(page);
    const before = await middleOf(ring(page));
    expect(before.y).toBeGreaterThan(844 / 2);
    await page.touchscreen.tap(before.x, before.y - 60);
    await expect(stepsLeft(page)).toHaveCount(9);
    await expect(live(page)).toHaveAttribute('data-busy', 'false');
    const after = await middleOf(ring(page));
    expect(before.y - after.y).toBeGreaterThan(55);
    await expect(page).toHaveURL(/fog\.moves=/);
  });
});

test.describe('where nothing should move', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the fog is gone at once, and nothing walks', async ({ page }) => {
    // A whole game, and the map after it.
    await page.goto('./?fog.lifted=true');
    await expect(words(page)).toContainText('got lowest');
    const fog = () =>
      sheet(page)
        .locator('.panel-box')
        .evaluate((box) => getComputedStyle(box, '::after').content);
    expect(await fog()).toBe('none');
    await expect(sheet(page).locator('.partial')).toHaveCount(0);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the land is there as built, with its sentence', async ({ page }) => {
    await page.goto('./');
    await expect(afterwards(page).locator('.passage-picture')).toBeVisible();
    await expect(afterwards(page)).toContainText('got lowest');
    await expect(afterwards(page).getByRole('link')).toBeVisible();
    await expect(live(page).locator('.hand')).toBeHidden();
  });
});
