import { el, type Shape } from './element.ts';
import { type MathPart, mathParts } from './math-text.ts';

export const MINUS = '\u2212';

/** Style of each part: class, baseline shift in px, and size relative to the text's. */
export const STYLE: Record<MathPart['kind'], { name?: string; shift: number; size: number }> = {
  plain: { shift: 0, size: 1 },
  symbol: { name: 'sym', shift: 0, size: 1.12 },
  subscript: { name: 'sub', shift: 3, size: 0.78 },
  superscript: { name: 'sup', shift: -4, size: 0.75 },
};

/** A text as children of an SVG text. The part after a baseline shift undoes it. */
export function mathText(text: string): (Shape | string)[] {
  let offset = 0;
  return mathParts(text).map((part) => {
    const { name, shift } = STYLE[part.kind];
    const dy = shift - offset;
    offset = shift;
    if (part.kind === 'plain' && dy === 0) return part.text;
    return el('tspan', { ...(name && { class: name }), ...(dy !== 0 && { dy }) }, part.text);
  });
}

/** A text with mathematics as HTML. */
export function mathHtml(text: string): (Shape | string)[] {
  return mathParts(text).map(({ text: piece, kind }) => {
    if (kind === 'plain') return piece;
    if (kind === 'symbol') return el('i', { class: 'sym' }, piece);
    return el(kind === 'subscript' ? 'sub' : 'sup', null, piece);
  });
}

/** Advance widths of the figure font (Source Sans 3), ASCII 32 to 126, in hundredths of the type size, plus 20. */
const WIDTHS = '(1?FFfQ-22>F-3-7FFFFFFFFFF--FFF?iJOMRIERU.DNE]UVMVMIJUHcGDJ272FFJFKBLF1FJ--F.gKJLL7>6JC\\AC?2,2F';
/** Variables are set in the mathematical italic, which is wider: lower case, capitals, and a few narrow ones. */
const SYMBOL = { small: 56, capital: 74, narrow: 38 };
/** Any other character is about as wide as a digit. */
const OTHER = 54;

/** The approximate width of a text, in px, without a browser. `size` in px; semibold is about 4 % wider. */
export function textWidth(text: string, size: number, bold = false): number {
  return mathParts(text).reduce((sum, part) => sum + partWidth(part, size, bold), 0);
}

export function partWidth({ text, kind }: MathPart, size: number, bold = false): number {
  let hundredths = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const isAscii = code >= 32 && code < 127;
    if (kind === 'symbol')
      hundredths += /[ijlrtιτ]/.test(letter) ? SYMBOL.narrow : /[A-ZΔΛΣΦ]/.test(letter) ? SYMBOL.capital : SYMBOL.small;
    else hundredths += isAscii ? WIDTHS.charCodeAt(code - 32) - 20 : letter === MINUS ? 50 : OTHER;
  }
  return (hundredths / 100) * size * STYLE[kind].size * (bold ? 1.045 : 1);
}

/** A rounded number as text, with a true minus sign, except for zero. */
export function signed(text: string): string {
  return text.replace(/^[-\u2212]/, MINUS).replace(/^\u2212(0(?:\.0+)?)$/, '$1');
}

/** A number on an axis: with as few digits as possible, a true minus sign, and powers of ten instead of many digits. */
export function axisNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-4)) return powerText(value);
  return String(Number(value.toPrecision(6))).replace('-', MINUS);
}

/** The number of a contour: with four digits, and with a power of ten where an axis would use one. */
export const contourNumber = (value: number): string => axisNumber(Number(value.toPrecision(4)));

/** `10^{−3}`, or `2 · 10^{5}` if the value is not itself a power. */
export function powerText(value: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const factor = Number((value / 10 ** exponent).toPrecision(3));
  if (exponent === 0) return String(factor).replace('-', MINUS);
  const power = `10^{${String(exponent).replace('-', MINUS)}}`;
  return factor === 1 ? power : `${String(factor).replace('-', MINUS)} · ${power}`;
}

/** An axis title that fits: without the part after a comma, or otherwise cut after a word. */
export function fitTitle(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const short = text.replace(/,[^,]*$/, '');
  if (short !== text) return fitTitle(short, size, width);
  const words = text.split(' ');
  while (words.length > 1 && textWidth(words.join(' '), size) > width) words.pop();
  return words.join(' ');
}

/** A title on one line if it fits, if necessary without the part after its last comma; otherwise on two lines. */
export function wrapTitle(text: string, size: number, width: number): string[] {
  if (textWidth(text, size) <= width) return [text];
  const short = text.replace(/,[^,]*$/, '');
  if (short !== text) return wrapTitle(short, size, width);
  return breakLine(text, size, width);
}

/** A text on one line if it fits, otherwise on two. */
export function breakLine(text: string, size: number, width: number, bold = false): string[] {
  if (textWidth(text, size, bold) <= width) return [text];
  const words = text.split(' ');
  let first = words.shift() ?? '';
  while (words.length > 1 && textWidth(`${first} ${words[0]}`, size, bold) <= width)
    first = `${first} ${words.shift()}`;
  return words.length === 0 ? [first] : [first, words.join(' ')];
}
