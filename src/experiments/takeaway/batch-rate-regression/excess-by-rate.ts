/** The excess loss of each batch size over a grid of rates, measured and by the exact recursion. */
import {
  bestRate,
  mean,
  meanError,
  RandomState,
  rateGrid,
  type SeededBestRate,
  seededBestRate,
} from '../../../engine/index.ts';
import type { Column } from '../../../figure/index.ts';
import { expectedSquaredError, type IsotropicRun, isotropicExcess } from './isotropic-regression.ts';

/** The best rate by the geometric mean over the seeds, and what led to it. */
export interface Excess extends SeededBestRate {
  /** Mean over seeds of the log excess loss at each rate, and half the width of its 95 % interval. */
  logs: Column;
  errors: Column;
  /** The lowest excess loss of the first seed. */
  first: number;
}

export const SEEDS = 32;
export const BATCH_SIZES = [2, 4, 8, 16, 32, 64, 128, 256];
/** On the mean gradient, half octaves apart. */
export const RATES = rateGrid(2 ** -10, 2, 2);
/** Logarithms below the smallest number. */
export const LEAST = 1e-300;
/** Stream of the bootstrap: the same draws of seeds for every batch size. */
const RESAMPLING = 5;

/** @param run that of the first seed; the others follow. */
export function excessByRate(run: IsotropicRun): Excess {
  const logs = RATES.map(() => new Float64Array(SEEDS));
  for (let s = 0; s < SEEDS; s++) {
    const excess = isotropicExcess(RATES, { ...run, seed: run.seed + s });
    for (const [k, one] of excess.entries())
      logs[k]![s] = Number.isNaN(one) ? Infinity : Math.log(Math.max(LEAST, one));
  }
  return {
    ...seededBestRate(RATES, logs, { random: new RandomState([run.seed, RESAMPLING]) }),
    logs: Float64Array.from(logs, mean),
    errors: Float64Array.from(logs, meanError),
    first: Math.exp(Math.min(...logs.map((list) => list[0]!))),
  };
}

/** By the same grid and parabola as the measured rates. */
export function bestInTheory({ batchSize, steps, noise }: Omit<IsotropicRun, 'seed'>): number {
  const logs = RATES.map((a) => Math.log(Math.max(LEAST, expectedSquaredError(a, batchSize, steps, noise))));
  return bestRate(RATES, logs).rate;
}
