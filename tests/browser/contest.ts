/** The contest's page, and a rule that is written into it. */
import type { Page } from '@playwright/test';
import { expect } from './site.ts';

export const address = './laboratory/contest/';

export async function open(page: Page, at = address): Promise<void> {
  await page.goto(at);
  await expect(page.locator('.contest[data-live="true"]')).toBeVisible();
}

export const verdict = (page: Page) => page.locator('.contest-verdict');

export const button = (page: Page, name: string) => page.getByRole('button', { name });

/** Puts another text in the place of the rule, by keys alone. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator('.lab-editor .open').focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: 'Your rule' });
  await expect(editor).toBeFocused();
  await retype(page, text);
}

export async function retype(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your rule' }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

export const SIGN = `alpha = 0.01

for t in range(1, steps + 1):
    phi = phi - alpha * np.sign(gradient(phi))`;
