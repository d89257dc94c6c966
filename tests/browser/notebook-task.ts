/** Opens a task of the notebooks and writes its solution. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './site.ts';

export const address = './laboratory/tasks/';

const STEP = 'notebook-6.3.fixed-rate';

export const RIGHT = `def gradient_descent_step_fixed_learning_rate(phi, data, alpha):
    gradient = compute_gradient(data[0, :], data[1, :], phi)
    return phi - alpha * gradient
`;

export async function openTask(page: Page, id = STEP): Promise<{ task: Locator; text: Locator; verdict: Locator }> {
  await page.goto(`${address}#${id}`);
  const task = page.locator(`[id="${id}"]`);
  await task.scrollIntoViewIfNeeded();
  await expect(task.getByRole('button', { name: 'Check' })).toBeVisible();
  await task.getByRole('button', { name: /write it/ }).click();
  return { task, text: task.locator('.cm-content'), verdict: task.getByRole('status') };
}

export async function write(page: Page, text: Locator, code: string): Promise<void> {
  await text.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(code);
}
