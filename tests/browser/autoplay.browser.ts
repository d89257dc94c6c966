import { autoplays, cut, framesOf, watch } from './autoplay.ts';
import { chapter, expect, Figure, middleOf, test } from './site.ts';

/** A figure outside scenes, below a fold: in a scene a passage determines what is played. */
const name = 'gabor-starts';

test.describe('where things may move', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } });

  test('a press on Play just after a drag plays the run from its start, and does not stop what set out by itself', async ({
    page,
  }) => {
    await page.goto('./hyperparameters/');
    const figure = await new Figure(page, 'random-or-grid').inScene();
    const { x, y } = await middleOf(figure.handle);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y, { steps: 4 });
    await page.mouse.up();
    await figure.action('Play').click();
    await expect(figure.action('Pause')).toBeVisible();
    await expect(figure.root.locator('.stepper-at')).toContainText('16 of 16');
    await expect(figure.action('Play')).toBeVisible();
  });

  test('a run is walked once when it comes into sight, grows, ends whole and says nothing', async ({ page }) => {
    await page.clock.install();
    await watch(page, name);
    await page.goto(chapter);
    const figure = new Figure(page, name);
    expect(await autoplays(page)).toBe(0);
    await figure.reveal();
    await figure.root
      .locator('.panel')
      .first()
      .evaluate((sheet) => sheet.scrollIntoView({ block: 'center' }));
    await expect.poll(() => autoplays(page)).toBe(1);
    await expect(cut(figure)).toHaveCount(0);
    const walked = (await framesOf(page)).filter((frame) => frame.cut);
    expect(walked.length).toBeGreaterThan(5);
    for (const [i, { length }] of walked.entries())
      expect(length).toBeGreaterThanOrEqual((walked[i - 1]?.length ?? 0) - 0.1);
    expect(walked.at(-1)?.length).toBeGreaterThan(3 * (walked[1]?.length ?? 0));
    await page.clock.runFor(1000);
    await expect(figure.root.locator('.verdict [role=status]')).toHaveText('');
    // A picture without motion.
    const { picture } = await figure.snapshot();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.reload();
    expect((await (await figure.live()).snapshot()).picture).toBe(picture);
    expect(await autoplays(page)).toBe(0);
  });
});

test('where nothing shall move, nothing does by itself, but Play builds the run and can be stopped and moved', async ({
  page,
}) => {
  await watch(page, name);
  await page.goto(chapter);
  const figure = await new Figure(page, name).live();
  const { x, y } = await middleOf(figure.handle);
  await figure.changes(() => page.mouse.click(x + 60, y + 40));
  await page.mouse.move(2, 2);
  expect(await autoplays(page)).toBe(0);
  const whole = await figure.snapshot();
  const steps = Number(await figure.root.locator('.stepper input').getAttribute('max'));

  await figure.action('Play').click();
  await expect(cut(figure)).not.toHaveCount(0);
  await figure.action('Pause').click();
  // The run has stopped, and the slider shows where.
  await expect(figure.action('Play')).toBeVisible();
  await figure.settled();
  const at = Number(await figure.root.locator('.stepper input').inputValue());
  expect(at).toBeLessThan(steps);
  await figure.action('Next step').click();
  await expect(figure.root.locator('.stepper-at')).toHaveText(`step ${at + 1} of ${steps}`);
  await expect(cut(figure)).not.toHaveCount(0);
  await figure.action('Play').click();
  await expect(cut(figure)).toHaveCount(0);
  await expect(figure.root.locator('.stepper-at')).toHaveText(`step ${steps} of ${steps}`);
  expect((await figure.snapshot()).picture).toBe(whole.picture);
});

test('a figure that asks what will happen shows nothing of it until Play', async ({ page }) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'one-dimension').inScene();
  const rest = figure.root.locator('[data-runs] > .picture:not(.partial) .runs').first();
  const opacity = () => rest.evaluate((one) => getComputedStyle(one).opacity);
  await expect.poll(opacity).toBe('0');
  await figure.action('Play').click();
  await expect(figure.root.locator('.stepper-at')).toContainText('12 of 12');
  await expect.poll(opacity).toBe('1');
});
