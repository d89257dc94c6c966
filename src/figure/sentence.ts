import type { Presentation, ShownNumber } from './experiment.ts';

const MINUS = '\u2212';

/** Shown for a number that does not exist at these values, such as the step of a first rise if nothing rises. */
const ABSENT = '\u2013';

/**
 * A number as text: with its digits, a true minus sign, and its interval if it has one. With an interval, no more
 * digits are shown than the spread justifies, and no interval that would repeat the number. A number that does not
 * exist (NaN) is an en dash.
 */
export const showNumber = (number: ShownNumber): string => numberTexts(number).whole;

/**
 * A text, and a short one without the interval, shown at first in a sentence. They are equal if there is no
 * interval.
 */
export function numberTexts(number: ShownNumber): { short: string; whole: string } {
  const { value, low, high, percent, unit } = number;
  if (Number.isNaN(value)) return { short: ABSENT, whole: ABSENT };
  const suffix = (percent ? '\u00a0%' : '') + (unit ?? '');
  const scale = percent ? 100 : 1;
  const spread = low === undefined || high === undefined ? Number.NaN : scale * (high - low);
  const write = writer(number, scale * value, spread);
  const text = write(scale * value);
  const short = text + suffix;
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high))
    return { short, whole: short };
  const [from, to] = [write(scale * low), write(scale * high)];
  return { short, whole: from === text && to === text ? short : `${text} [${from}, ${to}]${suffix}` };
}

/** Numbers below this, and from `LONG` on, are shown by their power of ten. */
const SHORT = 1e-4;
const LONG = 1e6;

/** Formats a number and the ends of its interval: all three with the same number of decimals. */
function writer({ digits, significant }: ShownNumber, value: number, spread: number): (v: number) => string {
  const decimals = significant ? digits - 1 - exponentOf(value) : digits;
  const alone = significant && (!(spread > 0) || decimals < 0 || Math.abs(value) < SHORT);
  // Half an interval justifies two significant digits.
  const most = spread > 0 && spread < Number.POSITIVE_INFINITY ? Math.max(0, 1 - exponentOf(spread / 2)) : decimals;
  return (v) => {
    if (!Number.isFinite(v)) return v < 0 ? `${MINUS}∞` : '∞';
    const text =
      alone || (decimals > 0 && Math.abs(v) >= LONG)
        ? significantDigits(v, significant ? digits : 3)
        : v.toFixed(Math.min(decimals, most));
    return text.replace('-', MINUS).replace(/^\u2212(0(?:\.0+)?)$/, '$1');
  };
}

/** The power of ten of a number's first digit; 0 if there is none. */
function exponentOf(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0 : Number(value.toExponential().split('e')[1]);
}

/** `0.000125`, `12000`, `0`, and `1.25e−9` if there would be many zeros. */
function significantDigits(value: number, digits: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size < SHORT ? value.toExponential(digits - 1) : value.toPrecision(digits);
  if (text.includes('e+') && size < LONG) return String(Number(text));
  const power = /^(.+?)(?:\.?0+)?e([+-])(\d+)$/.exec(text);
  return power ? `${power[1]}e${power[2] === '-' ? MINUS : ''}${power[3]}` : text;
}

/** The nouns counted in verdicts, in the plural. */
const COUNTED_NOUN = /^ (step|run|seed|epoch|start|example|batch|iteration|update|trial|search)e?s\b/;

type SentencePart = { text: string; number?: string };

/** Splits a verdict at its `{name}`s, each replaced by that number as text; after a 1, `steps` becomes `step`. */
export function sentenceParts(text: string, numbers: Presentation['numbers']): SentencePart[] {
  let isOne = false;
  return text
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) return { text: isOne ? piece.replace(COUNTED_NOUN, ' $1') : piece };
      const shown = numbers[name];
      if (!shown) throw new Error(`the verdict names {${name}}, but the numbers are ${listed(numbers)}`);
      isOne = shown.value === 1 && showNumber(shown) === '1';
      return { text: showNumber(shown), number: name };
    });
}

const listed = (numbers: Presentation['numbers']): string => Object.keys(numbers).join(', ') || 'none';

/** @throws Error if a verdict names a missing number; the message lists the existing ones */
export function checkVerdict({ verdict, numbers }: Presentation): void {
  sentenceParts(verdict.text, numbers);
}

/** The verdict as one plain sentence, as for a screen reader. */
export function sentence(presentation: Presentation): string {
  return sentenceParts(presentation.verdict.text, presentation.numbers)
    .map((piece) => piece.text)
    .join('')
    .replace(/\*(\w+)\*|_\{?(\w+)\}?/g, '$1$2');
}
