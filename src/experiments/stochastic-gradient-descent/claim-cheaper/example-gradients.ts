/** Least squares with many examples: the progress of SGD and descent, counted in gradients of single examples. */
import {
  createSampler,
  mean,
  optimizers,
  rateGrid,
  stateAt,
  stream,
  type Trace,
  train,
} from '../../../engine/index.ts';
import { createLinearRegression, type LinearRegression } from '../../../engine/problems/linear-regression.ts';
import type { Column, Run } from '../../../figure/index.ts';

/** Fractions of the first excess loss, from rough to exact. */
export const TARGETS = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001] as const;
export const EXAMPLES = 4096;
/** The budget of both SGD and descent: about twice what descent needs for the last target. */
export const EPOCHS = 60;
export const BUDGET = EPOCHS * EXAMPLES;
/** Number of examples between two checks of a run. */
export const CHECK = 32;
/** From a rate that needs nearly all epochs for the last target, to one near the limit. */
export const RATES = rateGrid(0.0004, 0.45, 1);
/** The exported script repeats only this part of the displayed run: NumPy would take minutes for all of it. */
const SCRIPT_BUDGET = 6 * EXAMPLES;
/** Number of points drawn in each octave of example gradients: on a log axis more would overlap. */
const DRAWN = 12;
const CURVATURES = Array.from({ length: 16 }, (_, i) => 1 / (i + 1));
const DIMENSION = CURVATURES.length;
const NOISE_SD = 1;
/**
 * A run is given up if its floor is this many times the target: it occasionally falls below a twentieth of its floor.
 */
const HOPELESS = 100;

/** Types rather than interfaces: parts of the experiment, which are plain JSON. */
export type SweepPart = { batchSize: number; seed: number };
export type CoursePart = SweepPart & { aMean: number };

/** The displayed run. */
export interface Course {
  /** Fraction of the first excess left after `costs` example gradients, at the drawn points. */
  left: Column;
  costs: Column;
  /** The fraction left by descent after `EXAMPLES`, 2 `EXAMPLES`, … */
  descent: Column;
  /** The theoretical loss at which the noise keeps it, and the mean over the checks in the second half of the run. */
  floor: number;
  floorMeasured: number;
  /** The loss left at the end of the exported script. */
  scriptLeft: number;
}

export interface Sweep {
  /** Example gradients until each target, by rate, then target; Infinity if a run does not reach it. */
  costs: number[][];
  /** The costs of descent, by target. */
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

const stepsIn = (budget: number, batchSize: number): number => Math.floor(budget / batchSize);

/** Number of steps between two checks. */
const lookEvery = (batchSize: number): number => Math.max(1, Math.ceil(CHECK / batchSize));

/** The script ends at a check. */
const scriptSteps = (batchSize: number): number => {
  const every = lookEvery(batchSize);
  return every * stepsIn(SCRIPT_BUDGET, every * batchSize);
};

const runOf = (problem: LinearRegression, { aMean, batchSize, seed }: CoursePart): Run => ({
  problem,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: aMean },
  start: new Float64Array(DIMENSION),
  steps: stepsIn(BUDGET, batchSize),
  batches: { size: batchSize, sampling: 'replacement', seed },
});

/** The beginning of the displayed run. */
export const scriptRunOf = (problem: LinearRegression, part: CoursePart): Run => ({
  ...runOf(problem, part),
  steps: scriptSteps(part.batchSize),
});

export function measureCourse(part: CoursePart): Course {
  const { batchSize, seed } = part;
  const problem = createData(seed);
  const excess = createExcess(problem);
  const first = excess(new Float64Array(DIMENSION));
  const every = lookEvery(batchSize);
  const trace = train({ ...runOf(problem, part), record: { phi: every, loss: 'ends', batches: false } });
  const left = leftOf(trace, excess);
  const late = left.subarray(Math.floor(left.length / 2));
  const drawn = [...placesDrawn(left.length)];
  return {
    left: Float64Array.from(drawn, (row) => left[row]!),
    costs: Float64Array.from(drawn, (row) => trace.phiAt[row]! * batchSize),
    descent: descend(problem, excess),
    floor: floorOf(problem, part) / first,
    floorMeasured: mean(late),
    // A diverged run ends earlier.
    scriptLeft: left[scriptSteps(batchSize) / every] ?? left.at(-1)!,
  };
}

/** Rows of a course to draw: the first ones, then a fixed number in each octave, and the last. */
function* placesDrawn(rows: number): Generator<number> {
  for (let row = 0; row < rows; row = Math.max(row + 1, Math.round(row * 2 ** (1 / DRAWN)))) yield row;
  // The last step rarely falls on the last row.
  yield rows - 1;
}

