/** Long work in pieces that are cut by time and not by count, because machines differ: the page stays at hand meanwhile. */

/** Milliseconds of work after which the page has its turn. */
export const MOST = 40;

/** A pause that work awaits after each of its pieces: the page has its turn there if enough time has passed since its last. */
export function turns(now: () => number = () => performance.now(), turn: () => Promise<void> = pageTurn) {
  let since = now();
  return async (): Promise<void> => {
    if (now() - since < MOST) return;
    await turn();
    since = now();
  };
}

/** Safari has no `yield` yet. */
const pageTurn = (): Promise<void> =>
  (globalThis as { scheduler?: Scheduler }).scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));
