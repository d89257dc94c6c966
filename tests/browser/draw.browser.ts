/** Drawing a path in the laboratory: by mouse, by keys and by a finger; the answer, its rule in the playground, and its link. */

import { answer, openDrawing, rows, settled } from './draw.ts';
import { address, open } from './playground.ts';
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
  await expect(page.locator('.lab-transport .at').first()).toHaveText(`step ${numbers[2]} of ${numbers[2]}`);
  await expect(page.locator('.lab-rules tbody tr').first().locator('.loss')).not.toHaveText('–');
  // A link from here is one to the rule; the line waits in its tab.
  await page.getByRole('tab', { name: 'Draw a path' }).click();
  await expect(page.locator('.draw-picture .sketch')).toHaveAttribute('d', /^M/);
});

test.describe('what a stranger’s link brings', () => {
  test('is refused with a sentence where it is no line', async ({ page }) => {
    await openDrawing(page);
    const packed = await page.evaluate(async () => {
      const bytes = new TextEncoder().encode(
        JSON.stringify({
          loss: 'basins',
          sketch: [
            [1, 1],
            ['<img src=x>', 0],
          ],
        }),
      );
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
      const binary = String.fromCharCode(...new Uint8Array(await new Response(stream).arrayBuffer()));
      return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    });
    await page.goto('about:blank');
    await open(page, `${address}#lab=${packed}`);
    await expect(page.locator('.lab-message')).toContainText('has a point that is no pair of numbers');
    await expect(page.locator('.lab-verdict')).toContainText('At step 18');
  });
});
