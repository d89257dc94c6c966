/** A class's programs, which are strangers' code: what one of them does, or what becomes of its run, accuses nobody. */
import type { Page } from '@playwright/test';
import { taskOf } from '../../src/laboratory/tasks/tasks.ts';
import { expect, test } from './site.ts';

const STEP = taskOf('notebook-6.3.fixed-rate');

const sheetOf = (name: string, ...programs: readonly (readonly [id: string, code: string])[]) => ({
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

async function give(page: Page, sheets: readonly ReturnType<typeof sheetOf>[]): Promise<void> {
  await page.goto('check-sheets/');
  await page.locator('input[type=file]').setInputFiles([...sheets]);
  await expect(page.locator('.sheet-says')).toContainText(`${sheets.length} sheet`);
}

const runAll = (page: Page) => page.getByRole('button', { name: /^Run the / });

test('a wrong program that claims to be right is still found out', async ({ page }) => {
  await give(page, [sheetOf('Anton', [STEP.id, STEP.solution.replace('- alpha', '+ alpha')])]);
  await runAll(page).click();
  await expect(page.locator('.sheet-says')).toHaveText(/1 marked/);
  await expect(page.getByText('It says that it is right. ')).toBeVisible();
});

test.describe('a run that does not come to its end', () => {
  test.use({ expectedErrors: [/Failed to load|ERR_FAILED/] });

  test('without Python leaves every answer open, and the button runs them again', async ({ page }) => {
    await page.route('**/sandbox/python.js', (route) => route.abort());
    await give(page, [sheetOf('Berta', [STEP.id, STEP.solution]), sheetOf('Carl', [STEP.id, STEP.solution])]);
    await runAll(page).click();
    await expect(page.getByText('Python could not be fetched or started.')).toBeVisible();
    await expect(page.locator('[data-marked=true]')).toHaveCount(0);
    await page.unroute('**/sandbox/python.js');
    await expect(runAll(page)).toHaveText('Run the 2 programs in the sandbox');
    await runAll(page).click();
    await expect(page.locator('.sheet-says')).toHaveText('2 sheets with 2 answers: 2 met, and all are confirmed.');
  });
});
