/** SGD on the Gabor problem with one batch size, from many starts and at every rate of a grid. */
import {
  bestRate,
  createSampler,
  type Estimate,
  finerAround,
  mean,
  median,
  problems,
  RandomState,
  rateGrid,
  type SeededBestRate,
  seededBestRate,
  stream,
  wilson,
} from '../../../engine/index.ts';
import type { Column } from '../../../figure/index.ts';

export type GaborRuns = {
  batchSize: number;
  start: keyof typeof STARTS;
  /** Example gradients that each run may spend. */
  budget: number;
  seeds: number;
  /** The first. */
  seed: number;
};

/** The best rate, on the mean gradient, and what led to it. */
export interface GaborRates extends SeededBestRate {
  /** Rates that were tried, ascending, and the mean last loss at each. */
  rates: Column;
  means: Column;
  /** Last loss of the first seed at each of RATES. */
  first: Column;
  /** Mean last loss at the best of the rates tried. */
  lowest: number;
  /** The best rate by the median of the last losses, and the share of runs that end above `LATE` at the best of the rates tried. */
  medianRate: number;
  late: Estimate;
}

const problem = problems.gabor;
export const EXAMPLES = problem.examples;
const STARTS = { near: [-1.5, 8.5], far: [3.5, 6.5] } as const;
const SPREAD = [0.3, 0.6] as const;
/** On the mean gradient, half octaves apart. Around the best of them there are FINER more in each step: then all are a sixteenth apart. */
export const RATES = rateGrid(2 ** -4, 64, 2);
const FINER = 7;
/** Between the losses of the lowest minimum and of the next: a run that ends above has not arrived. */
const LATE = 2;
/** Stream of the bootstrap: the same draws of seeds for every batch size. */
const RESAMPLING = 5;

const stepsOf = ({ budget, batchSize }: GaborRuns): number => Math.floor(budget / batchSize);

function startOf(start: GaborRuns['start'], seed: number): [number, number] {
  const random = stream(seed, 'start');
  return [random.normal(STARTS[start][0], SPREAD[0]), random.normal(STARTS[start][1], SPREAD[1])];
}

export function ratesOnGabor(runs: GaborRuns): GaborRates {
  const last = lastLosses(runs);
  const coarse = last(RATES);
  const best = indexOfLowest(coarse.map(mean));
  const rates = finerAround(RATES, best, FINER);
  const between = rates.filter((rate) => !RATES.includes(rate));
  const finer = last(between);
  const losses = rates.map((rate) => coarse[RATES.indexOf(rate)] ?? finer[between.indexOf(rate)]!);
  const found = seededBestRate(rates, losses, { random: new RandomState([runs.seed, RESAMPLING]) });
  const means = Float64Array.from(losses, mean);
  return {
    ...found,
    rates: Float64Array.from(rates),
    means,
    first: Float64Array.from(coarse, (list) => list[0]!),
    lowest: means[found.index]!,
    medianRate: bestRate(
      rates,
      losses.map((list) => Math.log(median(list))),
    ).rate,
    late: wilson(losses[found.index]!.filter((loss) => loss > LATE).length, runs.seeds),
  };
}

const indexOfLowest = (values: readonly number[]): number => values.indexOf(Math.min(...values));

/**
 * What gives the last loss of every seed at every rate. The runs are those of `train` with plain descent; the batches of a
 * seed are drawn once and serve all its rates, since the drawing takes longer than the steps.
 */
export function lastLosses(runs: GaborRuns): (rates: readonly number[]) => Column[] {
  const { batchSize, start, seeds, seed } = runs;
  const steps = stepsOf(runs);
  const drawn = Array.from({ length: seeds }, (_, s) => {
    const sampler = createSampler(EXAMPLES, { size: batchSize, sampling: 'notebook', seed: seed + s });
    const batches = new Int32Array(steps * batchSize);
    for (let t = 0; t < steps; t++) batches.set(sampler.next(), t * batchSize);
    return Array.from({ length: steps }, (_, t) => batches.subarray(t * batchSize, (t + 1) * batchSize));
  });
  const starts = drawn.map((_, s) => startOf(start, seed + s));
  const phi = new Float64Array(2);
  const gradient = new Float64Array(2);
  return (rates) =>
    rates.map((rate) => {
      const alpha = rate / batchSize;
      return Float64Array.from(drawn, (batches, s) => {
        phi.set(starts[s]!);
        for (const batch of batches) {
          problem.gradient(phi, gradient, batch);
          phi[0]! -= alpha * gradient[0]!;
          phi[1]! -= alpha * gradient[1]!;
        }
        return problem.loss(phi);
      });
    });
}

/** The first seed, over RATES. */
export function gaborRatesScript(runs: GaborRuns): string {
  const { batchSize, start, seed } = runs;
  return `"""Last losses of SGD on the Gabor model at each rate, for one seed; the lowest of them."""
import json

import numpy as np

${problem.python ?? ''}
N, B, steps = ${EXAMPLES}, ${batchSize}, ${stepsOf(runs)}
rates = ${RATES[0]} * 2 ** (np.arange(${RATES.length}) / 2)
z = np.random.RandomState([${seed}, 1]).randn(2)
start = np.array([${STARTS[start].join(', ')}]) + z * np.array([${SPREAD.join(', ')}])


def last_loss(rate):
    rng = np.random.RandomState(${seed})
    phi, alpha = start.copy(), rate / B
    for t in range(steps):
        batch = rng.permutation(N)[:B]
        phi = phi - alpha * gradient(phi, batch)
    return loss(phi)


print(json.dumps({"seedLowest": min(last_loss(rate) for rate in rates)}))
`;
}
