import address from './service-worker.ts?worker&url';

/** Registers the service worker, and gives it the addresses of all that was loaded before a worker answered for this page. */
export async function keepVisited(): Promise<void> {
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(address);
  if (!isFirst) return;
  const { active } = await navigator.serviceWorker.ready;
  const keep = (urlsToCache: readonly string[]): void =>
    active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache } });
  keep([location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]);
  // Only the figures' workers know what they have loaded.
  const loaded = new BroadcastChannel('loaded');
  loaded.onmessage = ({ data }) => Array.isArray(data) && keep(data);
  loaded.postMessage('which?');
}
