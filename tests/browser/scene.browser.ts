import type { Locator } from '@playwright/test';
import { expect, Figure, frames, test } from './site.ts';

const scene = (page: import('@playwright/test').Page) => page.locator('[data-scene="momentum-valley"]');
const current = (page: import('@playwright/test').Page) => scene(page).locator('.passage.on');

/** A reader who uses a control has stopped scrolling: the passage is set immediately. */
const restAt = (control: Locator) =>
  control.evaluate((one: HTMLInputElement) => {
    one.blur();
    one.focus({ preventScroll: true });
  });

test.use({ viewport: { width: 1280, height: 720 } });

test('a scene opens at its beginning, large; its passages set it, by a button and by keys; the workshop is the whole figure', async ({
  page,
}) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  await expect(current(page)).toContainText('You stand on the wall');
  await expect(figure.root.locator('.stepper-at')).toContainText('0 of 40');
  await expect(figure.root.locator('[data-runs="asked"]')).toHaveCount(1);
  const sheet = await figure.root.locator('.stage .panel-box').first().boundingBox();
  expect(sheet?.width).toBeGreaterThan(780);
  // All used parts are visible together.
  const said = await figure.root.locator('.verdict p').first().boundingBox();
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(720);
  await expect(figure.root.locator('.grip .panel')).toBeHidden();
  await expect(figure.root.locator('.controls input[type=range]').filter({ visible: true })).toHaveCount(2);

  await test.step('the workshop has the values of the scene, and leads back', async () => {
    await figure.root.getByRole('button', { name: 'Workshop' }).click();
    await expect(figure.root.getByRole('button', { name: 'Copy link' })).toBeVisible();
    await expect(figure.root.locator('.grip .panel')).toBeVisible();
    await expect(figure.root.locator('input[name=alpha].number')).toHaveValue('1.96');
    await figure.root.getByRole('button', { name: 'Close the workshop' }).click();
    await expect(figure.root.getByRole('button', { name: 'Copy link' })).toBeHidden();
    await expect(current(page)).toBeVisible();
  });

  await scene(page).getByRole('button', { name: 'Next' }).click();
  await expect(current(page)).toContainText('Across, and back again');
  await expect(figure.root.locator('.stepper-at')).toContainText('40 of 40');
  await expect(figure.root.locator('input[name=alpha].number')).toHaveValue('1.96');
  // Its values are the story's rather than the reader's.
  expect(new URL(page.url()).search).toBe('');

  await test.step('passages are turned with the arrows, and a scene has few stops', async () => {
    await current(page).focus();
    await page.keyboard.press('ArrowUp');
    await expect(current(page)).toContainText('You stand on the wall');
    await page.keyboard.press('ArrowDown');
    await expect(current(page)).toContainText('Across, and back again');
    await expect(current(page)).toBeFocused();
    const stops = await figure.root.evaluate((root) =>
      [...root.querySelectorAll<HTMLElement>('button, input, select, summary, a[href], [tabindex]')]
        .filter((one) => one.tabIndex >= 0 && one.checkVisibility() && !one.matches(':disabled'))
        .map((one) => one.getAttribute('aria-label') ?? one.textContent),
    );
    // The workshop button, the handle, the map's numbers, Play, the steps and two sliders.
    expect(stops.length, stops.join(' | ')).toBeLessThanOrEqual(8);
  });
});

