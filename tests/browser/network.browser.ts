/** The network of the laboratory: its first result, its goal, its units, own points, three rules side by side. */
import type { Locator, Page } from '@playwright/test';
import { address, networkOf, workshopOf } from './playground.ts';
import { expect, test } from './site.ts';
import { violations } from './violations.ts';

const stepOf = (network: Locator) => network.locator('.stepper-at > :last-child');
const saidBy = (network: Locator) => network.locator('.verdict p').first();
const play = (network: Locator) => network.getByRole('button', { name: 'Play', exact: true });
const pause = (network: Locator) => network.getByRole('button', { name: 'Pause', exact: true });
const goal = (page: Page) => page.locator('.goal');

/** Window position of the first unit of the first layer, found by moving the handle there by keys and back. */
async function firstUnitOf(page: Page, network: Locator): Promise<{ x: number; y: number }> {
  const ring = network.locator('.handle').first();
  await ring.press('ArrowRight');
  await expect(saidBy(network)).toContainText('one unit of layer 1');
  await ring.scrollIntoViewIfNeeded();
  const { x = 0, y = 0, width = 0, height = 0 } = (await ring.boundingBox()) ?? {};
  await page.keyboard.press('ArrowLeft');
  await expect(saidBy(network)).not.toContainText('one unit');
  return { x: x + width / 2, y: y + height / 2 };
}

