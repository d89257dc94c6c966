/** SGD on the Gabor problem with one batch size, from many starts and at every rate of a grid. */
import {
  type Batch,
  bestRate,
  createSampler,
  type Estimate,
  finerAround,
  mean,
  median,
  problems,
  RandomState,
  rateGrid,
  type Sampling,
  type SeededBestRate,
  seededBestRate,
  stream,
  wilson,
} from '../../../engine/index.ts';
import type { Column } from '../../../figure/index.ts';

export type GaborRuns = {
  batchSize: number;
  start: keyof typeof STARTS;
  /** Example gradients per run. */
  budget: number;
  /**
   * Number of starts for all thirty examples, and for rates far from the best; others have `startsOf` times as many.
   */
  seeds: number;
  seed: number;
};

/** The best rate, on the mean gradient, and the data behind it. */
export interface GaborRates extends SeededBestRate {
  /** Tried rates, ascending, and the mean last loss at each; `index` is that of the best of them. */
  rates: Column;
  means: Column;
  /** Last loss of the first seed at each of RATES. */
  first: Column;
  /** Mean last loss at the best of the tried rates. */
  lowest: number;
  /**
   * The best rate by the median of the last losses, and the fraction of runs that end above `LATE` at the best of the
   * tried rates.
   */
  medianRate: number;
  late: Estimate;
}

const problem = problems.gabor;
export const EXAMPLES = problem.examples;
const STARTS = { near: [-1.5, 8.5], far: [3.5, 6.5] } as const;
const SPREAD = [0.3, 0.6] as const;
/** On the mean gradient, half octaves apart. */
export const RATES = rateGrid(2 ** -4, 64, 2);
/**
 * Number of rates in each step around the best of them: then all are an eighth of an octave apart, or a sixteenth near
 * a cliff.
 */
const finerOf = (batchSize: number): number => (batchSize < EXAMPLES / 2 ? 3 : 7);
/**
 * Rates count as near the best if they end within this multiple of its loss: those fitted by `bestRate`. At most this
 * many steps of RATES away.
 */
const NEAR = { times: 1.5, steps: 4 } as const;
/** Between the losses of the lowest minimum and of the next: a run that ends above has not arrived. */
const LATE = 2;
/** Stream of the bootstrap: the same draws of seeds for every batch size. */
const RESAMPLING = 5;

const stepsOf = ({ budget, batchSize }: GaborRuns): number => Math.floor(budget / batchSize);

function startOf(start: GaborRuns['start'], seed: number): [number, number] {
  const random = stream(seed, 'start');
  return [random.normal(STARTS[start][0], SPREAD[0]), random.normal(STARTS[start][1], SPREAD[1])];
}

/**
 * Number of starts for a batch size. The smaller the batch, the flatter the curve of its losses, and the more runs are
 * needed to find its minimum: decision 0047.
 */
export const startsOf = ({ batchSize, seeds }: Pick<GaborRuns, 'batchSize' | 'seeds'>): number =>
  seeds * Math.max(1, Math.round(8 / Math.sqrt(batchSize)));

/** First a few starts at all rates, then all starts at those near the best, and at rates between them. */
export function ratesOnGabor(runs: GaborRuns): GaborRates {
  const all = startsOf(runs);
  const last = lastLosses(runs);
  const few = last(RATES, 0, runs.seeds);
  const near = nearLowest(few.map(mean));
  const more = last(
    near.map((k) => RATES[k]!),
    runs.seeds,
    all,
  );
  const coarse = new Map(near.map((k, i) => [RATES[k]!, joined(few[k]!, more[i]!)]));
  const nearRates = [...coarse.keys()];
  const tried = finerAround(nearRates, indexOfLowest([...coarse.values()].map(mean)), finerOf(runs.batchSize));
  const between = tried.filter((rate) => !coarse.has(rate));
  const finer = last(between, 0, all);
  const losses = tried.map((rate) => coarse.get(rate) ?? finer[between.indexOf(rate)]!);
  const found = seededBestRate(tried, losses, { random: new RandomState([runs.seed, RESAMPLING]) });
  const lossesAt = (rate: number): Column => losses[tried.indexOf(rate)] ?? few[RATES.indexOf(rate)]!;
  const rates = [...RATES, ...between].sort((a, b) => a - b);
  const lowest = losses[found.index]!;
  return {
    ...found,
    index: rates.indexOf(tried[found.index]!),
    rates: Float64Array.from(rates),
    means: Float64Array.from(rates, (rate) => mean(lossesAt(rate))),
    first: Float64Array.from(few, (list) => list[0]!),
    lowest: mean(lowest),
    medianRate: bestRate(
      tried,
      losses.map((list) => Math.log(median(list))),
    ).rate,
    late: wilson(lowest.filter((loss) => loss > LATE).length, all),
  };
}

