/** A number as a reader types it: with digits, a point or a comma, and a typeset minus; NaN if it is anything else. */
export function decimal(typed: string): number {
  const text = typed
    .trim()
    .replace(/[\u2012-\u2014\u2212]/g, '-')
    .replace(',', '.');
  // Number alone would also read 0x10, Infinity, and nothing as 0.
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
