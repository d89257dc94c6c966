/** A reader's work on the tasks, stored only on the reader's device. */
import { askBeforeLeaving } from '../../widgets/page/leaving.ts';
import { device, type Keeping } from '../../widgets/page/store.ts';

/** Kinds of work on a task: a figure's setting, a program, a written answer, or a prediction made before looking. */
const workKinds = ['figure', 'code', 'words', 'guess'] as const;
export type WorkKind = (typeof workKinds)[number];

export interface Work {
  /** The id of the task: `momentum.2`, `notebook-6.1.line-search`. */
  task: string;
  kind: WorkKind;
  /** The query of a permalink without its `?` (every value of the figure), the text of the program, the words, the number. */
  value: string;
  /** Whether the goal was reached. Always false for written answers, which a person must grade. */
  met: boolean;
  /**
   * For predictions: the first one for this task, made before the figure was seen. Equal to the value until a second
   * one is made. Missing in sheets of older versions of the site, where it is unknown whether theirs is the first.
   */
  first?: string;
  /** For figures: the setting came from a link in the open solution. */
  shown?: boolean;
  /** The setting of a figure, or the outcome of a prediction, as shown on the page; only for people. */
  says?: string;
  /** For figures: the deciding numbers, by name. */
  found?: Readonly<Record<string, number>>;
}

const PREFIX = 'work ';
/** Longest value in characters; a longer one did not come from these pages, and is not stored. */
export const LONGEST_VALUE = 20_000;
/** Longest prediction, in characters. */
export const LONGEST_GUESS = 400;
/** A line without control or format characters, which can reverse or hide others. */
const SENTENCE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,400}$/u;

/** `long`: the value is too long to store. */
export type WorkKeeping = Keeping | 'long';

/** Work added during this visit; kept even if the device stores nothing, so that nothing disappears from the screen. */
const held = new Map<string, Work>();
const listeners = new Set<(work: readonly Work[]) => void>();

/** All work, by task. */
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
 * Stores work in place of earlier work on the same task; the newest counts.
 * @returns the result to report with `workSays`
 */
export function storeWork(work: Work): WorkKeeping {
  const isLong = work.value.length > LONGEST_VALUE;
  const keeping = isLong ? 'long' : device.keep(PREFIX + work.task, JSON.stringify(work));
  if (keeping === 'kept') held.delete(work.task);
  else held.set(work.task, work);
  guardLeaving();
  tell();
  return keeping;
}

const guardLeaving = (): void => askBeforeLeaving('answers', held.size > 0);

/** Removes the work on a task. */
export function dropWork(task: string): void {
  held.delete(task);
  guardLeaving();
  device.keep(PREFIX + task, undefined);
  tell();
}

/** Calls whenever work is added or removed, here or in another tab. @returns a function that stops it */
export function onWork(listener: (work: readonly Work[]) => void): () => void {
  if (listeners.size === 0) globalThis.addEventListener?.('storage', heard);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) globalThis.removeEventListener?.('storage', heard);
  };
}

/** If another tab has cleared everything, work that exists only on this screen stays. */
function heard(event: StorageEvent): void {
  if (device.concerns(event, PREFIX)) tell();
}

function tell(): void {
  if (listeners.size === 0) return;
  const work = readWork();
  for (const listener of listeners) listener(work);
}

/** The work in a stored text, which may be a stranger's or from an older version; undefined if there is none. */
function workOf(text: string | undefined): Work | undefined {
  if (text === undefined || text.length > 2 * LONGEST_VALUE) return undefined;
  try {
    return asWork(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const hasSentence = (kind: WorkKind): boolean => kind === 'figure' || kind === 'guess';

/** The work in parsed JSON, without any other fields; undefined if there is none. */
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

/** The sentence after storing; empty if all is well. */
export const workSays: Readonly<Record<WorkKeeping, string>> = {
  kept: '',
  off: 'This browser blocks storage, so save your sheet before you leave the page.',
  full: 'This browser’s storage is full, so save your sheet before you leave the page.',
  long: `This is longer than the limit of ${LONGEST_VALUE.toLocaleString('en')} characters, so it is not stored. Shorten it, or copy your text before you leave.`,
};
