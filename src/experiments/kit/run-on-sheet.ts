import { type Column, type PanelPoint, path, point, type SurfacePath, some } from '../../figure/index.ts';

/** Where a run of two parameters was at each step. */
export interface Track {
  phi0: Column;
  phi1: Column;
}

/**
 * A run over a sheet: its path, its end and the step that is marked, and below them the path of the run that was pinned.
 * Nothing of a run that is not there yet.
 */
export function runOnSheet(
  run: Track | undefined,
  now: number | undefined,
  before: Track | undefined,
): { paths: SurfacePath[]; points: PanelPoint[] } {
  const at = ({ phi0, phi1 }: Track, t: number): [number, number] => [phi0[t]!, phi1[t]!];
  return {
    paths: some(
      before && path('pinned path', 'baseline', { x: before.phi0, y: before.phi1 }),
      run && path('path', 'run', { x: run.phi0, y: run.phi1 }, { steps: true }),
    ),
    points: some(
      run && point('end', 'end', ...at(run, run.phi0.length - 1), { role: 'run' }),
      run && now !== undefined && point('now', 'now', ...at(run, now), { label: `step ${now}` }),
    ),
  };
}
