import { isNumeric, type Parameter, type Schema, type Value, type Values } from '../../engine/schema.ts';
import { everyValue } from '../parameters/index.ts';
import { fromSlider, toSlider } from '../slider.ts';

/**
 * Parameters for the number of runs or their randomness: a change of verdict at another value only resamples the claim
 * rather than breaking it.
 */
const SAMPLES = /^(?:seed|seeds|descentSeeds|runs|searches)$/;

export const isSample = (name: string): boolean => SAMPLES.test(name);

/** Distance between two options of a choice, as a fraction of a range. */
const CHOICE = 0.5;

/** Distance between two values of a parameter, as a fraction of its range on the scale of its control. */
function gap(parameter: Parameter, a: Value, b: Value): number {
  if (a === b) return 0;
  if (isNumeric(parameter) && typeof a === 'number' && typeof b === 'number')
    return Math.abs(toSlider(parameter, a) - toSlider(parameter, b));
  return CHOICE;
}

/** Distance between two settings: the square root of the sum of their squared gaps. */
export function distance(schema: Schema, a: Values, b: Values): number {
  return Math.hypot(...Object.entries(schema).map(([name, parameter]) => gap(parameter, a[name]!, b[name]!)));
}

/** Names of the parameters in which two settings differ, in the order of the schema. */
export function changedBetween(schema: Schema, a: Values, b: Values): string[] {
  return Object.keys(schema).filter((name) => a[name] !== b[name]);
}

/** Cells from a setting to the turn beside it, if the control has as many stops. */
const BETWEEN = [2, 6] as const;
/** Maximum width of a cell, as a fraction of the range. */
const WIDEST = 0.12;

/**
 * The values along one side of the map, in order: the current one and the turn exactly, others in equal steps on the
 * control's scale to both sides of them; for a parameter without a turn its whole range.
 */
export function axisValues(parameter: Parameter, now: Value, turn: Value | undefined, most: number): Value[] {
  if (!isNumeric(parameter) || typeof now !== 'number') return [...everyValue(parameter)];
  const here = toSlider(parameter, now);
  const away = typeof turn === 'number' ? toSlider(parameter, turn) - here : 0;
  if (away === 0) {
    const whole = Array.from({ length: most }, (_, k) => fromSlider(parameter, k / (most - 1)));
    const nearest = whole.reduce((best, value) =>
      gap(parameter, value, now) < gap(parameter, best, now) ? value : best,
    );
    return inOrder(whole.map((value) => (value === nearest ? now : value)));
  }
  const [fewest, finest] = BETWEEN;
  const between = (count: number): Set<Value> =>
    new Set(Array.from({ length: count + 1 }, (_, k) => fromSlider(parameter, here + (k * away) / count)));
  let cells = Math.min(finest, Math.max(fewest, Math.ceil(Math.abs(away) / WIDEST)));
  // Integers, and sliders with few stops, may have no values in between.
  while (cells > 1 && between(cells).size <= cells) cells--;
  const step = away / cells;
  const fits = (k: number): boolean => here + k * step > -1e-9 && here + k * step < 1 + 1e-9;
  const places = Array.from({ length: cells + 1 }, (_, k) => k);
  // First beyond the turn, then on the other side, until the side is long enough or the range ends at both.
  for (let k = 1; places.length < most && (fits(-k) || fits(cells + k)); k++) {
    if (fits(cells + k)) places.push(cells + k);
    if (places.length < most && fits(-k)) places.push(-k);
  }
  return inOrder(
    places.map((k) =>
      k === 0 ? now : k === cells && turn !== undefined ? turn : fromSlider(parameter, here + k * step),
    ),
  );
}

/** Without duplicates, in ascending order. */
export const inOrder = (values: readonly Value[]): Value[] =>
  [...new Set(values)].sort((a, b) => Number(a) - Number(b));
