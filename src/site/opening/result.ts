/** The result of a game that is over, for the gauge. */
import type { Presentation } from '../../figure/experiment.ts';
import type { Role, SurfacePanel } from '../../figure/panels/panel.ts';
import { tintOf } from '../../widgets/panels/picture.ts';

interface Result {
  /** Share of the way down at which the reader ended; none if nobody walked. */
  you: number | undefined;
  rules: { role: Role; way: number }[];
  /** The tints of the land: each as far down as this share of the way, and those that follow over it. */
  tints: { way: number; tint: number }[];
}

/** By the names of the numbers that a game has when it is over. */
export function resultOf({ numbers }: Pick<Presentation, 'numbers'>, { paths = [], bands }: SurfacePanel): Result {
  const number = (name: string): number => numbers[name]?.value ?? Number.NaN;
  const levels = bands?.levels ?? [];
  const [start, lowest] = [number('startHeight'), number('lowestHeight')];
  return {
    you: number('made') > 0 ? number('you') : undefined,
    rules: paths.flatMap(({ role }) => (role !== 'run' && numbers[role] ? [{ role, way: number(role) }] : [])),
    tints: [lowest, ...levels].map((height, k) => ({
      way: (start - height) / (start - lowest),
      tint: tintOf(k, levels.length, bands?.deepest),
    })),
  };
}
