/** The grid on which a rule is tuned: all its memories at coarse rates, then the rates around the best. */
import { rateGrid } from '../../engine/statistics/index.ts';

/** Values of some hyperparameters by name; the others have their defaults. */
export type Setting = Readonly<Record<string, number>>;
/** Hyperparameters tuned besides the rate, and the values to try. */
export type Memories = Readonly<Record<string, readonly number[]>>;

/** Rates tried first, each four times the last, and factors on these for the finalists. */
const FIRST_RATES = rateGrid(2.5e-4, 8.2, 0.5);
const AROUND = [0.5, Math.SQRT1_2, 1, Math.SQRT2, 2];

/** All memories at all coarse rates. */
export function coarse(rateName: string, tune: Memories = {}): Setting[] {
  const memories = Object.entries(tune).reduce<Setting[]>(
    (settings, [name, values]) => settings.flatMap((setting) => values.map((value) => ({ ...setting, [name]: value }))),
    [{}],
  );
  return memories.flatMap((memory) => FIRST_RATES.map((rate) => ({ ...memory, [rateName]: rate })));
}

/** The finalists at their own rates and those around them. */
export const around = (rateName: string, finalists: readonly Setting[]): Setting[] =>
  finalists.flatMap((setting) => AROUND.map((factor) => ({ ...setting, [rateName]: setting[rateName]! * factor })));
