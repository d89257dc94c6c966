/** Own points in the line fit and the Gabor fit: by mouse, finger and keyboard, in the URL, and back again. */
import { finger } from './finger.ts';
import { circles, contours, dragsAPoint, LINE, open, pointsIn } from './points.ts';
import { chapter, expect, Figure, middleOf, test } from './site.ts';

test('a click beside the points adds one, which can be taken away', async ({ page }) => {
  const figure = await open(page, LINE);
  const plane = figure.root.locator('.point-plane');
  const box = (await plane.boundingBox()) ?? { width: 0, height: 0 };
  await figure.changes(() => plane.click({ position: { x: 0.8 * box.width, y: 0.85 * box.height } }));
  await expect(circles(figure)).toHaveCount(13);
  await figure.changes(() => figure.root.getByRole('button', { name: 'Remove point 13' }).click());
  await expect(circles(figure)).toHaveCount(12);
});

test('a table edits them by keyboard alone, and says why it cannot', async ({ page }) => {
  const figure = await open(page, LINE);
  await figure.root.getByRole('button', { name: 'Edit or paste' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const cell = dialog.getByLabel('y of point 3', { exact: true });
  await cell.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0,25');
  await figure.changes(() => page.keyboard.press('Enter'));
  await expect(cell).toHaveValue('0.25');
  await expect.poll(() => pointsIn(page, LINE)).toContain('0.34_0.25');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('=1+1');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('“=1+1” is not a number, so y of point 3 stays 0.25.');
  await page.keyboard.press('Escape');
  await expect(cell).toHaveValue('0.25');
  await dialog.getByRole('button', { name: 'Add a point' }).focus();
  await figure.changes(() => page.keyboard.press('Enter'));
  await expect(dialog.getByLabel('x of point 13')).toBeFocused();
  await dialog.getByRole('button', { name: 'Remove point 13' }).focus();
  await figure.changes(() => page.keyboard.press('Enter'));
  await expect(dialog.getByLabel('x of point 13')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a link whose points are broken says so, and the figure has the book’s', async ({ page }) => {
  await page.goto(`${chapter}?${LINE}.points=0.03_0.67_0.19&${LINE}.method=fixed`);
  const figure = await new Figure(page, LINE).live();
  await expect(figure.messages).toContainText(
    'Points: “0.03_0.67_0.19” is not a complete list of points; the book’s points are used instead.',
  );
  await expect(figure.root.locator('.control-points')).toContainText('the book’s');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a finger that swipes over the chart scrolls the page; on a point that it has tapped it drags it, and nothing scrolls', async ({
    page,
    context,
  }) => {
    const figure = await open(page, LINE);
    await circles(figure)
      .nth(5)
      .evaluate((circle) => circle.closest('.panel')?.scrollIntoView({ block: 'end' }));
    await figure.settled();
    const client = await context.newCDPSession(page);
    const from = await middleOf(circles(figure).nth(5));
    const scrolled = await page.evaluate(() => scrollY);
    await client.send('Input.synthesizeScrollGesture', { x: from.x, y: from.y, yDistance: -90, speed: 600 });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 50);
    expect(pointsIn(page, LINE)).toBeNull();

    const { x, y } = await middleOf(circles(figure).nth(5));
    await page.touchscreen.tap(x, y);
    await expect(figure.root.locator('.handle-point')).toHaveAttribute('data-chosen', 'true');
    const before = { surface: await contours(figure), scroll: await page.evaluate(() => scrollY) };
    const path = Array.from({ length: 7 }, (_, step) => ({ x: x + step, y: y + 8 * step }));
    await figure.changes(() => finger(page, path));
    expect(await contours(figure)).not.toBe(before.surface);
    expect(await page.evaluate(() => scrollY)).toBe(before.scroll);
    await expect.poll(() => pointsIn(page, LINE)).not.toBeNull();
  });
});

test(`${LINE}: a point that is dragged moves the surface and stands in the address; Reset brings the book's`, ({
  page,
}) => dragsAPoint(page, LINE));
