/** The margin note that times batches on the reader's machine: what it says, and never how fast. */
import { expect, openFolds, test } from './site.ts';

test('a press times batches of every size, and the note keeps its height', async ({ page }) => {
  await page.goto('stochastic-gradient-descent/');
  await openFolds(page);
  const note = page.locator('.batch-times');
  await note.scrollIntoViewIfNeeded();
  const heightOf = () => note.evaluate((element) => element.getBoundingClientRect().height);
  const height = await heightOf();
  const table = note.getByRole('table');
  const plan = note.getByText('The sizes take turns');
  await expect(table).toBeHidden();
  await expect(plan).toBeVisible();
  await note.getByRole('button', { name: 'Time it on this machine' }).click();
  await expect(note.getByRole('button', { name: 'Time it again' })).toBeVisible({ timeout: 60_000 });
  await expect(table).toBeVisible();
  await expect(plan).toBeHidden();
  const rows = note.locator('tbody tr');
  for (const row of await rows.all()) {
    await expect(row.locator('td').first()).toHaveText(/^\d+(\.\d+)?$/);
    await expect(row.locator('td').last()).toHaveText(/^\d+(\.\d+)?–\d+(\.\d+)?$/);
  }
  await expect(note.getByRole('status')).toHaveText(/^(Alone, an example takes|The times scatter too much)/);
  // Other digits may be a hair wider.
  expect(await heightOf()).toBeCloseTo(height, 0);
});

test('on a phone the note leaves no hole in the text, and keeps its height from the press on', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('stochastic-gradient-descent/');
  await openFolds(page);
  const note = page.locator('.batch-times');
  await note.scrollIntoViewIfNeeded();
  const heightOf = () => note.evaluate((element) => element.getBoundingClientRect().height);
  const below = await note.evaluate((element) => {
    const said = [...element.querySelectorAll('.times > p')].at(-1);
    return element.getBoundingClientRect().bottom - (said?.getBoundingClientRect().bottom ?? 0);
  });
  expect(below).toBeLessThan(24);
  await note.getByRole('button', { name: 'Time it on this machine' }).click();
  await expect(note).toHaveAttribute('aria-busy', 'true');
  const height = await heightOf();
  await expect(note.getByRole('button', { name: 'Time it again' })).toBeVisible({ timeout: 60_000 });
  expect(await heightOf()).toBeCloseTo(height, 0);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the note says what it would time, and shows neither a button nor an empty table', async ({ page }) => {
    await page.goto('stochastic-gradient-descent/');
    const note = page.locator('.batch-times');
    await expect(note).toContainText('with scripts, a button here times it on your machine');
    await expect(note.locator('button, table')).toHaveCount(2);
    for (const part of await note.locator('button, table').all()) await expect(part).toBeHidden();
  });
});
