import { mean } from '../../../engine/statistics/summary.ts';
import * as f from '../../../figure/index.ts';
import { LOOKS } from '../../kit/largest-curvature.ts';
import { inUnits, lastRatio, POINTS, type Run } from './curvature-run.ts';

/** The runs of each rate, and display options. */
export interface Shown {
  /** By rate, in drawing order: the reader's last. */
  runs: ReadonlyMap<number, readonly Run[]>;
  own: number;
  steps: number;
  /** Every seed in every chart. */
  large: boolean;
}

const rateLabel = (alpha: number): string => `*a* = ${Number(alpha.toPrecision(3))}`;

interface Curves {
  name: string;
  /** The drawn quantity of a run. */
  of(run: Run, alpha: number): readonly number[];
  /** Steps from one entry to the next, and the step of the first. */
  apart: number;
  offset?: number;
}

/** At each rate faint lines for the seeds and a strong one for their mean. */
function curves({ runs, own }: Shown, { name, of, apart, offset = 0 }: Curves): f.ChartSeries[] {
  return [...runs].flatMap(([alpha, some]) => {
    const role = alpha === own ? 'run' : 'baseline';
    const label = rateLabel(alpha);
    const columns = some.map((run) => of(run, alpha));
    const length = Math.min(...columns.map((column) => column.length));
    if (columns.length === 0 || length === 0) return [];
    const means = Array.from({ length }, (_, k) => mean(columns.map((column) => column[k]!)));
    const drawn = (title: string, y: readonly number[], look: Pick<f.ChartSeries, 'faint' | 'crowd' | 'label'>) => {
      const x = Float64Array.from(y, (_, k) => (k + offset) * apart);
      return f.line(`${name}, ${title}`, role, x, y, look);
    };
    const faint = columns.map((column, s) =>
      drawn(`${label}, seed ${s + 1}`, column, { faint: true, crowd: `each seed, ${label}` }),
    );
    return [...(columns.length > 1 ? faint : []), drawn(label, means, { label })];
  });
}

export function curvatureChart(shown: Shown): f.ChartPanel {
  const series = curves(shown, {
    name: 'λ_max in units of 2/a',
    of: ({ curvature }, alpha) => curvature.map((value) => inUnits(value, alpha)),
    apart: shown.steps / LOOKS,
  });
  const most = Math.max(1.2, ...series.flatMap(({ y }) => [...y]));
  return f.chart({
    name: 'curvature',
    title: 'The largest curvature in units of 2/a, at each rate',
    x: f.axis('step *t*', [0, shown.steps]),
    y: f.axis('largest curvature, *a*λ_max/2', [0, Math.min(4, 1.05 * most)]),
    references: [f.level(1, 'the edge, λ_max = 2/*a*', 'theory')],
    series,
  });
}

/** One seed shows how uneven the loss is; the mean of several would hide it. */
export function lossChart(shown: Shown): f.ChartPanel {
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
  return f.chart({
    name: 'loss',
    title,
    x: f.axis('step *t*', [0, shown.steps]),
    y: f.logAxis('loss *L*', losses.length > 0 ? [0.9 * least, most] : [0.05, 0.5]),
    series,
  });
}

export function uphillChart(shown: Shown): f.ChartPanel {
  const series = curves(shown, {
    name: 'steps uphill',
    of: ({ uphill }) => uphill,
    apart: shown.steps / LOOKS,
    offset: 0.5,
  });
  return f.chart({
    name: 'steps uphill',
    title: 'The share of steps on which the loss rises',
    x: f.axis('step *t*', [0, shown.steps]),
    y: f.axis('steps uphill', [0, 1], { format: 'percent', ticks: [0, 0.25, 0.5, 0.75, 1] }),
    series: shown.large ? series : series.filter(({ faint }) => !faint),
  });
}

export function runTable({ runs }: Shown): f.TablePanel {
  return f.table({
    name: 'runs',
    title: 'Every run, in numbers',
    columns: [
      f.figures('rate *a*', 3),
      f.figures('seed', 0),
      f.figures('2/*a*', 2),
      f.figures('λ_max at the start', 2),
      f.figures('λ_max, last six', 2),
      f.figures('*a*λ_max/2, last six', 3),
      f.figures('loss at the end', 4),
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
