/** A separate site for a test, with its service worker, whose server the test can stop. */
import type { Page } from '@playwright/test';
import { type Server, serve } from '../../scripts/serve.ts';
import { expect, test as plain } from './site.ts';

export const test = plain.extend<{ own: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  own: async ({}, use) => {
    const server = await serve({ port: 0 });
    await use(server);
    await server.close().catch(() => undefined);
  },
  serviceWorkers: 'allow',
});

/** Paths of everything in the device's caches. */
export const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    return (await Promise.all(caches.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname);
  });

/** Opens a page of it, and waits until the worker has stored everything. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const { pathname } = new URL(address);
  await expect.poll(() => kept(page), { timeout: 60_000 }).toContain(pathname);
}
