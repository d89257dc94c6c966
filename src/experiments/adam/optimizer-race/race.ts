import { optimizers } from '../../../engine/optimizers/index.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { GABOR_WINDOW, gaborLandmarks } from '../../../engine/problems/gabor-landmarks.ts';
import { problems } from '../../../engine/problems/index.ts';
import type { Problem } from '../../../engine/problems/problem.ts';
import { stream } from '../../../engine/random-state.ts';
import { median, rateGrid } from '../../../engine/statistics/index.ts';
import type { Trace } from '../../../engine/training/trace.ts';
import { train } from '../../../engine/training/train.ts';
import type { Column } from '../../../figure/panels/panel.ts';

type Interval = readonly [number, number];

interface Track {
  title: string;
  problem: Problem;
  /** Where the starts are drawn from. */
  window: readonly [Interval, Interval];
  /** The lowest loss there is. */
  lowest(): number;
}

const SQUARE = [
  [-1, 1],
  [-1, 1],
] as const;

/** Every problem of two parameters, with where its runs start and how low they can come. */
export const tracks = {
  gabor: {
    title: 'Gabor model',
    problem: problems.gabor,
    window: [GABOR_WINDOW.xDomain, GABOR_WINDOW.yDomain],
    lowest: () => gaborLandmarks().minima[0]!.loss,
  },
  gaussianValley: { title: 'Figure 6.9', problem: problems.gaussianValley, window: SQUARE, lowest: () => 0 },
  linearRegression: {
    title: 'line fit',
    problem: problems.linearRegression,
    window: [
      [0, 2],
      [-1, 1],
    ],
    lowest: () => problems.linearRegression.minimum,
  },
  quadratic: { title: 'ravine', problem: problems.quadratic, window: SQUARE, lowest: () => 0 },
  rosenbrock: {
    title: 'Rosenbrock',
    problem: problems.rosenbrock,
    window: [
      [-2, 2],
      [-1, 3],
    ],
    lowest: () => 0,
  },
  saddle: { title: 'saddle', problem: problems.saddle, window: SQUARE, lowest: () => -0.25 },
} as const satisfies Record<string, Track>;
export type TrackName = keyof typeof tracks;
export type Racer = keyof typeof optimizers;

/** Starts of every race. */
export const RACE_STARTS = 9;
/** Rates that a tuned rule may choose from. */
export const RACE_RATES = rateGrid(2.5e-4, 8.2, 1);
/** Gradient and losses of the cheapest step of a line search: one bracket of four points. */
const SEARCH_COST = 5;
/** Points at which a curve is kept. */
const POINTS = 60;

export interface Race {
  /** Share of the first excess loss that is left when the evaluations are spent: median over the starts. Infinity: diverged. */
  left: number;
  /** The rate it ran at; the best for it where it was tuned. */
  rate: number;
  /** Runs that diverged at that rate. */
  diverged: number;
  /** The median share along the way: gradient and loss evaluations, and what was left. */
  evaluations: Column;
  curve: Column;
}

/** One rule on one problem with a budget of evaluations; a loss that a rule asks for costs as much as a gradient. */
export function race(racer: Racer, track: TrackName, budget: number, seed: number, tuned: boolean): Race {
  // Each rule has hyperparameters of its own, of which only the rate is set here.
  const optimizer = optimizers[racer] as Optimizer;
  const name = rateName(racer);
  const usual = Number(optimizer.hyperparameters[name]!.default);
  const { problem, window, lowest }: Track = tracks[track];
  const starts = Array.from({ length: RACE_STARTS }, (_, r) => {
    const random = stream(seed + r, 'start');
    return window.map(([low, high]) => random.uniform(low, high));
  });
  const floor = lowest();
  const steps = racer === 'lineSearch' ? Math.ceil(budget / SEARCH_COST) : budget;
  // A search stops between the ends of its record, so it keeps every loss.
  const runsAt = (rate: number, loss: 'all' | 'ends') =>
    starts.map((start) => {
      const record = { phi: 'ends', loss: racer === 'lineSearch' ? 'all' : loss, batches: false } as const;
      const trace = train({ problem, optimizer, hyper: { [name]: rate }, start, steps, record });
      return (spent: number): number => shareLeft(trace, floor, spent);
    });
  const score = (rate: number): number => median(runsAt(rate, 'ends').map((left) => left(budget)));
  const rates = tuned ? RACE_RATES : [usual];
  const scores = rates.map(score);
  const rate = rates[scores.indexOf(Math.min(...scores))] ?? usual;
  const runs = runsAt(rate, 'all');
  const evaluations = Float64Array.from({ length: POINTS + 1 }, (_, k) => Math.round((k * budget) / POINTS));
  return {
    left: Math.min(...scores),
    rate,
    diverged: runs.filter((left) => left(budget) === Number.POSITIVE_INFINITY).length,
    evaluations,
    curve: evaluations.map((spent) => median(runs.map((left) => left(spent)))),
  };
}

/** What takes the place of the rate: a line search has the longest step it may take. */
export function rateName(racer: Racer): 'alpha' | 'maxBracket' {
  return racer === 'lineSearch' ? 'maxBracket' : 'alpha';
}

/** Share of the first excess loss after so many evaluations. */
function shareLeft(trace: Trace, floor: number, spent: number): number {
  const { loss, gradientEvaluations, lossEvaluations, steps, status } = trace;
  let t = Math.min(steps, spent);
  while (t > 0 && gradientEvaluations[t]! + lossEvaluations[t]! > spent) t--;
  if (status.kind === 'diverged' && t === steps) return Number.POSITIVE_INFINITY;
  const first = loss[0]! - floor;
  // Rounding can take the last excess below zero.
  return first > 0 ? Math.max(0, (t === steps ? loss.at(-1)! : loss[t]!) - floor) / first : 0;
}
