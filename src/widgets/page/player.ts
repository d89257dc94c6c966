/** What moves by itself: the frames of the page, and a run that is played in them. */

interface Frame {
  /** Milliseconds of the page's clock. */
  now: number;
  /** Milliseconds since the frame before. */
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

/** Whether the reader wants as little motion as there can be: then nothing moves unasked, and what is played is not smooth. */
export const wantsCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Play {
  from: number;
  last: number;
  /** Iterations for each millisecond, asked for in each frame since a reader may change it. */
  pace(): number;
  signal: AbortSignal;
}

/**
 * Plays a run: moves a place along its iterations, with a fraction of the next, in each frame.
 * @returns whether it came to the last iteration, rather than to a stop before
 */
export async function play(at: { value: number | undefined }, { from, last, pace, signal }: Play): Promise<boolean> {
  const whole = wantsCalm();
  let exact = from;
  at.value = from;
  for await (const { passed } of frames(signal)) {
    exact += pace() * passed;
    if (exact >= last) return true;
    at.value = whole ? Math.floor(exact) : exact;
  }
  return false;
}
