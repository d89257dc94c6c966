import type { Panel } from '../../figure/panels/panel.ts';
import type { Coordinate } from './task.ts';

const YOURS = 'your guess';

/** The panels of a figure with a line at the number that a reader predicted, if it is within their axis. */
export const withGuess = (panels: readonly Panel[], { panel, axis }: Coordinate, guess: number): Panel[] =>
  panels.map((one) => {
    if (one.name !== panel || (one.kind !== 'chart' && one.kind !== 'surface')) return one;
    const [from, to] = one[axis].domain;
    if (!(guess >= from && guess <= to)) return one;
    if (one.kind === 'chart')
      return { ...one, references: [...(one.references ?? []), { axis, at: guess, label: YOURS, role: 'run' }] };
    const ends = Float64Array.from((axis === 'x' ? one.y : one.x).domain);
    const there = Float64Array.of(guess, guess);
    const line = axis === 'x' ? { x: there, y: ends } : { x: ends, y: there };
    return { ...one, lines: [...(one.lines ?? []), { name: YOURS, role: 'run', ...line, label: YOURS }] };
  });
