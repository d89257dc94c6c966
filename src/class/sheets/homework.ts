/** Homework: the tasks chosen by a teacher, all in one link. */
import { cleanLine } from '../work/sheet-text.ts';
import { type Catalogue, type ListedTask, taskIn } from './catalogue.ts';

export interface Homework {
  /** Ids in the teacher's order. */
  tasks: readonly string[];
  /** The due date as 2026-12-05; empty if there is none. */
  due: string;
  /** A line of the teacher's; empty if there is none. */
  note: string;
}

/** An error in a homework link; the message completes a sentence that begins with the link. */
export class HomeworkError extends Error {}

const MARK = '#tasks=';
/** End of the URL while a homework is being composed; sharing that URL shares the homework. */
const DRAFT = '&draft';
const MOST_TASKS = 100;
const LONGEST_NOTE = 400;
const LONGEST_NAME = 100;
const MOST_NAMED = 5;

/**
 * The URL's fragment, which no server sees; people can read it and shorten it by hand. Drops half a surrogate pair at
 * the end of a note that was cut.
 */
export function hashOf({ tasks, due, note }: Homework): string {
  const rest = [due && `due=${due}`, note && `note=${encodeURIComponent(note.replace(/\p{Cs}/gu, ''))}`].filter(
    (part) => part !== '',
  );
  return [MARK + tasks.join(','), ...rest].join('&');
}

/**
 * The homework in a fragment; undefined if it contains something else.
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

/** The teacher's draft so far, ticks and words; empty if the URL has none. */
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
  // Mail programs and LMSs put dots, brackets and spaces around a link, and encode commas.
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

/** Message that the site does not have some tasks; names only the first, since a made-up link may list a hundred. */
export function missingIn(missing: readonly string[]): string {
  const named = missing.slice(0, MOST_NAMED).map((id) => `“${id}”`);
  const more = missing.length - named.length;
  return `This site has no ${missing.length === 1 ? 'task' : 'tasks'} ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** The homework's tasks as listed on the site, in the homework's order, and the ids unknown to the site. */
export function homeworkIn({ tasks }: Homework, listed: Catalogue): { known: ListedTask[]; missing: string[] } {
  const found = tasks.map((id) => ({ id, task: taskIn(listed, id) }));
  return {
    known: [...new Set(found.flatMap(({ task }) => task ?? []))],
    missing: found.flatMap(({ id, task }) => (task ? [] : id)),
  };
}
