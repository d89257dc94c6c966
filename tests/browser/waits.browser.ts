/** A scene waits for its reader: how long each passage is the current one, the effects of keys, and low windows. */
import { expect, Figure, test } from './site.ts';

const valley = (page: import('@playwright/test').Page) => page.locator('[data-scene="momentum-valley"]');

test.use({ viewport: { width: 1280, height: 720 } });

test('as one scrolls each passage is the current one for 400 px, the last for 600, alone and whole beside a whole figure', async ({
  page,
}) => {
  await page.goto('momentum/');
  await new Figure(page, 'momentum-valley').inScene();
  const px = await valley(page).evaluate(async (scene) => {
    const passages = [...scene.querySelectorAll('.passage')];
    const px = passages.map(() => 0);
    for (let y = 0; y < 4000; y += 40) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const k = passages.findIndex((one) => one.classList.contains('on'));
      const figure = scene.querySelector('.experiment')!.getBoundingClientRect();
      const words = passages[k]!.querySelector('.passage-words')!.getBoundingClientRect();
      const isWhole = figure.top >= 55 && figure.bottom <= innerHeight + 1;
      if (isWhole && words.top >= 56 && words.bottom <= innerHeight) px[k]! += 40;
    }
    return px;
  });
  for (const some of px.slice(0, -1)) expect(some, px.join(' ')).toBeGreaterThanOrEqual(400);
  expect(px.at(-1), px.join(' ')).toBeGreaterThanOrEqual(600);
  // The others are not visible.
  const shown = await valley(page)
    .locator('.passage:not(.on) .passage-words')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).opacity));
  expect(shown).toEqual(['0', '0', '0', '0']);
});

test('keys play what is to be seen, then go on, and with Shift back; on a control they are the control’s', async ({
  page,
}) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  const at = figure.root.locator('.stepper-at');
  const current = valley(page).locator('.passage.on');
  const next = figure.root.getByRole('button', { name: 'Next' });
  await expect(next).toHaveAttribute('data-ready', 'false');
  await page.keyboard.press('Space');
  await expect(at).toContainText('40 of 40');
  await expect(current).toContainText('You stand on the wall');
  await expect(next).toHaveAttribute('data-ready', 'true');
  await page.keyboard.press('PageDown');
  await expect(current).toContainText('Across, and back again');
  await page.keyboard.press('Enter');
  await expect(current).toContainText('Then why not take longer steps');
  await page.keyboard.press('Shift+Space');
  await expect(current).toContainText('Across, and back again');
  await figure.root.getByRole('button', { name: 'Workshop' }).focus();
  await page.keyboard.press('PageDown');
  await expect(current).not.toContainText('You stand on the wall');
  await figure.root.locator('input[type=range][name=beta]').focus();
  await page.keyboard.press('PageUp');
  await expect(figure.field('beta')).not.toHaveValue('0.00');
});

test('a link of words that are out of sight brings its passage', async ({ page }) => {
  await page.goto('gradient-descent/');
  await new Figure(page, 'gabor-descent').inScene();
  const link = page.locator('[data-scene="gabor-descent"] .passage').first().getByRole('link', { name: 'a wave' });
  await page
    .locator('[data-scene="gabor-descent"] .passage')
    .last()
    .evaluate((one) => one.scrollIntoView());
  await expect(page.locator('[data-scene="gabor-descent"] .passage').last()).toHaveClass(/\bon\b/);
  await link.focus();
  await expect(page.locator('[data-scene="gabor-descent"] .passage').first()).toHaveClass(/\bon\b/);
  await expect(link).toBeInViewport();
});

for (const { width, height } of [
  { width: 640, height: 360 },
  { width: 844, height: 390 },
  { width: 320, height: 256 },
  { width: 800, height: 600 },
  { width: 390, height: 664 },
  { width: 360, height: 640 },
  { width: 320, height: 568 },
])
  test(`at ${width} x ${height} the figure leaves room for the words`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('momentum/');
    await new Figure(page, 'momentum-valley').inScene();
    const most = await valley(page).evaluate(async (scene) => {
      const all = [...scene.querySelectorAll<HTMLElement>('.passage-words')];
      const most = all.map(() => 0);
      const frames = async (count: number) => {
        for (let k = 0; k < count; k++) await new Promise(requestAnimationFrame);
      };
      for (let y = 0; y < scene.scrollHeight + innerHeight; y += 20) {
        scrollTo({ top: y, behavior: 'instant' });
        await frames(2);
        const stage = scene.querySelector('.scene-stage')!;
        const sticks = getComputedStyle(stage).position === 'sticky';
        const top = Math.max(56, sticks ? stage.getBoundingClientRect().bottom : 0);
        for (const [k, words] of all.entries()) {
          const box = words.getBoundingClientRect();
          const isOn = !sticks || words.closest('.on');
          const seen = isOn ? Math.min(innerHeight, box.bottom) - Math.max(top, box.top) : 0;
          most[k] = Math.max(most[k]!, seen / Math.min(box.height, 200, innerHeight - 57));
        }
      }
      return most;
    });
    for (const share of most) expect(share, most.join(' ')).toBeGreaterThanOrEqual(0.99);
  });

