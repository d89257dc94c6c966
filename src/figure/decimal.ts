/** A number as typed by a reader: with digits, a point or a comma, and a typeset minus; NaN otherwise. */
export function decimal(typed: string): number {
  const text = typed
    .trim()
    .replace(/[\u2012-\u2014\u2212]/g, '-')
    .replace(',', '.');
  // Number() alone would also accept 0x10 and Infinity, and an empty text as 0.
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
