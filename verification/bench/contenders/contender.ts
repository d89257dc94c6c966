/** One implementation of a workload. */
export interface Contender {
  /** Untimed work before each run. */
  prepare?(): void;
  /** Does the work once, and returns its result: numbers on which all contenders must agree. */
  run(): Float64Array | Promise<Float64Array>;
}

/** A shorter measurement, in ms, is repeated: clocks are coarse. */
const LEAST = 20;

export async function runOnce(contender: Contender): Promise<Float64Array> {
  contender.prepare?.();
  return contender.run();
}

/**
 * Milliseconds of one run, a mean over as many as fit into `LEAST`.
 * @param now milliseconds
 */
export async function measure({ prepare, run }: Contender, now: () => number): Promise<number> {
  let total = 0;
  for (let runs = 1; ; runs++) {
    prepare?.();
    const began = now();
    const result = run();
    if (result instanceof Promise) await result;
    total += now() - began;
    if (total >= LEAST) return total / runs;
  }
}

export interface Tolerance {
  /** Largest difference, relative to the expected number's size or 1. */
  tolerance: number;
  /** Fraction of the numbers for which this is required; default all. */
  share?: number;
}

/** Describes how a result differs from the expected one, or returns undefined. */
export function difference(
  expected: ArrayLike<number>,
  found: ArrayLike<number>,
  { tolerance, share = 1 }: Tolerance,
): string | undefined {
  if (found.length !== expected.length) return `gives ${found.length} numbers, not ${expected.length}`;
  let wrong = 0;
  let first = '';
  for (let i = 0; i < expected.length; i++) {
    const wanted = expected[i]!;
    const off = Math.abs(found[i]! - wanted) / Math.max(1, Math.abs(wanted));
    // Written so that NaN is a difference.
    if (off <= tolerance) continue;
    wrong += 1;
    first ||= `number ${i} is ${found[i]}, not ${wanted}`;
  }
  return wrong > (1 - share) * expected.length ? `${first} (${wrong} of ${expected.length} differ)` : undefined;
}
