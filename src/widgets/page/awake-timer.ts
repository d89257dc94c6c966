/** Number of slices into which a limit is divided. */
const SLICES = 8;

/**
 * Calls back once the page has been awake for `limit` milliseconds: a slice that ends late does not count. While the
 * machine slept, the tab was frozen or the page was too busy to receive messages, no worker could have answered,
 * whatever the clock shows. Returns a function that cancels it.
 */
export function whenAwakeFor(limit: number, onTimeout: () => void): () => void {
  const slice = limit / SLICES;
  let left = SLICES;
  let due = performance.now() + slice;
  let timer = setTimeout(tick, slice);

  function tick(): void {
    const now = performance.now();
    if (now - due < slice) left--;
    if (left === 0) {
      onTimeout();
      return;
    }
    due = now + slice;
    timer = setTimeout(tick, slice);
  }
  return () => clearTimeout(timer);
}
