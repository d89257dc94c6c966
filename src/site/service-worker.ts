/**
 * A page that was visited opens again without a network: pages and data come from the network as long as there is one, files
 * with a hash in their names from the device.
 */
import { clientsClaim, registerQuotaErrorCallback } from 'workbox-core';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';

declare const self: { skipWaiting(): Promise<void> };

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
/** Two courses may share one host. */
const [files, pages] = [`files ${base}`, `pages ${base}`];
/** About two builds. */
const MOST = 1000;

const onlyOwn: WorkboxPlugin = {
  // A network that wants a login redirects to its own page.
  cacheWillUpdate: async ({ response }) => (response.status === 200 && !response.redirected ? response : null),
  // The settings of figures are in the query; the page is the same.
  cacheKeyWillBeUsed: async ({ request }) => request.url.replace(/[?#].*/, ''),
};
const oldestLeave: WorkboxPlugin = {
  cacheDidUpdate: async ({ cacheName }) => {
    const cache = await caches.open(cacheName);
    for (const oldest of (await cache.keys()).slice(0, -MOST)) await cache.delete(oldest);
  },
};

registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.includes('/_astro/'),
  new CacheFirst({ cacheName: files, plugins: [onlyOwn, oldestLeave] }),
);
registerRoute(({ sameOrigin }) => sameOrigin, new NetworkFirst({ cacheName: pages, plugins: [onlyOwn] }));
registerQuotaErrorCallback(() => caches.delete(files));
void self.skipWaiting();
clientsClaim();
// The cache of an earlier worker, which kept whole pages on request.
void caches.delete(`kept ${base}`);
