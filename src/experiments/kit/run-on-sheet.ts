import { coordinate, type Trace } from '../../engine/training/trace.ts';
import { type Column, type PanelPoint, path, point, type SurfacePath, some } from '../../figure/index.ts';

/** A run of two parameters as it is drawn: where it was at each step, and the loss there. */
export interface Track {
  phi0: Column;
  phi1: Column;
  loss: Column;
  divergedAt: number | undefined;
}

export const trackOf = (trace: Trace): Track => ({
  phi0: coordinate(trace, 0),
  phi1: coordinate(trace, 1),
  loss: trace.loss,
  divergedAt: trace.status.kind === 'diverged' ? trace.status.step : undefined,
});

/**
 * A run over a sheet: its path, its end and the step that is marked, and below them the path of the run that was pinned.
 * Nothing of a run that is not there yet.
 * @param lens how many steps at its end a lens may show larger
 */
export function runOnSheet(
  run: Track | undefined,
  now: number | undefined,
  before: Track | undefined,
  lens?: number,
): { paths: SurfacePath[]; points: PanelPoint[] } {
  const at = ({ phi0, phi1 }: Track, t: number): [number, number] => [phi0[t]!, phi1[t]!];
  return {
    paths: some(
      before && path('pinned path', 'baseline', { x: before.phi0, y: before.phi1 }, { label: 'the run before' }),
      run && path('path', 'run', { x: run.phi0, y: run.phi1 }, { steps: true, lens }),
    ),
    points: some(
      run && point('end', 'end', ...at(run, run.phi0.length - 1), { role: 'run' }),
      run && now !== undefined && point('now', 'now', ...at(run, now), { label: `step ${now}` }),
    ),
  };
}
