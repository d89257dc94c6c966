import { finger } from './finger.ts';
import { expect, Figure, test } from './site.ts';

test.describe('by a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a wave is slid by its middle and squeezed by its end, without the page scrolling away under it', async ({
    page,
  }) => {
    await page.goto('gradient-descent/');
    const figure = await new Figure(page, 'gabor-descent').inScene();
    const story = page.locator('[data-scene="gabor-descent"]');
    await story.evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - 56));
    await expect(story.locator('.passage.on')).toContainText('thirty points');
    const value = (name: string) => figure.root.locator(`input[name=${name}].number`).inputValue().then(Number);
    const [offset, frequency] = [await value('phi0'), await value('phi1')];
    const scrolled = await page.evaluate(() => scrollY);
    const plane = await figure.root.locator('.curve-plane').boundingBox();
    if (!plane) throw new Error('no wave');
    const y = plane.y + plane.height / 2;
    const at = (share: number) => ({ x: plane.x + share * plane.width, y });
    await finger(page, [at(0.5), at(0.45), at(0.4), at(0.35)], 40);
    await expect.poll(() => value('phi0')).not.toBe(offset);
    expect(await value('phi1')).toBe(frequency);
    await finger(page, [at(0.95), at(0.9), at(0.85), at(0.8)], 40);
    await expect.poll(() => value('phi1')).not.toBe(frequency);
    // Pictures that arrive may still move it by a line, a drag that scrolls by far more.
    expect(Math.abs((await page.evaluate(() => scrollY)) - scrolled)).toBeLessThan(24);
  });
});

test('Play goes on from where a passage stops, and then begins anew', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('adam/#adam-moments');
  const figure = await new Figure(page, 'adam-moments').inScene();
  await page.locator('[data-scene="adam-moments"]').getByRole('button', { name: 'Next' }).click();
  const at = figure.root.locator('.stepper-at');
  await expect(at).toContainText('20 of 60');
  await figure.root.getByRole('button', { name: 'Play' }).click();
  await expect(at).toContainText('60 of 60');
});

test('where plain descent ends is guessed before it is said, and may be guessed again', async ({ page }) => {
  await page.goto('adam/');
  const figure = await new Figure(page, 'three-rules').inScene();
  const answer = page.locator('[data-scene="three-rules"] .passage').nth(1);
  await expect(answer).toHaveCSS('filter', /blur/);
  const asked = figure.root.getByRole('button', { name: /Where will plain descent be/ });
  // The words over the sheet are no button: a press on them guesses nothing.
  const words = await figure.root.locator('.guess-asks').boundingBox();
  await page.mouse.click(words!.x + words!.width / 2, words!.y + words!.height / 2);
  await expect(figure.root.locator('.guess-mark')).toHaveCount(0);
  await asked.click({ position: { x: 300, y: 200 } });
  await expect(figure.root.locator('.guess')).toContainText(/your guess, \d+(\.\d+)? off/);
  await expect(answer).toHaveCSS('filter', 'none');
  await figure.root.getByRole('button', { name: 'Guess again' }).click();
  await expect(figure.root.locator('.guess-mark')).toHaveCount(0);
  await expect(asked).toBeVisible();
});

test('a run that a link makes longer walks on, and its slider with it', async ({ page }) => {
  await page.goto('stochastic-gradient-descent/');
  const figure = await new Figure(page, 'sgd').inScene();
  await page.getByRole('link', { name: 'Let it walk on' }).click();
  await expect(figure.root.locator('.stepper-at')).toContainText('300 of 300');
});

test('the last passage leads on to what follows, and says its name; a later scene has the controls of the first', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('adam/#adam-arrow');
  const figure = await new Figure(page, 'adam-arrow').inScene();
  await expect(figure.root.locator('.controls')).toBeVisible();
  await expect(figure.root.locator('.actions')).toBeHidden();
  const scene = page.locator('[data-scene="adam-arrow"]');
  for (let k = 1; k < 4; k++) await scene.getByRole('button', { name: 'Next' }).click();
  const on = scene.getByRole('button', { name: 'Read on: The step, exactly' });
  await expect(on).toHaveAttribute('aria-disabled', 'false');
  await on.click();
  await expect(page.getByRole('heading', { name: 'The step, exactly' })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'The step, exactly' })).toBeInViewport();
});
