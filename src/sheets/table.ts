/** What was found, as a table: for the page, and as CSV for a spreadsheet. */
import { csvText, harmless } from '../widgets/figure/csv-text.ts';
import { type Judged, marked } from './judge.ts';
import { counted } from './said.ts';

export interface CheckedSheet {
  /** Its file and what is in it: the same file has one row however often it comes, and two files have two. */
  key: string;
  /** What is in it, as a text. */
  content: string;
  /** Of its file, or of the link. */
  file: string;
  name: string;
  judged: readonly Judged[];
}

const HEAD = ['name', 'file', 'exercise', 'task', 'found', 'remark', 'answer'];

/** A row for each answer. */
export function sheetsCsv(sheets: readonly CheckedSheet[]): string {
  const rows = sheets.flatMap(({ file, name, judged }) =>
    // A spreadsheet that does not separate by commas has a row in one cell, which begins with the name, so that is no number.
    judged.map(({ task, label, finding, says, value }) => [harmless(name), file, label, task, finding, says, value]),
  );
  return csvText([HEAD, ...rows]);
}

/** Sheets with more of them, in the order of their names; one that comes again takes its own place. */
export function withSheets(before: readonly CheckedSheet[], more: readonly CheckedSheet[]): CheckedSheet[] {
  return [...new Map([...before, ...more].map((sheet) => [sheet.key, sheet])).values()].sort((a, b) =>
    (a.name || a.file).localeCompare(b.name || b.file, 'en', { numeric: true }),
  );
}

/** What each row is called, by its key; sheets of the same name are numbered. */
export function rowNames(sheets: readonly CheckedSheet[]): ReadonlyMap<string, string> {
  const met = new Map<string, number>();
  return new Map(
    sheets.map(({ key, name, file }) => {
      const called = name || file;
      const nth = (met.get(called) ?? 0) + 1;
      met.set(called, nth);
      return [key, nth === 1 ? called : `${called} (${nth})`];
    }),
  );
}

/** Of each sheet that is the same as one above it, which that is; in the order of the rows. */
export function twinsIn(sheets: readonly CheckedSheet[]): { sheet: CheckedSheet; first: CheckedSheet }[] {
  const firsts = new Map<string, CheckedSheet>();
  return sheets.flatMap((sheet) => {
    const first = firsts.get(sheet.content);
    if (first) return [{ sheet, first }];
    firsts.set(sheet.content, sheet);
    return [];
  });
}

/** The column for answers to no task of the site, however many somebody has made up. */
const NOWHERE = '';
export const columnOf = ({ task, finding }: Judged): string =>
  finding === 'unknown' || finding === 'elsewhere' ? NOWHERE : task;

/** The exercises that any of the sheets answers, in the order of the pages; last what is no task. */
export function columnsOf(sheets: readonly CheckedSheet[]): { task: string; label: string }[] {
  const labels = new Map(sheets.flatMap(({ judged }) => judged.map((one) => [columnOf(one), one.label] as const)));
  const nowhere = labels.delete(NOWHERE) ? [{ task: NOWHERE, label: 'no task' }] : [];
  const known = [...labels].map(([task, label]) => ({ task, label }));
  return [...known.sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true })), ...nowhere];
}

/** Of the marked answers of a sheet a line each; those to no task share one. */
export function markedIn({ judged }: CheckedSheet): { label: string; finding: Judged['finding']; says: string }[] {
  const bad = judged.filter(({ finding }) => marked.includes(finding));
  const unknown = bad.filter(({ finding }) => finding === 'unknown');
  const [first] = unknown;
  const rest = bad.filter(({ finding }) => finding !== 'unknown');
  if (!first) return rest;
  const names = unknown.slice(0, 3).map(({ label }) => `“${label}”`);
  const more = unknown.length > names.length ? ', and so on' : '';
  const says =
    unknown.length === 1
      ? first.says
      : `${unknown.length} answers are to no task of this site: ${names.join(', ')}${more}.`;
  return [...rest, { label: unknown.length === 1 ? first.label : '', finding: 'unknown', says }];
}

/** What was found in all, in one sentence. */
export function summaryOf(sheets: readonly CheckedSheet[]): string {
  if (sheets.length === 0) return '';
  const all = sheets.flatMap(({ judged }) => judged);
  const met = all.filter(({ finding }) => finding === 'met').length;
  const bad = all.filter(({ finding }) => marked.includes(finding)).length;
  const open = all.filter(({ finding }) => finding === 'open').length;
  const parts = [
    `${met} met`,
    open > 0 && `${open} open`,
    bad > 0 && `${bad} marked, because ${bad === 1 ? 'it is' : 'they are'} not confirmed`,
    open + bad === 0 && 'and all are confirmed',
  ].filter((text) => text !== false);
  return `${counted(sheets.length, 'sheet')} with ${counted(all.length, 'answer')}: ${parts.join(', ')}.`;
}
