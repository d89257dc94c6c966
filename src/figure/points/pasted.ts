/** Parses points from pasted text or a file: a column of numbers, or two of a table from a spreadsheet. */
import { type Point, type PointLimits, rounded, wrongCoordinate, wrongTogether } from '../../engine/points.ts';

/** A line without a point, and the reason. */
interface RefusedLine {
  line: number;
  /** The line's text, shortened. */
  text: string;
  /** `has one number where it needs two`. */
  why: string;
}

interface Pasted {
  points: Point[];
  /** Lines that could not be parsed or are not allowed; without headings, comments and empty lines. */
  refused: RefusedLine[];
  /** Why the points are not acceptable together, as `are …`; undefined if they are. */
  wrong: string | undefined;
  /** Whether there was one number on each line, so that x counts the lines. */
  counted: boolean;
}

/** Maximum length of the text: sixty points take a fiftieth of it. */
export const LONGEST = 200_000;
/** Maximum number of characters shown of a line. */
const SHOWN = 40;

interface Line {
  line: number;
  text: string;
  cells: readonly string[];
}

/**
 * Parses each line separately, so that an invalid one, such as an unclosed quotation mark, does not affect others.
 * Cells are separated by tabs, semicolons, commas or spaces; if commas do not separate cells they may be decimal
 * points. A first line without a number is a heading, which may name the columns x and y. Lines that begin with # are
 * comments. One number on each line is y, with the line number as x.
 */
export function readPasted(given: string, limits: PointLimits): Pasted {
  if (given.length > LONGEST) {
    const why = `starts a text of ${given.length} characters; the limit is ${LONGEST}`;
    return { points: [], refused: [{ line: 1, text: shortened(given), why }], wrong: 'are none', counted: false };
  }
  const lines = linesOf(given);
  const [first] = lines;
  const heading = first && !first.cells.some(isNumber) && !first.cells.some(isFormula) ? first : undefined;
  const columns = columnsOf(heading);
  const body = heading ? lines.slice(1) : lines;
  const counted = body.length > 0 && body.every(({ cells }) => cells.length === 1);
  const points: Point[] = [];
  const refused: RefusedLine[] = [];
  for (const { line, text, cells } of body) {
    const chosen = counted
      ? [String(points.length + 1), ...cells]
      : columns
        ? columns.map((i) => cells[i] ?? '')
        : cells;
    const read = pointOf(chosen, limits);
    const full = points.length === limits.most;
    if (typeof read !== 'string' && !full) points.push(read);
    else {
      const why = typeof read === 'string' ? read : `is one more than the limit of ${limits.most} points`;
      refused.push({ line, text: shortened(text), why });
    }
  }
  return { points, refused, wrong: wrongTogether(points, limits), counted };
}

/** The rejected lines, a sentence for each; for very many the first few, and the number of others. */
export function refusals(refused: readonly RefusedLine[], most = 8): string[] {
  const complaints = refused.slice(0, most).map(({ line, text, why }) => `Line ${line} ${why}: “${text}”.`);
  const more = refused.slice(most).map(({ line }) => line);
  if (more.length === 0) return complaints;
  return [...complaints, `${more.length} more lines were refused: ${rangesOf(more)}.`];
}

/** Ascending integers, with consecutive ones as `12 to 40`. */
function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`)).join(', ');
}

function linesOf(given: string): Line[] {
  return given
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((whole, i): Line[] => {
      const text = whole.normalize('NFKC').replaceAll(MINUS, '-').trim();
      return text === '' || text.startsWith('#') ? [] : [{ line: i + 1, text, cells: cellsOf(text) }];
    });
}

/** Typeset minus signs. */
const MINUS = /[\u2012-\u2014\u2212]/g;
const NUMBER = /^[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?$/i;
/** 1,5 2,5: if cells are separated by spaces, the commas are decimal points. */
const DECIMAL_COMMAS = /^"?[-+]?\d*,\d+"?\s+"?[-+]?\d*,\d+"?$/;

function cellsOf(line: string): string[] {
  const mark = ['\t', ';'].find((sign) => line.includes(sign)) ?? (DECIMAL_COMMAS.test(line) ? ' ' : ',');
  const cells = line.includes(mark) && mark !== ' ' ? splitOutside(line, mark) : line.split(/\s+/);
  const bare = cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  // A table may end each of its lines with a separator.
  while (bare.length > 1 && bare.at(-1) === '') bare.pop();
  return bare;
}

/** Splits at a character outside quotes. */
function splitOutside(line: string, mark: string): string[] {
  const cells = [''];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    if (sign === mark && !quoted) cells.push('');
    else cells[cells.length - 1] += sign;
  }
  return cells;
}

const isNumber = (cell: string): boolean => NUMBER.test(cell);
/** A spreadsheet would compute it; nothing here does. */
const isFormula = (cell: string): boolean => /^[=@]|^[-+](?![\d.,])/.test(cell);

/** The columns that a heading calls x and y; undefined if it does not. */
function columnsOf(heading: Line | undefined): readonly [number, number] | undefined {
  const names = heading?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const [x, y] = [names.indexOf('x'), names.indexOf('y')];
  return x >= 0 && y >= 0 ? [x, y] : undefined;
}

/** The point of a line, or its error. */
function pointOf(cells: readonly string[], limits: PointLimits): Point | string {
  if (cells.some(isFormula)) return 'contains a formula; only numbers are read';
  if (cells.length < 2 || cells.slice(0, 2).includes('')) return 'has one cell instead of two numbers';
  if (cells.length > 2) return `has ${cells.length} cells instead of two numbers`;
  const stray = cells.find((cell) => !isNumber(cell));
  if (stray !== undefined) return 'contains something that is not a number';
  const [x = Number.NaN, y = Number.NaN] = cells.map((cell) => Number(cell.replace(',', '.')));
  const wrongX = wrongCoordinate(x, limits.x);
  if (wrongX) return `has an x that ${wrongX}`;
  const wrongY = wrongCoordinate(y, limits.y);
  return wrongY ? `has a y that ${wrongY}` : [rounded(x), rounded(y)];
}

const shortened = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
