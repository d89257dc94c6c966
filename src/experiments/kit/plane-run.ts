import { coordinate, type Trace } from '../../engine/training/trace.ts';
import type { Column } from '../../figure/panels/panel.ts';

/** A run of two parameters as it lies on a sheet: x is phi_0, y is phi_1. Row t of each column is step t. */
export interface PlaneRun {
  x: Column;
  y: Column;
  loss: Column;
}

export const planeRun = (trace: Trace): PlaneRun => ({
  x: coordinate(trace, 0),
  y: coordinate(trace, 1),
  loss: trace.loss,
});

export const lastStep = ({ loss }: PlaneRun): number => loss.length - 1;

/** Where a run stands at a step; at its end if it has made fewer, or if no step is named. */
export function standing(run: PlaneRun, t = Number.POSITIVE_INFINITY): readonly [number, number] {
  const now = Math.min(t, lastStep(run));
  return [run.x[now]!, run.y[now]!];
}
