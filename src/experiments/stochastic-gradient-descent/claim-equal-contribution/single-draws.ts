/** Least squares with one example per step, drawn in either way: the data, the runs, and their theoretical floors. */
import { batchAt, meanInterval, optimizers, stream, type Trace, train } from '../../../engine/index.ts';
import { createLinearRegression, type LinearRegression } from '../../../engine/problems/linear-regression.ts';
import { type Column, type Run, some, stepsOf } from '../../../figure/index.ts';
import { type SeedBlock, seedsOf } from '../../kit/seed-blocks.ts';

export type Draws = 'epochs' | 'replacement';
type Setting = { alpha: number; examples: number };
export type Block = Setting & SeedBlock & { dataSeed: number };

/** Runs on the same data, and their first epochs. */
export interface Runs {
  /** For each run: the mean loss above the least squares fit's after each epoch; Infinity once it has diverged. */
  excess: readonly Column[];
  /** Number of examples used k times in the first epoch, over all runs; the last entry counts k and more. */
  uses: Column;
  /** For each run that did not diverge, the fraction of the examples left out of its first epoch. */
  unseen: number[];
}

export const EPOCHS = 20;
export const DIMENSION = 8;
const MOST_USES = 7;
/** 0, 1, 2, …: the ends of the epochs, and the possible numbers of uses of an example. */
export const EPOCH = stepsOf({ length: EPOCHS + 1 });
export const TIMES = stepsOf({ length: MOST_USES + 1 });

/**
 * X, w and the noise of the labels are drawn from N(0, 1), in this order; the loss of an example is half its squared
 * error.
 */
export function createData(examples: number, seed: number): LinearRegression {
  const random = stream(seed, 'data');
  const normals = (n: number): Column => Float64Array.from({ length: n }, () => random.normal());
  const design = normals(examples * DIMENSION);
  const w = normals(DIMENSION);
  const targets = normals(examples).map((noise, i) => {
    let sum = noise;
    for (let j = 0; j < DIMENSION; j++) sum += design[i * DIMENSION + j]! * w[j]!;
    return sum;
  });
  return createLinearRegression({ design, targets, half: true });
}

export const runOf = (problem: LinearRegression, { alpha, examples }: Setting, sampling: Draws, seed: number): Run => ({
  problem,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha },
  start: new Float64Array(DIMENSION),
  steps: EPOCHS * examples,
  batches: { size: 1, sampling, seed },
});

/** The runs, and the loss of the least squares fit, a mean over the examples. */
export function measureRuns(sampling: Draws, { dataSeed, from, count, ...setting }: Block): Runs & { minimum: number } {
  const { examples } = setting;
  const problem = createData(examples, dataSeed);
  const uses = new Float64Array(MOST_USES + 1);
  const leftOut: number[] = [];
  const excess = seedsOf({ from, count }).map((seed) => {
    const run = runOf(problem, setting, sampling, seed);
    const trace = train({ ...run, record: { phi: 'ends', loss: examples, batches: true } });
    if (trace.status.kind !== 'diverged') leftOut.push(countUses(trace, examples, uses));
    // The last loss of a diverged run does not belong to a complete epoch.
    return EPOCH.map((k) =>
      trace.lossAt[k] === k * examples ? (trace.loss[k]! - problem.minimum) / examples : Number.POSITIVE_INFINITY,
    );
  });
  return { excess, uses, unseen: leftOut, minimum: problem.minimum / examples };
}

/** Adds the uses of the examples in the first epoch, and returns the fraction not used. */
function countUses(trace: Trace, examples: number, uses: Column): number {
  const times = new Int32Array(examples);
  for (let t = 0; t < examples; t++) times[batchAt(trace, t)[0]!]!++;
  for (const k of times) uses[Math.min(k, MOST_USES)]!++;
  return times.filter((k) => k === 0).length / examples;
}

/** The runs of all available blocks. */
export function gather(blocks: readonly (Runs | undefined)[]): Runs {
  const seen = some(...blocks);
  return {
    excess: seen.flatMap(({ excess }) => excess),
    uses: TIMES.map((k) => seen.reduce((sum, { uses }) => sum + uses[k]!, 0)),
    unseen: seen.flatMap(({ unseen }) => unseen),
  };
}

/** Excess of each run after its last epoch. */
export const lastExcesses = ({ excess }: Runs): number[] => excess.map((run) => run[EPOCHS]!);

/**
 * The fraction of the examples not used in the first epoch. A run is one observation: its draws are dependent, so that
 * the fractions of runs scatter less than those of as many independent draws.
 */
export function unseen({ unseen }: Runs): { value: number; low?: number; high?: number } | undefined {
  if (unseen.length === 0) return undefined;
  // With shuffled epochs none can be unseen, so this is exact.
  return unseen.every((share) => share === 0) ? { value: 0 } : meanInterval(unseen);
}

export const sumOf = (values: Column): number => values.reduce((sum, n) => sum + n, 0);

/**
 * The floor of SGD with replacement: 1/2 alpha D s^2 / (2 - alpha (D + 2)) for normal inputs, s^2 = twice the loss of
 * the best fit.
 */
export function floorTheory(alpha: number, minimum: number): number {
  const past = 2 - alpha * (DIMENSION + 2);
  return past > 0 ? (alpha * DIMENSION * 2 * minimum) / (2 * past) : Number.POSITIVE_INFINITY;
}
