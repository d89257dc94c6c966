/** The figure of the line through points that readers move. */
import type { Locator, Page } from '@playwright/test';
import { chapter, expect, Figure } from './site.ts';

export const LINE = 'linear-regression';

export async function open(page: Page, name: string, query = ''): Promise<Figure> {
  await page.goto(`${chapter}${query}`);
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
