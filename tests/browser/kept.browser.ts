import { keep, test } from './kept.ts';
import { expect, Figure } from './site.ts';

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)/] });

test('a page that is kept opens without its server and runs; another says that it is not kept', async ({
  page,
  own,
}) => {
  await keep(page, own.address, '6.1');
  await own.close();
  await page.goto(`${own.address}gradient-descent/?gabor-descent.alpha=0.07#gabor-descent`);
  const figure = await new Figure(page, 'gabor-descent').live();
  await figure.changes(() => figure.slider('alpha').press('PageUp'));
  await page.reload();
  await new Figure(page, 'gabor-descent').live();

  await page.goto(`${own.address}momentum/`);
  await expect(page.locator('.offline-lost')).toContainText('the page you asked for is not kept');
  const row = page.getByRole('row', { name: /6\.1/ });
  await expect(row).toContainText('kept');
  await row.getByRole('link').click();
  await expect(page).toHaveURL(/gradient-descent/);
  await new Figure(page, 'gabor-descent').live();
});
