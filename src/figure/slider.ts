import type { IntegerParameter, NumberParameter } from '../engine/schema.ts';

type Numeric = NumberParameter | IntegerParameter;

/** Digits after the point of a number's shortest text: 2 for .05, 0 for 10, 7 for 1e-7. */
function decimals(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).toLowerCase().split('e');
  return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent));
}

/** Decimals needed for every stop of a linear slider. */
function sliderDecimals(parameter: NumberParameter): number {
  return Math.min(20, Math.max(decimals(parameter.step), decimals(parameter.min)));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** As many digits as one types; a fraction such as 4/9 has more, and is rounded. */
const TYPED_DIGITS = 8;
/** Smaller values are shown by their power of ten. */
const SHORT = 1e-4;

/**
 * A number as shown in its control: on a linear scale with the decimals of its step, on a log scale with three
 * significant digits, on one that approaches 1 with two significant digits of the distance from 1; a finer typed value
 * with all its digits.
 */
export function showOnSlider(parameter: NumberParameter, number: number): string {
  if (!Number.isFinite(number)) return String(number);
  const short =
    parameter.scale === 'log'
      ? ofLogSlider(number)
      : parameter.scale === 'log-to-one'
        ? String(lessThanOne(1 - number))
        : ofLinearSlider(number, decimals(parameter.step));
  if (Number(short) === number || Number(number.toPrecision(TYPED_DIGITS)) !== number) return short;
  return Math.abs(number) < SHORT ? number.toExponential() : String(number);
}

function ofLinearSlider(number: number, digits: number): string {
  // + 0 removes the sign of a rounded zero.
  return (Number(number.toFixed(digits)) + 0).toFixed(digits);
}

function ofLogSlider(number: number): string {
  const text = number.toPrecision(3);
  if (Math.abs(number) < SHORT) return Number(text).toExponential();
  return text.includes('e') ? String(Number(text)) : text;
}

/** 1 minus a rest of two significant digits, with as many decimals as that requires: .968 for .0316. */
function lessThanOne(rest: number): number {
  const kept = Number(rest.toPrecision(2));
  return Number((1 - kept).toFixed(decimals(kept)));
}

/** Position of a value on its slider, from 0 (min) to 1 (max); values outside are at the ends. */
export function toSlider(parameter: Numeric, value: number): number {
  const { min, max } = parameter;
  if (!(value > min)) return 0;
  if (value >= max) return 1;
  switch (parameter.scale) {
    case 'log':
      return clamp(Math.log(value / min) / Math.log(max / min), 0, 1);
    case 'log-to-one':
      return clamp(Math.log((1 - min) / (1 - value)) / Math.log((1 - min) / (1 - max)), 0, 1);
    default:
      return clamp((value - min) / (max - min), 0, 1);
  }
}

/** The part of a slider on each side of a mark that snaps to the mark: two pixels on a phone. */
const NEAR_MARK = 0.006;

/**
 * The value at a slider position from 0 to 1, or at the nearer end. Near a mark it is the mark. Elsewhere a linear
 * slider stops at every step from min, and at max; a log slider at numbers of three significant digits; one that
 * approaches 1 where the distance from 1 has two significant digits; integers are whole.
 */
export function fromSlider(parameter: Numeric, share: number): number {
  const place = clamp(share, 0, 1);
  const stop = stopAt(parameter, place);
  // The stop is checked as well as the position, so that a value returned by the slider is also returned from its own
  // position.
  return markNear(parameter, place) ?? markNear(parameter, toSlider(parameter, stop)) ?? stop;
}

function markNear(parameter: Numeric, place: number): number | undefined {
  if (parameter.kind !== 'number') return undefined;
  return parameter.marks?.find((mark) => Math.abs(toSlider(parameter, mark) - place) < NEAR_MARK);
}

function stopAt(parameter: Numeric, at: number): number {
  const { min, max } = parameter;
  if (at === 0) return min;
  if (at === 1) return max;
  if (parameter.scale === 'log') {
    const value = min * (max / min) ** at;
    return clamp(parameter.kind === 'integer' ? Math.round(value) : Number(value.toPrecision(3)), min, max);
  }
  if (parameter.scale === 'log-to-one') return clamp(lessThanOne((1 - min) * ((1 - max) / (1 - min)) ** at), min, max);
  const step = parameter.step ?? 1;
  const stop = min + step * Math.round((at * (max - min)) / step);
  const value = parameter.kind === 'integer' ? Math.round(stop) : Number(stop.toFixed(sliderDecimals(parameter)));
  return clamp(value, min, max) + 0;
}