const indexOfLowest = (values: readonly number[]): number => values.indexOf(Math.min(...values));

function joined(one: Column, other: Column): Column {
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Indices of the scores near the lowest on either side of it, and of the one beyond them. */
function nearLowest(scores: readonly number[]): number[] {
  const best = indexOfLowest(scores);
  const isNear = (k: number): boolean => Math.abs(k - best) < NEAR.steps && scores[k]! <= NEAR.times * scores[best]!;
  let [low, high] = [best, best];
  while (low > 0 && isNear(low)) low--;
  while (high < scores.length - 1 && isNear(high)) high++;
  return Array.from({ length: high - low + 1 }, (_, k) => low + k);
}

/**
 * Returns a function for the last losses of the starts `from` to `to` at every rate. The runs are those of `train` with
 * plain descent; those of a start at all rates are computed together, with batches drawn once, since drawing takes as
 * long as the runs.
 */
export function lastLosses(runs: GaborRuns): (rates: readonly number[], from: number, to: number) => Column[] {
  const { batchSize, start, seed } = runs;
  const steps = stepsOf(runs);
  const known = new Map<number, Batch>();
  const drawnFor = (s: number): Batch => {
    const drawn = known.get(s) ?? drawBatches(batchSize, steps, seed + s);
    known.set(s, drawn);
    return drawn;
  };
  return (rates, from, to) => {
    const losses = rates.map(() => new Float64Array(to - from));
    const alphas = rates.map((rate) => rate / batchSize);
    const points = new Float64Array(2 * rates.length);
    const slopes = new Float64Array(points.length);
    const unused = new Float64Array(rates.length);
    const batch: Batch = new Int32Array(batchSize);
    const batches = rates.map(() => batch);
    for (let s = from; s < to; s++) {
      const first = startOf(start, seed + s);
      for (let r = 0; r < rates.length; r++) points.set(first, 2 * r);
      const drawn = drawnFor(s);
      for (let at = 0; at < drawn.length; at += batchSize) {
        for (let k = 0; k < batchSize; k++) batch[k] = drawn[at + k]!;
        problem.gradients(points, slopes, unused, batches);
        for (let k = 0; k < points.length; k++) points[k]! -= alphas[k >> 1]! * slopes[k]!;
      }
      for (let r = 0; r < rates.length; r++) losses[r]![s - from] = problem.loss(points.subarray(2 * r, 2 * r + 2));
    }
    return losses;
  };
}

/** As in notebook 6.3. The first of a permutation is one random example: drawing it alone costs a thirtieth. */
export const samplingOf = (batchSize: number): Sampling => (batchSize === 1 ? 'replacement' : 'notebook');

/** The batches of a run, concatenated. */
function drawBatches(batchSize: number, steps: number, seed: number): Batch {
  const sampler = createSampler(EXAMPLES, { size: batchSize, sampling: samplingOf(batchSize), seed });
  const drawn: Batch = new Int32Array(steps * batchSize);
  for (let t = 0; t < steps; t++) drawn.set(sampler.next(), t * batchSize);
  return drawn;
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
        batch = ${batchSize === 1 ? 'rng.randint(0, N, 1)' : 'rng.permutation(N)[:B]'}
        phi = phi - alpha * gradient(phi, batch)
    return loss(phi)


print(json.dumps({"seedLowest": min(last_loss(rate) for rate in rates)}))
`;
}
