/** A limit is counted in so many slices. */
const SLICES = 8;

/**
 * Calls back once `limit` milliseconds have passed in which the page was awake: a slice that ends late does not count.
 * A machine that slept, a tab that was frozen, a page too busy to hear its workers had no answer in that time, whatever
 * the clock says. Returns what calls it off.
 */
export function whenAwakeFor(limit: number, ring: () => void): () => void {
  const slice = limit / SLICES;
  let left = SLICES;
  let due = performance.now() + slice;
  let timer = setTimeout(tick, slice);

  function tick(): void {
    const now = performance.now();
    if (now - due < slice) left--;
    if (left === 0) {
      ring();
      return;
    }
    due = now + slice;
    timer = setTimeout(tick, slice);
  }
  return () => clearTimeout(timer);
}
