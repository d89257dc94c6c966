/**
 * A layer with two inputs and two outputs, whose columns share one valley, which may be rotated; and five rules in it.
 */

import { optimizers } from '../../../engine/optimizers/index.ts';
import { lion } from '../../../engine/optimizers/lion.ts';
import { givenMatrices } from '../../../engine/optimizers/matrix-places.ts';
import { createMuon } from '../../../engine/optimizers/muon.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { createShampoo } from '../../../engine/optimizers/shampoo.ts';
import type { Problem } from '../../../engine/problems/problem.ts';
import { stream } from '../../../engine/random-state.ts';
import { median, quantiles } from '../../../engine/statistics/index.ts';
import { createSchedule, type Schedule } from '../../../engine/training/schedules.ts';
import { coordinate, lastState } from '../../../engine/training/trace.ts';
import { train } from '../../../engine/training/train.ts';
import type { AnyVector } from '../../../engine/vector.ts';
import type { Column, Run } from '../../../figure/index.ts';

/** Curvatures along the valley and across it. */
export const CURVATURES = [1, 100] as const;
export const STARTS = 16;
const RATES = 13;

const matrix = givenMatrices([{ first: 0, rows: 2, columns: 2 }]);

interface Entry {
  name: string;
  optimizer: Optimizer;
  /** All except the rate. */
  hyper: Readonly<Record<string, number>>;
  /** The lowest and the highest rate tried. */
  rates: readonly [number, number];
}
const entry = <O>(name: string, optimizer: O, hyper: Entry['hyper'], rates: Entry['rates']): Entry => ({
  name,
  // Safe: each rule reads only its own hyperparameters.
  optimizer: optimizer as Optimizer,
  hyper,
  rates,
});

export const rules = {
  adam: entry('Adam', optimizers.adam, { beta: 0.9, gamma: 0.99 }, [0.2, 3]),
  lion: entry('Lion', lion, { beta: 0.9, memory: 0.99 }, [0.03, 0.3]),
  shampoo: entry('Shampoo', createShampoo(matrix), { epsilon: 1e-8 }, [1, 10]),
  muon: entry('Muon', createMuon(matrix), { beta: 0.9 }, [0.06, 0.8]),
  momentum: entry('momentum', optimizers.momentum, { beta: 0.9 }, [0.03, 0.3]),
} as const;
export type RuleName = keyof typeof rules;
export const RULES = Object.keys(rules) as RuleName[];

const turn = (degrees: number): readonly [number, number] => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
};

/**
 * The sum over both columns w of w' H w / 2, where H has the two curvatures along axes rotated by this angle in
 * degrees.
 */
export function turnedLayer(degrees: number): Problem {
  const [c, s] = turn(degrees);
  const [along, across] = CURVATURES;
  const h = [c * c * along + s * s * across, c * s * (along - across), s * s * along + c * c * across] as const;
  const gradient = (phi: AnyVector, out: AnyVector): number => {
    let loss = 0;
    for (let j = 0; j < 2; j++) {
      const [x, y] = [phi[j]!, phi[2 + j]!];
      out[j] = h[0] * x + h[1] * y;
      out[2 + j] = h[1] * x + h[2] * y;
      loss += (x * out[j]! + y * out[2 + j]!) / 2;
    }
    return loss;
  };
  const room = new Float64Array(4);
  return {
    id: 'turned-layer',
    dimension: 4,
    examples: 0,
    python: `H = np.array([[${h[0]}, ${h[1]}], [${h[1]}, ${h[2]}]])

def loss(phi, batch=None):
    W = phi.reshape(2, 2)
    return 0.5 * np.sum(W * (H @ W))

def gradient(phi, batch=None):
    return (H @ phi.reshape(2, 2)).ravel()`,
    loss: (phi) => gradient(phi, room),
    gradient,
  };
}

/** Start s of the straight valley, rotated with it: both columns are drawn from a normal distribution. */
export function turnedStart(degrees: number, seed: number): number[] {
  const random = stream(seed, 'start');
  const [c, s] = turn(degrees);
  const columns = [0, 1].map(() => [random.normal(), random.normal()] as const);
  return [
    ...columns.map(([along, across]) => c * along - s * across),
    ...columns.map(([along, across]) => s * along + c * across),
  ];
}

/** A run whose rate is scheduled. */
type ScheduledRun = Run & { schedule: Schedule };

/** A rule in the rotated valley: `steps` gradients, with the rate decreasing linearly to zero. */
export const runOf = (rule: RuleName, degrees: number, seed: number, alpha: number, steps: number): ScheduledRun => ({
  problem: turnedLayer(degrees),
  optimizer: rules[rule].optimizer,
  hyper: { ...rules[rule].hyper, alpha },
  start: turnedStart(degrees, seed),
  steps,
  schedule: createSchedule('linearDecay', { duration: steps }),
});

export interface Tuned {
  /** The fraction of the first loss left at the best rate: the median over the starts, and their quartiles. */
  left: number;
  low: number;
  high: number;
  /** The fraction left for each start. */
  starts: readonly number[];
  /** The best of the tried rates, from low to high. */
  rate: number;
  /** The paths of the two columns of the first start at that rate. */
  path: Columns;
}

export interface Columns {
  first: PlanePath;
  second: PlanePath;
  loss: Column;
}
export interface PlanePath {
  x: Column;
  y: Column;
}

export type Turned = {
  rule: RuleName;
  degrees: number;
  steps: number;
  seed: number;
};

/** The rate that leaves the smallest loss after this number of gradients, and that loss. */
export function tuned({ rule, degrees, steps, seed }: Turned): Tuned {
  const [slow, fast] = rules[rule].rates;
  let [best, rate] = [Array.from<number>({ length: STARTS }).fill(Number.POSITIVE_INFINITY), slow];
  for (let k = 0; k < RATES; k++) {
    const tried = slow * (fast / slow) ** (k / (RATES - 1));
    const left = Array.from({ length: STARTS }, (_, start) => leftOf(runOf(rule, degrees, seed + start, tried, steps)));
    if (median(left) < median(best)) [best, rate] = [left, tried];
  }
  const [low = Number.NaN, high = Number.NaN] = quantiles(best, [0.25, 0.75]);
  return {
    left: median(best),
    low,
    high,
    starts: best,
    rate,
    path: columnsOf(runOf(rule, degrees, seed, rate, steps)),
  };
}

function leftOf(run: ScheduledRun): number {
  const trace = train({ ...run, record: { phi: 'ends', loss: 'ends' } });
  if (trace.status.kind === 'diverged') return Number.POSITIVE_INFINITY;
  const { loss } = run.problem;
  return loss(lastState(trace)) / loss(Float64Array.from(run.start));
}

function columnsOf(run: ScheduledRun): Columns {
  const trace = train(run);
  const path = (j: number): PlanePath => ({ x: coordinate(trace, j), y: coordinate(trace, 2 + j) });
  return { first: path(0), second: path(1), loss: trace.loss };
}
