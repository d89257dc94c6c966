/** As many digits as a px of the sheet is worth. */
export function rounded(value: number, [from, to]: readonly [number, number]): number {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(to - from))));
  return Number(value.toFixed(digits));
}
