/** The laboratory's playground: losses, models and own points, its offers, links, and stored data. */

import { address, choose, edit, networkOf, open, openText, placeOf, SIGN, workshopOf } from './playground.ts';
import { expect, Figure, test } from './site.ts';
import { violations } from './violations.ts';

/** Clicks at the beginning of a line: the figure grew when its code arrived, so the line may have left the window. */
const pressBefore = (figure: Figure, words: string) =>
  placeOf(figure)
    .getByText(words)
    .first()
    .click({ position: { x: 2, y: 10 } });
const titled = ({ picture }: Figure) => expect.poll(() => picture.getAttribute('aria-label'));

test('the first click into a text puts the cursor where it was clicked', async ({ page }) => {
  const figure = await open(page);
  await pressBefore(figure, 'phi = phi -');
  await expect(figure.root.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
  await page.keyboard.type('#');
  await expect(page.locator('.cm-content')).toContainText('#    phi = phi -');
});

test('letters that are typed before the editor is there stand where the text was pressed', async ({ page }) => {
  await page.route('**/_astro/code-editor*.js', async (route) => {
    await new Promise((come) => setTimeout(come, 700));
    await route.continue();
  });
  const figure = await open(page);
  await pressBefore(figure, 'phi = phi -');
  await page.keyboard.type('#abc', { delay: 40 });
  await expect(figure.root.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
  await page.keyboard.type('de');
  await expect(page.locator('.cm-content')).toContainText('#abcde    phi = phi -');
});

test('an editor that comes late leaves the focus where the reader has gone meanwhile', async ({ page }) => {
  const editor = Promise.withResolvers<void>();
  await page.route('**/_astro/code-editor*.js', async (route) => {
    await editor.promise;
    await route.continue();
  });
  const figure = await open(page);
  await figure.unfold();
  await pressBefore(figure, 'phi = phi -');
  await page.keyboard.type('#ab');
  const rate = figure.field('rate2');
  await rate.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('2');
  editor.resolve();
  await expect(page.locator('.cm-content')).toContainText('#ab    phi = phi -');
  await expect(rate).toBeFocused();
  await page.keyboard.type('.5');
  await expect(rate).toHaveValue('2.5');
});

test('a text that comes while its editor is fetched stands in the editor', async ({ page }) => {
  const [made, editor] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route('**/_astro/experiment-worker*.js', async (route) => {
    await made.promise;
    await route.continue();
  });
  await page.route('**/_astro/code-editor*.js', async (route) => {
    await editor.promise;
    await route.continue();
  });
  await page.goto(address);
  const place = placeOf(await new Figure(page, 'playground').reveal());
  await expect(place.locator('.lab-code')).toHaveText('1');
  await place.getByRole('button', { name: 'Your rule: edit it' }).click();
  made.resolve();
  await expect(place.locator('.lab-code')).toContainText('for t in range');
  editor.resolve();
  await expect(place.getByRole('textbox', { name: 'Your rule', exact: true })).toContainText('for t in range');
});

test('a loss and a model of one’s own have their sheets, and the model its fits', async ({ page }) => {
  const figure = await open(page);
  await choose(figure, 'Loss', 'Your own');
  await titled(figure).toMatch(/Your own$/);
  // Himmelblau's four minima.
  await expect(figure.picture.locator('circle.mark')).toHaveCount(4, { timeout: 30_000 });
  await choose(figure, 'Loss', 'Your own model');
  await titled(figure).toMatch(/Your own model/);
  await expect(figure.verdict).toContainText('At step 100', { timeout: 30_000 });
  await expect(figure.root.locator('[data-panel="points"] .line')).toHaveCount(4);
  await figure.unfold();
  await figure.field('count').fill('3');
  await page.keyboard.press('Enter');
  await expect(figure.field('phi2')).toBeVisible();
});

test('what it offers is set at a press, and leaves the reader’s rule', async ({ page }) => {
  const figure = await open(page);
  await figure.root
    .getByRole('button', { name: 'show Adam at a fifth of its rate leaving the saddle later than descent' })
    .click();
  await titled(figure).toMatch(/Saddle$/);
  await expect(figure.verdict).toContainText('At step 20');
  await expect(figure.verdict).toContainText('Adam is highest');
  await figure.root.getByRole('button', { name: 'show descent, momentum and Adam all caught' }).click();
  await titled(figure).toMatch(/Three basins$/);
  await expect(placeOf(figure).locator('.lab-code')).toContainText('g = gradient(phi - alpha * beta * m)');
});

test('a network of a link is there, and its rule waits for the reader’s word', async ({ page }) => {
  const rule = encodeURIComponent(SIGN);
  await open(page, `${address}?network.points=circle&network.steps=300&network.rule=${rule}#network`);
  const figure = await workshopOf(page);
  await expect(figure.getByRole('radio', { name: 'Circle' }).first()).toBeChecked();
  await expect(figure.locator('.verdict p').first()).toContainText('After 300 steps of Adam');
  await figure.locator('.control-code').getByRole('button', { name: 'Run it' }).click();
  await expect(figure.locator('.verdict p').first()).toContainText('After 300 steps of your rule', { timeout: 60_000 });
  // Data stored on this device is restored when the page is opened without a link.
  await page.goto('about:blank');
  await open(page);
  await expect((await networkOf(page)).getByRole('radio', { name: 'Circle' }).first()).toBeChecked();
});

test('the network learns by the reader’s own rule, and an error in it is told with its line', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page, `${address}?network.steps=300&network.optimizer=nesterov#network`);
  const network = await workshopOf(page);
  const step = network.locator('.stepper-at > :last-child');
  const verdict = network.locator('.verdict p').first();
  await expect(verdict).toContainText('After 300 steps of Nesterov momentum');
  const engine = (await verdict.textContent())?.replace(/^.*?, /, '');
  expect(fetched.filter((url) => /\.wasm/.test(url))).toEqual([]);
  await network.getByRole('button', { name: 'More', exact: true }).click();
  await network.getByRole('button', { name: 'Change this rule' }).click();
  // The editor opens with the figure's own rule, so it ends where the page's own training ends.
  await expect(verdict).toContainText('After 300 steps of your rule', { timeout: 60_000 });
  expect((await verdict.textContent())?.replace(/^.*?, /, '')).toBe(engine);
  await network.getByRole('button', { name: 'Begin again' }).click();
  await expect(step).toHaveText('0');
  await network.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => Number(await step.textContent())).toBeGreaterThan(10);
  await network.getByRole('button', { name: 'Pause' }).click();
  // A rule for two parameters reports why it does not fit a network.
  await network.getByRole('textbox', { name: 'Your rule', exact: true }).focus();
  await edit(page, SIGN.replace('gradient(phi))', 'gradient(phi)) * np.array([1, 2])'));
  await expect(network.locator('.error, .own-rule-message').first()).not.toBeEmpty();
  await edit(page, SIGN);
  await expect(network.locator('.control-hint')).toHaveCount(0);
  await expect(verdict).toContainText('steps of your rule');
});

