/** Drawing a path in the laboratory: the rule that was found goes to the playground. */

import { offer, openDrawing, rows, settled } from './draw.ts';
import { expect, test } from './site.ts';

test('the rule that was found becomes the reader’s own, from where the line begins', async ({ page }) => {
  const figure = await openDrawing(page);
  await offer(figure, /zigzag/).click();
  await settled(figure);
  await offer(figure, /an arc that overshoots/).click();
  await settled(figure);
  await expect(figure.verdict).toContainText('Momentum at a rate of');
  const marked = rows(figure).filter({ hasText: /^Momentum/ });
  const numbers = await marked.locator('td').allTextContents();
  await page.getByRole('button', { name: 'Use this rule' }).click();
  await expect(page).toHaveURL(/\/laboratory\/#lab=/);
  await expect(page.locator('.lab-code').first()).toContainText(`alpha = ${numbers.at(-4)}`);
  await expect(page.locator('.lab-code').first()).toContainText('m = beta * m + (1 - beta) * g');
  await expect(page.locator('.stepper-at').first()).toHaveText(`step ${numbers.at(-2)} of ${numbers.at(-2)}`);
  // It is the reader's own, so it runs without a word.
  await expect(page.locator('.lab-rules tbody tr').first().locator('.loss')).not.toHaveText('–');
  await page.goBack();
  await expect(figure.verdict).toContainText('Momentum at a rate of', { timeout: 60_000 });
});
