/**
 * Makes visited pages available offline: pages and data come from the network if there is one, files with a hash in
 * their names from the cache.
 */
import { clientsClaim, registerQuotaErrorCallback } from 'workbox-core';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';

declare const self: { skipWaiting(): Promise<void> };

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
/** Two courses may share a host. */
const [files, pages] = [`files ${base}`, `pages ${base}`];
/** Number of files in about two builds. */
const MOST = 1000;

const onlyOwn: WorkboxPlugin = {
  // A network with a login page redirects to that page.
  cacheWillUpdate: async ({ response }) => (response.status === 200 && !response.redirected ? response : null),
  // The query contains the settings of figures; the page is the same.
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
// The cache of an earlier version of this worker, which stored whole pages on request.
void caches.delete(`kept ${base}`);
