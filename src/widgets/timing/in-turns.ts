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
  /** How many times as long an example of the first job takes, compared round by round, so that a slow round cancels out. */
  readonly saved: Spread;
}

interface Care {
  rounds: number;
  /** Least length of one measurement in ms, because browsers round their clocks to as much as a millisecond. */
  least: number;
}

const NANO = 1e6;

/**
 * Times jobs in turns, each round beginning with another one, so that other work of the machine falls on all of them alike.
 * Yields what is known after each round.
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
  // Finding out how many runs are enough also gives the code time to be optimized before it counts.
  const often = jobs.map((job) => {
    let times = 1;
    while (passed(job, times) < least) times *= 2;
    return times;
  });
  /** Milliseconds for one run. If the machine stood still while `often` was found, that many are too few. */
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
