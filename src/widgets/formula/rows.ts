/** The rows of numbers of a formula: `along, across`. */
export const rowsOf = (rows: string | undefined): string[] =>
  (rows ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
