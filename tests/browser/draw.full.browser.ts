/** Drawing a path in the laboratory: by mouse, by keys and by a finger; the answer, its link, and a loss of one's own. */
import type { Locator, Page } from '@playwright/test';
import { SAME } from '../../src/experiments/your-turn/draw/nearest-run.ts';
import { ARC, address, drag, offer, openDrawing, plane, reasons, rows, settled } from './draw.ts';
import { finger } from './finger.ts';
import { lossesOf, open, placeOf } from './playground.ts';
import { expect, Figure, test } from './site.ts';
import { violations } from './violations.ts';

/** The link that the playground, or its tab for drawing, handed out. */
const packed = (page: Page, settings: object): Promise<string> =>
  page.evaluate(async (found) => {
    const bytes = new TextEncoder().encode(JSON.stringify(found));
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const binary = String.fromCharCode(...new Uint8Array(await new Response(stream).arrayBuffer()));
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }, settings);

test('a line drawn with the mouse is answered by a rule, a ranking and the reasons, and its link opens the same', async ({
  page,
  context,
}) => {
  const figure = await openDrawing(page);
  await drag(figure, ARC);
  await expect(figure.verdict).toContainText('Momentum at a rate of');
  await expect(figure.verdict).toContainText('Plain descent cannot draw it');
  await expect(rows(figure)).toHaveCount(7);
  // The rule of the sentence stands first; of two that the eye cannot tell apart it is the simpler.
  await expect(rows(figure).first()).toContainText('Momentum');
  const away = (await rows(figure).locator('td:last-child').allTextContents()).map(Number.parseFloat);
  for (const [k, share] of away.entries()) expect(share).toBeGreaterThanOrEqual((away[k - 1] ?? 0) - 100 * SAME - 0.1);
  await expect(reasons(figure).first()).toContainText('Your line climbs here');
  // Another run is drawn in the place of the nearest.
  const before = await figure.picture.innerHTML();
  await figure.root.getByLabel('Run shown').selectOption('descent');
  await expect.poll(() => figure.picture.innerHTML()).not.toBe(before);

  const said = await figure.verdict.textContent();
  const other = await context.newPage();
  await other.goto(page.url());
  const there = await new Figure(other, 'draw').live();
  await settled(there);
  await expect(there.verdict).toHaveText(said ?? '');
});

