import { mean } from '../../../engine/statistics/summary.ts';
import {
  axis,
  type ChartPanel,
  type ChartSeries,
  chart,
  figures,
  level,
  line,
  logAxis,
  type TablePanel,
  table,
} from '../../../figure/index.ts';
import { LOOKS } from '../../kit/largest-curvature.ts';
import { inUnits, lastRatio, POINTS, type Run } from './curvature-run.ts';

/** The runs of each rate, and how they are shown. */
export interface Shown {
  /** By rate, in the order in which they are drawn: the reader's last. */
  runs: ReadonlyMap<number, readonly Run[]>;
  own: number;
  steps: number;
  /** Every seed in every chart. */
  large: boolean;
}

const rateLabel = (alpha: number): string => `*a* = ${Number(alpha.toPrecision(3))}`;

interface Curves {
  name: string;
  /** The quantity of a run that is drawn. */
  of(run: Run, alpha: number): readonly number[];
  /** Steps from one entry to the next, and where the first stands. */
  apart: number;
  offset?: number;
}

/** At each rate faint lines for the seeds and a strong one for their mean. */
function curves({ runs, own }: Shown, { name, of, apart, offset = 0 }: Curves): ChartSeries[] {
  return [...runs].flatMap(([alpha, some]) => {
    const role = alpha === own ? 'run' : 'baseline';
    const label = rateLabel(alpha);
    const columns = some.map((run) => of(run, alpha));
    const length = Math.min(...columns.map((column) => column.length));
    if (columns.length === 0 || length === 0) return [];
    const means = Array.from({ length }, (_, k) => mean(columns.map((column) => column[k]!)));
    const drawn = (title: string, y: readonly number[], look: Pick<ChartSeries, 'faint' | 'crowd' | 'label'>) => {
      const x = Float64Array.from(y, (_, k) => (k + offset) * apart);
      return line(`${name}, ${title}`, role, x, y, look);
    };
    const faint = columns.map((column, s) =>
      drawn(`${label}, seed ${s + 1}`, column, { faint: true, crowd: `each seed, ${label}` }),
    );
    return [...(columns.length > 1 ? faint : []), drawn(label, means, { label })];
  });
}

export function curvatureChart(shown: Shown): ChartPanel {
  const series = curves(shown, {
    name: 'λ_max in units of 2/a',
    of: ({ curvature }, alpha) => curvature.map((value) => inUnits(value, alpha)),
    apart: shown.steps / LOOKS,
  });
  const most = Math.max(1.2, ...series.flatMap(({ y }) => [...y]));
  return chart({
    name: 'curvature',
    title: 'The largest curvature in units of 2/a, at each rate',
    x: axis('step *t*', [0, shown.steps]),
    y: axis('largest curvature, *a*λ_max/2', [0, Math.min(4, 1.05 * most)]),
    references: [level(1, 'the edge, λ_max = 2/*a*', 'theory')],
    series,
  });
}

/** One seed shows how uneven the loss is; the mean of several would hide it. */
export function lossChart(shown: Shown): ChartPanel {
  const first = new Map([...shown.runs].map(([alpha, some]) => [alpha, some.slice(0, 1)]));
  const title = shown.large ? 'The loss of each seed, and its mean' : 'The loss of the first seed';
  const series = curves(shown.large ? shown : { ...shown, runs: first }, {
    name: shown.large ? 'loss' : 'loss of the first seed',
    of: ({ losses }) => losses.filter((loss) => loss !== null),
    apart: shown.steps / POINTS,
  });
  const losses = series.flatMap(({ y }) => [...y]).filter((loss) => loss > 0);
  const least = Math.min(...losses);
  const most = Math.max(1.3 * least, Math.min(0.5, Math.max(...losses)));
  return chart({
    name: 'loss',
    title,
    x: axis('step *t*', [0, shown.steps]),
    y: logAxis('loss *L*', losses.length > 0 ? [0.9 * least, most] : [0.05, 0.5]),
    series,
  });
}

export function uphillChart(shown: Shown): ChartPanel {
  const series = curves(shown, {
    name: 'steps uphill',
    of: ({ uphill }) => uphill,
    apart: shown.steps / LOOKS,
    offset: 0.5,
  });
  return chart({
    name: 'steps uphill',
    title: 'The share of steps on which the loss rises',
    x: axis('step *t*', [0, shown.steps]),
    y: axis('steps uphill', [0, 1], { format: 'percent', ticks: [0, 0.25, 0.5, 0.75, 1] }),
    series: shown.large ? series : series.filter(({ faint }) => !faint),
  });
}

export function runTable({ runs }: Shown): TablePanel {
  return table({
    name: 'runs',
    title: 'Every run, in numbers',
    columns: [
      figures('rate *a*', 3),
      figures('seed', 0),
      figures('2/*a*', 2),
      figures('λ_max at the start', 2),
      figures('λ_max, last six', 2),
      figures('*a*λ_max/2, last six', 3),
      figures('loss at the end', 4),
    ],
    rows: [...runs]
      .sort(([a], [b]) => a - b)
      .flatMap(([alpha, some]) =>
        some.map((run, s) => {
          const ratio = lastRatio(run, alpha);
          const ended = Number.isFinite(ratio);
          return [
            alpha,
            s + 1,
            2 / alpha,
            run.curvature[0] ?? null,
            ended ? (2 * ratio) / alpha : 'diverged',
            ended ? ratio : null,
            run.losses.at(-1) ?? null,
          ];
        }),
      ),
  });
}
