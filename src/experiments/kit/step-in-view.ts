import { type Column, path, point, type SurfacePanel, type SurfacePath } from '../../figure/index.ts';
import { gaborCloseUp } from './gabor-close-up.ts';

/** Number of past steps drawn before the current one. */
const TAIL = 12;

type Coordinates = readonly [Column, Column];

/** The path to the current state. */
export function stepsBefore([phi0, phi1]: Coordinates, t: number): SurfacePath {
  const first = Math.max(0, t - TAIL);
  return path('steps before', 'baseline', { x: phi0.slice(first, t + 1), y: phi1.slice(first, t + 1) });
}

/** The last state of a run, which has no next step. */
export function endOfRun(phi: Coordinates, t: number): SurfacePanel {
  const at = (step: number) => [phi[0][step]!, phi[1][step]!] as const;
  return {
    ...gaborCloseUp([at(t), at(Math.max(0, t - 1))]),
    title: `The run has ended after step ${t}: no update follows`,
    paths: [stepsBefore(phi, t)],
    points: [point('end', 'end', ...at(t), { role: 'run', label: 'the end' })],
  };
}
