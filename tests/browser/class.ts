/** Answer sheets of a class, handed in and checked. */
import type { Page } from '@playwright/test';
import { taskOf } from '../../src/class/tasks/tasks.ts';
import { expect } from './site.ts';

export const STEP = taskOf('notebook-6.3.fixed-rate');

export const sheetOf = (name: string, ...programs: readonly (readonly [id: string, code: string])[]) => ({
  name: `${name}.json`,
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({
      sheet: 1,
      name,
      work: programs.map(([task, value]) => ({ task, kind: 'code', value, met: true })),
    }),
  ),
});

export async function give(page: Page, sheets: readonly ReturnType<typeof sheetOf>[]): Promise<void> {
  await page.goto('check-sheets/');
  await page.locator('input[type=file]').setInputFiles([...sheets]);
  await expect(page.locator('.sheet-says')).toContainText(`${sheets.length} sheet`);
}

export const runAll = (page: Page) => page.getByRole('button', { name: /^Run the / });
