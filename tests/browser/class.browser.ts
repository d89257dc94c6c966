/** A class's programs, which are strangers' code: what one of them does, or what becomes of its run, accuses nobody. */

import { give, runAll, STEP, sheetOf } from './class.ts';
import { expect, test } from './site.ts';

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
