import address from './service-worker.ts?worker&url';

/** Registers the service worker, and sends it the URLs of everything loaded before it controlled this page. */
export async function keepVisited(): Promise<void> {
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(address);
  if (!isFirst) return;
  const { active } = await navigator.serviceWorker.ready;
  const keep = (urlsToCache: readonly string[]): void =>
    active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache } });
  keep([location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]);
  // Only the figures' workers have a list of their own requests.
  const loaded = new BroadcastChannel('loaded');
  loaded.onmessage = ({ data }) => Array.isArray(data) && keep(data);
  loaded.postMessage('which?');
}
