/** Another site of the same host, which frames the sandbox's page as any page may, and what is kept on the device. */
import type { Page } from '@playwright/test';
import { counting } from './counting.ts';
import { keep, leak, PAGE, REWRITE } from './intruder.ts';
import { test } from './kept.ts';
import { expect, Figure } from './site.ts';

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)|net::ERR/] });

test.describe('a kept file that something has rewritten', () => {
  /** As a script would that has come into the site by a way that nobody knows yet. */
  const rewrite = (page: Page, where: string, ending: string): Promise<unknown> =>
    page.evaluate(`(${REWRITE})(${JSON.stringify(leak(where))}, ${JSON.stringify(ending)})`);

  test('is not used; the reader is told, and keeps the page again', async ({ page, own }) => {
    await counting(async (server) => {
      await keep(page, own.address);
      expect(await rewrite(page, server.where, '.js')).toBeGreaterThan(50);
      expect(await rewrite(page, server.where, '/')).toBeGreaterThan(1);
      await page.goto(own.address + PAGE);
      await page.waitForTimeout(3000);
      expect(server.count()).toBe(0);
      await new Figure(page, 'gabor-descent').live();
      const bar = page.locator('.newer');
      await expect(bar).toContainText('were changed by something other than the notes');
      await bar.getByRole('link', { name: 'What is kept' }).click();
      const row = page.getByRole('row', { name: /6\.1/ });
      await expect(row).toContainText('not whole');
      await row.getByRole('button', { name: 'Keep 6.1' }).click();
      await expect(page.getByRole('status')).toContainText('kept. It opens and runs', { timeout: 60_000 });
      await own.close();
      await page.goto(own.address + PAGE);
      await new Figure(page, 'gabor-descent').live();
      expect(server.count()).toBe(0);
    });
  });
});
