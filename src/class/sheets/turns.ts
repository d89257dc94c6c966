/**
 * Splits long work into pieces by time rather than by count, because machines differ, so that the page stays
 * responsive.
 */

/** Milliseconds of work after which the page gets a turn. */
export const MOST = 40;

/** A pause to await after each piece of work: it yields to the page if enough time has passed since the last turn. */
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
