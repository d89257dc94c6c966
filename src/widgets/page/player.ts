/** Movement by itself: the frames of the page, and what is played, taken further or led over in them. */
import type { ReadonlySignal } from '@preact/signals';

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

/** Milliseconds of each of the first steps, which are to be followed; of each later one, at most; and of the whole. */
const FIRST = { steps: 5, each: 350 };
const LATER = 60;
const WHOLE = 3800;
/** Number of steps beyond which a single one is too short to be seen, and none is shown slowly. */
const SEEN = 400;
/** Milliseconds for which a run rests at an event. */
export const HELD = 600;

/**
 * How fast a run is told: its first steps slowly enough to follow, the others so fast that it is over in four seconds; a long run
 * all at one pace.
 * @returns iterations for each millisecond, at a place between `from` and `last`
 */
export function tempo(from: number, last: number): (at: number) => number {
  if (last - from > SEEN) return () => (last - from) / (WHOLE - HELD);
  const rest = last - from - FIRST.steps;
  const later = rest > 0 ? Math.min(LATER, (WHOLE - HELD - FIRST.steps * FIRST.each) / rest) : LATER;
  return (at) => 1 / (at - from < FIRST.steps ? FIRST.each : later);
}

interface Play {
  from: number;
  last: number;
  /** Iterations for each millisecond at a place, asked for in each frame since a reader may change it. */
  pace(at: number): number;
  /** An iteration at which it rests for a while. */
  rests?: number | undefined;
  signal: AbortSignal;
}

/**
 * Plays a run: moves a place along its iterations, with a fraction of the next, in each frame.
 * @returns whether it came to the last iteration, rather than to a stop before
 */
export async function play(
  at: { value: number | undefined },
  { from, last, pace, rests, signal }: Play,
): Promise<boolean> {
  const whole = wantsCalm();
  let exact = from;
  let resting = 0;
  at.value = from;
  for await (const { passed } of frames(signal)) {
    if (resting > 0) {
      resting -= passed;
      continue;
    }
    const before = exact;
    exact += pace(exact) * passed;
    if (rests !== undefined && before < rests && exact >= rests) {
      exact = rests;
      resting = HELD;
    }
    if (exact >= last) return true;
    at.value = whole ? Math.floor(exact) : exact;
  }
  return false;
}

/** Steps of a run that goes on by itself between two of its pictures, at most. */
const LEAP = 40;
/** Milliseconds between two of its pictures if nothing should move smoothly. */
const CALM = 500;

/** Milliseconds of a usual frame: of the first none have passed yet. */
const USUAL = 16;

interface Advance {
  /** Steps for each frame of the usual length. */
  pace(): number;
  /** A picture is being made. One at a time: where the worker is slower than the screen, fewer are drawn. */
  busy: ReadonlySignal<boolean>;
  signal: AbortSignal;
}

/** Takes a run further that goes on by itself: the steps to make now, again and again until the signal aborts. */
export async function* advance({ pace, busy, signal }: Advance): AsyncGenerator<number, void> {
  const pause = wantsCalm() ? CALM : 0;
  let owed = 0;
  let last = Number.NEGATIVE_INFINITY;
  for await (const { now, passed } of frames(signal)) {
    owed = Math.min(LEAP, owed + (pace() * (passed || USUAL)) / USUAL);
    if (owed < 1 || busy.peek() || now - last < pause) continue;
    last = now;
    const steps = Math.floor(owed);
    owed -= steps;
    yield steps;
  }
}

/** Milliseconds in which one picture goes over into another. */
const GLIDE = 1600;

/** The share of the way from one picture to another in each frame, slow at both ends, up to 1. */
export async function* glide(signal: AbortSignal): AsyncGenerator<number, void> {
  let began: number | undefined;
  for await (const { now } of frames(signal)) {
    began ??= now;
    const share = Math.min(1, (now - began) / GLIDE);
    yield share * share * (3 - 2 * share);
    if (share >= 1) return;
  }
}
