/** The laboratory's page, and texts that are written into it. */
import type { Page } from '@playwright/test';
import { expect } from './site.ts';

export const address = './laboratory/';

/** Opens the page, and waits until its own picture is there. */
export async function open(page: Page, at = address): Promise<void> {
  await page.goto(at);
  await expect(page.locator('.lab-sheet > .picture')).toBeVisible();
}

export const verdict = (page: Page) => page.locator('.lab-verdict p').first();

export const table = (page: Page) => page.locator('.lab-rules tbody');

export const edit = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
};

export const SIGN = `alpha = 0.1

for t in range(1, steps + 1):
    phi = phi - alpha * np.sign(gradient(phi))`;

/** The link that the page hands out. */
export async function made(page: Page): Promise<string> {
  await page.locator('.laboratory').getByRole('button', { name: 'Copy link' }).click();
  await expect(page).toHaveURL(/#lab=/);
  return page.url();
}

/** The figure of the network, in sight and alive. */
export async function networkOf(page: Page) {
  const figure = page.locator('figure#network');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('[data-live=true][data-busy=false]')).toBeVisible();
  return figure;
}
