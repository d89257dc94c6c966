/** A connection lost after the page loaded, and restored. */
import { chapter, expect, Figure, test } from './site.ts';

test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

test('a sheet that is asked for without a connection opens when it is back', async ({ page, context }) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  await context.setOffline(true);
  await (await figure.more('Data')).click();
  await expect(figure.root.locator('.actions-note')).toContainText('No connection');
  await context.setOffline(false);
  await (await figure.more('Data')).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a long figure keeps its picture where its computed results do not come, and shows them later', async ({
  page,
}) => {
  await page.goto('./stochastic-gradient-descent/');
  const figure = new Figure(page, 'claim-generalizes');
  await page.locator('.deeper', { has: figure.root }).locator('> summary').click();
  await page.route('**/precomputed/*.json', (route) => route.abort('internetdisconnected'));
  await figure.root.scrollIntoViewIfNeeded();
  const slider = figure.root.locator('input[type=range]').first();
  // Until the figure is hydrated its controls cannot be focused.
  await expect(slider).toBeEnabled();
  await slider.focus();
  const error = figure.root.locator('.error');
  await expect(error).toContainText('did not load. Check your connection.');
  await expect(figure.root.locator('[data-live="false"] .panel').first()).toBeVisible();
  await page.unroute('**/precomputed/*.json');
  await error.getByRole('button', { name: 'Try again' }).click();
  await expect(figure.root.locator('[data-live="true"]')).toHaveCount(1);
  await expect(error).toHaveCount(0);
  await expect(figure.root.getByRole('progressbar')).toHaveCount(0);
});
