/** The excess loss of each batch size over a grid of rates, measured and by the exact recursion. */
import {
  finerAround,
  lowestRate,
  mean,
  meanError,
  RandomState,
  rateGrid,
  type SeededBestRate,
  seededBestRate,
} from '../../../engine/index.ts';
import type { Column } from '../../../figure/index.ts';
import { expectedSquaredError, type IsotropicRun, isotropicExcess } from './isotropic-regression.ts';

/** The best rate by the geometric mean over the seeds, and the data behind it. */
export interface Excess extends SeededBestRate {
  /** Tried rates, ascending. */
  rates: Column;
  /** Mean over seeds of the log excess loss at each rate, and half the width of its 95 % interval. */
  logs: Column;
  errors: Column;
  /** The lowest excess loss of the first seed at one of RATES. */
  first: number;
}

export const SEEDS = 32;
export const BATCH_SIZES = [2, 4, 8, 16, 32, 64, 128, 256];
/** On the mean gradient, half octaves apart. Around the best of them there are FINER more in each step: then all are an eighth apart. */
export const RATES = rateGrid(2 ** -10, 2, 2);
const FINER = 3;
/** Replaces smaller values before logarithms are taken. */
const LEAST = 1e-300;
/** Stream of the bootstrap: the same draws of seeds for every batch size. */
const RESAMPLING = 5;

/** @param run settings of the first seed; the others follow. */
export function excessByRate(run: IsotropicRun): Excess {
  const coarse = logExcess(RATES, run);
  const averages = coarse.map(mean);
  const rates = finerAround(RATES, averages.indexOf(Math.min(...averages)), FINER);
  const between = rates.filter((rate) => !RATES.includes(rate));
  const finer = logExcess(between, run);
  const logs = rates.map((rate) => coarse[RATES.indexOf(rate)] ?? finer[between.indexOf(rate)]!);
  return {
    ...seededBestRate(rates, logs, { random: new RandomState([run.seed, RESAMPLING]), logarithms: true }),
    rates: Float64Array.from(rates),
    logs: Float64Array.from(logs, mean),
    errors: Float64Array.from(logs, meanError),
    first: Math.exp(Math.min(...coarse.map((list) => list[0]!))),
  };
}

/** Log excess loss by rate, then seed. */
function logExcess(rates: readonly number[], run: IsotropicRun): Column[] {
  const logs = rates.map(() => new Float64Array(SEEDS));
  for (let s = 0; s < SEEDS; s++) {
    const excess = isotropicExcess(rates, { ...run, seed: run.seed + s });
    for (const [k, one] of excess.entries())
      logs[k]![s] = Number.isNaN(one) ? Infinity : Math.log(Math.max(LEAST, one));
  }
  return logs;
}

export function bestInTheory({ batchSize, steps, noise }: Omit<IsotropicRun, 'seed'>): number {
  return lowestRate(RATES, (a) => {
    const error = expectedSquaredError(a, batchSize, steps, noise);
    return Number.isNaN(error) ? Infinity : error;
  }).rate;
}