test('a press on the chart goes to a step, and the arrow keys go on from there', async ({ page }) => {
  await page.goto('gradient-descent/');
  const figure = await new Figure(page, 'gabor-rates').inScene();
  const story = page.locator('[data-scene="gabor-rates"]');
  await story
    .locator('.passage')
    .nth(1)
    .evaluate((one) => one.scrollIntoView());
  const at = figure.root.locator('.stepper-at');
  await expect(at).toContainText('80 of 80');
  const chart = figure.root.locator('.panel-chart .panel-box').first();
  const box = (await chart.boundingBox())!;
  await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
  await expect(at).not.toContainText('80 of 80');
  const step = Number(/(\d+) of 80/.exec((await at.textContent()) ?? '')?.[1]);
  await page.keyboard.press('ArrowLeft');
  await expect(at).toContainText(`${step - 1} of 80`);
});

test('a reader coming from an exercise sees the step that was asked for, is told how it went, and no passage is marked', async ({
  page,
}) => {
  await page.goto('gradient-descent/#exercise-1');
  const exercise = page.locator('#exercise-1');
  await exercise.getByRole('textbox').fill('2');
  await exercise.getByRole('link', { name: 'Look' }).click();
  const figure = new Figure(page, 'one-dimension');
  const back = figure.root.locator('.way-back');
  await expect(back.getByRole('status')).toHaveText(/^You said 2; the figure shows −1\.00\. You were 3\.00 too high/);
  await expect(figure.root.locator('.stepper-at')).toContainText('1 of 12');
  await expect(page.locator('[data-scene="one-dimension"] [aria-current]')).toHaveCount(0);
  const [stage, button] = [await figure.root.boundingBox(), await back.boundingBox()];
  // The whole figure is in the window, with the way back beside it.
  expect([stage!.y, stage!.y + stage!.height <= 721, button!.x + button!.width < stage!.x]).toEqual([56, true, true]);
  // The way back is still there after a reload.
  await page.reload();
  await back.getByRole('button', { name: 'Back to the text' }).click();
  await expect(exercise).toBeInViewport();
  await exercise.getByRole('button', { name: 'Predict again' }).click();
  await exercise.getByRole('textbox').fill('-1');
  await exercise.getByRole('link', { name: 'Look' }).click();
  await expect(back.getByRole('status')).toHaveText(/^Right\. You said −1/);
});

test('a link with a step opens the whole stage, and the address is that of what is on the screen', async ({ page }) => {
  await page.goto('gradient-descent/?gabor-rates.alpha=0.15&gabor-rates.step=22#gabor-rates');
  const figure = await new Figure(page, 'gabor-rates').inScene();
  await expect(figure.root.locator('.stepper-at')).toContainText('22 of 80');
  await expect.poll(async () => Math.round((await figure.root.boundingBox())!.y)).toBe(56);
  await figure.action('Back to the story').click();
  await expect(page).not.toHaveURL(/gabor-rates\.alpha/);
  await figure.action('Back to yours').click();
  await expect(page).toHaveURL(/gabor-rates\.alpha=0\.15/);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true });

  test('a phone that is turned keeps the passage that is read', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('momentum/');
    await new Figure(page, 'momentum-valley').inScene();
    const passage = valley(page).locator('.passage').nth(3);
    const words = passage.locator('.passage-words');
    // What is read is noted when a scroll has ended.
    await passage.evaluate((element) => {
      const ended = new Promise((done) => addEventListener('scrollend', done, { once: true }));
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      return ended;
    });
    await expect(passage).toHaveClass(/\bon\b/);
    await page.setViewportSize({ width: 844, height: 390 });
    await expect(words).toBeInViewport({ ratio: 0.5 });
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(words).toBeInViewport({ ratio: 0.5 });
    await expect(passage).toHaveClass(/\bon\b/);
  });
});
