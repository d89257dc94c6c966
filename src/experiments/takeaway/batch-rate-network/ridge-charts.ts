import * as f from '../../../figure/index.ts';
import { whiskers } from '../../kit/measured.ts';
import type { Rule } from './rate-batch-grid.ts';
import type { Bend, Ridge } from './rate-ridge.ts';

/** The ridge of one optimizer, as drawn. */
export interface ShownRidge {
  label: string;
  ridge: Ridge;
  /** The chosen one; the other is shown beside it. */
  chosen: boolean;
  /** A rate on the mean gradient in the reader's parametrization. */
  read(batch: number, rate: number): number;
}

export interface RidgeChartOptions {
  batches: readonly number[];
  ridges: readonly ShownRidge[];
  rateLabel: string;
  /** In the reader's parametrization. */
  rules: readonly Rule[];
}

const roleOf = ({ chosen }: ShownRidge): f.Role => (chosen ? 'measured' : 'baseline');

/** With room for the marks of the first and the last. */
const sizes = (batches: readonly number[]): f.Axis =>
  f.logAxis('batch size *B*', [batches[0]! / 1.25, batches.at(-1)! * 1.25], {
    ticks: batches.filter((_, k) => k % 2 === 0),
  });

/** Best rates with whiskers, the line with one bend through those of the chosen optimizer, and the rules; log axes. */
export function bestRatesChart({ batches, ridges, rateLabel, rules }: RidgeChartOptions): f.ChartPanel {
  const measured = ridges.flatMap((ridge) => measuredRates(ridge, batches));
  const points = ridges.flatMap((one) =>
    one.ridge.points
      .filter(({ pinned }) => pinned)
      .map(({ batch, rate }) =>
        f.point(
          'hollow',
          `best rate of ${one.label} at B ${batch}, known only to within one grid step`,
          batch,
          one.read(batch, rate),
          { role: roleOf(one) },
        ),
      ),
  );
  const seen = [
    ...measured.flatMap(({ y, low, high }) => [...y, ...(low ?? []), ...(high ?? [])]),
    ...points.map(({ y }) => y),
  ];
  return f.chart({
    name: 'best rates',
    title: 'The best rate for each batch size, a line with one bend through them, and the rule',
    x: sizes(batches),
    y: f.logAxis(rateLabel, seen.length > 0 ? [Math.min(...seen) / 1.5, Math.max(...seen) * 2] : [0.001, 1]),
    series: f.some(
      rules.map(({ label, rateAt }) => f.curve(label, 'theory', batches, rateAt, { label: true })),
      measured,
    ),
    points,
  });
}

/**
 * The best rates with whiskers over a line: for the chosen optimizer the bent one, if there is one; otherwise they are
 * connected.
 */
function measuredRates(shown: ShownRidge, batches: readonly number[]): f.ChartSeries[] {
  const { ridge, label, chosen, read } = shown;
  const free = ridge.points.filter(({ pinned }) => !pinned);
  const bend = chosen ? ridge.bend : undefined;
  const corners = bend ? bentLineOf(bend, batches) : ridge.points;
  const under = f.line(
    bend ? `line with one bend, ${label}` : `best rates of ${label}, joined`,
    roleOf(shown),
    corners.map(({ batch }) => batch),
    corners.map(({ batch, rate }) => read(batch, rate)),
    { label },
  );
  const best = whiskers(
    `best rate of ${label}`,
    roleOf(shown),
    free.map(({ batch }) => batch),
    free.map(({ batch, rate, low = rate, high = rate }) => ({
      value: read(batch, rate),
      low: read(batch, low),
      high: read(batch, high),
    })),
  );
  return f.some(corners.length > 0 && under, free.length > 0 && best);
}

function bentLineOf(
  { batch: { value: at }, rate, before, after }: Bend,
  batches: readonly number[],
): { batch: number; rate: number }[] {
  return [batches[0]!, at, batches.at(-1)!].map((batch) => ({
    batch,
    rate: rate * (batch / at) ** (batch < at ? before : after).value,
  }));
}

/** The loss at the best rate: the cost of a larger batch. */
export function lowestLossesChart({ batches, ridges }: Pick<RidgeChartOptions, 'batches' | 'ridges'>): f.ChartPanel {
  const series = ridges.map((shown) => {
    const { label, ridge } = shown;
    return f.line(
      `loss of ${label} at its best rate`,
      roleOf(shown),
      ridge.points.map(({ batch }) => batch),
      ridge.points.map(({ loss }) => loss),
      { label },
    );
  });
  const seen = series.flatMap(({ y }) => [...y]);
  return f.chart({
    name: 'lowest losses',
    title: 'The training loss at the best rate, for each batch size',
    x: sizes(batches),
    y: f.axis('loss at the best rate', seen.length > 0 ? [0.8 * Math.min(...seen), 1.05 * Math.max(...seen)] : [0, 1]),
    series,
  });
}
