import type { IntegerParameter, NumberParameter } from '../../engine/schema.ts';
import { fromSlider, showOnSlider } from '../slider.ts';
import type { ParameterKind, Reading } from './kind.ts';

/** With a decimal point or, as in much of the world, a decimal comma. */
const decimal = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;
/** A separator and three digits may be thousands: `1.000` for an integer, `1,000` for any number. */
const grouped = { integer: /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/, number: /^[+-]?[1-9]\d{0,2},\d{3}$/ };
const groups = /^[+-]?[1-9]\d{0,2}(?:([.,'’\s])\d{3}(?:\1\d{3})+|['’\s]\d{3})$/;

/** Clamped to the range, and rounded for integers; a comma that may separate thousands is rejected. */
function read({ kind, min, max }: NumberParameter | IntegerParameter, text: string): Reading<number> {
  if (groups.test(text)) return { wrong: `has separators between its digits; write ${text.replace(/[^\d+-]/g, '')}` };
  if (grouped[kind].test(text)) {
    const [whole, small] = [text.replace(/[.,]/, ''), Number(text.replace(',', '.'))];
    return { wrong: `may mean ${whole} or ${small}; write one of them` };
  }
  if (!decimal.test(text)) return { wrong: 'is not a number' };
  // + 0 turns -0, which a link cannot distinguish from 0, into 0. 1e999 is Infinity here and is clamped.
  const number = Number(text.replace(',', '.')) + 0;
  const rounded = kind === 'integer' ? Math.round(number) + 0 : number;
  if (rounded > max) return { value: max, wrong: `is more than ${max}` };
  if (rounded < min) return { value: min, wrong: `is less than ${min}` };
  return rounded === number ? { value: number } : { value: rounded, wrong: 'is not a whole number' };
}

export const number: ParameterKind<NumberParameter> = { read, show: showOnSlider, at: fromSlider };

export const integer: ParameterKind<IntegerParameter> = { read, show: (_, value) => String(value), at: fromSlider };
