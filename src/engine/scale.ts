import type { IntegerParameter, NumberParameter, Parameter, Value } from './schema.ts';

type Numeric = NumberParameter | IntegerParameter;

/** Digits after the point of a number's shortest text: 2 for .05, 0 for 10, 7 for 1e-7. */
function decimals(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).toLowerCase().split('e');
  return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent));
}

/** Decimals that write every stop of a linear rail. */
function railDecimals(parameter: NumberParameter): number {
  return Math.min(20, Math.max(decimals(parameter.step), decimals(parameter.min)));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** As many digits as one types; a fraction such as 4/9 has more, and is rounded. */
const TYPED_DIGITS = 8;
/** Below this a value is written by its power of ten. */
const SHORT = 1e-4;

/**
 * The text a control shows for a value: on a linear scale with the decimals of its step, on a log scale with three
 * significant digits; a finer value, as one may type, in all its digits. A choice by its label, a flag as on or off.
 * No unit.
 */
export function show(parameter: Parameter, value: Value): string {
  if (parameter.kind === 'flag') return value ? 'on' : 'off';
  if (parameter.kind === 'choice') {
    return Object.hasOwn(parameter.options, String(value)) ? parameter.options[String(value)]! : String(value);
  }
  const number = Number(value);
  if (parameter.kind === 'integer' || !Number.isFinite(number)) return String(number);
  const short = parameter.scale === 'log' ? ofLogRail(number) : ofLinearRail(number, decimals(parameter.step));
  if (Number(short) === number || Number(number.toPrecision(TYPED_DIGITS)) !== number) return short;
  return Math.abs(number) < SHORT ? number.toExponential() : String(number);
}

function ofLinearRail(number: number, digits: number): string {
  // + 0 keeps the sign away from a rounded zero.
  return (Number(number.toFixed(digits)) + 0).toFixed(digits);
}

function ofLogRail(number: number): string {
  const text = number.toPrecision(3);
  if (Math.abs(number) < SHORT) return Number(text).toExponential();
  return text.includes('e') ? String(Number(text)) : text;
}

/** Where a value stands on its rail, from 0 (min) to 1 (max); values outside stand at the ends. */
export function toRail(parameter: Numeric, value: number): number {
  const { min, max } = parameter;
  const at = parameter.scale === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return value > min ? clamp(at, 0, 1) : 0;
}

/**
 * The value at a place on the rail from 0 to 1. A linear rail stops at every step from min, and at max; a log rail at
 * numbers of three significant digits; integers are whole.
 */
export function fromRail(parameter: Numeric, place: number): number {
  const { min, max } = parameter;
  const at = clamp(place, 0, 1);
  if (at === 0) return min;
  if (at === 1) return max;
  if (parameter.scale === 'log') {
    const value = min * (max / min) ** at;
    return clamp(parameter.kind === 'integer' ? Math.round(value) : Number(value.toPrecision(3)), min, max);
  }
  const step = parameter.step ?? 1;
  const stop = min + step * Math.round((at * (max - min)) / step);
  const value = parameter.kind === 'integer' ? Math.round(stop) : Number(stop.toFixed(railDecimals(parameter)));
  return clamp(value, min, max) + 0;
}
