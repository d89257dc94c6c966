/** The numbers of a figure, to their last digit, and the difference between two engines. */

export interface Reading {
  sentence: string;
  /** The numbers of the verdict, and the cells of the data. */
  found: readonly string[];
  data: readonly string[];
}

/** From the CSV of a figure; the link in its first line contains the engine's own port. */
export function readCsv(csv: string, sentence: string): Reading {
  const [, ...lines] = csv.trim().split('\n');
  const found = lines.filter((line) => line.startsWith('# found: '));
  const data = lines.filter((line) => !found.includes(line));
  return {
    sentence,
    found: found.flatMap((line) => numbersIn(line)),
    data: data.flatMap((line) => line.split(',')),
  };
}

interface Apart {
  /** The largest difference, relative for numbers larger than 1: of the verdict, and of the data. */
  found: number;
  data: number;
  /** A difference beyond rounding. */
  failure?: string;
}

export function compare(one: Reading, other: Reading | undefined): Apart {
  if (!other) return { found: Number.NaN, data: Number.NaN, failure: 'no numbers' };
  const apart = { found: largest(one.found, other.found), data: largest(one.data, other.data) };
  return one.sentence === other.sentence
    ? apart
    : { ...apart, failure: `"${other.sentence}" instead of "${one.sentence}"` };
}

/** Numbers of a line such as `# found: loss = 2.5 (2 to 3)`. */
const numbersIn = (line: string): string[] =>
  line
    .replace(/^.* = /, '')
    .split(/ to |[ ()]+/)
    .filter((text) => text !== '');

/** Infinite if cells are neither the same text nor both numbers. */
function largest(one: readonly string[], other: readonly string[]): number {
  if (one.length !== other.length || one.length === 0) return Number.POSITIVE_INFINITY;
  return one.reduce((most, cell, k) => Math.max(most, difference(cell, other[k]!)), 0);
}

function difference(one: string, other: string): number {
  if (one === other) return 0;
  const apart = Math.abs(numberIn(one) - numberIn(other)) / Math.max(1, Math.abs(numberIn(one)));
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
}

const numberIn = (cell: string): number => (cell === '' ? Number.NaN : Number(cell));
