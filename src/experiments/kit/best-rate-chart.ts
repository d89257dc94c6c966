import type { Axis, ChartPanel, ChartSeries, Column, PanelPoint } from '../../figure/panels/panel.ts';

/** A best rate as it is drawn; `low` and `high` its interval. */
export interface ShownRate {
  batchSize: number;
  rate: number;
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
  pinned?: readonly ShownRate[];
  /** Rates that are best of nothing, because no rate does well; hollow. */
  idle?: readonly ShownRate[];
  /** Dashed and solid lines: the linear rule, a limit, an exact optimum. */
  lines?: readonly ChartSeries[];
  points?: readonly PanelPoint[];
  references?: ChartPanel['references'];
}

/** Best rate against batch size with whiskers, both on log axes, where a power law is a straight line. */
export function bestRateChart(options: BestRateChartOptions): ChartPanel {
  const { title, rateLabel, batchSizes, rateDomain, rateTicks, rates, chosen, idle = [], lines = [] } = options;
  const [least, most] = [Math.min(...batchSizes), Math.max(...batchSizes)];
  const x: Axis = { label: 'batch size *B*', domain: [least / 1.25, most * 1.25], scale: 'log', ticks: batchSizes };
  const others = rates.filter(({ batchSize }) => batchSize !== chosen);
  const own = rates.filter(({ batchSize }) => batchSize === chosen);
  return {
    kind: 'chart',
    name: 'best',
    title,
    x,
    y: { label: rateLabel, domain: rateDomain, scale: 'log', ...(rateTicks && { ticks: rateTicks }) },
    series: [
      ...lines,
      ...pinnedLine(options.pinned ?? []),
      ...whiskers('no rate does well', 'baseline', idle),
      ...whiskers('best rate', 'measured', others),
      ...whiskers('best rate of the chosen batch size', 'run', own),
    ],
    ...(options.points && { points: options.points }),
    ...(options.references && { references: options.references }),
  };
}

function whiskers(name: string, role: ChartSeries['role'], rates: readonly ShownRate[]): ChartSeries[] {
  if (rates.length === 0) return [];
  const column = (of: keyof ShownRate): Column => Float64Array.from(rates, (one) => one[of]);
  return [
    { name, role, kind: 'points', x: column('batchSize'), y: column('rate'), low: column('low'), high: column('high') },
  ];
}

function pinnedLine(rates: readonly ShownRate[]): ChartSeries[] {
  if (rates.length === 0) return [];
  const x = Float64Array.from(rates, ({ batchSize }) => batchSize);
  const y = Float64Array.from(rates, ({ rate }) => rate);
  return [{ name: 'pinned', role: 'baseline', kind: 'line', x, y, label: 'pinned' }];
}

/** A power law through one point, as a line over the batch sizes. */
export function powerLaw(
  batchSizes: readonly number[],
  through: { batchSize: number; rate: number },
  exponent: number,
): { x: Column; y: Column } {
  const x = Float64Array.from(batchSizes);
  return { x, y: x.map((size) => through.rate * (size / through.batchSize) ** exponent) };
}
