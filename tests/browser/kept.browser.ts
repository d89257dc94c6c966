import type { Page } from '@playwright/test';
import { type Server, serve } from '../../scripts/serve.ts';
import { expect, Figure, test as plain } from './site.ts';

/** A site of the test's own, whose server it can end. */
const test = plain.extend<{ own: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  own: async ({}, use) => {
    const server = await serve({ port: 0 });
    await use(server);
    await server.close().catch(() => undefined);
  },
});

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)/] });

async function keep(page: Page, address: string, name: string): Promise<void> {
  await page.goto(`${address}offline/`);
  await page.getByRole('button', { name: `Keep ${name}` }).click();
  await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('status')).toContainText('kept. It opens and runs without a connection now.');
  await page.evaluate(() => navigator.serviceWorker.ready);
}

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
