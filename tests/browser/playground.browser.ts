/** The laboratory: four rules on one sheet, texts of one's own, links, and a network that learns. */
import { address, edit, lossesOf, networkOf, open, openText, placeOf, SIGN } from './playground.ts';
import { expect, Figure, test } from './site.ts';

test('a click moves the start of all four rules, and the verdict follows; play, step and scrub show one step everywhere', async ({
  page,
}) => {
  const figure = await open(page);
  await expect(figure.verdict).toContainText('At step 40 your rule is lowest');
  const said = (await figure.verdict.textContent()) ?? '';
  await figure.root
    .locator('.click-plane')
    .first()
    .click({ position: { x: 220, y: 180 } });
  await expect(figure.verdict).not.toHaveText(said);
  await expect(figure.handle).toBeFocused();
  const [at, next] = [await figure.handle.getAttribute('aria-label'), await figure.verdict.textContent()];
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(figure.handle).not.toHaveAttribute('aria-label', at ?? '');
  await expect(figure.verdict).not.toHaveText(next ?? '');
  await expect(page).toHaveURL(/playground\.across=/);

  await figure.root.getByRole('slider', { name: 'Step', exact: true }).fill('18');
  await expect(figure.verdict).toContainText('At step 18');
  await expect(figure.root.locator('[data-panel="rules"]')).toContainText('loss at step 18');
  await figure.root.getByRole('button', { name: 'Play', exact: true }).click();
  await figure.root.getByRole('button', { name: 'Pause', exact: true }).click();
  await figure.action('Reset').click();
  await expect(figure.verdict).toHaveText(said);
});

test('a rule is written in place; a misspelt word is told under its line, and the last rule goes on', async ({
  page,
}) => {
  const figure = await open(page);
  const first = await lossesOf(figure).allTextContents();
  await openText(figure);
  await edit(page, SIGN);
  await expect(lossesOf(figure).first()).not.toHaveText(first[0] ?? '');
  // The rules beside it run as they did.
  await expect.poll(async () => (await lossesOf(figure).allTextContents()).slice(1)).toEqual(first.slice(1));
  await expect(placeOf(figure).getByRole('slider', { name: 'alpha' })).toBeVisible();
  await expect(placeOf(figure).getByRole('slider', { name: 'beta' })).toHaveCount(0);
  const worked = (await lossesOf(figure).first().textContent()) ?? '';
  await edit(page, SIGN.replace('gradient', 'gradnt'));
  await expect(figure.root.locator('.trouble')).toHaveText(/^Line 4\. gradnt is not defined\. Did you mean gradient\?/);
  // The run that stays is that of the text before, and says so.
  const said = figure.root.locator('.verdict > b');
  await expect(said).toHaveText('Old run');
  await expect(figure.picture).toContainText('your rule, old');
  await expect(lossesOf(figure).first()).toHaveText(worked);
  // A loop without an end is ended, and the page goes on.
  await edit(page, 'alpha = 1\nfor t in range(1, steps + 1):\n    while True:\n        pass');
  await expect(placeOf(figure)).toContainText(/Timeout: stopped after (a|\d) seconds?/);
  await edit(page, SIGN);
  await expect(placeOf(figure)).not.toContainText('Timeout');
  await expect(said).toHaveText('This run');
  await expect(figure.picture).not.toContainText('your rule, old');
  await expect(lossesOf(figure).first()).toHaveText(worked);
  // The text is there after a reload, and is the reader's own, so it runs.
  await page.reload();
  await figure.live();
  await expect(placeOf(figure).locator('.lab-code')).toContainText('np.sign(gradient(phi))');
  await expect(lossesOf(figure).first()).toHaveText(worked);
});

test.describe('a link', () => {
  test('with code shows it as text, and runs it only when it is told to', async ({ page, browser, contextOptions }) => {
    const figure = await open(page);
    await openText(figure);
    const first = (await figure.verdict.textContent()) ?? '';
    await edit(page, SIGN);
    await expect(figure.verdict).not.toHaveText(first);
    const said = await figure.verdict.textContent();
    await expect(page).toHaveURL(/playground\.rule=/);
    // Somebody else's device, on which nothing is kept.
    const others = await browser.newContext(contextOptions);
    const other = await others.newPage();
    const fetched: string[] = [];
    other.on('request', (request) => fetched.push(request.url()));
    const theirs = await open(other, page.url());
    await expect(theirs.root.locator('.control-code').first()).toContainText('came with the link, and has not run');
    await expect(placeOf(theirs).locator('.lab-code')).toContainText('np.sign');
    await expect(theirs.verdict).toHaveText(first);
    expect(fetched.filter((url) => /\.wasm/.test(url))).toEqual([]);
    await theirs.root.getByRole('button', { name: 'Run it' }).click();
    await expect(theirs.verdict).toHaveText(said ?? '');
    await others.close();
  });
});

