/**
 * Programs of a class, which are strangers' code: neither their effects nor the outcome of their runs may accuse
 * anybody.
 */

import { give, runAll, STEP, sheetOf } from './class.ts';
import { expect, test } from './site.ts';

test('a wrong program that claims to be right is still found out', async ({ page }) => {
  await give(page, [sheetOf('Anton', [STEP.id, STEP.solution.replace('- alpha', '+ alpha')])]);
  await runAll(page).click();
  await expect(page.locator('.sheet-says')).toHaveText(/1 marked/);
  await expect(page.getByText('Claimed as right. ')).toBeVisible();
});
