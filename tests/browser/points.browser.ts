/** Own points in the line fit and the Gabor fit: by mouse, finger and keyboard, in the URL, and back again. */

import { circles, dragsAPoint, GABOR, LINE, open, pointsIn } from './points.ts';
import { expect, test } from './site.ts';

test(`${GABOR}: a point that is dragged moves the surface and stands in the address; Reset brings the book's`, ({
  page,
}) => dragsAPoint(page, GABOR));

test('by keyboard a point is chosen, moved and taken away on its chart', async ({ page }) => {
  const figure = await open(page, LINE);
  const ring = figure.root.locator('button.handle-point');
  await ring.focus();
  await expect(ring).toHaveAccessibleName(/^Point 1 of 12: x 0.03, y 0.67/);
  await page.keyboard.press('PageDown');
  await expect(ring).toHaveAccessibleName(/^Point 2 of 12: x 0.19, y 0.85/);
  await figure.changes(() => page.keyboard.press('Shift+ArrowDown'));
  await expect(ring).toHaveAccessibleName(/^Point 2 of 12: x 0.19, y 0.75/);
  await figure.changes(() => page.keyboard.press('Delete'));
  await expect(circles(figure)).toHaveCount(11);
  await test.step('pasted numbers and a file take their place; lines that cannot be read are named, and the axes follow', async () => {
    await figure.root.getByRole('button', { name: 'Edit or paste' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/paste numbers/).fill('year;people\n2001;10,5\n2004;=A1\n2007;13,5\n2010;17');
    await figure.changes(() => dialog.getByRole('button', { name: 'Read them' }).click());
    await expect(dialog.getByRole('status')).toContainText('3 points were read.');
    await expect(dialog.getByRole('status')).toContainText('Line 3 contains a formula');
    await figure.changes(() =>
      dialog.getByLabel(/choose a CSV file/).setInputFiles({
        name: 'own.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('\ufeffx,y\r\n100,3\r\n200,5\r\n300,9\r\n'),
      }),
    );
    await expect(dialog.getByRole('status')).toContainText('3 points were read.');
    await dialog.getByLabel(/paste numbers/).fill('1,2\n1,3');
    await dialog.getByRole('button', { name: 'Read them' }).click();
    await expect(dialog.getByRole('status')).toContainText('all have the same x, so the figure keeps');
    await page.keyboard.press('Escape');
    await expect(figure.root.locator('[data-panel="fit"]')).toContainText('300');
    await expect.poll(() => pointsIn(page, LINE)).toBe('100_3_200_5_300_9');
    // The start is within the new map, and the slider of the rate has the limit on it.
    await figure.choose('fixed');
    await expect(figure.root.locator('.slider-limit .slider-mark')).toHaveCount(2);
  });
});
