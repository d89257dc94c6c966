/** Least squares with many examples: what SGD and descent come to, counted in gradients of single examples. */
import { optimizers, rateGrid, stateAt, stream, type Trace, train } from '../../../engine/index.ts';
import { createLinearRegression, type LinearRegression } from '../../../engine/problems/linear-regression.ts';
import type { Column, Run } from '../../../figure/index.ts';

/** Shares of the first excess loss, from rough to exact. */
export const TARGETS = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001] as const;
export const EXAMPLES = 4096;
/** Example gradients that SGD may spend: six epochs. */
export const BUDGET = 24576;
/** A run is looked at after this many examples. */
export const CHECK = 32;
export const RATES = rateGrid(0.003, 1.05, 2);
const CURVATURES = Array.from({ length: 16 }, (_, i) => 1 / (i + 1));
const DIMENSION = CURVATURES.length;
const NOISE_SD = 1;

/** Types and not interfaces: parts of the experiment, which are plain JSON. */
export type SweepPart = { batchSize: number; seed: number };
export type CoursePart = SweepPart & { aMean: number };

/** The run that is shown. */
export interface Course {
  /** Share of the first excess that is left after `costs` example gradients. */
  left: Column;
  costs: Column;
  /** The same of descent, after `EXAMPLES`, 2 `EXAMPLES`, … */
  descent: Column;
  floor: number;
}

export interface Sweep {
  /** Example gradients until each target, by rate, then target; Infinity where a run does not get there. */
  costs: number[][];
  descent: number[];
}

/** x ~ N(0, diag(1/i)), w* = 0.5 N(0, 1) i^(1/2), y = x·w* + N(0, 1); the loss is the mean of half the squared errors. */
export function createData(seed: number): LinearRegression {
  const random = stream(seed, 'data');
  const design = new Float64Array(EXAMPLES * DIMENSION);
  for (let k = 0; k < design.length; k++) design[k] = Math.sqrt(CURVATURES[k % DIMENSION]!) * random.normal();
  const w = CURVATURES.map((h) => (0.5 * random.normal()) / Math.sqrt(h));
  const targets = Float64Array.from({ length: EXAMPLES }, (_, i) => {
    let sum = NOISE_SD * random.normal();
    for (let j = 0; j < DIMENSION; j++) sum += design[i * DIMENSION + j]! * w[j]!;
    return sum;
  });
  return createLinearRegression({ design, targets, half: true, reduction: 'mean' });
}

export const runOf = (problem: LinearRegression, { aMean, batchSize, seed }: CoursePart): Run => ({
  problem,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: aMean },
  start: new Float64Array(DIMENSION),
  steps: Math.floor(BUDGET / batchSize),
  batches: { size: batchSize, sampling: 'replacement', seed },
});

export function measureCourse(part: CoursePart): Course {
  const problem = createData(part.seed);
  const excess = createExcess(problem);
  const trace = runSgd(problem, part);
  return {
    left: leftOf(trace, excess),
    costs: Float64Array.from(trace.phiAt, (t) => t * part.batchSize),
    descent: descend(problem, excess),
    floor: floorOf(problem, part) / excess(new Float64Array(DIMENSION)),
  };
}

export function measureSweep({ batchSize, seed }: SweepPart): Sweep {
  const problem = createData(seed);
  const excess = createExcess(problem);
  const costs = RATES.map((aMean) => {
    const trace = runSgd(problem, { aMean, batchSize, seed });
    return firstBelow(leftOf(trace, excess)).map((row) =>
      row < 0 ? Number.POSITIVE_INFINITY : trace.phiAt[row]! * batchSize,
    );
  });
  return { costs, descent: firstBelow(descend(problem, excess)).map((t) => t * EXAMPLES) };
}

type Excess = (w: ArrayLike<number>) => number;

/** Returns the loss above the best fit's, without a pass over the examples. */
function createExcess({ hessian, solution }: LinearRegression): Excess {
  return (w) => {
    let sum = 0;
    for (let i = 0; i < DIMENSION; i++) {
      let row = 0;
      for (let j = 0; j < DIMENSION; j++) row += hessian[i * DIMENSION + j]! * (w[j]! - solution[j]!);
      sum += (w[i]! - solution[i]!) * row;
    }
    return sum / 2;
  };
}

function runSgd(problem: LinearRegression, part: CoursePart): Trace {
  const every = Math.max(1, Math.ceil(CHECK / part.batchSize));
  return train({ ...runOf(problem, part), record: { phi: every, loss: 'ends', batches: false } });
}

/** Share of the first excess at each state that was kept. */
function leftOf(trace: Trace, excess: Excess): Column {
  const first = excess(stateAt(trace, 0));
  return Float64Array.from(trace.phiAt, (_, r) => excess(stateAt(trace, r)) / first);
}

/** Shares left after each step of descent at 2 / (smallest + largest curvature), until the last target. */
function descend(problem: LinearRegression, excess: Excess): Column {
  const start = new Float64Array(DIMENSION);
  const first = excess(start);
  const trace = train({
    problem,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: problem.bestRate },
    start,
    steps: 500,
    record: { phi: 'all', loss: 'ends' },
    until: (phi) => excess(phi) / first < TARGETS.at(-1)!,
  });
  return leftOf(trace, excess);
}

/** For each target the first index at or below it, or -1. */
const firstBelow = (left: Column): number[] => TARGETS.map((target) => left.findIndex((share) => share <= target));

/**
 * The stationary excess of SGD with replacement on normal inputs: 2 E = s^2 S / (1 - S), S the sum over the curvatures of
 * (a/B) h / (2 - a h (1 + 1/B)); unstable where S >= 1.
 */
function shareOfNoise(curvatures: readonly number[], a: number, batchSize: number): number {
  let sum = 0;
  for (const h of curvatures) {
    const past = 2 - a * h * (1 + 1 / batchSize);
    if (!(past > 0)) return Number.POSITIVE_INFINITY;
    sum += ((a / batchSize) * h) / past;
  }
  return sum;
}

function floorOf({ eigenvalues, minimum }: LinearRegression, { aMean, batchSize }: CoursePart): number {
  const share = shareOfNoise(eigenvalues, aMean, batchSize);
  return share < 1 ? (minimum * share) / (1 - share) : Number.POSITIVE_INFINITY;
}

/** The largest rate at which the noise does not feed itself, for curvatures 1/i. */
export function stableLimit(batchSize: number): number {
  let [low, high] = [0, 2];
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (shareOfNoise(CURVATURES, middle, batchSize) < 1) low = middle;
    else high = middle;
  }
  return low;
}
