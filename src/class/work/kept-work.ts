/** A reader's work on the tasks, kept on the reader's own device and nowhere else. */
import { askBeforeLeaving } from '../../widgets/page/leaving.ts';
import { device, type Keeping } from '../../widgets/page/store.ts';

/**
 * Kinds of work on a task: a setting of a figure, a program, an answer in words, or a number that was foretold before
 * the reader looked.
 */
const workKinds = ['figure', 'code', 'words', 'guess'] as const;
export type WorkKind = (typeof workKinds)[number];

export interface Work {
  /** The id of the task: `momentum.2`, `notebook-6.1.line-search`. */
  task: string;
  kind: WorkKind;
  /** The query of a permalink without its `?` (every value of the figure), the text of the program, the words, the number. */
  value: string;
  /** Whether the goal was reached. Words are for a reader to judge, so theirs is always false. */
  met: boolean;
  /**
   * For predictions: the first one of this task, before the figure had been looked at. It is the value itself until another
   * is made. Sheets of older versions of the site have none, and whether theirs is the first is not known.
   */
  first?: string;
  /** For figures: the setting came from a link in the open solution. */
  shown?: boolean;
  /** The setting of a figure, or the outcome of a prediction, as the page put it; for people only. */
  says?: string;
  /** For figures: the numbers that decided, by name. */
  found?: Readonly<Record<string, number>>;
}

const PREFIX = 'work ';
/** Longest value in characters; a longer one did not come from these pages, and is not stored. */
export const LONGEST_VALUE = 20_000;
/** And of a prediction. */
export const LONGEST_GUESS = 400;
/** A line without letters that turn or hide others. */
const SENTENCE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,400}$/u;

/** `long`: the value has more characters than are kept. */
export type WorkKeeping = Keeping | 'long';

/** Work that this visit has added; it stays if the device keeps nothing, so that nothing is lost from the screen. */
const held = new Map<string, Work>();
const listeners = new Set<(work: readonly Work[]) => void>();

/** All that was done, by task. */
export function readWork(): Work[] {
  const found = new Map<string, Work>();
  for (const key of device.keys(PREFIX)) {
    const work = workOf(device.text(key));
    if (work && key === PREFIX + work.task) found.set(work.task, work);
  }
  for (const work of held.values()) found.set(work.task, work);
  return [...found.values()].sort((a, b) => (a.task < b.task ? -1 : 1));
}

export function workOn(task: string): Work | undefined {
  return held.get(task) ?? workOf(device.text(PREFIX + task));
}

/**
 * Keeps what was done in place of what there was of the same task; the newest counts.
 * @returns what the reader is to be told with `workSays`
 */
export function keepWork(work: Work): WorkKeeping {
  const isLong = work.value.length > LONGEST_VALUE;
  const keeping = isLong ? 'long' : device.keep(PREFIX + work.task, JSON.stringify(work));
  if (keeping === 'kept') held.delete(work.task);
  else held.set(work.task, work);
  guardLeaving();
  tell();
  return keeping;
}

const guardLeaving = (): void => askBeforeLeaving('answers', held.size > 0);

/** Forgets what was done of a task. */
export function dropWork(task: string): void {
  held.delete(task);
  guardLeaving();
  device.keep(PREFIX + task, undefined);
  tell();
}

/** Calls whenever work is added or dropped, here or in another tab. @returns what ends it */
export function onWork(listener: (work: readonly Work[]) => void): () => void {
  if (listeners.size === 0) globalThis.addEventListener?.('storage', heard);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) globalThis.removeEventListener?.('storage', heard);
  };
}

/** Where another tab has emptied everything, what is on this screen alone stays. */
function heard(event: StorageEvent): void {
  if (device.concerns(event, PREFIX)) tell();
}

function tell(): void {
  if (listeners.size === 0) return;
  const work = readWork();
  for (const listener of listeners) listener(work);
}

/** A stranger's or an older page's text as work; undefined if it is none. */
function workOf(text: string | undefined): Work | undefined {
  if (text === undefined || text.length > 2 * LONGEST_VALUE) return undefined;
  try {
    return asWork(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const hasSentence = (kind: WorkKind): boolean => kind === 'figure' || kind === 'guess';

/** Something that came as JSON, as work and nothing else; undefined if it is none. */
export function asWork(found: unknown): Work | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const { task, kind, value, met, first, shown, says, found: numbers } = found as Partial<Record<keyof Work, unknown>>;
  const known = workKinds.find((name) => name === kind);
  if (typeof task !== 'string' || known === undefined || typeof value !== 'string' || typeof met !== 'boolean')
    return undefined;
  if (task.length > 80 || value.length > LONGEST_VALUE) return undefined;
  return {
    task,
    kind: known,
    value,
    met,
    ...(known === 'guess' && typeof first === 'string' && first.length <= LONGEST_GUESS && { first }),
    ...(known === 'figure' && shown === true && { shown }),
    ...(hasSentence(known) && typeof says === 'string' && SENTENCE.test(says) && { says }),
    ...(isNumbers(numbers) && { found: numbers }),
  };
}

const isNumbers = (found: unknown): found is Record<string, number> =>
  typeof found === 'object' &&
  found !== null &&
  !Array.isArray(found) &&
  Object.entries(found).length <= 20 &&
  Object.entries(found).every(([name, value]) => /^\w{1,40}$/.test(name) && typeof value === 'number');

/** The sentence after keeping; none if all is well. */
export const workSays: Readonly<Record<WorkKeeping, string>> = {
  kept: '',
  off: 'This browser blocks storage, so save your sheet before you leave the page.',
  full: 'This browser’s storage is full, so save your sheet before you leave the page.',
  long: `This is longer than the limit of ${LONGEST_VALUE.toLocaleString('en')} characters, so it is not stored. Shorten it, or copy your text before you leave.`,
};
