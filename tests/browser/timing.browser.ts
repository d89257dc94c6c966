/** The margin note that times batches on the reader's machine: what it says, and never how fast. */
import { expect, test } from './site.ts';

test('a press times batches of every size, and the note keeps its height', async ({ page }) => {
  await page.goto('stochastic-gradient-descent/');
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