export function measureSweep(part: SweepPart): Sweep {
  const problem = createData(part.seed);
  const excess = createExcess(problem);
  const descent = descend(problem, excess);
  return {
    costs: firstPassages(problem, excess, part),
    descent: TARGETS.map((target) => {
      const t = descent.findIndex((share) => share <= target);
      return t < 0 ? Number.POSITIVE_INFINITY : t * EXAMPLES;
    }),
  };
}

/**
 * Example gradients until SGD first reaches each target, by rate, then target; Infinity if it never does. Each run
 * equals the one made by `train` at its rate, except for rounding, which a test verifies. All rates use the same
 * batches, so one pass over them serves all.
 */
function firstPassages(problem: LinearRegression, excess: Excess, { batchSize, seed }: SweepPart): number[][] {
  const { design, targets } = problem;
  const sampler = createSampler(EXAMPLES, { size: batchSize, sampling: 'replacement', seed });
  const [steps, every] = [stepsIn(BUDGET, batchSize), lookEvery(batchSize)];
  const first = excess(new Float64Array(DIMENSION));
  const moves = new Float64Array(batchSize);
  const runs = RATES.map((aMean) => ({
    aMean,
    w: new Float64Array(DIMENSION),
    hopeless: floorOf(problem, { aMean, batchSize }) / first / HOPELESS,
    costs: TARGETS.map(() => Number.POSITIVE_INFINITY),
  }));
  let going = runs;
  for (let t = 1; t <= steps && going.length > 0; t++) {
    const batch = sampler.next();
    for (const { aMean, w } of going) {
      for (let k = 0; k < batchSize; k++) {
        const row = batch[k]! * DIMENSION;
        let residual = -targets[batch[k]!]!;
        for (let j = 0; j < DIMENSION; j++) residual += design[row + j]! * w[j]!;
        moves[k] = (aMean * residual) / batchSize;
      }
      for (let k = 0; k < batchSize; k++) {
        const row = batch[k]! * DIMENSION;
        for (let j = 0; j < DIMENSION; j++) w[j]! -= moves[k]! * design[row + j]!;
      }
    }
    if (t % every !== 0 && t !== steps) continue;
    going = going.filter(({ w, hopeless, costs }) => {
      const left = excess(w) / first;
      for (let k = 0; k < TARGETS.length; k++)
        if (left <= TARGETS[k]! && costs[k] === Number.POSITIVE_INFINITY) costs[k] = t * batchSize;
      return TARGETS.some((target, k) => costs[k] === Number.POSITIVE_INFINITY && target > hopeless);
    });
  }
  return runs.map(({ costs }) => costs);
}

type Excess = (w: ArrayLike<number>) => number;

/** Returns a function for the loss above the best fit's, without a pass over the examples. */
function createExcess({ hessian, solution }: LinearRegression): Excess {
  const error = new Float64Array(DIMENSION);
  return (w) => {
    for (let i = 0; i < DIMENSION; i++) error[i] = w[i]! - solution[i]!;
    let sum = 0;
    for (let i = 0; i < DIMENSION; i++) {
      // The matrix is symmetric: off-diagonal elements count twice.
      let row = hessian[i * DIMENSION + i]! * error[i]!;
      for (let j = 0; j < i; j++) row += 2 * hessian[i * DIMENSION + j]! * error[j]!;
      sum += error[i]! * row;
    }
    return sum / 2;
  };
}

/** Fraction of the first excess at each recorded state. */
function leftOf(trace: Trace, excess: Excess): Column {
  const first = excess(stateAt(trace, 0));
  return Float64Array.from(trace.phiAt, (_, r) => excess(stateAt(trace, r)) / first);
}

/** Fractions left after each step of descent at 2 / (smallest + largest curvature), until the last target. */
function descend(problem: LinearRegression, excess: Excess): Column {
  const start = new Float64Array(DIMENSION);
  const first = excess(start);
  const trace = train({
    problem,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: problem.bestRate },
    start,
    steps: EPOCHS,
    record: { phi: 'all', loss: 'ends' },
    until: (phi) => excess(phi) / first < TARGETS.at(-1)!,
  });
  return leftOf(trace, excess);
}

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

function floorOf({ eigenvalues, minimum }: LinearRegression, { aMean, batchSize }: Omit<CoursePart, 'seed'>): number {
  const share = shareOfNoise(eigenvalues, aMean, batchSize);
  return share < 1 ? (minimum * share) / (1 - share) : Number.POSITIVE_INFINITY;
}

/** The largest rate at which the noise does not amplify itself, for curvatures 1/i. */
export function stableLimit(batchSize: number): number {
  let [low, high] = [0, 2];
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (shareOfNoise(CURVATURES, middle, batchSize) < 1) low = middle;
    else high = middle;
  }
  return low;
}
