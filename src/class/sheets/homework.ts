/** Homework: the tasks that a teacher has chosen, as one address that carries them all. */
import { cleanLine } from '../work/sheet-text.ts';
import { type Catalogue, type ListedTask, taskIn } from './catalogue.ts';

export interface Homework {
  /** Ids, in the order in which they were set. */
  tasks: readonly string[];
  /** The last day, as 2026-12-05; empty if none is named. */
  due: string;
  /** A line of the teacher's; empty if there is none. */
  note: string;
}

/** The fault of an address of homework, as the rest of a sentence that begins with it. */
export class HomeworkError extends Error {}

const MARK = '#tasks=';
/** Ends the address while a homework is put together; who gives that one away has given the homework. */
const DRAFT = '&draft';
const MOST_TASKS = 100;
const LONGEST_NOTE = 400;
const LONGEST_NAME = 100;
const MOST_NAMED = 5;

/**
 * The part of an address behind its #, which no server sees: people can read it, and shorten it by hand. Half a letter at the
 * end of a note that was cut has no place in an address.
 */
export function hashOf({ tasks, due, note }: Homework): string {
  const rest = [due && `due=${due}`, note && `note=${encodeURIComponent(note.replace(/\p{Cs}/gu, ''))}`].filter(
    (part) => part !== '',
  );
  return [MARK + tasks.join(','), ...rest].join('&');
}

/**
 * The content of such a part; undefined if it is of something else.
 * @throws HomeworkError
 */
export function readHomework(hash: string): Homework | undefined {
  if (!hash.startsWith(MARK)) return undefined;
  const homework = homeworkOf(hash);
  const { tasks, due } = homework;
  if (tasks.length === 0) throw new HomeworkError('names no task');
  if (tasks.length > MOST_TASKS) throw new HomeworkError(`names more than ${MOST_TASKS} tasks`);
  if (due !== '' && !isDay(due)) throw new HomeworkError(`is due on “${due.slice(0, 20)}”, which is not a date`);
  return homework;
}

export const draftOf = (homework: Homework): string => hashOf(homework) + DRAFT;

/** The teacher's draft so far, ticks and words; nothing if the address has none. */
export function readDraft(hash: string): Homework {
  const none: Homework = { tasks: [], due: '', note: '' };
  if (!hash.startsWith(MARK) || !hash.endsWith(DRAFT)) return none;
  try {
    return homeworkOf(hash);
  } catch {
    return none;
  }
}

function homeworkOf(hash: string): Homework {
  const fields = new Map(hash.slice(1).split('&').map(fieldOf));
  // Mails and course systems put dots, brackets and blanks around an address, and commas in other letters.
  const names = (fields.get('tasks') ?? '')
    .split(/[\s,]+/)
    .filter(({ length }) => length <= LONGEST_NAME)
    .map((name) => name.replace(/[^a-z0-9]+$/, ''));
  const tasks = [...new Set(names.filter((name) => /^[\w/-]+(?:\.[\w-]+)+$/.test(name)))];
  const due = fields.get('due') ?? '';
  return { tasks, due, note: cleanLine(fields.get('note') ?? '').slice(0, LONGEST_NOTE) };
}

function fieldOf(text: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
  try {
    return [name, decodeURIComponent(value)];
  } catch {
    throw new HomeworkError('is damaged');
  }
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `Saturday, 5 December 2026`. */
export const sayDate = (due: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(new Date(`${due}T00:00Z`))
    .replace(/^(\w+) /, '$1, ');

/** That the site does not have some tasks: the first of them by name, since a stranger's address may have made up a hundred. */
export function missingIn(missing: readonly string[]): string {
  const named = missing.slice(0, MOST_NAMED).map((id) => `“${id}”`);
  const more = missing.length - named.length;
  return `This site has no ${missing.length === 1 ? 'task' : 'tasks'} ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** Its tasks as the site lists them, in its order, and the ids of those that the site does not have. */
export function homeworkIn({ tasks }: Homework, listed: Catalogue): { known: ListedTask[]; missing: string[] } {
  const found = tasks.map((id) => ({ id, task: taskIn(listed, id) }));
  return {
    known: [...new Set(found.flatMap(({ task }) => task ?? []))],
    missing: found.flatMap(({ id, task }) => (task ? [] : id)),
  };
}
