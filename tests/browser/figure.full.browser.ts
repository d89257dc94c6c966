import { finger } from './finger.ts';
import { chapter, expect, Figure, middleOf, test } from './site.ts';

const name = 'gabor-descent';

async function open(page: import('@playwright/test').Page, query = ''): Promise<Figure> {
  await page.goto(`${chapter}${query}`);
  return new Figure(page, name).live();
}

/** The race of 6.4, and the possible starts on its map. */
async function openRace(page: import('@playwright/test').Page) {
  await page.goto('./adam/');
  const race = await new Figure(page, 'optimizer-race').live();
  const starts = race.root.locator('[data-panel="sheet"] .hollow');
  await expect(starts.first()).toBeVisible({ timeout: 30_000 });
  return { race, starts };
}

/** Distance of the handle's centre from a point, px. */
async function ringFrom(figure: Figure, x: number, y: number): Promise<number> {
  const ring = await middleOf(figure.handle);
  return Math.hypot(ring.x - x, ring.y - y);
}

test('the menu More opens upwards where the window ends below its button', async ({ page }) => {
  const figure = await open(page);
  await figure.root.evaluate((one) => {
    const head = one.querySelector('.actions');
    window.scrollBy(0, (head?.getBoundingClientRect().bottom ?? 0) - innerHeight + 4);
  });
  await figure.action('More').click();
  const menu = await figure.root.locator('.actions-menu').boundingBox();
  expect((menu?.y ?? 0) + (menu?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  expect(menu?.y).toBeGreaterThan(0);
});

test.describe('the ring on the sheet', () => {
  test('where a race has many starts, a click takes the ring to the nearest of them, and the arrow keys to the next', async ({
    page,
  }) => {
    const { race, starts } = await openRace(page);
    const { x, y } = await middleOf(starts.last());
    await race.changes(() => page.mouse.click(x + 4, y - 4));
    expect(await ringFrom(race, x, y)).toBeLessThan(2);
    await expect(race.handle).toBeFocused();
    const start = () => page.evaluate(() => new URLSearchParams(location.search).get('optimizer-race.start'));
    await expect.poll(start).toBe('12');
    await race.changes(() => page.keyboard.press('ArrowLeft'));
    await expect.poll(start).toBe('11');
  });

  test('is moved by Home, End and the page keys as a slider is, and the page stays where it is', async ({ page }) => {
    const figure = await open(page);
    await figure.handle.focus();
    const scrolled = await page.evaluate(() => scrollY);
    for (const [key, at] of [
      ['Home', 'phi0=-10'],
      ['End', 'phi0=10'],
      ['PageUp', 'phi1=10.5'],
    ] as const) {
      await figure.changes(() => page.keyboard.press(key));
      await expect.poll(() => page.evaluate(() => location.search)).toContain(at);
    }
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  });

  test.describe('by touch', () => {
    test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

    test('a tap on the sheet brings it there, and a swipe that begins there scrolls the page', async ({
      page,
      context,
    }) => {
      const figure = await open(page);
      const { x, y } = await middleOf(figure.handle);
      await figure.changes(() => page.touchscreen.tap(x + 60, y + 40));
      expect(await ringFrom(figure, x + 60, y + 40)).toBeLessThan(3);
      // The URL follows a moment later.
      await expect.poll(() => page.evaluate(() => location.search)).toContain('phi0');
      const before = await figure.snapshot();
      const scrolled = await page.evaluate(() => scrollY);
      const client = await context.newCDPSession(page);
      await client.send('Input.synthesizeScrollGesture', { x: x + 90, y: y + 90, yDistance: -120, speed: 600 });
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 60);
      expect((await figure.snapshot()).search).toBe(before.search);
    });

    test('a tap beside a start of the race takes the ring to it, and the ring is dragged to the next', async ({
      page,
    }) => {
      const { race, starts } = await openRace(page);
      const { x, y } = await middleOf(starts.last());
      await race.changes(() => page.touchscreen.tap(x + 6, y - 6));
      expect(await ringFrom(race, x, y)).toBeLessThan(2);
      const [from, to] = [await middleOf(race.handle), await middleOf(starts.first())];
      const between = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      await race.changes(() => finger(page, [from, between, to]));
      expect(await ringFrom(race, to.x, to.y)).toBeLessThan(2);
    });
  });
});
