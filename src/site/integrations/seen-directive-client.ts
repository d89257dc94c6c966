import type { ClientDirective } from 'astro';
import visible from 'astro/runtime/client/visible.js';
import { wordsReady } from '../../widgets/words/ready.ts';

/** How long to wait for the first paint in a browser that does not report it, ms. */
const PATIENCE = 4000;

/** `client:visible`, after the first paint, and with the words of the page's language. */
const seen: ClientDirective = (load, options, element) => {
  visible(() => painted().then(wordsReady).then(load), options, element);
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
