import { mean } from '../../../engine/statistics/summary.ts';
import {
  axis,
  type ChartPanel,
  type ChartSeries,
  chart,
  figures,
  line,
  logAxis,
  type Role,
  some,
  type TablePanel,
  table,
  words,
} from '../../../figure/index.ts';
import { POINTS, type WarmedRun } from './warmed-run.ts';

export interface Shown {
  alpha: number;
  warmUp: number;
  steps: number;
  warmed: readonly WarmedRun[];
  cold: readonly WarmedRun[];
}

/** Faint lines for the seeds, and a strong one for the mean of those that finish; of all if none does. */
function seeds(
  name: string,
  role: Role,
  runs: readonly WarmedRun[],
  of: (run: WarmedRun) => [number[], number[]],
): ChartSeries[] {
  const drawn = runs.map(of);
  const faint = drawn.map(([x, y], s) =>
    line(`${name}, seed ${s + 1}`, role, Float64Array.from(x), Float64Array.from(y), {
      faint: true,
      crowd: `each seed, ${name}`,
    }),
  );
  const finished = drawn.filter((_, s) => runs[s]?.divergedAt === null);
  const strongest = finished.length > 0 ? finished : drawn;
  const [first] = strongest;
  if (!first) return [];
  const length = Math.min(...strongest.map(([x]) => x.length));
  const y = Array.from({ length }, (_, k) => mean(strongest.map(([, values]) => values[k]!)));
  const strong = line(name, role, Float64Array.from(first[0].slice(0, length)), Float64Array.from(y), { label: name });
  return length > 1 ? [...faint, strong] : faint;
}

/** Past this a run is off the chart. */
const MOST = 20;

/** Up to where a run leaves the chart at its top. What is found of one that is lost may be a large negative curvature. */
function onChart({ at, curvature }: WarmedRun): [number[], number[]] {
  const off = curvature.findIndex((value) => value > MOST || value < 0);
  const until = off < 0 ? curvature.length : off + 1;
  return [at.slice(0, until), curvature.slice(0, until).map((value, k) => (k === off ? MOST : value))];
}

export function curvatureChart({ alpha, warmUp, steps, warmed }: Shown): ChartPanel {
  // Where it comes onto the chart.
  const first = Math.max(0, Math.min(steps, (2 * warmUp) / (alpha * MOST) - 1));
  const x = Float64Array.from({ length: 240 }, (_, k) => first + ((steps - first) * k) / 239);
  const edge = x.map((t) => (2 / alpha) * Math.max(1, warmUp / (t + 1)));
  return chart({
    name: 'curvature',
    title: 'The largest curvature while the rate rises, and the edge 2/a',
    x: axis('step *t*', [0, steps]),
    y: axis('largest curvature λ_max', [0, MOST]),
    steps: true,
    series: some(
      line('the edge, 2/a at that step', 'theory', x, edge, { label: 'the edge, 2/*a*' }),
      ...seeds(warmUp > 1 ? 'with warm-up' : 'without warm-up', 'run', warmed, onChart),
    ),
  });
}

/** The step at which the mean curvature first is at the edge, while the edge still comes down. */
export function meetsAt({ alpha, warmUp, warmed }: Pick<Shown, 'alpha' | 'warmUp' | 'warmed'>): number | undefined {
  const at = warmed[0]?.at ?? [];
  return at.find((t, k) => {
    const there = warmed.map(({ curvature }) => curvature[k]);
    return (
      t < warmUp && there.every((one) => one !== undefined) && mean(some(...there)) * alpha * (t + 1) >= 2 * warmUp
    );
  });
}

const TOP = 6;

export function lossChart({ steps, warmed, cold }: Shown): ChartPanel {
  // A run that diverged leaves the chart at its top.
  const losses = ({ losses: all, divergedAt }: WarmedRun): [number[], number[]] => {
    const there = all.flatMap((loss, k) =>
      loss === null ? [] : [[(k * steps) / POINTS, Math.min(loss, TOP)] as [number, number]],
    );
    if (divergedAt !== null) there.push([Math.max(divergedAt, (there.length - 1) * (steps / POINTS)), TOP]);
    return [there.map(([t]) => t), there.map(([, loss]) => loss)];
  };
  return chart({
    name: 'loss',
    title: 'The loss of each seed, and their mean',
    x: axis('step *t*', [0, steps]),
    y: logAxis('loss *L*', [0.05, TOP], { ticks: [0.1, 0.3, 1], format: 'number' }),
    series: some(...seeds('without', 'baseline', cold, losses), ...seeds('with warm-up', 'run', warmed, losses)),
  });
}

export function runTable({ warmUp, warmed, cold }: Shown): TablePanel {
  return table({
    name: 'runs',
    title: 'Every run, in numbers',
    columns: [
      figures('warm-up, steps', 0),
      figures('seed', 0),
      figures('λ_max at the start', 2),
      figures('λ_max at the end', 2),
      figures('loss at the end', 4),
      words('ended'),
    ],
    rows: [
      ...warmed.map((run, s) => [warmUp, s + 1, ...rowOf(run)]),
      ...cold.map((run, s) => [0, s + 1, ...rowOf(run)]),
    ],
  });
}

const rowOf = ({ curvature, losses, divergedAt }: WarmedRun): (number | string | null)[] => [
  curvature[0] ?? null,
  divergedAt === null ? (curvature.at(-1) ?? null) : null,
  losses.at(-1) ?? null,
  divergedAt === null ? 'finished' : `diverged at step ${divergedAt}`,
];
