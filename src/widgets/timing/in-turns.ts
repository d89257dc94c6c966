import { quantiles } from '../../engine/statistics/summary.ts';

/** Work that is timed: so many times over, on batches of so many examples. */
export interface Job {
  readonly size: number;
  run(times: number): void;
}

/** The median of the rounds so far, and the middle 80 % of them. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Timing {
  readonly size: number;
  /** Nanoseconds for each example. */
  readonly each: Spread;
  /** How many times as long an example of the first job takes, round by round: what slows a whole round cancels. */
  readonly saved: Spread;
}

interface Care {
  rounds: number;
  /** Milliseconds that one measurement lasts at least: browsers round their clocks to as much as one. */
  least: number;
}

const NANO = 1e6;

/**
 * Times jobs in turns, each round beginning with another one, so that what else the machine does falls on all alike.
 * Gives what is known after each round.
 * @param now milliseconds of a clock that never goes back
 */
export function* inTurns(
  jobs: readonly Job[],
  now: () => number,
  { rounds, least }: Care = { rounds: 11, least: 25 },
): Generator<Timing[]> {
  const passed = (job: Job, times: number): number => {
    const before = now();
    job.run(times);
    return now() - before;
  };
  // To find out how often is often enough also lets the code be optimized before it counts.
  const often = jobs.map((job) => {
    let times = 1;
    while (passed(job, times) < least) times *= 2;
    return times;
  });
  /** Milliseconds for one run. Where the machine stood still while `often` was found, so many are not enough. */
  const clocked = (job: Job, times: number): number => {
    let [run, time] = [0, 0];
    do {
      time += passed(job, times);
      run += times;
    } while (time < least);
    return time / run;
  };
  const samples = jobs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < jobs.length; turn++) {
      const k = (round + turn) % jobs.length;
      const [job, times] = [jobs[k]!, often[k]!];
      samples[k]!.push((NANO * clocked(job, times)) / job.size);
    }
    yield jobs.map(({ size }, k) => ({
      size,
      each: spreadOf(samples[k]!),
      saved: spreadOf(samples[k]!.map((one, r) => samples[0]![r]! / one)),
    }));
  }
}

function spreadOf(values: readonly number[]): Spread {
  const [low, median, high] = quantiles(values, [0.1, 0.5, 0.9]) as [number, number, number];
  return { median, low, high };
}