test('a line on a loss in Python is answered, its rule runs on it, and a loss of one variable says why there is none', async ({
  page,
}) => {
  const before = await open(page);
  await before.root.getByRole('combobox', { name: 'Loss', exact: true }).selectOption('own');
  await page.getByLabel('Begin your loss from').selectOption('himmelblau');
  await before.settled();
  await page.getByRole('link', { name: 'Draw its path on this loss' }).click();
  await expect(page).toHaveURL(/\/laboratory\/draw\//);
  const figure = await new Figure(page, 'draw').live();
  await settled(figure);
  await expect(figure.picture).toHaveAttribute('aria-label', /Your own loss/);
  await expect(figure.verdict).toContainText('Drag on the sheet');
  await drag(figure, ARC);
  await expect(rows(figure)).toHaveCount(7);
  await expect(figure.verdict).toContainText('of the sheet’s width');
  await page.getByText('How near is measured').click();
  await expect(page.locator('main')).toContainText('makes the run with your loss itself');

  // A text is written below the picture, and what is wrong with it is said.
  await figure.root.locator('.control-code').getByRole('button', { name: 'Edit' }).click();
  const text = figure.root.getByRole('textbox', { name: 'Your loss' });
  await expect(text).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('def loss(x, y):\n    return z');
  await expect(figure.root.locator('.own-rule')).toContainText('Nothing here is called z.');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('def loss(x):\n    return x ** 2');
  await expect(figure.verdict).toContainText('Your loss has one variable');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('def loss(x, y):\n    return (x ** 2 + 9 * y ** 2) / 2');
  await expect(figure.verdict).toContainText('of the sheet’s width', { timeout: 60_000 });

  await page.getByRole('button', { name: 'Use this rule' }).click();
  const playground = await new Figure(page, 'playground').live();
  await expect(lossesOf(playground).first()).toHaveText(/\d/);
  await expect(placeOf(playground, 'Your loss').locator('.lab-code')).toContainText('9 * y ** 2');
});

test('where examples are drawn by chance, the run that was found is the run that is made', async ({ page }) => {
  const figure = await openDrawing(page, `${address}?draw.loss=line&draw.path=none&draw.shown=sgd#draw`);
  await drag(figure, [
    [0.85, 0.85],
    [0.7, 0.62],
    [0.72, 0.5],
    [0.55, 0.42],
    [0.5, 0.3],
  ]);
  const drawn = await rows(figure).filter({ hasText: 'SGD' }).locator('th, td').first().textContent();
  const [, batch, seed] = /(\d+) at a step, seed (\d+)/.exec(drawn ?? '') ?? [];
  await expect(figure.root.locator('[data-panel=points]')).toBeVisible();
  await page.getByRole('button', { name: 'Use this rule' }).click();
  const playground = await new Figure(page, 'playground').live();
  await expect(playground.field('batch')).toHaveValue(batch ?? '');
  await expect(playground.field('seed')).toHaveValue(seed ?? '');
  await expect(placeOf(playground).locator('.lab-code')).toContainText('phi = phi - alpha * g');
});

test('by keyboard alone: the pen goes by arrows, sets points, takes them back, and the answer is read aloud', async ({
  page,
}) => {
  const figure = await openDrawing(page, `${address}?draw.path=none#draw`);
  const pen = figure.root.locator('.handle-pen');
  const said: Locator = figure.root.locator('[data-panel=sheet] [role=status]');
  await pen.focus();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Point 1 set.');
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('The line is at this place already.');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(said).toHaveText('Point 2 set.');
  await expect(pen).toHaveAttribute('aria-label', /points of the line: 2\./);
  await settled(figure);
  await expect(rows(figure).first()).toBeVisible();
  await expect(figure.root.locator('.verdict [role=status]')).toContainText(
    (await figure.verdict.textContent())?.slice(0, 40) ?? '',
  );
  await expect(pen).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(said).toHaveText('Point 2 taken back.');
  await expect(rows(figure)).toHaveCount(0);
  await page.keyboard.press('Delete');
  await expect(said).toHaveText('The line is gone.');
  // Clicks set points, too: nobody has to drag.
  await plane(figure).click({ position: { x: 120, y: 80 } });
  await plane(figure).click({ position: { x: 220, y: 160 } });
  await expect(pen).toHaveAttribute('aria-label', /points of the line: 2\./);
  await settled(figure);
  await expect(rows(figure).first()).toBeVisible();
});

test('a newer line takes the place of one that is being searched, and axe finds nothing wrong', async ({ page }) => {
  const figure = await openDrawing(page);
  await offer(figure, /zigzag/).click();
  await offer(figure, /straight to the minimum/).click();
  await settled(figure);
  await expect(reasons(figure).first()).toContainText('away from straight down');
  expect(await violations(page, 'figure#draw')).toEqual([]);
  const places = async () => new URL(page.url()).searchParams.get('draw.path') ?? '';
  await offer(figure, /zigzag/).click();
  await settled(figure);
  const whole = await places();
  await offer(figure, 'take the last point back').click();
  await settled(figure);
  await expect.poll(places).toBe(whole.slice(0, -3));
  await offer(figure, 'start over').click();
  await settled(figure);
  await expect(figure.verdict).toContainText('Drag on the sheet');
  // Without a line there is no run whose rule could be taken along.
  await expect(page.getByRole('button', { name: 'Use this rule' })).toBeDisabled();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger draws and does not scroll, and nothing is wider than the screen', async ({ page }) => {
    const figure = await openDrawing(page);
    await plane(figure).scrollIntoViewIfNeeded();
    const box = await plane(figure).boundingBox();
    if (!box) throw new Error('the sheet has no place on the page');
    const scrolled = await page.evaluate(() => scrollY);
    const path = ARC.flatMap(([x, y], i) => {
      const [fromX, fromY] = ARC[i - 1] ?? [x, y];
      return [1, 2, 3, 4, 5, 6].map((k) => ({
        x: box.x + (fromX + ((x - fromX) * k) / 6) * box.width,
        y: box.y + (fromY + ((y - fromY) * k) / 6) * box.height,
      }));
    });
    const before = await figure.verdict.textContent();
    await finger(page, path);
    await settled(figure);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    await expect(figure.verdict).not.toHaveText(before ?? '');
    await expect(rows(figure).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test('a line that is drawn before the sheet takes it is refused in words', async ({ page }) => {
  const gate = Promise.withResolvers<void>();
  await page.route('**/_astro/*.js', async (route) => {
    await gate.promise;
    await route.continue();
  });
  await page.goto(address, { waitUntil: 'commit' });
  const stage = page.locator('#draw .stage');
  const refusal = () =>
    stage.evaluate((one) => {
      const { visibility, content } = getComputedStyle(one, '::after');
      return visibility === 'visible' ? content : '';
    });
  await stage.hover();
  expect(await refusal()).toBe('');
  await page.mouse.down();
  await expect.poll(refusal).toContain('Then draw your line again');
  await page.mouse.up();
  // It is read after the hand has let go, and is gone for a sheet that takes lines.
  expect(await refusal()).toContain('One moment');
  gate.resolve();
  await settled(await new Figure(page, 'draw').live());
  await expect.poll(refusal).toBe('');
  await page.mouse.down();
  expect(await refusal()).toBe('');
  await page.mouse.up();
});

test.describe('links that were made before the path was a figure', () => {
  const sketch = [
    [-2.4, 1.2],
    [-2.05, -0.5],
    [-0.9, -0.95],
  ];

  test('open their line, and the address is the figure’s own from there on', async ({ page }) => {
    await page.goto(address);
    await page.goto(`./laboratory/#lab=${await packed(page, { loss: 'ravine', sketch })}`);
    await expect(page).toHaveURL(/\/laboratory\/draw\/.*draw\.loss=ravine/);
    const figure = await new Figure(page, 'draw').live();
    await settled(figure);
    await expect(figure.root.locator('.handle-pen')).toHaveAttribute('aria-label', /points of the line: 3\./);
  });

  test('run a stranger’s loss when the reader says so', async ({ page }) => {
    await page.goto(address);
    const lossText = 'def loss(x, y):\n    return x ** 2 + y ** 2';
    await page.goto(`./laboratory/#lab=${await packed(page, { loss: 'own', lossText, sketch })}`);
    const figure = await new Figure(page, 'draw').live();
    await settled(figure);
    await expect(figure.root.locator('.control-code')).toContainText('came with the link, and has not run');
    await expect(rows(figure)).toHaveCount(0);
    await figure.root.locator('.control-code').getByRole('button', { name: 'Run it' }).click();
    await expect(rows(figure).first()).toBeVisible({ timeout: 60_000 });
  });

  test('are refused with a sentence where there is no line', async ({ page }) => {
    await page.goto(address);
    const wrong = await packed(page, {
      loss: 'basins',
      sketch: [
        [1, 1],
        ['<img src=x>', 0],
      ],
    });
    await page.goto('about:blank');
    const playground = await open(page, `./laboratory/#lab=${wrong}`);
    await expect(playground.messages).toContainText('has a point that is no pair of numbers');
    await expect(playground.verdict).toContainText('At step 40');
  });
});
