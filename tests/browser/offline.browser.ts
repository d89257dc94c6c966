/** A connection that is lost after the page came, and comes back. */
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
  const trouble = figure.root.locator('.trouble');
  await expect(trouble).toContainText('Check your connection');
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await expect(trouble).toBeVisible();
  // A loaded page goes on.
  await drawn.changes(() => drawn.slider('alpha').press('PageUp'));

  await context.setOffline(false);
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await expect(figure.root.locator('[data-live="true"]')).toHaveCount(1);
  await expect(trouble).toHaveCount(0);
});
