/** `sw.js`, made by Workbox with its stock strategies: a page that was visited opens again without a network. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSW, type RuntimeCaching } from 'workbox-build';

/** Written into the worker as text, so its functions use nothing from around them. */
const onlyOwn: NonNullable<NonNullable<RuntimeCaching['options']>['plugins']> = [
  {
    // A network that wants a login redirects to its own page.
    cacheWillUpdate: async ({ response }) => (response.status === 200 && !response.redirected ? response : null),
    // The settings of figures are in the query; the page is the same.
    cacheKeyWillBeUsed: async ({ request }) => request.url.replace(/[?#].*/, ''),
  },
];

/** Into the folder of a built site. */
export async function writeWorker(folder: string, base: string): Promise<void> {
  const swDest = join(folder, 'sw.js');
  // About two builds.
  const expiration = { maxEntries: 1000, purgeOnQuotaError: true };
  await generateSW({
    swDest,
    inlineWorkboxRuntime: true,
    sourcemap: false,
    skipWaiting: true,
    clientsClaim: true,
    runtimeCaching: [
      {
        urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.includes('/_astro/'),
        handler: 'CacheFirst',
        options: { cacheName: `files ${base}`, plugins: onlyOwn, expiration },
      },
      {
        urlPattern: ({ sameOrigin }) => sameOrigin,
        handler: 'NetworkFirst',
        options: { cacheName: `pages ${base}`, plugins: onlyOwn },
      },
    ],
  });
  // The cache of an earlier worker, which kept whole pages on request.
  await appendFile(swDest, `addEventListener("activate",e=>e.waitUntil(caches.delete("kept ${base}")));`);
}
