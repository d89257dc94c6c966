/** What the gauge shows of a game that is over. */
import type { Presentation } from '../../figure/experiment.ts';
import type { Role, SurfaceBands, SurfacePanel } from '../../figure/panels/panel.ts';

export interface Result {
  /** Share of the way down at which the reader ended; none where nobody walked. */
  you: number | undefined;
  rules: { role: Role; way: number }[];
  tints: { bands: SurfaceBands; wayAt(height: number): number } | undefined;
}

/** By the names of the numbers that a game has when it is over. */
export function resultOf({ numbers }: Pick<Presentation, 'numbers'>, { paths = [], bands }: SurfacePanel): Result {
  const number = (name: string): number => numbers[name]?.value ?? Number.NaN;
  const [start, lowest] = [number('startHeight'), number('lowestHeight')];
  return {
    you: number('made') > 0 ? number('you') : undefined,
    rules: paths.flatMap(({ role }) => (role !== 'run' && numbers[role] ? [{ role, way: number(role) }] : [])),
    tints: bands && { bands, wayAt: (height) => (start - height) / (start - lowest) },
  };
}
