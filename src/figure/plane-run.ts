import { coordinate, type Trace } from '../engine/training/trace.ts';
import type { Column } from './panels/panel.ts';

/** A run on a map: x is phi_0, y is phi_1 or, for a run of one parameter, its loss. Row t of each column is step t. */
export interface PlaneRun {
  x: Column;
  y: Column;
  loss: Column;
  divergedAt: number | undefined;
}

/** The path and the losses of a run, for a map and a chart. */
export const planeRun = (trace: Trace): PlaneRun => ({
  x: coordinate(trace, 0),
  y: trace.dimension > 1 ? coordinate(trace, 1) : trace.loss,
  loss: trace.loss,
  divergedAt: trace.status.kind === 'diverged' ? trace.status.step : undefined,
});

type Path = Pick<PlaneRun, 'x' | 'y'>;

/** The number of steps in a run. */
export const lastStep = ({ x }: Pick<Path, 'x'>): number => x.length - 1;

/** The position of a run at a step; at its end if it has fewer steps, or if no step is given. */
export function standing(run: Path, t = Number.POSITIVE_INFINITY): readonly [number, number] {
  const now = Math.min(t, lastStep(run));
  return [run.x[now]!, run.y[now]!];
}

/** The length of a run's path up to a step, or to its end. */
export function lengthTo({ x, y }: Path, t = Number.POSITIVE_INFINITY): number {
  let length = 0;
  for (let k = 1; k <= Math.min(t, lastStep({ x })); k++) length += Math.hypot(x[k]! - x[k - 1]!, y[k]! - y[k - 1]!);
  return length;
}
