/** One frame of the page: when it is drawn, and the milliseconds since the one before. */
export interface Frame {
  now: number;
  passed: number;
}

/** Milliseconds of one frame at most: a page that was out of sight goes on where it was. */
const LONGEST = 100;

/** The frames of the page, one after another, until the signal aborts. */
export async function* frames(signal: AbortSignal): AsyncGenerator<Frame, void> {
  let last: number | undefined;
  while (true) {
    const now = await new Promise<number>(requestAnimationFrame);
    if (signal.aborted) return;
    yield { now, passed: Math.min(LONGEST, now - (last ?? now)) };
    last = now;
  }
}
