import { expect, Figure, middleOf, test } from './site.ts';

const name = 'curve-to-chart';

test('a sheet is tilted by keys, says what is seen, and its ring is moved from the side, over the paper and from above', async ({
  page,
}) => {
  await page.goto(`./embed/${name}/?${name}.view=0`);
  const figure = await new Figure(page, name).live();
  const searched = () => page.evaluate(() => location.search);
  await test.step('from the very side the ring moves along the curve, and the second parameter stays', async () => {
    const { x, y } = await middleOf(figure.handle);
    await figure.changes(() => page.mouse.click(x + 50, y));
    const ring = await middleOf(figure.handle);
    expect(Math.abs(ring.x - x - 50)).toBeLessThan(3);
    expect(ring.y - y).toBeGreaterThan(8);
    await expect.poll(searched).toContain(`${name}.phi0=`);
    expect(await searched()).not.toContain(`${name}.phi1=`);
  });
  await test.step('the ring is dragged over the paper, and lies where the pointer lets it go', async () => {
    await figure.changes(() => figure.field('view').fill('2'));
    const { x, y } = await middleOf(figure.handle);
    await figure.changes(async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 60, y - 10, { steps: 4 });
      await page.mouse.up();
    });
    const ring = await middleOf(figure.handle);
    expect(Math.hypot(ring.x - x - 60, ring.y - y + 10)).toBeLessThan(3);
    await expect.poll(searched).toContain(`${name}.phi1=`);
  });
  await test.step('the keys on the slider tilt the paper until it is the sheet, and the sentence says what is seen', async () => {
    await figure.changes(() => figure.field('view').fill('3.9'));
    const slider = figure.slider('view');
    await expect(figure.picture.locator('.zebra')).toHaveCount(0);
    const walls = await figure.picture.locator('[class^="w"]').count();
    expect(walls).toBeGreaterThan(3);
    const { y } = await middleOf(figure.handle);
    await slider.focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuetext', '4.00');
    await expect(figure.picture.locator('.zebra')).toHaveCount(1);
    await expect(figure.picture.locator('[class^="w"]')).toHaveCount(0);
    await expect(figure.verdict).toContainText('From straight above');
    for (let press = 0; press < 2; press++) await page.keyboard.press('Shift+ArrowLeft');
    await expect(figure.picture.locator('.zebra')).toHaveCount(0);
    await expect(figure.verdict).toContainText('From higher up');
    // The handle has risen with the surface under it.
    await expect.poll(async () => Math.abs((await middleOf(figure.handle)).y - y)).toBeGreaterThan(3);
  });
});
