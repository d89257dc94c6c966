/** A figure's rule as edited by a reader. */
import type { Locator, Page } from '@playwright/test';
import { alone, expect, Figure } from './site.ts';

/** A figure with its rule open. */
export interface OpenRule {
  figure: Figure;
  text: Locator;
  /** The figure's sentence on the last working run, and the editor's on the error. */
  said: Locator;
  wrong: Locator;
}

export const RULE = `alpha = 0.05

for t in range(1, steps + 1):
    g = gradient(phi)
    phi = phi - alpha * g`;

/** The figure with this rule in its URL. */
export const linkTo = (code: string): string =>
  `${alone}?${new URLSearchParams({ 'gabor-descent.rule': code })}#gabor-descent`;

export async function openRule(page: Page): Promise<OpenRule> {
  const figure = await new Figure(page, 'gabor-descent').live();
  await figure.action('More').click();
  await figure.root.locator('.actions-menu').getByRole('button', { name: 'Change this rule' }).click();
  const text = figure.root.getByRole('textbox', { name: 'Your rule' });
  const said = figure.root.locator('.verdict > div > p').first();
  const wrong = figure.root.locator('.own-rule > p[role=status]');
  await expect(said).toContainText(/With your rule the loss is .*, and with the original /);
  await expect(text).toBeVisible();
  return { figure, text, said, wrong };
}

export async function write(page: Page, text: Locator, code: string): Promise<void> {
  await text.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(code);
}
