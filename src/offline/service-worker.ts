/**
 * Answers for the pages that a reader keeps, from what is kept, and for all others from the network. It is registered when the
 * reader keeps the first page; who keeps nothing never has it. The build writes the list of its files into it, so that every
 * build has another worker: that is how a browser finds out that there is a newer version.
 */
import { registerRoute, setCatchHandler } from 'workbox-routing';
import { CacheFirst, NetworkOnly } from 'workbox-strategies';
import { cacheNameOf, digestOf, type KeepList, LIST, pathBelow, revisionIn } from './keep-list.ts';
import { fetchKept, isComplete, keyIn, readKept, release } from './keeping.ts';
import type { WorkerScope } from './worker-scope.ts';

declare const self: WorkerScope;
/** Written in by the build. */
declare const KEEP_LIST: KeepList;
declare const KEEP_BASE: string;

const [base, list] = [KEEP_BASE, KEEP_LIST];
const files = new Map(list.files.map((file) => [file[0], file]));
const keyFor = (url: string): Promise<string> => keyIn(base, files, pathBelow(base, new URL(url).pathname) ?? '');

/** Open pages keep what they were made of; whoever closes the last one, or opens one alone, sweeps. */
async function sweep(atMost: number): Promise<void> {
  const { waiting, installing } = self.registration;
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // A newer worker has its files here already.
  if (open.length <= atMost && !waiting && !installing) await release(base, list, await readKept(base), 'all');
}

self.addEventListener('install', (event) => {
  event.waitUntil(readKept(base).then((names) => fetchKept(base, list, names)));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim().then(() => sweep(0)));
});
self.addEventListener('message', (event) => {
  const { type } = event.data as { type?: unknown }; // of this site's own pages
  if (type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  if (type === 'SWEEP') event.waitUntil(sweep(1));
  if (type === 'COMPLETE?')
    event.waitUntil(isComplete(base, list).then((complete) => event.ports[0]?.postMessage(complete)));
});

/** Takes away a kept file that is not what was kept, so that nobody gets it, and tells the open pages. */
async function discard(key: Request): Promise<void> {
  await (await caches.open(cacheNameOf(base))).delete(key);
  for (const page of await self.clients.matchAll({ type: 'window', includeUncontrolled: false }))
    page.postMessage({ type: 'CHANGED' });
}

const kept = new CacheFirst({
  cacheName: cacheNameOf(base),
  plugins: [
    {
      cacheKeyWillBeUsed: ({ request }) => keyFor(request.url),
      // Whatever may write into the cache of the site's origin could put its own script there.
      cachedResponseWillBeUsed: async ({ request, cachedResponse }) => {
        if (!cachedResponse) return null;
        if ((await digestOf(await cachedResponse.clone().arrayBuffer())) === revisionIn(request.url))
          return cachedResponse;
        await discard(request);
        return null;
      },
      // Only what the reader asked to keep is kept.
      cacheWillUpdate: async () => null,
    },
  ],
});

// The list is that of this worker, with or without a network.
registerRoute(
  ({ url, request, sameOrigin }) =>
    sameOrigin && request.cache !== 'no-store' && pathBelow(base, url.pathname) === LIST,
  async () => Response.json(list),
);
// As a server does, a page without its slash leads to the page with it.
registerRoute(
  ({ url, request, sameOrigin }) =>
    sameOrigin && request.mode === 'navigate' && files.has(`${pathBelow(base, url.pathname)}/`),
  async ({ url }) => Response.redirect(`${url.pathname}/${url.search}`, 301),
);
// Files of an older build are for pages that are still open: their digest stands in the key alone, so none of them is a page.
registerRoute(({ url, request, sameOrigin }) => {
  const path = pathBelow(base, url.pathname);
  return (
    sameOrigin && request.cache !== 'no-store' && path !== undefined && (request.mode !== 'navigate' || files.has(path))
  );
}, kept);
registerRoute(({ request }) => request.mode === 'navigate', new NetworkOnly());

setCatchHandler(async ({ request, event }) => {
  if (!(request instanceof Request) || request.mode !== 'navigate') return Response.error();
  const offline = new Request(`${location.origin}${base}offline/`);
  return kept.handle({ request: offline, event }).catch(() => Response.error());
});
