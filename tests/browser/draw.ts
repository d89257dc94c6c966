/** The page on which a path is drawn. */
import type { Locator, Page } from '@playwright/test';
import { expect, Figure } from './site.ts';

export const address = './laboratory/draw/';

export async function openDrawing(page: Page, at = address): Promise<Figure> {
  await page.goto(at);
  const figure = await new Figure(page, 'draw').live();
  await settled(figure);
  return figure;
}

export const plane = ({ root }: Figure): Locator => root.locator('.pen-plane');

export const rows = ({ root }: Figure): Locator => root.locator('[data-panel=rules] tbody tr');

export const reasons = ({ root }: Figure): Locator => root.locator('[data-panel=reasons] tbody tr');

/** A button that leads to another line. */
export const offer = ({ root }: Figure, name: string | RegExp): Locator =>
  root.locator('.verdict').getByRole('button', { name });

/** The search has come to its end. */
export async function settled({ root, verdict }: Figure): Promise<void> {
  await expect(root.locator('[data-live=true][data-busy=false]')).toBeVisible({ timeout: 60_000 });
  await expect(verdict).not.toContainText('So far');
}

/** Down the steep side, past the valley and back: places in shares of the sheet. */
export const ARC = [
  [0.12, 0.15],
  [0.21, 0.44],
  [0.32, 0.68],
  [0.38, 0.69],
  [0.43, 0.55],
  [0.46, 0.4],
  [0.42, 0.52],
] as const;

export async function drag(figure: Figure, places: readonly (readonly [number, number])[]): Promise<void> {
  await plane(figure).scrollIntoViewIfNeeded();
  const box = await plane(figure).boundingBox();
  if (!box) throw new Error('the sheet has no place on the page');
  const { mouse } = figure.page;
  const [[x0, y0] = [0, 0], ...rest] = places;
  await mouse.move(box.x + x0 * box.width, box.y + y0 * box.height);
  await mouse.down();
  for (const [x, y] of rest) await mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 10 });
  await mouse.up();
  await settled(figure);
}
