/** Animation: the frames of the page, and playback, endless runs and transitions that use them. */
import type { ReadonlySignal } from '@preact/signals';

interface Frame {
  /** Milliseconds of the page's clock. */
  now: number;
  /** Milliseconds since the previous frame. */
  passed: number;
}

/** Maximum milliseconds counted per frame: a page that was hidden continues where it was. */
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

/** Whether the reader prefers reduced motion: then nothing moves unasked, and playback is not smooth. */
export const wantsCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Milliseconds for each of the first steps, which should be easy to follow; maximum for each later one; and for the
 * whole run.
 */
const FIRST = { steps: 5, each: 350 };
const LATER = 60;
const WHOLE = 3800;
/** Number of steps beyond which a single one is too short to be seen, so none is shown slowly. */
const SEEN = 400;
/** Milliseconds for which a run pauses at an event. */
export const HELD = 600;

/**
 * The pace of a run: its first steps slowly enough to follow, the others so fast that it is over in four seconds; a
 * long run at a constant pace.
 * @returns iterations per millisecond, at a position between `from` and `last`
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
  /** Iterations per millisecond at a position; read in each frame since a reader may change it. */
  pace(at: number): number;
  /** An iteration at which it pauses. */
  rests?: number | undefined;
  signal: AbortSignal;
}

/**
 * Plays a run: advances a position along its iterations, with a fraction of the next, in each frame.
 * @returns whether it reached the last iteration, rather than being stopped
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

/** Maximum steps of a run without an end between two of its pictures. */
const LEAP = 40;
/** Milliseconds between two of its pictures with reduced motion. */
const CALM = 500;

/** Milliseconds of a usual frame, assumed for the first one. */
const USUAL = 16;

interface Advance {
  /** Steps per frame of the usual length. */
  pace(): number;
  /** A picture is being made. One at a time: if the worker is slower than the screen, fewer are drawn. */
  busy: ReadonlySignal<boolean>;
  signal: AbortSignal;
}

/** Advances a run without an end: yields the steps to make now until the signal aborts. */
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

/** Milliseconds of a transition between two pictures. */
const GLIDE = 1600;

/** The fraction of a transition completed in each frame, slow at both ends, up to 1. */
export async function* glide(signal: AbortSignal): AsyncGenerator<number, void> {
  let began: number | undefined;
  for await (const { now } of frames(signal)) {
    began ??= now;
    const share = Math.min(1, (now - began) / GLIDE);
    yield share * share * (3 - 2 * share);
    if (share >= 1) return;
  }
}
