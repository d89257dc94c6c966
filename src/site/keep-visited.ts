/** Registers the service worker, and gives it the addresses of what this page loaded before a worker answered for it. */
export async function keepVisited(): Promise<void> {
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
  if (!isFirst) return;
  const { active } = await navigator.serviceWorker.ready;
  const urlsToCache = [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)];
  active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache } });
}
