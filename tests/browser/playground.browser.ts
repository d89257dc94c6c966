/** The laboratory: four rules on one map, the reader's code, and links. */
import { edit, lossesOf, open, openText, placeOf, SIGN } from './playground.ts';
import { expect, test } from './site.ts';

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
  // The rules beside it are unchanged.
  await expect.poll(async () => (await lossesOf(figure).allTextContents()).slice(1)).toEqual(first.slice(1));
  await expect(placeOf(figure).getByRole('slider', { name: 'alpha' })).toBeVisible();
  await expect(placeOf(figure).getByRole('slider', { name: 'beta' })).toHaveCount(0);
  const worked = (await lossesOf(figure).first().textContent()) ?? '';
  // Emptied for rewriting it stays empty, and the run stays.
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await expect(placeOf(figure)).toContainText('Nothing is written here, so the last rule runs on.');
  await expect(figure.root.getByRole('textbox', { name: 'Your rule', exact: true })).toHaveText('');
  await expect(lossesOf(figure).first()).toHaveText(worked);
  await edit(page, SIGN.replace('gradient', 'gradnt'));
  await expect(figure.root.locator('.error')).toHaveText(/^Line 4\. gradnt is not defined\. Did you mean gradient\?/);
  // The remaining run is that of the previous code, and is labelled so.
  const said = figure.root.locator('.verdict > b');
  await expect(said).toHaveText('Old run');
  await expect(figure.picture).toContainText('your rule, old');
  await expect(lossesOf(figure).first()).toHaveText(worked);
  // An infinite loop is ended, and the page keeps working.
  await edit(page, 'alpha = 1\nfor t in range(1, steps + 1):\n    while True:\n        pass');
  await expect(placeOf(figure)).toContainText(/Timeout: stopped after (a|\d) seconds?/);
  await edit(page, SIGN);
  await expect(placeOf(figure)).not.toContainText('Timeout');
  await expect(said).toHaveText('This run');
  await expect(figure.picture).not.toContainText('your rule, old');
  await expect(lossesOf(figure).first()).toHaveText(worked);
  // The code is restored after a reload, and as the reader's own it runs.
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
    // A different device, without stored data.
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