test('a run of the reader’s own stays where it was made: the next passage tells its own, and one press leads back', async ({
  page,
}) => {
  const to = (k: number) =>
    scene(page)
      .locator('.passage')
      .nth(k)
      .evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - 250));
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  await expect(current(page)).toContainText('You stand on the wall');
  const beta = figure.root.locator('input[type=range][name=beta]');
  await beta.focus();
  await page.keyboard.press('End');
  await expect(figure.root.locator('input[name=beta].number')).toHaveValue('0.99');
  const size = figure.root.locator('input[name=beta].number');
  const back = figure.root.getByRole('button', { name: 'Back to yours' });
  await to(1);
  await expect(current(page)).toContainText('Across, and back again');
  await expect(size).toHaveValue('0.00');
  await expect(figure.root.locator('.stepper-at')).toContainText('40 of 40');
  // The URL matches the screen.
  await expect.poll(() => new URL(page.url()).search).not.toContain('momentum-valley.beta');
  await test.step('a reader who scrolls back finds what they left', async () => {
    await to(0);
    await expect(size).toHaveValue('0.99');
    await expect(back).toHaveCount(0);
    await to(1);
    await expect(size).toHaveValue('0.00');
  });
  await back.click();
  await expect(size).toHaveValue('0.99');
  await figure.root.getByRole('button', { name: 'Back to the story' }).click();
  await expect(size).toHaveValue('0.00');
  await test.step('a reader who has given it back is told the story again', async () => {
    await to(2);
    await expect(figure.root.locator('input[name=alpha].number')).toHaveValue('3.00');
    await to(1);
    await expect(figure.root.locator('input[name=alpha].number')).toHaveValue('1.96');
    await expect(size).toHaveValue('0.00');
    await expect(back).toBeVisible();
  });
});

test('the run of a link stays until it is given back, and the browser’s Back leaves other stories alone', async ({
  page,
}) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'damping').inScene();
  const beta = figure.root.locator('input[name=beta].number');
  const passages = page.locator('[data-scene="damping"] .passage');
  await page.getByRole('link', { name: 'a soft spring' }).click();
  await expect(beta).toHaveValue('0.50');
  await expect(passages.first()).toHaveClass(/\bon\b/);
  await restAt(figure.slider('beta'));
  await figure.settled();
  await expect(beta).toHaveValue('0.50');
  await passages.last().evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - 250));
  await expect(passages.last()).toHaveClass(/\bon\b/);
  await restAt(figure.slider('beta'));
  await figure.settled();
  await expect(beta).toHaveValue('0.50');
  // As after going back to a URL without its values.
  await page.evaluate(() => {
    history.replaceState(null, '', location.pathname);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  });
  await expect(page.locator('[data-scene="damping"] .experiment-taken')).toHaveCount(1);
  await expect(page.locator('[data-scene="momentum-valley"] .experiment-taken')).toHaveCount(0);
  await figure.root.getByRole('button', { name: 'Back to the story' }).click();
  await expect(beta).toHaveValue('0.60');
});

test('a reader who asks for the next passage is shown it, with their own run behind; the way back leads to that passage', async ({
  page,
}) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  const alpha = figure.root.locator('input[name=alpha].number');
  const own = async () => {
    await figure.root.locator('input[type=range][name=alpha]').focus();
    await page.keyboard.press('Home');
    await expect(alpha).toHaveValue('0.100');
  };
  await own();
  for (let k = 0; k < 2; k++) await scene(page).getByRole('button', { name: 'Next' }).click();
  await expect(current(page)).toContainText('Then why not take longer steps');
  await expect(alpha).toHaveValue('3.00');
  // Besides plain descent.
  await expect(figure.root.locator('.stage path.line.base:not(.swing)')).toHaveCount(2);
  await own();
  await figure.root.getByRole('button', { name: 'Back to the story' }).click();
  await expect(alpha).toHaveValue('3.00');
});

test('the workshop keeps what the passage has set, however the page is scrolled in it', async ({ page }) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  await scene(page).getByRole('button', { name: 'Next' }).click();
  await figure.root.getByRole('button', { name: 'Workshop' }).click();
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before + 200);
  await frames(page, 2);
  await restAt(figure.slider('alpha'));
  await figure.settled();
  await expect(figure.root.locator('input[name=alpha].number')).toHaveValue('1.96');
});

