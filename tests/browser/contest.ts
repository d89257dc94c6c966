/** The contest's figure, and a rule that is written into it. */
import type { Locator, Page } from '@playwright/test';
import { expect, Figure } from './site.ts';

export const address = './laboratory/contest/';

/** Of the shortest runs, which take half as long as those with which the page opens. */
export async function open(page: Page, at = `${address}?contest.budget=50`): Promise<Figure> {
  await page.goto(at);
  return new Figure(page, 'contest').live();
}

/** Opens the tables, which stand behind the race. */
export async function openTables({ root }: Figure): Promise<void> {
  for (const name of ['Standings', 'Kind by kind']) await root.locator('summary', { hasText: name }).click();
}

/** Opens the editor. @returns its text */
export async function openEditor({ root }: Figure): Promise<Locator> {
  await root
    .locator('.control-code')
    .getByRole('button', { name: /Write your rule|Edit/ })
    .focus();
  await root.page().keyboard.press('Enter');
  const editor = root.getByRole('textbox', { name: 'Your rule' });
  await expect(editor).toBeFocused();
  return editor;
}

/** Puts another text in the place of the rule, by keys alone. */
export async function write(page: Page, editor: Locator, text: string): Promise<void> {
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

export const SIGN = `alpha = 0.01

for t in range(1, steps + 1):
    phi = phi - alpha * np.sign(gradient(phi))`;
