import type { ClientDirective } from 'astro';
import visible from 'astro/runtime/client/visible.js';

/** How long to wait for the first paint in a browser that does not report it, ms. */
const PATIENCE = 4000;

/** `client:visible`, after the first paint. */
const seen: ClientDirective = (load, options, element) => {
  visible(() => painted().then(load), options, element);
};

export default seen;

function painted(): Promise<void> {
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
