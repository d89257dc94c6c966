/** A connection lost after the page loaded, and restored. */
import { chapter, expect, Figure, test } from './site.ts';

test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

test('a figure that was never drawn says so without a connection, and is drawn when it is back', async ({
  page,
  context,
}) => {
  await page.goto(chapter);
  const drawn = await new Figure(page, 'gabor-descent').live();
  await context.setOffline(true);
  const figure = await new Figure(page, 'basins-of-attraction').reveal();
  const error = figure.root.locator('.error');
  await expect(error).toContainText('Check your connection');
  await error.getByRole('button', { name: 'Try again' }).click();
  await expect(error).toBeVisible();
  // A loaded page continues to work.
  await drawn.changes(() => drawn.slider('alpha').press('PageUp'));

  await context.setOffline(false);
  await error.getByRole('button', { name: 'Try again' }).click();
  await expect(figure.root.locator('[data-live="true"]')).toHaveCount(1);
  await expect(error).toHaveCount(0);
});
