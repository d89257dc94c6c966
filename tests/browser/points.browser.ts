/** Points of one's own in the line fit and the Gabor fit: by mouse, finger and keyboard, in the address, and back again. */

import { circles, contours, LINE, open, pointsIn } from './points.ts';
import { expect, Figure, middleOf, test } from './site.ts';

const GABOR = 'gabor-descent';

for (const name of [LINE, GABOR])
  test(`${name}: a point that is dragged moves the surface and stands in the address; Reset brings the book's`, async ({
    page,
  }) => {
    const figure = await open(page, name);
    const count = await circles(figure).count();
    const before = { surface: await contours(figure), verdict: await figure.sentence() };
    const { x, y } = await middleOf(circles(figure).nth(4));
    await figure.changes(async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 6, y + 20, { steps: 4 });
      await page.mouse.move(x + 8, y + 45, { steps: 4 });
      // While it is held the surface moves with it.
      await expect.poll(() => contours(figure)).not.toBe(before.surface);
      await page.mouse.up();
    });
    const moved = await middleOf(circles(figure).nth(4));
    expect(Math.hypot(moved.x - x - 8, moved.y - y - 45)).toBeLessThan(4);
    await expect(circles(figure)).toHaveCount(count);
    await expect.poll(() => pointsIn(page, name)).not.toBeNull();
    await expect(figure.root.locator('.control-points')).toContainText(`${count} of your own`);
    const shared = page.url();

    await figure.changes(() => figure.action('Reset').click());
    await expect(figure.root.locator('.control-points')).toContainText('the book’s');
    await expect.poll(() => contours(figure)).toBe(before.surface);
    expect(await figure.sentence()).toBe(before.verdict);
    await expect.poll(() => pointsIn(page, name)).toBeNull();

    await page.goto(shared);
    const again = await new Figure(page, name).live();
    await expect(again.root.locator('.control-points')).toContainText(`${count} of your own`);
    await expect(again.messages).toHaveCount(0);
    expect(await contours(again)).not.toBe(before.surface);
  });

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
});

test('pasted numbers and a file take their place; lines that cannot be read are named, and the axes follow', async ({
  page,
}) => {
  const figure = await open(page, LINE);
  await figure.root.getByRole('button', { name: 'Edit or paste' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/paste numbers/).fill('year;people\n2001;10,5\n2004;=A1\n2007;13,5\n2010;17');
  await figure.changes(() => dialog.getByRole('button', { name: 'Read them' }).click());
  await expect(dialog.getByRole('status')).toContainText('3 points were read.');
  await expect(dialog.getByRole('status')).toContainText('Line 3 holds a formula');
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
  // The start is within the new sheet, and the rail of the rate has the limit on it.
  await figure.choose('fixed');
  await expect(figure.root.locator('.rail-limit .rail-mark')).toHaveCount(2);
});
