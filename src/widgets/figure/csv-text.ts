/** Tables as text: the one place that writes CSV. */

export type Cell = string | number | boolean | null | undefined;

/** What a spreadsheet would take for a formula. */
const isFormula = (text: string): boolean => /^\s*[=+\-@|%]|^[\t\r\n]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text);

/** One cell: quoted if CSV needs it. Text that could be a formula gets an apostrophe, with which it stays text. */
function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null || cell === undefined ? '' : String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n;\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of cells as CSV, the names of the columns first. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\n`).join('');

/** A file of CSV begins with a byte order mark: without it a spreadsheet takes Greek letters for something else. */
export const csvFile = (csv: string): Blob => new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' });
