/** The figure of a line fit to movable points. */
import type { Locator, Page } from '@playwright/test';
import { expect, Figure, middleOf } from './site.ts';

export const LINE = 'linear-regression';
export const GABOR = 'gabor-descent';

export async function open(page: Page, name: string, query = ''): Promise<Figure> {
  await page.goto(`./embed/${name}/${query}`);
  const figure = await new Figure(page, name).live();
  await expect(circles(figure).first()).toBeAttached();
  await circles(figure).first().scrollIntoViewIfNeeded();
  await figure.settled();
  return figure;
}

export const circles = (figure: Figure): Locator => figure.root.locator('.own-points circle');

export const contours = (figure: Figure): Promise<string> =>
  figure.root
    .locator('[data-panel="surface"] svg')
    .first()
    .evaluate((svg) => [...svg.querySelectorAll('path')].map((path) => path.getAttribute('d')).join());

export const pointsIn = (page: Page, name: string): string | null =>
  new URL(page.url()).searchParams.get(`${name}.points`);

/** Checks that a dragged point changes the surface and the URL, and that Reset restores the book's points. */
export async function dragsAPoint(page: Page, name: string): Promise<void> {
  const figure = await open(page, name);
  const count = await circles(figure).count();
  const before = { surface: await contours(figure), verdict: await figure.sentence() };
  const { x, y } = await middleOf(circles(figure).nth(4));
  await figure.changes(async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 6, y + 20, { steps: 4 });
    await page.mouse.move(x + 8, y + 45, { steps: 4 });
    // During the drag the surface follows.
    await expect.poll(() => contours(figure)).not.toBe(before.surface);
    await page.mouse.up();
  });
  const moved = await middleOf(circles(figure).nth(4));
  expect(Math.hypot(moved.x - x - 8, moved.y - y - 45)).toBeLessThan(4);
  await expect(circles(figure)).toHaveCount(count);
  await expect.poll(() => pointsIn(page, name)).not.toBeNull();
  await expect(figure.root.locator('.control-points')).toContainText(`${count} of your own`);
  const shared = page.url();

  await figure.changes(() => figure.action('Reset').click());
  // The figure of a scene restarts at its beginning; the comparison is for its end.
  const steps = figure.root.locator('.stepper input[type=range]');
  if ((await steps.count()) > 0 && (await steps.inputValue()) !== (await steps.getAttribute('max')))
    await figure.changes(() => steps.press('End'));
  await expect(figure.root.locator('.control-points')).toContainText('the book’s');
  await expect.poll(() => contours(figure)).toBe(before.surface);
  expect(await figure.sentence()).toBe(before.verdict);
  await expect.poll(() => pointsIn(page, name)).toBeNull();

  await page.goto(shared);
  const again = await new Figure(page, name).live();
  await expect(again.root.locator('.control-points')).toContainText(`${count} of your own`);
  await expect(again.messages).toHaveCount(0);
  expect(await contours(again)).not.toBe(before.surface);
}
