/** The rule of a figure, opened and written. */
import type { Locator, Page } from '@playwright/test';
import { expect, Figure } from './site.ts';

/** Opens the rule of the first figure. */
export async function openRule(page: Page): Promise<{ figure: Figure; text: Locator; said: Locator }> {
  const figure = await new Figure(page, 'gabor-descent').live();
  await figure.action('More').click();
  await figure.root.getByRole('button', { name: 'Change this rule' }).click();
  const text = figure.root.getByRole('textbox', { name: 'Your rule' });
  const said = figure.root.locator('.own-rule > p[role=status]');
  // The original's run may come after one's own, and is not to be taken for the answer to what is written next.
  await expect(said).toHaveText(/^Your rule stands at a loss of .*, and the original at /);
  return { figure, text, said };
}

export async function write(page: Page, text: Locator, code: string): Promise<void> {
  await text.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(code);
}

export const RULE = `alpha = 0.05

for t in range(1, steps + 1):
    g = gradient(phi)
    phi = phi - alpha * g`;
