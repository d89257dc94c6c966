/** Makes up a class of students with some cheats, to test how much the check finds and how fast. */

import type { Catalogue, ListedTask } from '../../../src/class/sheets/catalogue.ts';
import type { Recompute } from '../../../src/class/sheets/judge.ts';
import { sheetText } from '../../../src/class/work/sheet-text.ts';
import type { Work } from '../../../src/class/work/stored-work.ts';
import { foundIn, isMet, isSeen, partsOf, type SeenTask, settingFor } from '../../../src/class/work/task.ts';
import { RandomState } from '../../../src/engine/index.ts';
import { STEP } from '../../../src/figure/permalink.ts';

export interface HandedIn {
  file: string;
  text: string;
  /** The kind of forgery, if any. */
  forged?: Forgery;
}

export const forgeries = [
  'a result is changed',
  'the setting is another, which does not reach the goal',
  'the setting is out of range',
  'there is no such task',
  'it claims to be met, and has no value',
  'a result is left out',
  'a wrong prediction claims to be right',
  'two answers to one task',
  'a setting is handed in as words',
  'a step that no run has',
] as const;
export type Forgery = (typeof forgeries)[number];

export interface ClassOf {
  catalogue: Catalogue;
  /** Version of the site, written into each sheet. */
  version: string;
  /** By task id: a setting that reaches the goal of a figure's task, or the correct guess. */
  solutions: Readonly<Record<string, string>>;
  /** By task id: the figure's setting as built. */
  built: Readonly<Record<string, string>>;
  recompute: Recompute;
}

/**
 * Sheets of `count` students, each with several tasks; the first ones forge, taking turns with the ways.
 * @param forgers number of forgers; by default one for each way
 */
export async function makeClass(
  of: ClassOf,
  students: number,
  seed: number,
  forgers: number = forgeries.length,
): Promise<HandedIn[]> {
  const random = new RandomState(seed);
  const tasks = Object.values(of.catalogue).filter(({ task }) => task.asks !== 'code');
  const sheets: HandedIn[] = [];
  for (let k = 0; k < students; k++) {
    const chosen = Array.from(random.permutation(tasks.length), (i) => tasks[i]!).slice(0, 5 + (k % 4));
    const work: Work[] = [];
    for (const listed of chosen) work.push(await workOf(of, listed, random));
    const forged = k < forgers ? forgeries[k % forgeries.length] : undefined;
    const entries = forged ? await forge(of, work, forged, random) : work;
    const file = `student-${String(k + 1).padStart(2, '0')}.json`;
    sheets.push({
      file,
      text: sheetText(`Student ${k + 1}`, entries, 'https://example.org/', of.version),
      ...(forged && { forged }),
    });
  }
  return sheets;
}

/** An honest answer: correct, or a wrong prediction. */
async function workOf(of: ClassOf, { task }: ListedTask, random: RandomState): Promise<Work> {
  if (!isSeen(task)) return { task: task.id, kind: 'words', value: 'Because the noise is averaged away.', met: false };
  const right = of.solutions[task.id] ?? '';
  const value = task.asks === 'number' && random.uniform(0, 1) < 0.3 ? String(Number(right) * 3 + 1) : right;
  return honest(of, task, value);
}

async function honest({ recompute }: ClassOf, task: SeenTask, value: string): Promise<Work> {
  const { query, step } = partsOf(settingFor(task, value));
  const seen = await recompute(task.experiment, query.toString(), step);
  if ('impossible' in seen) throw new Error(`${task.id}: ${seen.impossible}`);
  const kind = task.asks === 'setting' ? 'figure' : 'guess';
  const first = kind === 'guess' ? { first: value } : {};
  return { task: task.id, kind, value, met: isMet(task, value, seen), ...first, found: foundIn(task, seen) };
}

/** The same work, with one changed answer to a figure's task. */
async function forge(of: ClassOf, work: readonly Work[], how: Forgery, random: RandomState): Promise<Work[]> {
  const tasks = Object.values(of.catalogue).flatMap(({ task }) => (isSeen(task) ? [task] : []));
  const withResult = tasks.filter(
    (one) => one.asks === 'setting' && one.id in of.solutions && !/kept|outcome/.test(JSON.stringify(one)),
  );
  const task = withResult[Math.floor(random.uniform(0, withResult.length))];
  if (task === undefined)
    throw new Error('This course has no task with a goal and a solution, so nothing can be forged.');
  const right = await honest(of, task, of.solutions[task.id] ?? '');
  const others = work.filter((entry) => entry.task !== task.id);
  const [name = '', value = 0] = Object.entries(right.found ?? {})[0] ?? [];
  switch (how) {
    case 'a result is changed':
      return [...others, { ...right, found: { ...right.found, [name]: value * 0.9 - 0.1 } }];
    case 'the setting is another, which does not reach the goal':
      return [...others, { ...right, value: of.built[task.id] ?? '' }];
    case 'the setting is out of range': {
      const query = new URLSearchParams(right.value);
      const [first = ''] = [...query].find(([, text]) => !Number.isNaN(Number(text))) ?? [];
      query.set(first, '1e9');
      return [...others, { ...right, value: query.toString() }];
    }
    case 'there is no such task':
      return [...others, { ...right, task: 'momentum.extra-credit' }];
    case 'it claims to be met, and has no value':
      return [...others, { task: task.id, kind: 'figure', value: '', met: true }];
    case 'a result is left out':
      return [...others, { ...right, found: Object.fromEntries(Object.entries(right.found ?? {}).slice(1)) }];
    case 'a wrong prediction claims to be right': {
      const guess = tasks.find(({ asks, id }) => asks === 'number' && id in of.solutions);
      // A course without predictions of numbers offers no chance for this forgery.
      if (guess === undefined) return [...others, { ...right, value: of.built[task.id] ?? '' }];
      const wrong = await honest(of, guess, String(Number(of.solutions[guess.id]) * 3 + 1));
      return [...work.filter((entry) => entry.task !== guess.id), { ...wrong, met: true }];
    }
    case 'two answers to one task':
      return [...others, right, right];
    case 'a setting is handed in as words':
      return [...others, { task: task.id, kind: 'words', value: 'I found it.', met: true }];
    case 'a step that no run has': {
      const query = new URLSearchParams(right.value);
      query.set(STEP, '-1');
      return [...others, { ...right, value: query.toString() }];
    }
  }
}
