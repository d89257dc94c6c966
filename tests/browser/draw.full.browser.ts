/** Drawing a path in the laboratory: by mouse, by keys and by a finger; the answer, its rule in the playground, and its link. */
import type { Locator, Page } from '@playwright/test';
import { answer, openDrawing, plane, rows, settled } from './draw.ts';
import { finger } from './finger.ts';
import { address, open } from './playground.ts';
import { expect, test } from './site.ts';
import { violations } from './violations.ts';

/** Down the steep side, past the valley and back: places in shares of the sheet. */
const ARC = [
  [0.12, 0.15],
  [0.21, 0.44],
  [0.32, 0.68],
  [0.38, 0.69],
  [0.43, 0.55],
  [0.46, 0.4],
  [0.42, 0.52],
] as const;

async function drag(page: Page, places: readonly (readonly [number, number])[]): Promise<void> {
  const box = await plane(page).boundingBox();
  if (!box) throw new Error('the sheet has no place on the page');
  const [[x0, y0] = [0, 0], ...rest] = places;
  await page.mouse.move(box.x + x0 * box.width, box.y + y0 * box.height);
  await page.mouse.down();
  for (const [x, y] of rest) await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 10 });
  await page.mouse.up();
}

test('a line on a loss in Python is answered by runs of that loss; a loss of one variable says why there is none', async ({
  page,
}) => {
  await openDrawing(page);
  await page.locator('.draw-loss select').selectOption('own');
  await expect(page.locator('.lab-sheet > .picture').first()).toHaveAttribute('aria-label', /Your own$/);
  await drag(page, ARC);
  await settled(page);
  await expect(rows(page)).toHaveCount(7);
  await expect(answer(page)).toContainText('of the sheet’s width');
  await page.getByText('How near is measured').click();
  await expect(page.locator('.draw-measure')).toContainText('made with your loss itself');
  await page.getByRole('button', { name: 'Use this rule' }).click();
  await expect(page.locator('.lab-rules tbody tr').first().locator('.loss')).toHaveText(/\d/);

  await page.getByRole('tab', { name: 'Loss' }).click();
  await page.locator('.lab-gallery select').selectOption('double-well');
  await page.getByRole('tab', { name: 'Draw a path' }).click();
  await expect(page.locator('.draw-tab')).toContainText('Your loss has one variable');
  await page.locator('.draw-loss select').selectOption('ravine');
  await expect(page.locator('.draw-how')).toBeVisible();
});

test('a line drawn with the mouse is answered by a rule, a ranking and the reasons, and its link opens the same', async ({
  page,
  context,
}) => {
  await openDrawing(page);
  await drag(page, ARC);
  await settled(page);
  await expect(answer(page)).toContainText('Momentum at a rate of');
  await expect(answer(page)).toContainText('Plain descent cannot draw it');
  await expect(rows(page)).toHaveCount(7);
  await expect(page.locator('.draw-table tr[data-on="true"]')).toContainText('Momentum');
  // The nearest stands first, though a simpler rule that is nearly as near is the answer.
  const away = (await page.locator('.draw-table td.away').allTextContents()).map(Number.parseFloat);
  expect(away).toEqual(away.toSorted((a, b) => a - b));
  await expect(page.locator('.draw-why li').first()).toContainText('Your line climbs here');
  await expect(page.locator('.draw-picture .why-mark')).toHaveCount(await page.locator('.draw-why li').count());
  await expect(page.locator('.draw-picture .sketch')).toHaveAttribute('d', /^M/);
  // Another row draws another run.
  const before = await page.locator('.draw-picture .found').getAttribute('d');
  await page.getByRole('radio', { name: 'Gradient descent' }).check();
  await expect(page.locator('.draw-picture .found')).not.toHaveAttribute('d', before ?? '');

  const said = await answer(page).textContent();
  const line = await page.locator('.draw-picture .sketch').getAttribute('d');
  await page.locator('.laboratory').getByRole('button', { name: 'Copy link' }).click();
  await expect(page).toHaveURL(/#lab=/);
  const other = await context.newPage();
  await other.goto(page.url());
  await settled(other);
  await expect(other.locator('.draw-picture .sketch')).toHaveAttribute('d', line ?? '');
  await expect(answer(other)).toHaveText(said ?? '');
});

test('where examples are drawn by chance, the run that was found is the run that is made', async ({ page }) => {
  await openDrawing(page);
  await page.locator('.draw-loss select').selectOption('line');
  await expect(page.locator('.lab-sheet > .picture').first()).toHaveAttribute('aria-label', /Line/);
  await drag(page, [
    [0.85, 0.85],
    [0.7, 0.62],
    [0.72, 0.5],
    [0.55, 0.42],
    [0.5, 0.3],
  ]);
  await settled(page);
  await page.getByRole('radio', { name: /^SGD/ }).check();
  const drawn = await rows(page).locator('small').textContent();
  const [, batch, seed] = /(\d+) at a step, seed (\d+)/.exec(drawn ?? '') ?? [];
  // Where the run ends on the sheet, before and after.
  const end = async (at: Locator): Promise<readonly number[]> => {
    const [mark, sheet] = [await at.boundingBox(), await page.locator('.lab-sheet').boundingBox()];
    return [
      (mark?.x ?? 0) + (mark?.width ?? 0) / 2 - (sheet?.x ?? 0),
      (mark?.y ?? 0) + (mark?.height ?? 0) / 2 - (sheet?.y ?? 0),
    ];
  };
  const found = await end(page.locator('.draw-picture .found-end'));
  await page.getByRole('button', { name: 'Use this rule' }).click();
  await page.locator('.laboratory').getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.locator('#lab-more').getByLabel('batch')).toHaveValue(batch ?? '');
  await expect(page.locator('#lab-more').getByLabel('seed')).toHaveValue(seed ?? '');
  await expect(page.locator('.lab-code').first()).toContainText('phi = phi - alpha * g');
  await expect
    .poll(async () => {
      const made = await end(page.locator('.lab-sheet .head.own'));
      return Math.max(...made.map((at, i) => Math.abs(at - (found[i] ?? 0))));
    })
    .toBeLessThan(3);
});

