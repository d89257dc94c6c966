/** Residence times of SGD with normal noise in the shallower of two wells, simulated and by Kramers' law. */
import { type Estimate, mean, optimizers, problems, standardError, train, vector, Z95 } from '../../../engine/index.ts';
import { doubleWellStationaryPoints } from '../../../engine/problems/double-well.ts';
import { around, axis, type ChartPanel, chart, curve, logAxis } from '../../../figure/index.ts';
import { type Measured, through, whiskers } from '../../kit/measured.ts';

/** B/a of the double well, its rate, runs for each, and the sd of the gradient noise of one example. */
export const WELL = { ratios: [4, 6, 8, 10, 12], alpha: 0.1, runs: 120, sd: 1 } as const;

/** For each ratio B/a the steps until each run is in the deeper well. */
export type Wells = ReadonlyMap<number, readonly number[]>;

/** The barrier seen from the shallower well of the tilted double well, and the curvatures at its foot and top. */
function barrier(): { height: number; foot: number; top: number; shallow: number; deep: number } {
  const { deep, barrier: top, shallow } = doubleWellStationaryPoints();
  const loss = (x: number): number => problems.doubleWell.loss(vector(x));
  return { height: loss(top) - loss(shallow), foot: 3 * shallow ** 2 - 1, top: 1 - 3 * top ** 2, shallow, deep };
}

/** Kramers' mean time over the barrier, in steps: 2 pi / (a sqrt(curvatures)) exp(2 height B / (a sd^2)). */
function kramers(ratio: number): number {
  const { height, foot, top } = barrier();
  return ((2 * Math.PI) / (WELL.alpha * Math.sqrt(foot * top))) * Math.exp((2 * height * ratio) / WELL.sd ** 2);
}

/** Steps until each run is in the deeper well, at a ratio B/a; run r has seed + r. */
export function stepsToLeave({ ratio, seed }: { ratio: number; seed: number }): number[] {
  const { shallow, deep } = barrier();
  return Array.from({ length: WELL.runs }, (_, r) => {
    const trace = train({
      problem: problems.doubleWell,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: WELL.alpha },
      start: [shallow],
      steps: Math.ceil(20 * kramers(ratio)),
      noise: { sd: WELL.sd, batch: ratio * WELL.alpha },
      until: (phi) => phi[0]! <= deep,
      seed: seed + r,
      record: { phi: 'ends', loss: 'ends', batches: false },
    });
    return trace.steps;
  });
}

/** The logarithm of the mean time of these runs, and its standard error. */
function logMean(steps: readonly number[]): { value: number; error: number } {
  const average = mean(steps);
  return { value: Math.log(average), error: standardError(steps) / average };
}

/** A weighted sum of the logarithms of the mean times, with its 95 % interval over the runs. */
function weighted(wells: Wells, weightOf: (ratio: number) => number): Measured {
  let [value, square] = [0, 0];
  for (const [ratio, steps] of wells) {
    const log = logMean(steps);
    value += weightOf(ratio) * log.value;
    square += (weightOf(ratio) * log.error) ** 2;
  }
  return around(value, Z95 * Math.sqrt(square));
}

/** The growth of the logarithm of the time with B/a, by least squares; undefined for fewer than two ratios. */
function slopeOf(wells: Wells): Measured | undefined {
  if (wells.size < 2) return undefined;
  const middle = mean([...wells.keys()]);
  const squares = [...wells.keys()].reduce((sum, ratio) => sum + (ratio - middle) ** 2, 0);
  return weighted(wells, (ratio) => (ratio - middle) / squares);
}

/** By what factor runs stay longer at a larger B/a; undefined if one of the two is not measured. */
function timesLonger(wells: Wells, from: number, to: number): Measured | undefined {
  if (!wells.has(from) || !wells.has(to)) return undefined;
  return through(
    weighted(wells, (ratio) => (ratio === to ? 1 : ratio === from ? -1 : 0)),
    Math.exp,
  );
}

/**
 * Measured, and by Kramers' law: the slope, and the factor by which a run stays longer at three times the smallest B/a.
 */
export function wellNumbers(wells: Wells) {
  const [least] = WELL.ratios;
  return {
    slope: slopeOf(wells),
    slopeTheory: (2 * barrier().height) / WELL.sd ** 2,
    longer: timesLonger(wells, least, 3 * least),
    longerTheory: kramers(3 * least) / kramers(least),
  };
}

/** Mean time of runs with its 95 % interval: escape times are approximately exponential, so their sd is their mean. */
export function meanTime(steps: readonly number[]): Estimate {
  const [value, factor] = [mean(steps), Math.exp(Z95 / Math.sqrt(steps.length))];
  return { value, low: value / factor, high: value * factor };
}

export function wellChart(wells: Wells): ChartPanel {
  const ratios = Float64Array.from({ length: 21 }, (_, k) => 3 + k * 0.5);
  return chart({
    name: 'well',
    title: 'Mean number of steps to leave the shallower of two wells, against the batch size over the rate',
    x: axis('batch size over rate, *B*/*a*', [3, 13], { ticks: [4, 6, 8, 10, 12] }),
    y: logAxis('steps to leave a well', [50, 10000]),
    series: [
      whiskers('mean of the runs', 'measured', wells.keys(), Array.from(wells.values(), meanTime)),
      curve('Kramers', 'theory', ratios, kramers, { label: true }),
    ],
  });
}