test('on a phone axe finds nothing, light or dark, on each kind of loss', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const figure = await open(page);
  await networkOf(page);
  for (const loss of ['Your own', 'Line through points', 'Three basins']) {
    await choose(figure, 'Loss', loss);
    await figure.settled();
    // Everything around the figure is the same for all.
    expect(await violations(page, loss === 'Your own' ? undefined : '#playground')).toEqual([]);
  }
  await openText(figure);
  await edit(page, SIGN.replace('gradient', 'gradnt'));
  await expect(figure.root.locator('.error')).toBeVisible();
  expect(await violations(page, '#playground')).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('nothing is wider than the window', async ({ page }) => {
    await open(page);
    await networkOf(page);
    for (const width of [320, 360, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      // The row of Play has separate containment, so overflow in it does not widen the page.
      for (const row of await page.locator('.stepper').all()) {
        const right = (element: Element) => element.getBoundingClientRect().right;
        expect(await row.locator('> :visible').last().evaluate(right)).toBeLessThanOrEqual(width);
      }
    }
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the first runs, their numbers and the network before its training are there', async ({ page }) => {
    await page.goto(address);
    await expect(page.locator('#playground .verdict p').first()).toContainText('your rule is lowest');
    await expect(page.locator('#network .variant:visible path.edge')).toHaveCount(23);
    await expect(page.locator('#network .verdict p').first()).toContainText('Press Play.');
  });
});

test('a rule of fifty lines leaves the map in sight of the line that is written', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const figure = await open(page);
  await openText(figure);
  const lines = Array.from({ length: 50 }, (_, k) => `# line ${k}`).join('\n');
  await edit(page, `${lines}\nfor t in range(1, steps + 1):\n    phi = phi - 0.1 * gradient(phi)`);
  await page.keyboard.type('  # end');
  await expect(figure.picture).toBeInViewport({ ratio: 0.7 });
});