test('by keyboard alone: the pen goes by arrows, sets points, takes them back, and the answer is read aloud', async ({
  page,
}) => {
  await openDrawing(page);
  const pen = page.locator('.lab-sheet .pen');
  // The first two stops after the tab are the choice of a loss and the way to the pen.
  await page.getByRole('tab', { name: 'Draw a path' }).focus();
  for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(pen).toBeFocused();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.locator('.draw-bar [role=status]')).toHaveText('Point 2 set.');
  await expect(pen).toHaveAttribute('aria-label', /the line has 2 points/);
  await settled(page);
  await expect(page.locator('.lab-verdict [role=status]')).toHaveText((await answer(page).textContent()) ?? '');
  await page.keyboard.press('Backspace');
  await expect(pen).toHaveAttribute('aria-label', /the line has one point/);
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press('Delete');
  await expect(page.locator('.draw-bar [role=status]')).toHaveText('The line is gone.');
  // Clicks set points, too: nobody has to drag.
  await plane(page).click({ position: { x: 120, y: 80 } });
  await plane(page).click({ position: { x: 220, y: 200 } });
  await settled(page);
});

test('a search can be ended, and keeps what it has', async ({ page }) => {
  await openDrawing(page);
  await page.getByRole('button', { name: 'a zigzag' }).click();
  await expect(rows(page).first()).toBeVisible();
  const stop = page.getByRole('button', { name: 'Stop' });
  if (await stop.isVisible()) await stop.click({ timeout: 500 }).catch(() => {});
  await expect(stop).toHaveCount(0);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('button', { name: 'straight to the minimum' }).click();
  await settled(page);
  await expect(page.locator('.draw-why li')).toContainText(['away from straight down']);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger draws and does not scroll, and nothing is wider than the screen', async ({ page }) => {
    await openDrawing(page);
    const box = await plane(page).boundingBox();
    if (!box) throw new Error('the sheet has no place on the page');
    const scrolled = await page.evaluate(() => scrollY);
    const path = ARC.flatMap(([x, y], i) => {
      const [fromX, fromY] = ARC[i - 1] ?? [x, y];
      return [1, 2, 3, 4, 5, 6].map((k) => ({
        x: box.x + (fromX + ((x - fromX) * k) / 6) * box.width,
        y: box.y + (fromY + ((y - fromY) * k) / 6) * box.height,
      }));
    });
    await finger(page, path);
    await settled(page);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    await expect(rows(page).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    for (const label of await page.locator('.draw-table label, .draw-use button, .draw-bar button').all()) {
      expect((await label.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
  });
});

test('nothing of it is fetched before it is asked for, and axe finds nothing wrong', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page);
  const before = asked.length;
  await page.getByRole('tab', { name: 'Draw a path' }).click();
  await expect(plane(page)).toBeVisible();
  expect(asked.length).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'an arc that overshoots' }).click();
  await settled(page);
  expect(await violations(page, '.playground')).toEqual([]);
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
