/** A sheet that is tilted: by keyboard on its rail, and the ring on the paper. */
import { edit, made, open } from './playground.ts';
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
  await test.step('the keys on the rail tilt the paper until it is the sheet, and the sentence says what is seen', async () => {
    await figure.changes(() => figure.field('view').fill('3.9'));
    const rail = figure.slider('view');
    await expect(figure.picture.locator('.zebra')).toHaveCount(0);
    const walls = await figure.picture.locator('[class^="w"]').count();
    expect(walls).toBeGreaterThan(3);
    const { y } = await middleOf(figure.handle);
    await rail.focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
    await expect(rail).toHaveAttribute('aria-valuetext', '4.00');
    await expect(figure.picture.locator('.zebra')).toHaveCount(1);
    await expect(figure.picture.locator('[class^="w"]')).toHaveCount(0);
    await expect(figure.verdict).toContainText('From straight above');
    for (let press = 0; press < 2; press++) await page.keyboard.press('Shift+ArrowLeft');
    await expect(figure.picture.locator('.zebra')).toHaveCount(0);
    await expect(figure.verdict).toContainText('From higher up');
    // The ring has risen with the paper on which it lies.
    await expect.poll(async () => Math.abs((await middleOf(figure.handle)).y - y)).toBeGreaterThan(3);
  });
});

test('the playground is looked at from a side by a key: runs and ring lie on the paper, a link and paper show it so', async ({
  page,
}) => {
  await open(page);
  const sheet = page.locator('.lab-sheet');
  const walls = sheet.locator('.picture [class^="w"]');
  const ring = sheet.locator('.handle');
  const look = page.getByRole('button', { name: 'Tilt', exact: true });
  const above = await middleOf(ring);
  await look.focus();
  await page.keyboard.press('Enter');
  await expect(look).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => walls.count()).toBeGreaterThan(3);
  await expect.poll(async () => Math.abs((await middleOf(ring)).y - above.y)).toBeGreaterThan(8);
  // The paper stands still before a place of it is clicked.
  let seen = 0;
  await expect
    .poll(async () => {
      const before = seen;
      seen = (await middleOf(ring)).y;
      return seen - before;
    })
    .toBe(0);
  const { x, y } = await middleOf(ring);
  await page.mouse.click(x + 60, y + 20);
  const moved = await middleOf(ring);
  expect(Math.hypot(moved.x - x - 60, moved.y - y - 20)).toBeLessThan(4);
  await page.getByRole('button', { name: 'Play' }).first().click();
  await expect(sheet.locator('.picture.walk')).toBeVisible();
  await expect(sheet.locator('.picture:not(.walk) .runs').first()).toHaveCSS('opacity', '0');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(sheet.locator('.picture .runs').first()).toHaveCSS('opacity', '1');
  const link = await made(page);
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => walls.count()).toBeGreaterThan(3);
  await page.emulateMedia({ media: 'screen' });
  await page.goto('./');
  await page.goto(link);
  await expect(look).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => walls.count()).toBeGreaterThan(3);
  await page.locator('.lab-acts').getByRole('button', { name: 'Reset' }).click();
  await expect(walls).toHaveCount(0);
  await expect(look).toHaveAttribute('aria-pressed', 'false');
});

test('a loss of the reader’s own is tilted, and a curve cannot be', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Loss' }).click();
  await page.getByLabel('Your own', { exact: true }).check();
  const walls = page.locator('.lab-sheet .picture [class^="w"]');
  const look = page.getByRole('button', { name: 'Tilt', exact: true });
  await expect(page.locator('.lab-sheet .picture')).toHaveAttribute('aria-label', /Your own/);
  await look.click();
  await expect.poll(() => walls.count()).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'Your loss: edit it' }).click();
  await expect(page.getByRole('textbox', { name: 'Your loss', exact: true })).toBeFocused();
  await edit(page, 'def loss(x):\n    return x * x');
  await expect(look).toBeDisabled();
  await expect(walls).toHaveCount(0);
});
