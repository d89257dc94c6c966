/** Maximum wait for the first paint in browsers that do not report it, ms. */
const PATIENCE = 4000;

/** Resolves after the first paint: later hydration must not load before the text. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (!PerformanceObserver.supportedEntryTypes.includes('paint')) return resolve();
    setTimeout(resolve, PATIENCE);
    new PerformanceObserver((list, observer) => {
      if (list.getEntriesByName('first-contentful-paint').length === 0) return;
      observer.disconnect();
      resolve();
    }).observe({ type: 'paint', buffered: true });
  });
}
