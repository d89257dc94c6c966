/** One way to do a piece of work: ours, a plain loop, or a peer. */
export interface Contender {
  name: string;
  /** What comes before each run and is not timed. */
  prepare?(): void;
  /** Does the work once, and returns what it found: numbers that every contender must agree on. */
  run(): Float64Array;
}

/** Work that several contenders do; the first is what the others are measured against. */
export interface Workload {
  name: string;
  contenders: readonly [Contender, ...Contender[]];
  /** Largest difference of two results, relative to their size or 1. */
  tolerance: number;
  /** Products and sums of one run, where speed in GFLOP/s says more than time. */
  operations?: number;
}

/** Milliseconds of each round for one contender, and its ratio to the first in the same round. */
export interface Timing {
  name: string;
  times: readonly number[];
  ratios: readonly number[];
}

/** @throws Error where a contender's result differs from the first's: what is timed must be the same work. */
export function compareResults({ name, contenders, tolerance }: Workload): void {
  const [first, ...rest] = contenders;
  const expected = once(first);
  for (const contender of rest) {
    const found = once(contender);
    if (found.length !== expected.length) {
      throw new Error(`${name}: ${contender.name} gives ${found.length} numbers, ${first.name} ${expected.length}`);
    }
    for (const [i, value] of found.entries()) {
      const wanted = expected[i]!;
      const difference = Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
      // Written so that NaN is a difference.
      if (!(difference <= tolerance)) {
        throw new Error(`${name}: number ${i} of ${contender.name} is ${value}, of ${first.name} ${wanted}`);
      }
    }
  }
}

function once(contender: Contender): Float64Array {
  contender.prepare?.();
  return contender.run();
}

/**
 * Times the contenders in turn, round after round, each round beginning with another one, so that what else the machine
 * does falls on all alike. Results are compared first, which also warms the code up.
 * @param now milliseconds
 */
export function timeWorkload(workload: Workload, rounds: number, now: () => number): Timing[] {
  compareResults(workload);
  const { contenders } = workload;
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const k = (round + turn) % contenders.length;
      contenders[k]!.prepare?.();
      const began = now();
      contenders[k]!.run();
      times[k]!.push(now() - began);
    }
  }
  return contenders.map(({ name }, k) => ({
    name,
    times: times[k]!,
    ratios: times[k]!.map((time, round) => time / times[0]![round]!),
  }));
}
