/** Time to wait for the first paint in a browser that does not report it, ms. */
const PATIENCE = 4000;

/** Once the page has been painted: what comes to life later should not be fetched before what is read. */
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
