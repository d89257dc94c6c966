/** Text as CSV cells; all CSV is written here. */

type Cell = string | number | boolean | null | undefined;

/**
 * A position at which a cell could begin as a formula: the start of the text, and after everything that a spreadsheet
 * may read as the end of a cell, since not all of them split at commas, and a quote within a cell is then an ordinary
 * character.
 */
const FORMULA = /(^|[,;\t\r\n])(?=(?:"|(?![\t\r\n])\s)*[-=+@|%\uff1d\uff0b\uff0d\uff20])/g;

/** Text that no spreadsheet reads as a formula: an apostrophe marks it as text. */
export const harmless = (text: string): string => text.replace(FORMULA, "$1'").replace(/^[\t\r\n]/, "'$&");

/** One cell: quoted if CSV requires it, escaped unless it is a number. */
function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null || cell === undefined ? '' : String(cell);
  const text = /^-?\d+([.,]\d+)?$/.test(cell) ? cell : harmless(cell);
  return /[",\r\n;\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of cells as CSV; the first row has the names of the columns. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\n`).join('');

/** A CSV file begins with a byte order mark: without it a spreadsheet garbles Greek letters. */
export const csvFile = (csv: string): Blob => new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' });