test('the first result by the keyboard: Play is few stops away, and says Pause in its place while it runs', async ({
  page,
}) => {
  await page.goto(address);
  const network = await networkOf(page);
  await expect(saidBy(network)).toContainText('Press Play.');
  await expect(goal(page)).toHaveText('Two moons: all 120 right in the fewest steps.');
  await page.locator('h1').evaluate((title: HTMLElement) => {
    title.tabIndex = -1;
    title.focus();
  });
  let stops = 0;
  const there = () => play(network).evaluate((button) => button === document.activeElement);
  while (!(await there()) && stops < 20) {
    await page.keyboard.press('Tab');
    stops += 1;
  }
  expect(stops).toBeLessThanOrEqual(8);
  const before = await play(network).boundingBox();
  await page.keyboard.press('Enter');
  await expect(saidBy(network)).toContainText('Well done: all 120 are on their own colour', { timeout: 30_000 });
  await expect(network.locator('.stepper-play')).toBeFocused();
  expect((await network.locator('.stepper-play').boundingBox())?.x).toBe(before?.x);
  await expect(goal(page)).toContainText(
    /All 120 in \d+ steps, your best\. Would twice the rate need fewer\? Next: Circle/,
  );
  // It stops by itself, is stored on the device, and suggests the next goal.
  await expect(play(network)).toBeVisible({ timeout: 30_000 });
  // A suggestion sets out at once.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.getByRole('button', { name: 'twice the rate' }).click();
  await expect(goal(page)).toContainText(/All 120 in \d+ steps; your best is \d+\./, { timeout: 30_000 });
  await expect(play(network)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Circle', exact: true }).click();
  await expect(pause(network)).toBeFocused();
  await expect(goal(page)).toContainText('All 120 with 7 units.', { timeout: 30_000 });
  await expect(play(network)).toBeVisible({ timeout: 30_000 });
  await network.getByRole('radio', { name: 'Two moons' }).check();
  await expect(goal(page)).toContainText(/fewest steps\. Your best: \d+\.$/);
  await expect(page).toHaveURL(/laboratory\/(#.*)?$/);
  await page.reload();
  await networkOf(page);
  await expect(goal(page)).toContainText(/fewest steps\. Your best: \d+\.$/);
});

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('the first result is in the first window, a unit is seen large, and nothing is wider than the window', async ({
    page,
  }) => {
    await page.goto(address);
    const network = await networkOf(page);
    await expect(play(network)).toBeInViewport({ ratio: 1 });
    await play(network).tap();
    await expect(saidBy(network)).toContainText('Well done', { timeout: 30_000 });
    await expect(goal(page)).toBeInViewport({ ratio: 1 });
    await expect(play(network)).toBeVisible({ timeout: 30_000 });
    const { x, y } = await firstUnitOf(page, network);
    await page.touchscreen.tap(x, y);
    await expect(saidBy(network)).toContainText('This is what one unit of layer 1 makes of each place.');
    await network.locator('canvas').scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, 0));
    await page.touchscreen.tap(190, 240);
    await expect(saidBy(network)).toContainText('Well done');
    await page.getByRole('button', { name: 'Three rules side by side' }).tap();
    await expect(network.locator('.network-word', { hasText: 'momentum' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  test('a link to rules on own points has no editor of them until one network is back', async ({ page }) => {
    const own = 'network.points=own&network.next=hollow&network.filled=NOWUt4Q8t&network.hollow=j2WrV4nkt';
    await page.goto(`${address}?${own}&network.compare=true#network`);
    const network = await networkOf(page);
    await expect(saidBy(network)).toContainText('the same first weights, the same points.');
    const editor = [
      network.getByRole('button', { name: / back$/ }),
      network.getByRole('radio', { name: 'orange ring' }),
      network.getByText('Your orange rings'),
    ];
    for (const part of editor) await expect(part.filter({ visible: true })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Back to one' }).tap();
    await expect(network.getByRole('button', { name: 'take the last orange ring back' })).toBeVisible();
    await expect(network.getByRole('radio', { name: 'orange ring' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test('whatever is chosen begins again and waits for Play, or goes on if it was running', async ({ page }) => {
  await page.goto(`${address}?network.steps=300#network`);
  const network = await networkOf(page);
  await expect(stepOf(network)).toHaveText('300');
  await network.getByRole('radio', { name: 'Circle' }).check();
  await expect(stepOf(network)).toHaveText('0');
  await expect(play(network)).toBeVisible();
  await network.getByRole('button', { name: 'Add a unit to layer 1' }).click();
  await expect(network.locator('.network-word', { hasText: '5 units' })).toBeVisible();
  await expect(play(network)).toBeVisible();
  await play(network).click();
  await expect.poll(async () => Number(await stepOf(network).textContent())).toBeGreaterThan(0);
  await network.getByRole('radio', { name: 'Long spiral' }).check();
  await expect(pause(network)).toBeVisible();
  await expect(network.locator('.network-word', { hasText: '4 units' })).toBeVisible();
  await pause(network).click();
  await network.getByRole('button', { name: 'Take a unit from layer 2' }).click();
  await expect(stepOf(network)).toHaveText('0');
  // Without anything to learn it does not start.
  await network.getByRole('radio', { name: 'Your points' }).check();
  await expect(saidBy(network)).toContainText('Click on the map');
});

test('points of one’s own are put on the plane, of the kind that is chosen, and are taken back', async ({ page }) => {
  await page.goto(address);
  const network = await networkOf(page);
  await network.getByRole('radio', { name: 'Your points' }).check();
  await expect(saidBy(network)).toContainText('Click on the map');
  const plane = network.locator('.click-plane').last();
  const { x, y } = (await plane.boundingBox())!;
  // A stroke of the mouse draws a row of them.
  await page.mouse.move(x + 100, y + 100);
  await page.mouse.down();
  await page.mouse.move(x + 190, y + 100, { steps: 9 });
  await page.mouse.up();
  await expect(page).toHaveURL(/network\.filled=(\w|-){12,15}(&|$|#)/);
  // Quick presses take one each, also while the picture is still that of the press before.
  for (
    let left = (await page.evaluate(() => new URLSearchParams(location.search).get('network.filled')!.length)) / 3;
    left > 0;
    left--
  )
    await network.getByRole('button', { name: 'take the last blue dot back' }).click();
  await expect(saidBy(network)).toContainText('Click on the map');
  await plane.click({ position: { x: 100, y: 100 } });
  await expect(saidBy(network)).toContainText('Now put some orange rings there');
  // A click adds a point of the kind that is chosen, also while the picture is still that of the kind before.
  await network.getByRole('radio', { name: 'orange ring' }).evaluate((radio: HTMLElement) => {
    radio.click();
    const map = [...document.querySelectorAll('#network .click-plane')].at(-1);
    const { left = 0, top = 0 } = map?.getBoundingClientRect() ?? {};
    map?.dispatchEvent(new MouseEvent('click', { clientX: left + 200, clientY: top + 160, bubbles: true }));
  });
  await expect(saidBy(network)).toContainText('Press Play.');
  await play(network).click();
  await expect(saidBy(network)).toContainText('Well done: all 2', { timeout: 30_000 });
  await network.getByRole('button', { name: 'take the last blue dot back' }).click();
  await expect(saidBy(network)).toContainText('Now put some blue dots there');
});

test('a unit under the pointer fills the field, and the workshop has weights and all controls', async ({ page }) => {
  await page.goto(address);
  const network = await networkOf(page);
  const { x, y } = await firstUnitOf(page, network);
  await page.mouse.move(x, y);
  await expect(saidBy(network)).toContainText('This is what one unit of layer 1 makes of each place.');
  await page.mouse.move(5, 5);
  await expect(saidBy(network)).toContainText('Press Play.');
  // A click keeps it; a second one, or Escape, lets go of it.
  await page.mouse.click(x, y);
  await page.mouse.move(5, 5);
  await expect(saidBy(network)).toContainText('one unit of layer 1');
  await page.keyboard.press('Escape');
  await expect(saidBy(network)).toContainText('Press Play.');
  await page.mouse.click(x, y);
  await page.mouse.move(5, 5);
  await expect(saidBy(network)).toContainText('one unit of layer 1');
  await page.mouse.click(x, y);
  await expect(saidBy(network)).toContainText('Press Play.');
  await page.mouse.move(5, 5);
  const workshop = await workshopOf(page);
  await expect(saidBy(workshop)).toContainText('Before its first step');
  await workshop.getByText('More controls').click();
  await workshop.getByRole('textbox', { name: 'First layer' }).fill('8');
  await page.keyboard.press('Enter');
  await workshop.getByText('Weights into layer 1').click();
  await expect(workshop.locator('.panel-fold[open] tbody tr')).toHaveCount(8);
});

test('three rules train the same network from the same weights, and other starts are counted', async ({ page }) => {
  await page.goto(address);
  const network = await networkOf(page);
  await page.getByRole('button', { name: 'Three rules side by side' }).click();
  await expect(saidBy(network)).toContainText('the same first weights, the same points.');
  await expect(page.locator('.question')).toHaveText('Which rule parts them first?');
  for (const words of ['Is ', 'starts']) {
    await play(network).click();
    await expect(saidBy(network)).toContainText(/needed \d+ steps/, { timeout: 60_000 });
    await expect(goal(page)).toContainText(words);
    if (await pause(network).isVisible())
      await pause(network)
        .click()
        .catch(() => {});
    await network.getByRole('button', { name: 'New start' }).click();
    await expect(stepOf(network)).toHaveText('0');
    await expect(play(network)).toBeVisible();
  }
  await page.getByRole('button', { name: 'Back to one' }).click();
  await expect(saidBy(network)).toContainText('Press Play.');
});

test.describe('in colours of one’s own and in the dark', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing: ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, forcedColors: colorScheme === 'dark' ? 'none' : 'active' });
      await page.goto(address);
      await networkOf(page);
      expect(await violations(page, '.scene-network')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
});
