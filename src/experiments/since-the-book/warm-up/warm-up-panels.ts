import { mean } from '../../../engine/statistics/summary.ts';
import * as f from '../../../figure/index.ts';
import { frozenAt, isLostOnParabola, pointsOf, type WarmedRun } from './warmed-run.ts';

export interface Shown {
  alpha: number;
  warmUp: number;
  steps: number;
  warmed: readonly WarmedRun[];
  cold: readonly WarmedRun[];
  /** The current step; default: the last. */
  at?: number | undefined;
}

/** Faint lines for the seeds, and a strong one for the mean of those that finish, or of all if none does. */
function seeds(
  name: string,
  role: f.Role,
  runs: readonly WarmedRun[],
  of: (run: WarmedRun) => [number[], number[]],
  label = name,
): f.ChartSeries[] {
  const drawn = runs.map(of);
  const faint = drawn.map(([x, y], s) =>
    f.line(`${name}, seed ${s + 1}`, role, x, y, {
      faint: true,
      crowd: `each seed, ${name}`,
    }),
  );
  const finished = drawn.filter((_, s) => runs[s]?.divergedAt === null);
  const [first] = finished;
  // A mean of lost runs would stop abruptly with the first of them.
  if (!first) return faint.map((one, s) => ({ ...one, faint: false, ...(s === 0 && { label }) }));
  const y = first[1].map((_, k) => mean(finished.map(([, values]) => values[k]!)));
  return [...faint, f.line(name, role, first[0], y, { label })];
}

/**
 * Crosses at the ends of lost runs, up to the current step; for runs that leave a chart at its top, at `top`, slightly
 * below it.
 */
const crosses = (
  { at = Number.POSITIVE_INFINITY }: Shown,
  runs: readonly WarmedRun[],
  top: number,
  of: (run: WarmedRun) => [number[], number[]],
): f.PanelPoint[] =>
  runs
    .filter(({ divergedAt }) => divergedAt !== null)
    .map((run) => of(run).map((column) => column.at(-1)) as [number?, number?])
    .flatMap(([x, y]) => (x !== undefined && y !== undefined && x <= at ? [[x, Math.min(y, top)] as const] : []))
    .map(([x, y], s) =>
      f.point('cross', `lost run ${s + 1}`, x, y, { role: 'danger', label: s === 0 ? 'lost' : undefined }),
    );

/** The last step on the charts: soon after the last run has left them, if none with this warm-up finishes. */
export function lastStep({ steps, warmed }: Pick<Shown, 'steps' | 'warmed'>): number {
  if (warmed.length === 0 || warmed.some(({ divergedAt }) => divergedAt === null)) return steps;
  const left = warmed.flatMap((run) => [onChart(run), swingsOf(run, steps)].map(([x]) => x.at(-1) ?? 0));
  return Math.min(steps, Math.ceil(1.25 * Math.max(...left)));
}

const EDGE = 'the edge, 2/*a*';
const PARABOLA = 'on a parabola';
const CURVATURE = 'curvature';
const SWING = 'swing';
const ownName = (warmUp: number): string => (warmUp > 1 ? 'with warm-up' : 'without warm-up');
/** Names of the lines in a scene's two charts, which share their steps. */
const NAMES = [EDGE, PARABOLA, CURVATURE, SWING];

/** Above this a run is off the chart. */
const MOST = 20;

/**
 * The curve up to the point where a run leaves the chart at its top. A lost run may even have a large negative
 * curvature.
 */
function onChart({ at, curvature }: WarmedRun): [number[], number[]] {
  const off = curvature.findIndex((value) => value > MOST || value < 0);
  const until = off < 0 ? curvature.length : off + 1;
  return [at.slice(0, until), curvature.slice(0, until).map((value, k) => (k === off ? MOST : value))];
}

export function curvatureChart(shown: Shown): f.ChartPanel {
  const { alpha, warmUp, warmed } = shown;
  const steps = lastStep(shown);
  // The step at which it enters the chart.
  const first = Math.max(0, Math.min(steps, (2 * warmUp) / (alpha * MOST) - 1));
  const x = Float64Array.from({ length: 240 }, (_, k) => first + ((steps - first) * k) / 239);
  const edge = x.map((t) => (2 / alpha) * Math.max(1, warmUp / (t + 1)));
  return f.chart({
    name: 'curvature',
    title: 'The largest curvature while the rate rises, and the edge 2/a',
    x: f.axis('step *t*', [0, steps]),
    y: f.axis('largest curvature λ_max', [0, MOST]),
    steps: true,
    names: NAMES,
    series: f.some(
      f.line('the edge, 2/a at that step', 'theory', x, edge, { label: EDGE }),
      ...seeds(ownName(warmUp), 'run', warmed, onChart, CURVATURE),
    ),
    points: crosses(shown, warmed, 0.96 * MOST, onChart),
  });
}

