/** The laboratory: four rules on one sheet, texts of one's own, links, and a network that learns. */
import { edit, made, networkOf, open, SIGN, table, verdict } from './playground.ts';
import { expect, Figure, test } from './site.ts';

test('a click moves the start of all four rules, and the verdict follows and is read aloud; play, step and scrub show one step everywhere', async ({
  page,
}) => {
  await open(page);
  await expect(verdict(page)).toContainText('At step 18 your rule is second of the four rules, at \u22120.275');
  await page.locator('.lab-sheet .click-plane').click({ position: { x: 520, y: 380 } });
  await expect(verdict(page)).not.toContainText('\u22120.275');
  const handle = page.locator('.lab-sheet .handle');
  await expect(handle).toBeFocused();
  const [at, said] = [await handle.getAttribute('aria-label'), await verdict(page).textContent()];
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(handle).not.toHaveAttribute('aria-label', at ?? '');
  await expect(verdict(page)).not.toHaveText(said ?? '');
  // Read at one moment, since either may still follow the ring.
  await expect
    .poll(async () => {
      const [shown = '', heard] = await page.locator('.lab-verdict p').allTextContents();
      return shown === heard;
    })
    .toBe(true);

  await page.getByRole('button', { name: 'Next step' }).first().click();
  await expect(page.locator('.lab-rules thead')).toContainText('loss at step 19');
  await page.getByRole('slider', { name: 'Step' }).fill('40');
  await expect(page.locator('.stepper-at').first()).toHaveText('step 40 of 40');
  await page.getByRole('button', { name: 'Play' }).first().click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('.stepper-at').first()).not.toHaveText('step 40 of 40');
});

test('a rule is written in place; a misspelt word is told under its line, and the last rule goes on', async ({
  page,
}) => {
  await open(page);
  await page.getByRole('button', { name: 'Your rule: edit it' }).click();
  const editor = page.getByRole('textbox', { name: 'Your rule', exact: true });
  await expect(editor).toBeFocused();
  await edit(page, SIGN);
  const own = table(page).locator('tr').first().locator('.loss');
  await expect(own).not.toHaveText('\u22120.275');
  await expect(page.locator('.lab-sliders label')).toHaveText(['alpha']);
  const worked = await own.textContent();
  await edit(page, SIGN.replace('gradient', 'gradnt'));
  await expect(page.locator('.trouble')).toHaveText(
    /^Line 4\. Nothing here is called gradnt\. Did you mean gradient\?/,
  );
  await expect(own).toHaveText(worked ?? '');
  // A loop without an end is ended, and the page goes on.
  await edit(page, 'alpha = 1\nfor t in range(1, steps + 1):\n    while True:\n        pass');
  await expect(page.locator('.lab-side [role=alert]')).toContainText(/took more than (a|\d) seconds?/);
  await edit(page, SIGN);
  await expect(page.locator('.lab-side [role=alert]')).toHaveCount(0);
  await expect(own).toHaveText(worked ?? '');
  // The text is there after a reload.
  await page.reload();
  await expect(page.locator('.lab-code').first()).toContainText('np.sign(gradient(phi))');
  await expect(own).toHaveText(worked ?? '');
});

test.describe('a link', () => {
  test('with code shows it as text, and runs it only when it is told to', async ({ page, browser, contextOptions }) => {
    await open(page);
    await page.getByRole('button', { name: 'Your rule: edit it' }).click();
    await expect(page.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
    await edit(page, SIGN);
    await expect(verdict(page)).not.toContainText('\u22120.275');
    const said = await verdict(page).textContent();
    const link = await made(page);
    // Somebody else's device, on which nothing is kept.
    const others = await browser.newContext(contextOptions);
    const other = await others.newPage();
    const fetched: string[] = [];
    other.on('request', (request) => fetched.push(request.url()));
    await open(other, link);
    await expect(other.locator('.lab-waits')).toContainText('has not run');
    await expect(other.locator('.lab-code').first()).toContainText('np.sign');
    await expect(verdict(other)).toContainText('At step 18 Adam is lowest');
    expect(fetched.filter((url) => /\.wasm/.test(url))).toEqual([]);
    await other.getByRole('button', { name: 'Run it' }).click();
    await expect(verdict(other)).toHaveText(said ?? '');
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
  await expect(verdict).toContainText('of 1 points are right');
  const [filled, shown] = [network.getByRole('textbox', { name: 'Your filled points' }), verdict.textContent()];
  const text = await filled.inputValue();
  // What is typed stays while the network is drawn anew, and counts when it is left.
  await network.getByRole('button', { name: 'Play' }).click();
  await filled.press('End');
  await filled.pressSequentially(text, { delay: 60 });
  await expect(verdict).not.toHaveText((await shown) ?? '');
  await expect(filled).toHaveValue(text + text);
  await network.getByRole('button', { name: 'Pause' }).click();
  await expect(verdict).toContainText('of 2 points are right');
  // Each verdict offers to take back the last of the points that it speaks of.
  await network.getByRole('button', { name: 'take the last filled point back' }).click();
  await expect(verdict).toContainText('of 1 points are right');
  await network.getByRole('button', { name: 'take the last filled point back' }).click();
  await expect(verdict).toContainText('Click on the sheet');
});
