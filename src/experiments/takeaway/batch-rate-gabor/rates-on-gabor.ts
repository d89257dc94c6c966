/** SGD on the Gabor problem with one batch size, from many starts and at every rate of a grid. */
import {
  bestRate,
  createSampler,
  mean,
  median,
  problems,
  RandomState,
  rateGrid,
  type SeededBestRate,
  seededBestRate,
  stream,
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
  /** Mean last loss at each rate; that of the first seed. */
  means: Column;
  first: Column;
  /** Mean last loss at the best rate of the grid. */
  lowest: number;
  /** The best rate by the median of the last losses, and the share of runs that end above `LATE` at the best rate. */
  medianRate: number;
  late: number;
}

const problem = problems.gabor;
export const EXAMPLES = problem.examples;
const STARTS = { near: [-1.5, 8.5], far: [3.5, 6.5] } as const;
const SPREAD = [0.3, 0.6] as const;
/** On the mean gradient, half octaves apart. */
export const RATES = rateGrid(2 ** -4, 64, 2);
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
  const losses = lastLosses(runs);
  const best = seededBestRate(RATES, losses, { random: new RandomState([runs.seed, RESAMPLING]) });
  const means = Float64Array.from(losses, mean);
  return {
    ...best,
    means,
    first: Float64Array.from(losses, (list) => list[0]!),
    lowest: means[best.index]!,
    medianRate: bestRate(RATES, losses.map(median)).rate,
    late: losses[best.index]!.filter((loss) => loss > LATE).length / runs.seeds,
  };
}

/**
 * Last loss of every seed at every rate. The runs are those of `train` with plain descent; the batches of a seed are
 * drawn once and serve all its rates, since the drawing takes longer than the steps.
 */
function lastLosses(runs: GaborRuns): Column[] {
  const { batchSize, start, seeds, seed } = runs;
  const losses = RATES.map(() => new Float64Array(seeds));
  const batches = Array.from({ length: stepsOf(runs) }, () => new Int32Array(batchSize));
  const phi = new Float64Array(2);
  const gradient = new Float64Array(2);
  for (let s = 0; s < seeds; s++) {
    const from = startOf(start, seed + s);
    const sampler = createSampler(EXAMPLES, { size: batchSize, sampling: 'notebook', seed: seed + s });
    for (const batch of batches) batch.set(sampler.next());
    for (const [k, rate] of RATES.entries()) {
      const alpha = rate / batchSize;
      phi.set(from);
      for (const batch of batches) {
        problem.gradient(phi, gradient, batch);
        phi[0]! -= alpha * gradient[0]!;
        phi[1]! -= alpha * gradient[1]!;
      }
      losses[k]![s] = problem.loss(phi);
    }
  }
  return losses;
}

/** The first seed, over the same rates. */
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
