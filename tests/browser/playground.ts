/** The laboratory's playground, and editing its code. */
import type { Page } from '@playwright/test';
import { expect, Figure } from './site.ts';

export const address = './laboratory/';

/** Opens the page, and waits for its own picture. */
export async function open(page: Page, at = address): Promise<Figure> {
  await page.goto(at);
  return new Figure(page, 'playground').live();
}

/** The loss of each rule at the current step, the reader's own first. */
export const lossesOf = ({ root }: Figure) => root.locator('[data-panel="rules"] tbody tr > :last-child');

export const choose = ({ root }: Figure, label: string, option: string) =>
  root.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });

/** The control of one of the codes, which its editor replaces. */
export const placeOf = ({ root }: Figure, label = 'Your rule') =>
  root.locator('.control-in-place').filter({ hasText: label }).first();

export async function openText(figure: Figure, label = 'Your rule') {
  await figure.root.getByRole('button', { name: `${label}: edit it` }).click();
  const text = figure.root.getByRole('textbox', { name: label, exact: true });
  await expect(text).toBeFocused();
  return text;
}

export const edit = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
};

export const SIGN = `alpha = 0.1

for t in range(1, steps + 1):
    phi = phi - alpha * np.sign(gradient(phi))`;

/** The figure of the network, visible and hydrated. */
export async function networkOf(page: Page) {
  const figure = page.locator('figure#network');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('[data-live=true][data-busy=false]')).toBeVisible();
  return figure;
}

/** The figure of the network, live, with the workshop open. */
export async function workshopOf(page: Page) {
  const figure = await networkOf(page);
  await figure.getByRole('button', { name: 'Workshop', exact: true }).click();
  await expect(figure.getByText('More controls')).toBeVisible();
  return figure;
}
