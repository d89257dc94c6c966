import { leastSquares } from '../../engine/statistics/lines.ts';
import * as f from '../../figure/index.ts';
import { whiskers } from './measured.ts';

/** The best rate of a batch size. */
export interface BatchRate {
  batchSize: number;
  rate: number;
}

/** A best rate as drawn; `low` and `high` are its interval. */
export interface ShownRate extends BatchRate {
  low: number;
  high: number;
}

export interface BestRateChartOptions {
  title: string;
  /** The name of the rate: `best rate on the mean *B*α`. */
  rateLabel: string;
  batchSizes: readonly number[];
  rateDomain: readonly [number, number];
  rateTicks?: readonly number[];
  rates: readonly ShownRate[];
  /** The chosen batch size: drawn over the others in the colour of the reader's run. */
  chosen: number;
  /** Best rates of the pinned run. */
  pinned?: readonly BatchRate[];
  /** Rates that are best only nominally, because no rate does well; drawn hollow. */
  idle?: readonly ShownRate[];
  /** Dashed and solid lines: the linear rule, a limit, an exact optimum. */
  lines?: readonly f.ChartSeries[];
  points?: readonly f.PanelPoint[];
  references?: f.ChartPanel['references'];
}

/** Best rate against batch size with whiskers, both on log axes, where a power law is a straight line. */
export function bestRateChart(options: BestRateChartOptions): f.ChartPanel {
  const { title, rateLabel, batchSizes, rateDomain, rateTicks, rates, chosen, pinned = [], idle = [] } = options;
  const { lines = [], points, references } = options;
  const [least, most] = [Math.min(...batchSizes), Math.max(...batchSizes)];
  const ofChosen = rates.filter(({ batchSize }) => batchSize === chosen);
  const others = rates.filter(({ batchSize }) => batchSize !== chosen);
  return f.chart({
    name: 'best',
    title,
    x: f.logAxis('batch size *B*', [least / 1.25, most * 1.25], { ticks: batchSizes }),
    y: f.logAxis(rateLabel, rateDomain, { ticks: rateTicks }),
    series: f.some(
      lines,
      pinned.length > 0 && rateLine('pinned', 'baseline', pinned, 'pinned'),
      idle.length > 0 && withIntervals('no rate does well', 'baseline', idle),
      others.length > 0 && withIntervals('best rate', 'measured', others),
      ofChosen.length > 0 && withIntervals('best rate of the chosen batch size', 'run', ofChosen),
    ),
    points,
    references,
  });
}

const sizesOf = (rates: readonly BatchRate[]): f.Column => Float64Array.from(rates, ({ batchSize }) => batchSize);

function withIntervals(name: string, role: f.Role, rates: readonly ShownRate[]): f.ChartSeries {
  const measured = rates.map(({ rate, low, high }) => ({ value: rate, low, high }));
  return whiskers(name, role, sizesOf(rates), measured);
}

/** Rates connected over their batch sizes. */
export function rateLine(name: string, role: f.Role, rates: readonly BatchRate[], label: string): f.ChartSeries {
  const y = Float64Array.from(rates, ({ rate }) => rate);
  return f.line(name, role, sizesOf(rates), y, { label });
}

/** The power law through one rate: all rates grow as this power of the batch size; its name is its label. */
export function powerLaw(
  name: string,
  role: f.Role,
  batchSizes: readonly number[],
  from: BatchRate,
  exponent: number,
): f.ChartSeries {
  const law = batchSizes.map((batchSize) => ({
    batchSize,
    rate: from.rate * (batchSize / from.batchSize) ** exponent,
  }));
  return rateLine(name, role, law, name);
}

/** Slope of the logarithm of the rate against that of the batch size: 1 for the linear rule. */
export const logSlope = (rates: readonly BatchRate[]): number =>
  leastSquares(rates.map(({ batchSize, rate }) => [Math.log(batchSize), Math.log(rate)] as const)).slope;

/** Measurements by batch size, from the smallest to the largest. */
export const bySize = <Result>(results: ReadonlyMap<number, Result> = new Map()): (Result & { batchSize: number })[] =>
  [...results].map(([batchSize, result]) => ({ ...result, batchSize })).sort((a, b) => a.batchSize - b.batchSize);
