/** Drawing a path in the laboratory: the rule that was found goes to the playground. */

import { offer, openDrawing, rows, settled } from './draw.ts';
import { placeOf } from './playground.ts';
import { expect, Figure, test } from './site.ts';

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
  const playground = await new Figure(page, 'playground').live();
  await expect(placeOf(playground).locator('.lab-code')).toContainText(`alpha = ${numbers.at(-4)}`);
  await expect(placeOf(playground).locator('.lab-code')).toContainText('m = beta * m + (1 - beta) * g');
  await expect(playground.verdict).toContainText(`At step ${numbers.at(-2)}`);
  // It is the reader's own, so it runs without a word.
  await expect(playground.root.getByRole('button', { name: 'Run it' })).toHaveCount(0);
  await page.goBack();
  await expect(figure.verdict).toContainText('Momentum at a rate of', { timeout: 60_000 });
});