test('the network learns while it plays, shows a unit large, and has its weights as numbers', async ({ page }) => {
  await open(page);
  const network = await networkOf(page);
  const step = network.locator('.stepper-at > :last-child');
  const verdict = network.locator('.verdict p').first();
  await expect(step).toHaveText('0');
  await expect(verdict).toContainText('Before its first step');
  await network.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => Number(await step.textContent())).toBeGreaterThan(20);
  await network.getByRole('button', { name: 'Pause' }).click();
  // A step that was asked for before is still to come.
  await expect(network.getByRole('button', { name: 'Play' })).toBeVisible();
  await new Figure(page, 'network').settled();
  const at = Number(await step.textContent());
  await network.getByRole('button', { name: 'Next step' }).click();
  await expect(verdict).toContainText(`After ${at + 1} steps of Adam`);
  // A click on a square, and the arrow keys from there.
  const squares = network.locator('rect.unit:not(.picked)');
  await expect(squares).toHaveCount(10);
  await squares.nth(5).scrollIntoViewIfNeeded();
  const picture = network.locator('.panel-network .picture').first();
  const places = await Promise.all([2, 3, 4, 5].map((k) => squares.nth(k).boundingBox()));
  for (const [k, place] of places.entries()) {
    // The ring comes to the square at a hover, so it is there before the button is let go.
    await page.mouse.move((place?.x ?? 0) + 20, (place?.y ?? 0) + 20);
    await page.mouse.down();
    await expect(picture).toContainText(`unit ${k + 1} of layer 1`);
    await page.mouse.up();
    await page.keyboard.press('ArrowRight');
    await expect(picture).toContainText(k < 3 ? `unit ${k + 2} of layer 1` : 'unit 1 of layer 2');
  }
  await network.getByText('More controls').click();
  await network.getByRole('textbox', { name: 'First layer' }).fill('8');
  await page.keyboard.press('Enter');
  await expect(squares).toHaveCount(14);
  await network.getByText('Weights into layer 1').click();
  await expect(network.locator('.panel-fold[open] tbody tr')).toHaveCount(8);
  await network.getByRole('radio', { name: 'Your points' }).check();
  await expect(verdict).toContainText('Click on the sheet');
  await network
    .locator('.click-plane')
    .last()
    .click({ position: { x: 100, y: 100 } });
  await expect(verdict).toContainText('Now put some hollow points there');
  await network.getByRole('radio', { name: 'hollow' }).check();
  await network
    .locator('.click-plane')
    .last()
    .click({ position: { x: 200, y: 160 } });
  await expect(verdict).toContainText('of 2 points are right');
  await network.locator('.control-places').filter({ hasText: 'Your filled points' }).getByText('as text').click();
  const [filled, shown] = [network.getByRole('textbox', { name: 'Your filled points' }), verdict.textContent()];
  const text = await filled.inputValue();
  // What is typed stays while the network is drawn anew, and counts when it is left.
  await network.getByRole('button', { name: 'Play' }).click();
  await filled.press('End');
  await filled.pressSequentially(text, { delay: 60 });
  await expect(verdict).not.toHaveText((await shown) ?? '');
  await expect(filled).toHaveValue(text + text);
  await network.getByRole('button', { name: 'Pause' }).click();
  await expect(verdict).toContainText('of 3 points are right');
  // Each verdict offers to take back the last of the points that it speaks of.
  await network.getByRole('button', { name: 'take the last filled point back' }).click();
  await expect(verdict).toContainText('of 2 points are right');
  await network.getByRole('button', { name: 'take the last filled point back' }).click();
  await expect(verdict).toContainText('Now put some filled points there');
});

test.describe('where things may move', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } });

  test('whatever is chosen for a network that has learned is learned from the beginning', async ({ page }) => {
    await open(page, `${address}?network.steps=300#network`);
    const network = await networkOf(page);
    const step = network.locator('.stepper-at > :last-child');
    await expect(step).toHaveText('300');
    await network.getByRole('radio', { name: 'Circle' }).check();
    await expect(network.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect.poll(async () => Number(await step.textContent())).toBeLessThan(300);
    await network.getByRole('button', { name: 'Pause' }).click();
    await network.getByRole('button', { name: 'Add a unit to layer 1' }).click();
    await expect(network.getByRole('button', { name: 'Pause' })).toBeVisible();
    // Where there is nothing to learn it does not set out.
    await network.getByRole('radio', { name: 'Your points' }).check();
    await expect(network.getByRole('button', { name: 'Play' })).toBeVisible();
    await expect(step).toHaveText('0');
  });
});