/** The step at which the mean curvature first reaches the edge, while the edge is still falling. */
export function meetsAt({ alpha, warmUp, warmed }: Pick<Shown, 'alpha' | 'warmUp' | 'warmed'>): number | undefined {
  const at = warmed[0]?.at ?? [];
  return at.find((t, k) => {
    const there = warmed.map(({ curvature }) => curvature[k]);
    return (
      t < warmUp && there.every((one) => one !== undefined) && mean(f.some(...there)) * alpha * (t + 1) >= 2 * warmUp
    );
  });
}

const TOP = 6;

export function lossChart(shown: Shown): f.ChartPanel {
  const { warmUp, steps, warmed } = shown;
  const cold = warmUp > 1 ? shown.cold : [];
  const points = [0, ...pointsOf(steps)];
  // A run that diverged leaves the chart at its top.
  const losses = ({ losses: all, divergedAt }: WarmedRun): [number[], number[]] => {
    const there = all.flatMap((loss, k) => (loss === null ? [] : [[points[k]!, Math.min(loss, TOP)] as const]));
    if (divergedAt !== null) there.push([Math.max(divergedAt, there.at(-1)?.[0] ?? 0), TOP]);
    return [there.map(([t]) => t), there.map(([, loss]) => loss)];
  };
  return f.chart({
    name: 'loss',
    title: 'The loss of each seed, and their mean',
    x: f.axis('step *t*', [0, lastStep(shown)]),
    y: f.logAxis('loss *L*', [0.05, TOP], { ticks: [0.1, 0.3, 1], format: 'number' }),
    series: f.some(
      ...seeds('without', 'baseline', cold, losses),
      ...seeds(warmUp > 1 ? 'with warm-up' : 'without', 'run', warmed, losses),
    ),
    points: crosses(shown, [...warmed, ...cold], 0.85 * TOP, losses),
  });
}

const [LEAST, WIDEST] = [1e-6, 10];

/** The swings up to the point where a run leaves the chart at its top. */
function swingsOf({ swings }: WarmedRun, steps: number): [number[], number[]] {
  const points = pointsOf(steps);
  const off = swings.findIndex((swing) => swing > WIDEST);
  const there = swings.slice(0, off < 0 ? swings.length : off + 1).flatMap((swing, k) => {
    // The first step has no previous one from which to turn.
    return swing > 0 ? [[points[k]!, Math.min(swing, WIDEST)] as const] : [];
  });
  return [there.map(([t]) => t), there.map(([, swing]) => swing)];
}

/** The width of the runs' swings, and their width if the surface were a parabola. */
export function swingChart(shown: Shown): f.ChartPanel {
  const { warmUp, steps, warmed, at = Number.POSITIVE_INFINITY } = shown;
  const swings = (run: WarmedRun) => swingsOf(run, steps);
  const frozen = warmed.flatMap((run, s) => {
    if (!isLostOnParabola(run)) return [];
    const { frozen: all } = run;
    const y = Float64Array.from(all.slice(0, Math.max(0, at - frozenAt(warmUp) + 1)));
    if (y.length < 2) return [];
    const x = y.map((_, k) => frozenAt(warmUp) + k);
    return [f.line(`on a parabola, seed ${s + 1}`, 'theory', x, y, s === 0 ? { label: PARABOLA } : {})];
  });
  return f.chart({
    name: 'swing',
    title: 'How wide the runs swing, and how wide they would on a parabola',
    x: f.axis('step *t*', [0, lastStep(shown)]),
    steps: true,
    y: f.logAxis('width of the swing from wall to wall', [LEAST, WIDEST], { ticks: [1e-4, 1e-2, 1], format: 'power' }),
    names: NAMES,
    series: f.some(...seeds(ownName(warmUp), 'run', warmed, swings, SWING), frozen),
    points: crosses(shown, warmed, 0.6 * WIDEST, swings),
  });
}

export function runTable({ warmUp, warmed, cold }: Shown): f.TablePanel {
  return f.table({
    name: 'runs',
    title: 'Every run, in numbers',
    columns: [
      f.figures('warm-up, steps', 0),
      f.figures('seed', 0),
      f.figures('λ_max at the start', 2),
      f.figures('λ_max at the end', 2),
      f.figures('loss at the end', 4),
      f.words('ended'),
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
