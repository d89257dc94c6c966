/** Tables as text: the one place that writes CSV. */

type Cell = string | number | boolean | null | undefined;

/**
 * Where a cell would begin as a formula: at the start of the text, and after whatever a spreadsheet may take for the end of
 * a cell, since not all of them separate by commas, and a quote within a cell is a letter there.
 */
const FORMULA = /(^|[,;\t\r\n])(?=(?:"|(?![\t\r\n])\s)*[-=+@|%\uff1d\uff0b\uff0d\uff20])/g;

/** Text that no spreadsheet takes for a formula: an apostrophe keeps it text. */
export const harmless = (text: string): string => text.replace(FORMULA, "$1'").replace(/^[\t\r\n]/, "'$&");

/** One cell: quoted if CSV needs it, harmless unless it is a number. */
function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null || cell === undefined ? '' : String(cell);
  const text = /^-?\d+([.,]\d+)?$/.test(cell) ? cell : harmless(cell);
  return /[",\r\n;\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of cells as CSV, the names of the columns first. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\n`).join('');

/** A file of CSV begins with a byte order mark: without it a spreadsheet takes Greek letters for something else. */
export const csvFile = (csv: string): Blob => new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' });
