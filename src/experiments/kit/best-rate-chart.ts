import { leastSquares } from '../../engine/statistics/lines.ts';
import {
  type ChartPanel,
  type ChartSeries,
  type Column,
  chart,
  dots,
  line,
  logAxis,
  type PanelPoint,
  some,
} from '../../figure/index.ts';

/** The best rate of a batch size. */
export interface BatchRate {
  batchSize: number;
  rate: number;
}

/** A best rate as it is drawn; `low` and `high` its interval. */
export interface ShownRate extends BatchRate {
  low: number;
  high: number;
}

export interface BestRateChartOptions {
  title: string;
  /** What the rate is: `best rate on the mean *B*α`. */
  rateLabel: string;
  batchSizes: readonly number[];
  rateDomain: readonly [number, number];
  rateTicks?: readonly number[];
  rates: readonly ShownRate[];
  /** Of the batch size that the reader chose: drawn over the others in the reader's colour. */
  chosen: number;
  /** Of the run kept for comparison. */
  pinned?: readonly BatchRate[];
  /** Rates that are best of nothing, because no rate does well; hollow. */
  idle?: readonly ShownRate[];
  /** Dashed and solid lines: the linear rule, a limit, an exact optimum. */
  lines?: readonly ChartSeries[];
  points?: readonly PanelPoint[];
  references?: ChartPanel['references'];
}

/** Best rate against batch size with whiskers, both on log axes, where a power law is a straight line. */
export function bestRateChart(options: BestRateChartOptions): ChartPanel {
  const { title, rateLabel, batchSizes, rateDomain, rateTicks, rates, chosen, pinned = [], idle = [] } = options;
  const { lines = [], points, references } = options;
  return chart({
    name: 'best',
    title,
    x: logAxis('batch size *B*', [Math.min(...batchSizes) / 1.25, Math.max(...batchSizes) * 1.25], {
      ticks: batchSizes,
    }),
    y: logAxis(rateLabel, rateDomain, { ticks: rateTicks }),
    series: some(
      lines,
      pinned.length > 0 && rateLine('pinned', 'baseline', pinned, 'pinned'),
      whiskers('no rate does well', 'baseline', idle),
      whiskers(
        'best rate',
        'measured',
        rates.filter(({ batchSize }) => batchSize !== chosen),
      ),
      whiskers(
        'best rate of the chosen batch size',
        'run',
        rates.filter(({ batchSize }) => batchSize === chosen),
      ),
    ),
    points,
    references,
  });
}

const column = <Rate>(rates: readonly Rate[], of: (rate: Rate) => number): Column => Float64Array.from(rates, of);

function whiskers(name: string, role: ChartSeries['role'], rates: readonly ShownRate[]): ChartSeries | false {
  if (rates.length === 0) return false;
  const [low, high] = [column(rates, (one) => one.low), column(rates, (one) => one.high)];
  return dots(
    name,
    role,
    column(rates, ({ batchSize }) => batchSize),
    column(rates, ({ rate }) => rate),
    { low, high },
  );
}

/** Rates joined over their batch sizes. */
export const rateLine = (
  name: string,
  role: ChartSeries['role'],
  rates: readonly BatchRate[],
  label: string,
): ChartSeries =>
  line(
    name,
    role,
    column(rates, ({ batchSize }) => batchSize),
    column(rates, ({ rate }) => rate),
    { label },
  );

/** The rule that the rate grows with the batch size to this power, from one rate on. */
export const powerLaw = (
  name: string,
  role: ChartSeries['role'],
  batchSizes: readonly number[],
  from: BatchRate,
  exponent: number,
): ChartSeries =>
  rateLine(
    name,
    role,
    batchSizes.map((batchSize) => ({ batchSize, rate: from.rate * (batchSize / from.batchSize) ** exponent })),
    name,
  );

/** Slope of the logarithm of the rate against that of the batch size: 1 for the linear rule. */
export const logSlope = (rates: readonly BatchRate[]): number =>
  leastSquares(rates.map(({ batchSize, rate }) => [Math.log(batchSize), Math.log(rate)] as const)).slope;

/** What has been measured of each batch size, from the smallest to the largest. */
export const bySize = <Result>(results: ReadonlyMap<number, Result>): (Result & { batchSize: number })[] =>
  [...results].map(([batchSize, result]) => ({ ...result, batchSize })).sort((a, b) => a.batchSize - b.batchSize);
