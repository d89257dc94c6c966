/** Drawing a path in the laboratory: by mouse, by keys and by a finger; the answer, its rule in the playground, and its link. */

import { answer, openDrawing, rows, settled } from './draw.ts';
import { expect, test } from './site.ts';

test('the rule that was found becomes the reader’s own, from where the line begins', async ({ page }) => {
  await openDrawing(page);
  await page.getByRole('button', { name: 'an arc that overshoots' }).click();
  await settled(page);
  await expect(answer(page)).toContainText('Momentum');
  const numbers = await rows(page).first().locator('td').allTextContents();
  await page.getByRole('button', { name: 'Use this rule' }).click();
  await expect(page.getByRole('tab', { name: 'Rule', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.lab-code').first()).toContainText(`alpha = ${numbers[0]}`);
  await expect(page.locator('.lab-code').first()).toContainText('m = beta * m + (1 - beta) * g');
  await expect(page.locator('.stepper-at').first()).toHaveText(`step ${numbers[2]} of ${numbers[2]}`);
  await expect(page.locator('.lab-rules tbody tr').first().locator('.loss')).not.toHaveText('–');
  // A link from here is one to the rule; the line waits in its tab.
  await page.getByRole('tab', { name: 'Draw a path' }).click();
  await expect(page.locator('.draw-picture .sketch')).toHaveAttribute('d', /^M/);
});