test('a guess is placed before the run, compared with its end, and gone with the next', async ({ page }) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  const asked = figure.root.getByRole('button', { name: /Where will this walker be/ });
  await asked.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(figure.root.locator('.guess-mark')).toHaveCount(1);
  await expect(figure.root.locator('.stage')).not.toContainText('your guess: off');
  // Screen readers announce the position of the mark.
  await expect(figure.root.locator('.stage [role=status]').filter({ hasText: /along the valley −\d/ })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(figure.root.getByRole('button', { name: 'Next' })).toBeFocused();
  await expect(figure.root.locator('.stage')).toContainText(/your guess: off by ?\d+(\.\d)?.% of the picture/);
  await scene(page).getByRole('button', { name: 'Next' }).click();
  await expect(figure.root.locator('.stage')).toContainText(/your guess: off by ?\d+(\.\d)?.% of the picture/);
  await scene(page).getByRole('button', { name: 'Next' }).click();
  await expect(figure.root.locator('.guess-mark')).toHaveCount(0);
});

test('a link opens the run that it brings, and the story waits', async ({ page }) => {
  await page.goto('momentum/?momentum-valley.beta=0.5#momentum-valley');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  await expect(figure.root.locator('input[name=beta].number')).toHaveValue('0.50');
  await expect(figure.root.locator('input[name=alpha].number')).toHaveValue('3.00');
  await expect(figure.root.locator('.stepper-at')).toContainText('40 of 40');
  await figure.root.getByRole('button', { name: 'Back to the story' }).click();
  await expect(figure.root.locator('input[name=beta].number')).toHaveValue('0.00');
});

test('an exercise at the end of a page begins with what the reader has left in its first scene', async ({ page }) => {
  await page.goto('momentum/?momentum-valley.beta=0.5#momentum-valley');
  await new Figure(page, 'momentum-valley').inScene();
  const last = await new Figure(page, 'your-valley').inScene();
  const story = page.locator('[data-scene="your-valley"]');
  await story.evaluate((one) => one.scrollIntoView());
  await expect(last.root.locator('input[name=beta].number')).toHaveValue('0.80');
  await story.getByRole('button', { name: 'Next' }).click();
  await expect(last.root.locator('input[name=beta].number')).toHaveValue('0.50');
  await expect(last.root.locator('.stepper-at')).toContainText('0 of 40');
});

test('a wave is taken hold of and pushed: the ring goes with it, and let go it rolls down', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').inScene();
  const story = page.locator('[data-scene="gabor-descent"]');
  await story.evaluate((one) => one.scrollIntoView());
  await expect(story.locator('.passage.on')).toContainText('thirty points');
  const ring = async () => (await figure.root.locator('.stage .handle').boundingBox())?.x ?? Number.NaN;
  const before = await ring();
  const plane = await figure.root.locator('.curve-plane').boundingBox();
  if (!plane) throw new Error('no wave');
  const y = plane.y + plane.height / 2;
  await page.mouse.move(plane.x + 0.5 * plane.width, y);
  await page.mouse.down();
  await page.mouse.move(plane.x + 0.4 * plane.width, y, { steps: 4 });
  await expect(figure.root.locator('.stepper-at')).toContainText('0 of 80');
  await expect.poll(ring).toBeGreaterThan(before + 20);
  await page.mouse.up();
  await expect(figure.root.locator('.stepper-at')).toContainText('80 of 80');
  // By keyboard: squeezed about its middle, and waiting at the start again.
  await figure.root.getByRole('button', { name: /^The wave: / }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(figure.root.locator('.stepper-at')).toContainText('0 of 80');
  await expect.poll(() => new URL(page.url()).search).toContain('gabor-descent.phi1=');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('each passage has its own small picture', async ({ page }) => {
    await page.goto('momentum/');
    const pictures = scene(page).locator('.passage-picture img.picture');
    await expect(pictures).toHaveCount(5);
    for (const picture of await pictures.all()) {
      await expect(picture).toBeVisible();
      await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(100);
    }
    // The large picture is at the beginning of the first passage: nothing happens there.
    await expect(scene(page).locator('figure .stage')).toBeHidden();
    await page.emulateMedia({ media: 'print' });
    for (const picture of await pictures.all()) await expect(picture).toBeVisible();
    await expect(scene(page).locator('figure .stage')).toBeHidden();
  });
});
