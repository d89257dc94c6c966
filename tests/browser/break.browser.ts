/** Break this claim: the reader attacks a verdict, and the figure goes where it turns. */
import { expect, Figure, test } from './site.ts';

const name = 'figure-6-9';

test('a click finds where the claim turns; the figure is set there, and Back returns', async ({ page }) => {
  await page.goto('./adam/');
  const figure = await new Figure(page, name).live();
  const outcome = figure.root.locator('.claim .outcome');
  await expect(outcome).toHaveText('Holds');
  const before = await figure.snapshot();

  await figure.action('Break this claim').click();
  const panel = figure.root.getByRole('region', { name: /^Break this claim/ });
  await expect(panel.getByRole('status')).toContainText('It fails with');
  await expect(panel.getByRole('table')).toBeVisible();
  expect((await figure.snapshot()).search).toBe(before.search);

  await figure.changes(() => panel.getByRole('button', { name: 'Set the figure there' }).click());
  await expect(outcome).toHaveText('Fails');
  await expect.poll(() => page.evaluate(() => location.search)).toContain(`${name}.`);

  await figure.changes(async () => {
    await page.goBack();
  });
  await expect(outcome).toHaveText('Holds');
  expect((await figure.snapshot()).verdict).toBe(before.verdict);

  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toHaveCount(0);
  await expect(figure.action('Break this claim')).toBeFocused();
});

test('the map is walked by arrow keys, and a cell sets the figure', async ({ page }) => {
  await page.goto('./adam/');
  const figure = await new Figure(page, name).live();
  await figure.action('Break this claim').click();
  const map = figure.root.getByRole('table');
  const here = map.getByRole('button', { name: 'where the search began' });
  await here.focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowRight');
  const focused = map.locator('button:focus');
  await expect(focused).toHaveAttribute('aria-label', /: fails/);
  await figure.changes(() => page.keyboard.press('Enter'));
  await expect(figure.root.locator('.claim .outcome')).toHaveText('Fails');
});

test('while it searches it counts, and Stop ends it', async ({ page }) => {
  await page.goto('./momentum/#momentum-rates');
  const figure = await new Figure(page, 'momentum-rates').live();
  await figure.action('Break this claim').click();
  const panel = figure.root.getByRole('region', { name: /^Break this claim/ });
  await expect(panel).toContainText(/Searching: tried [1-9]\d* settings?\./);
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect(panel).toHaveCount(0);
  await expect(figure.root.locator('.claim .outcome')).toHaveText('Holds');
});

test('what searches is loaded at the click, and without scripts there is no button', async ({ page, browser }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('./adam/');
  const figure = await new Figure(page, name).live();
  expect(asked.filter((url) => url.includes('BreakPanel'))).toEqual([]);
  await figure.action('Break this claim').click();
  await expect(figure.root.getByRole('table')).toBeVisible();
  expect(asked.filter((url) => url.includes('BreakPanel')).length).toBeGreaterThan(0);

  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(page.url());
  await expect(plain.locator(`figure#${name} .claim .outcome`)).toHaveText('Holds');
  await expect(plain.getByText('Break this claim')).toHaveCount(0);
  await plain.close();
});
