/** The findings as a table, for the page and as CSV. */
import { csvText, harmless } from '../../widgets/page/csv-text.ts';
import { type ListedTask, titleIn } from './catalogue.ts';
import { counts, findingWords, type Judged, marked } from './judge.ts';
import type { Sheet } from './sheet.ts';
import { counted } from './texts.ts';

export interface CheckedSheet {
  /** Its file and content: the same file always has one row, and two files have two. */
  key: string;
  content: string;
  /** The name of the file. */
  file: string;
  name: string;
  /** The sheet as it was read, to be checked again. */
  sheet: Sheet;
  judged: readonly Judged[];
}

const HEAD = ['name', 'file', 'exercise', 'task', 'verdict', 'remark', 'answer', 'first prediction'];

/** A row for each answer. */
export function sheetsCsv(sheets: readonly CheckedSheet[]): string {
  const rows = sheets.flatMap(({ file, name, judged }) =>
    // A spreadsheet that does not split at commas shows a row as one cell; the name comes first so that this cell is
    // not a number.
    judged.map(({ task, label, finding, says, value, first }) => [
      harmless(name),
      file,
      label,
      task,
      findingWords[finding],
      says,
      value,
      first ?? '',
    ]),
  );
  return csvText([HEAD, ...rows]);
}

/**
 * A row for each sheet, a column for each task, in order.
 * @param homework its tasks; without it, a column for each task with an answer
 * @param problems the files that could not be checked, each with its error; they get a row without results
 */
export function tableCsv(
  sheets: readonly CheckedSheet[],
  homework?: readonly ListedTask[],
  problems: readonly string[] = [],
): string {
  const columns = columnsOf(sheets, homework).filter(({ task }) => task !== NOWHERE);
  const head = ['name', 'file', 'solved', 'of', ...columns.map(({ label, title }) => `${label} ${title}`)];
  const rows = sheets.map((sheet) => {
    const found = columns.map(({ task }) => foundOf(sheet, task)?.finding);
    const met = found.filter(counts).length;
    const says = found.map((finding) => finding && findingWords[finding]);
    return [harmless(sheet.name), sheet.file, met, columns.length, ...says];
  });
  return csvText([head, ...rows, ...problems.map((text) => ['', text])]);
}

/** The answer of a sheet to a task that counts; if there are two, the marked one. */
export function foundOf({ judged }: CheckedSheet, column: string): Judged | undefined {
  const all = judged.filter((one) => columnOf(one) === column);
  return all.find(({ finding }) => marked.includes(finding)) ?? all[0];
}

/** Compares texts that contain numbers; shared, since creating one takes longer than using it. */
const order = new Intl.Collator('en', { numeric: true });

/**
 * Adds sheets, in the order of their names. A sheet that is added again keeps its row, its programs' results and its
 * grades.
 */
export function withSheets(before: readonly CheckedSheet[], more: readonly CheckedSheet[]): CheckedSheet[] {
  const all = new Map(before.map((sheet) => [sheet.key, sheet]));
  for (const sheet of more) {
    const known = all.get(sheet.key)?.judged;
    const judged = sheet.judged.map((one, k) =>
      one.kind === 'code' || one.kind === 'words' ? (known?.[k] ?? one) : one,
    );
    all.set(sheet.key, { ...sheet, judged });
  }
  return [...all.values()].sort((a, b) => order.compare(a.name || a.file, b.name || b.file));
}

/** The name of each row, by its key; sheets of the same name are numbered. */
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

/** For each sheet equal to an earlier one, that earlier one; in the order of the rows. */
export function twinsIn(sheets: readonly CheckedSheet[]): { sheet: CheckedSheet; first: CheckedSheet }[] {
  const firsts = new Map<string, CheckedSheet>();
  return sheets.flatMap((sheet) => {
    const first = firsts.get(sheet.content);
    if (first) return [{ sheet, first }];
    firsts.set(sheet.content, sheet);
    return [];
  });
}

/** The column for answers to all tasks that the site does not have, however many there are. */
export const NOWHERE = '';
const columnOf = ({ task, finding }: Judged): string =>
  finding === 'unknown' || finding === 'elsewhere' ? NOWHERE : task;

export interface Column {
  task: string;
  label: string;
  title: string;
}

/**
 * The tasks answered by any of the sheets, in the order of the pages, followed by unknown tasks.
 * @param homework its tasks, answered or not, in its order; then only these are returned
 */
export function columnsOf(sheets: readonly CheckedSheet[], homework?: readonly ListedTask[]): Column[] {
  if (homework)
    return homework.map((listed) => ({ task: listed.task.id, label: listed.label, title: titleIn(listed) }));
  const columns = new Map<string, Column>();
  for (const { judged } of sheets)
    for (const one of judged) columns.set(columnOf(one), { task: columnOf(one), label: one.label, title: one.title });
  const nowhere = columns.delete(NOWHERE) ? [{ task: NOWHERE, label: 'no task', title: 'no task' }] : [];
  return [...[...columns.values()].sort(byLabel), ...nowhere];
}

/** In the order of the exercises on the pages. */
export const byLabel = (a: { label: string }, b: { label: string }): number => order.compare(a.label, b.label);

/** One line for each marked answer of a sheet; answers to unknown tasks share one. */
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
      : `${unknown.length} answers are to tasks that this site does not have: ${names.join(', ')}${more}.`;
  return [...rest, { label: unknown.length === 1 ? first.label : '', finding: 'unknown', says }];
}

/** Summary of all findings in one sentence. */
export function summaryOf(sheets: readonly CheckedSheet[]): string {
  if (sheets.length === 0) return '';
  const all = sheets.flatMap(({ judged }) => judged);
  const count = (...wanted: readonly Judged['finding'][]): number =>
    all.filter(({ finding }) => wanted.includes(finding)).length;
  const [not, read, open, elsewhere] = [count('not met'), count('read'), count('open'), count('elsewhere')];
  const [later, bad] = [count('later'), count(...marked)];
  const parts = [
    `${count('met', 'later')} solved`,
    later > 0 && `${later} of these on a later try`,
    not > 0 && `${not} not solved`,
    read > 0 && `${read} ${read === 1 ? 'needs' : 'need'} grading`,
    elsewhere > 0 && `${elsewhere} from another version`,
    open > 0 && `${open} open`,
    bad > 0 && `${bad} marked as unconfirmed`,
    read + open + bad === 0 && 'all confirmed',
  ].filter((text) => text !== false);
  return `${counted(sheets.length, 'sheet')} with ${counted(all.length, 'answer')}: ${parts.join(', ')}.`;
}

/** The sentence on how many have solved every task. */
export function wholeSays(whole: number, sheets: number, tasks: number): string {
  const solved = `${whole > 1 ? 'have' : 'has'} solved ${tasks === 1 ? 'the task' : `all ${tasks} tasks`}`;
  return `${whole === 0 ? 'None' : whole} of ${counted(sheets, 'sheet')} ${solved}.`;
}
