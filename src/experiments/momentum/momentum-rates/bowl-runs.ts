/** Momentum on a bowl with curvatures 1/kappa and 1, with and without noise. */
import {
  createQuadratic,
  mean,
  meanError,
  optimizers,
  quantiles,
  type TrainOptions,
  train,
} from '../../../engine/index.ts';
import { fastestPair, stationaryVariance } from '../../../engine/theory/momentum-theory.ts';
import type { Column, Run } from '../../../figure/index.ts';

export interface Pair {
  alpha: number;
  beta: number;
}

export const curvatures = (kappa: number): readonly [number, number] => [1 / kappa, 1];

/** Number of steps shown: twice as many as the fastest pair needs for a millionth. */
export function horizon(kappa: number): number {
  const { rate } = fastestPair(...curvatures(kappa));
  return Math.round(Math.min(600, Math.max(40, (2 * Math.log(1e-6)) / Math.log(rate))));
}

export const bowlRun = ({ alpha, beta }: Pair, kappa: number, steps: number): Run => ({
  problem: createQuadratic({ eigenvalues: [...curvatures(kappa)] }),
  optimizer: optimizers.momentum,
  hyper: { alpha, beta },
  start: [1, 1],
  steps,
});

/** Distance to the minimum at each step of a run, relative to the first. */
export function distances(run: Run, more: Pick<TrainOptions, 'noise' | 'seed'> = {}): Column {
  const { phi } = train({ ...run, ...more, record: { phi: 'all', loss: 'ends' } });
  return Float64Array.from({ length: phi.length / 2 }, (_, t) => Math.hypot(phi[2 * t]!, phi[2 * t + 1]!) / Math.SQRT2);
}

/** Root mean square over seeds of squared distances, and their middle 80 %, at steps 0 … last. */
export function spread(squares: readonly Column[], last: number): { mean: Column; low: Column; high: Column } {
  const rows = Array.from({ length: last + 1 }, (_, t) => {
    const here = squares.map((ofSeed) => ofSeed[t] ?? Number.POSITIVE_INFINITY);
    return [mean(here), ...quantiles(here, [0.1, 0.9])].map(Math.sqrt);
  });
  const column = (k: number): Column => Float64Array.from(rows, (row) => row[k]!);
  return { mean: column(0), low: column(1), high: column(2) };
}

export interface NoiseFloor {
  value: number;
  low: number;
  high: number;
  theory: number;
}

/** Root mean square distance over the second half of noisy runs, with its 95 % interval over seeds, and in theory. */
export function noiseFloor(
  squares: readonly Column[],
  { alpha, beta }: Pair,
  kappa: number,
  noise: number,
): NoiseFloor {
  const late = squares.map((ofSeed) => mean(ofSeed.subarray(ofSeed.length >> 1)));
  const square = mean(late);
  const error = late.length > 1 ? meanError(late) : 0;
  const theory = curvatures(kappa).reduce((sum, lambda) => sum + stationaryVariance(alpha, beta, lambda, noise), 0);
  return {
    value: Math.sqrt(square),
    low: Math.sqrt(Math.max(0, square - error)),
    high: Math.sqrt(square + error),
    theory: Math.sqrt(theory / 2),
  };
}
