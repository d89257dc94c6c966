/** The page on which a path is drawn. */
import type { Locator, Page } from '@playwright/test';
import { open } from './playground.ts';
import { expect } from './site.ts';

export async function openDrawing(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('tab', { name: 'Draw a path' }).click();
  await expect(plane(page)).toBeVisible();
}

export const plane = (page: Page): Locator => page.locator('.draw-plane');

export const answer = (page: Page): Locator => page.locator('.lab-verdict p').first();

export const rows = (page: Page): Locator => page.locator('.draw-table tbody tr');

/** The search has come to its end. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.draw-bar .tried')).toContainText('runs tried');
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0, { timeout: 60_000 });
}
