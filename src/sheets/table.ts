/** What was found, as a table: for the page, and as CSV for a spreadsheet. */
import type { Judged } from './judge.ts';

export interface CheckedSheet {
  /** Of its file, or of the link. */
  file: string;
  name: string;
  judged: readonly Judged[];
}

const HEAD = ['name', 'file', 'exercise', 'task', 'found', 'remark', 'answer'];

/** A row for each answer. */
export function sheetsCsv(sheets: readonly CheckedSheet[]): string {
  const rows = sheets.flatMap(({ file, name, judged }) =>
    judged.map(({ task, label, finding, says, value }) => [name, file, label, task, finding, says, value]),
  );
  return `${[HEAD, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** One cell. What a spreadsheet would take for a formula gets an apostrophe, with which it is text. */
export function cell(text: string): string {
  const harmless = /^\s*[=+\-@|%]|^[\t\r\n]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n;\t']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The exercises that any of the sheets answers, in the order of the pages. */
export function columnsOf(sheets: readonly CheckedSheet[]): { task: string; label: string }[] {
  const labels = new Map(sheets.flatMap(({ judged }) => judged.map(({ task, label }) => [task, label] as const)));
  return [...labels]
    .map(([task, label]) => ({ task, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }));
}
