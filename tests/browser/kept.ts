/** A site of the test's own, and pages of it that are kept. */
import type { Page } from '@playwright/test';
import { type Server, serve } from '../../scripts/serve.ts';
import { expect, test as plain } from './site.ts';

/** A site of the test's own, whose server it can end. */
export const test = plain.extend<{ own: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  own: async ({}, use) => {
    const server = await serve({ port: 0 });
    await use(server);
    await server.close().catch(() => undefined);
  },
});

export async function keep(page: Page, address: string, name: string): Promise<void> {
  await page.goto(`${address}offline/`);
  await page.getByRole('button', { name: `Keep ${name}` }).click();
  await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('status')).toContainText('kept. It opens and runs without a connection now.');
  await page.evaluate(() => navigator.serviceWorker.ready);
}
