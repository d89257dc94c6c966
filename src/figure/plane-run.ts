import { coordinate, type Trace } from '../engine/training/trace.ts';
import { some } from './defined.ts';
import { point } from './panels/chart.ts';
import type { Column, PanelPoint, SurfacePath } from './panels/panel.ts';
import { path } from './panels/sheet.ts';

/** A run as it lies on a sheet: x is phi_0, y is phi_1 or, of a run of one parameter, its loss. Row t of each column is step t. */
export interface PlaneRun {
  x: Column;
  y: Column;
  loss: Column;
  divergedAt: number | undefined;
}

export const planeRun = (trace: Trace): PlaneRun => ({
  x: coordinate(trace, 0),
  y: trace.dimension > 1 ? coordinate(trace, 1) : trace.loss,
  loss: trace.loss,
  divergedAt: trace.status.kind === 'diverged' ? trace.status.step : undefined,
});

type Path = Pick<PlaneRun, 'x' | 'y'>;

export const lastStep = ({ x }: Pick<Path, 'x'>): number => x.length - 1;

/** Where a run stands at a step; at its end if it has made fewer, or if no step is named. */
export function standing(run: Path, t = Number.POSITIVE_INFINITY): readonly [number, number] {
  const now = Math.min(t, lastStep(run));
  return [run.x[now]!, run.y[now]!];
}

/** A run as a reader looks at it: its last step, the step that is marked, and the run that was pinned. */
export interface InView<R> {
  run: R;
  last: number;
  now: number | undefined;
  before: R | undefined;
}

export function inView<R extends Pick<PlaneRun, 'loss'>>(
  run: R,
  at: number | undefined,
  before: R | undefined,
): InView<R> {
  const last = run.loss.length - 1;
  return { run, last, now: at === undefined ? undefined : Math.min(at, last), before };
}

/** How far a run has walked up to a step, or to its end. */
export function lengthTo({ x, y }: Path, t = Number.POSITIVE_INFINITY): number {
  let length = 0;
  for (let k = 1; k <= Math.min(t, lastStep({ x })); k++) length += Math.hypot(x[k]! - x[k - 1]!, y[k]! - y[k - 1]!);
  return length;
}

/**
 * A run over a sheet: its path, its end and the step that is marked, and below them the path of the run that was pinned.
 * Nothing of a run that is not there yet.
 * @param lens how many steps at its end a lens may show larger
 * @param warned rows to which a step leads that is drawn as a warning; the others are then of one weight
 */
export function runOnSheet(
  run: PlaneRun | undefined,
  now: number | undefined,
  before: PlaneRun | undefined,
  lens?: number,
  warned?: readonly number[],
): { paths: SurfacePath[]; points: PanelPoint[] } {
  return {
    paths: some(
      before && path('pinned path', 'baseline', before, { label: 'the run before' }),
      run && path('path', 'run', run, { steps: true, lens, ...(warned?.length && { warned, hops: true }) }),
    ),
    points: some(
      run && point('end', 'end', ...standing(run), { role: 'run' }),
      run && now !== undefined && point('now', 'now', ...standing(run, now), { label: `step ${now}` }),
    ),
  };
}
