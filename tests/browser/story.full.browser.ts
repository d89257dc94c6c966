/** The pages told in scenes: their beginnings, their look without scripts and on paper, and their ends. */
import { expect, Figure, test } from './site.ts';

const pages = [
  { page: 'stochastic-gradient-descent', figure: 'why-batches', next: 'Momentum' },
  // All of its tries are made, and the reader moves the strip.
  { page: 'hyperparameters', figure: 'random-or-grid', next: 'Batch size and learning rate', first: 16 },
  { page: 'takeaway', figure: 'two-walks', next: 'The chapter on one screen' },
  { page: 'on-one-screen', figure: 'four-runs' },
] as const;

for (const { page: path, figure: name, ...rest } of pages) {
  const first = 'first' in rest ? rest.first : 0;
  test(`${path} begins at the beginning of a run, and ends with a question`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(`${path}/`);
    await expect(page.locator('h1')).toHaveCount(1);
    const scene = page.locator(`[data-scene="${name}"]`);
    const figure = await new Figure(page, name).inScene();
    await expect(figure.root.locator('.stepper-at')).toContainText(new RegExp(`^\\D*${first} of \\d+`));
    const sheet = await figure.root.locator('.stage .panel-box').first().boundingBox();
    expect(sheet?.width).toBeGreaterThan(780);
    // The sentence is visible together with all used parts.
    const said = await figure.root.locator('.verdict p').first().boundingBox();
    expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(720);
    await scene.getByRole('button', { name: 'Next' }).click();
    await expect(figure.root.locator('.stepper-at')).toContainText(/(\d+) of \1/, { timeout: 15_000 });
    if (!('next' in rest)) return;
    const question = page.locator('.lead-on');
    await expect(question).toContainText('?');
    await expect(question.getByRole('link')).toContainText(rest.next);
  });
}

test('the walk that asks twelve at a time stops where it lands higher', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('takeaway/');
  const figure = await new Figure(page, 'two-walks').inScene();
  const next = page.locator('[data-scene="two-walks"]').getByRole('button', { name: 'Next' });
  for (let k = 0; k < 3; k++) await next.click();
  await expect(figure.root.locator('.stepper-at')).toContainText('12 of 24', { timeout: 15_000 });
  await expect(figure.root.locator('.said')).toHaveText('higher than before');
});

test('an answer is written as soon as it is opened, with its spaces', async ({ page }) => {
  await page.goto('takeaway/#exercise-1');
  const words = page.locator('#exercise-1 .task-words');
  await expect(page.locator('#exercise-1 astro-island[ssr]')).toHaveCount(0);
  await words.locator('summary').click();
  await expect(words.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('The first one.');
  await expect(words.getByRole('textbox')).toHaveValue('The first one.');
});
