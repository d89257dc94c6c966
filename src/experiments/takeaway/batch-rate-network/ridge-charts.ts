import type { ChartPanel, ChartSeries, Column, PanelPoint } from '../../../figure/panels/panel.ts';
import type { Ridge, RidgePoint } from './rate-ridge.ts';

/** A straight line on log axes, by the batch sizes it is drawn over. */
export interface RateLine {
  name: string;
  label: string;
  role: 'theory';
  x: Column;
  y: Column;
}

/** The ridge of one optimizer, as it is drawn. */
export interface ShownRidge {
  label: string;
  ridge: Ridge;
  /** The one that the reader looks at; the other stands beside it. */
  chosen: boolean;
}

export interface RidgeChartOptions {
  batches: readonly number[];
  ridges: readonly ShownRidge[];
  rateLabel: string;
  /** A rate on the mean gradient as the reader wants to read it. */
  read(batch: number, rate: number): number;
  lines: readonly RateLine[];
}

const roleOf = ({ chosen }: ShownRidge) => (chosen ? 'measured' : 'baseline');

function axis(batches: readonly number[]): ChartPanel['x'] {
  // Room for the marks of the first and the last.
  const domain = [(batches[0] ?? 1) / 1.25, (batches.at(-1) ?? 2) * 1.25] as const;
  return { label: 'batch size *B*', domain, scale: 'log', ticks: batches.filter((_, k) => k % 2 === 0) };
}

/** Best rates with whiskers, the line with one bend through those of the chosen optimizer, and the rules; log axes. */
export function bestRatesChart({ batches, ridges, rateLabel, read, lines }: RidgeChartOptions): ChartPanel {
  const series = [
    ...lines.map((line): ChartSeries => ({ ...line, kind: 'line' })),
    ...ridges.flatMap((one): ChartSeries[] => [...bentSeries(one, batches, read), ...whiskers(one, read)]),
  ];
  const points = ridges.flatMap((one) => pinned(one, read));
  const seen = [
    ...series.flatMap(({ y, low, high, role }) => (role === 'theory' ? [] : [...y, ...(low ?? []), ...(high ?? [])])),
    ...points.map(({ y }) => y),
  ];
  return {
    kind: 'chart',
    name: 'best rates',
    title: 'The best rate for each batch size, a line with one bend through them, and the rule',
    x: axis(batches),
    y: {
      label: rateLabel,
      domain: seen.length > 0 ? [Math.min(...seen) / 1.5, Math.max(...seen) * 2] : [0.001, 1],
      scale: 'log',
    },
    series,
    points,
  };
}

function whiskers(shown: ShownRidge, read: RidgeChartOptions['read']): ChartSeries[] {
  const points = shown.ridge.points.filter((point) => !point.pinned);
  if (points.length === 0) return [];
  const column = (of: (point: RidgePoint) => number): Column =>
    Float64Array.from(points, (point) => read(point.batch, of(point)));
  return [
    {
      name: `best rate of ${shown.label}`,
      role: roleOf(shown),
      kind: 'points',
      x: Float64Array.from(points, ({ batch }) => batch),
      y: column(({ rate }) => rate),
      low: column(({ rate, low }) => low ?? rate),
      high: column(({ rate, high }) => high ?? rate),
    },
  ];
}

function pinned(shown: ShownRidge, read: RidgeChartOptions['read']): PanelPoint[] {
  return shown.ridge.points.flatMap(({ batch, rate, pinned: isPinned }): PanelPoint[] =>
    isPinned
      ? [
          {
            name: `best rate of ${shown.label} at B ${batch}, known to a step of the grid`,
            x: batch,
            y: read(batch, rate),
            mark: 'hollow',
            role: roleOf(shown),
          },
        ]
      : [],
  );
}

/** The bent line of the chosen optimizer; the best rates joined where there is none, and for the other. */
function bentSeries(shown: ShownRidge, batches: readonly number[], read: RidgeChartOptions['read']): ChartSeries[] {
  const { ridge, label } = shown;
  const { bend } = ridge;
  const [x, y] =
    shown.chosen && bend
      ? bentLineOf(bend, [batches[0] ?? 1, batches.at(-1) ?? 2])
      : [ridge.points.map(({ batch }) => batch), ridge.points.map(({ rate }) => rate)];
  if (x.length === 0) return [];
  return [
    {
      name: shown.chosen && bend ? `line with one bend, ${label}` : `best rates of ${label}, joined`,
      role: roleOf(shown),
      kind: 'line',
      x: Float64Array.from(x),
      y: Float64Array.from(x, (batch, k) => read(batch, y[k]!)),
      label,
    },
  ];
}

function bentLineOf(bend: NonNullable<Ridge['bend']>, [least, most]: readonly [number, number]): [number[], number[]] {
  const at = bend.batch.value;
  const x = [least, at, most];
  return [x, x.map((batch) => bend.rate * (batch / at) ** (batch < at ? bend.before : bend.after).value)];
}

/** The loss at the best rate: what a larger batch costs. */
export function lowestLossesChart({ batches, ridges }: Pick<RidgeChartOptions, 'batches' | 'ridges'>): ChartPanel {
  const series = ridges.map((shown): ChartSeries => {
    const { points } = shown.ridge;
    return {
      name: `loss of ${shown.label} at its best rate`,
      role: roleOf(shown),
      kind: 'line',
      x: Float64Array.from(points, ({ batch }) => batch),
      y: Float64Array.from(points, ({ loss }) => loss),
      label: shown.label,
    };
  });
  const seen = series.flatMap(({ y }) => [...y]);
  return {
    kind: 'chart',
    name: 'lowest losses',
    title: 'The training loss at the best rate, for each batch size',
    x: axis(batches),
    y: {
      label: 'loss at the best rate',
      domain: seen.length > 0 ? [0.8 * Math.min(...seen), 1.05 * Math.max(...seen)] : [0, 1],
    },
    series,
  };
}
