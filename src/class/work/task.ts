/** Tasks as plain data of a page, and the check whether work solves one. */
import type { Value } from '../../engine/schema.ts';
import { decimal } from '../../figure/decimal.ts';
import { type Goal, isReached, lookUp, namesIn, type Seen } from '../../figure/goal.ts';
import { STEP } from '../../figure/permalink.ts';
import { numberTexts } from '../../figure/sentence.ts';
import type { Work } from './stored-work.ts';

/** A setting that reaches a goal. */
export interface AsksSetting {
  asks: 'setting';
  goal: Goal;
  /** Page values that a setting has to keep: the figure's points and hidden parameters. */
  held?: Readonly<Record<string, Value>>;
  /** The setting with the largest or smallest value of this number counts, if several reach the goal. */
  best?: { most: boolean; of: string };
}
/** An axis of one of the panels of a figure. */
export interface Coordinate {
  panel: string;
  axis: 'x' | 'y';
}
interface AsksGuess {
  /** The setting at which the prediction is checked: every value, as a query. */
  at: string;
}
/** A prediction of one of the figure's numbers. */
interface AsksNumber extends AsksGuess {
  asks: 'number';
  number: string;
  /** Tolerance of the guess. */
  within: number;
  /** The panel axis on which the figure shows the number; the guess is drawn there. */
  drawn?: Coordinate;
}
/** A prediction of a value of this parameter at which the figure reaches the goal. */
interface AsksValue extends AsksGuess {
  asks: 'value';
  parameter: string;
  goal: Goal;
}
/** A choice of the sentence that is true at the setting. */
interface AsksChoice extends AsksGuess {
  asks: 'choice';
  choices: readonly { text: string; goal: Goal }[];
}
export type Asking = AsksSetting | AsksNumber | AsksValue | AsksChoice;

interface Named {
  id: string;
}

/** The figure on a page, and its experiment. */
interface OnFigure extends Named {
  figure: string;
  experiment: string;
}
export type FindTask = OnFigure & AsksSetting;
export type GuessTask = OnFigure & (AsksNumber | AsksValue | AsksChoice);
export type SeenTask = FindTask | GuessTask;
/** A written answer, which is not graded automatically. */
export interface WordsTask extends Named {
  asks: 'words';
}
/** A program, checked in the laboratory. */
export interface CodeTask extends Named {
  asks: 'code';
}
export type PageTask = SeenTask | WordsTask;

/** Whether a task is about a figure. */
export const isSeen = (task: PageTask | CodeTask): task is SeenTask => 'figure' in task;

/** Query of the settings at which an answer is judged. */
export function settingFor(task: SeenTask, value: string): string {
  if (task.asks === 'setting') return value;
  if (task.asks !== 'value') return task.at;
  const query = new URLSearchParams(task.at);
  query.set(task.parameter, String(decimal(value)));
  return query.toString();
}

/** Whether a value solves the task, given what the figure shows at its setting. */
export function isMet(task: SeenTask, value: string, seen: Seen): boolean {
  switch (task.asks) {
    case 'setting':
      return isReached(task.goal, seen) && movedIn(task, seen).length === 0;
    case 'value':
      return isReached(task.goal, seen);
    case 'number': {
      const [guess, is] = [decimal(value), lookUp(task.number, seen)];
      // The margin allows for rounding.
      return typeof is === 'number' && Math.abs(guess - is) <= task.within * (1 + 1e-9);
    }
    case 'choice': {
      const chosen = task.choices.find(({ text }) => text === value);
      return chosen !== undefined && isReached(chosen.goal, seen);
    }
  }
}

/** Whether a setting that reaches the goal should replace the stored one. */
export function isBetter(task: FindTask, kept: Pick<Work, 'value' | 'found'>, seen: Seen): boolean {
  const { best } = task;
  if (!best) return false;
  const was = kept.found?.[best.of] ?? Number(partsOf(kept.value).query.get(best.of));
  // Rounded to as many digits as are stored, or the same setting would be better than itself.
  const is = foundIn(task, seen)[best.of] ?? Number(lookUp(best.of, seen));
  return best.most ? is > was : is < was;
}

/** The number of the figure that can still be improved, as text, if nothing else is missing. */
export function nearlyMet(task: FindTask, seen: Seen): string | undefined {
  const of = task.best?.of;
  const rest = task.goal.filter(({ left }) => left !== of);
  const shown = of === undefined ? undefined : (seen.numbers[of] ?? seen.values[of]);
  if (shown === undefined || isMet(task, '', seen) || !isReached(rest, seen) || movedIn(task, seen).length > 0)
    return undefined;
  return typeof shown === 'object' ? numberTexts(shown).short : String(shown);
}

/** The number of the figure that misses a goal, in words; undefined if none does. */
export function missedIn(goal: Goal, seen: Pick<Seen, 'values' | 'numbers'>): string | undefined {
  const wanted = goal.find((one) => 'value' in one.right && seen.numbers[one.left] && !isReached([one], seen));
  const shown = wanted && seen.numbers[wanted.left];
  return (
    shown &&
    `the figure shows ${numberTexts(shown).short}, which is too ${wanted.sign.startsWith('>') ? 'small' : 'large'}`
  );
}

/** Parameters fixed by the page that a setting has changed. */
export const movedIn = ({ held = {} }: AsksSetting, { values }: Seen): string[] =>
  Object.keys(held).filter((name) => values[name] !== held[name]);

/** The names of the numbers and settings of the figure that decide an answer. */
export const decidingNames = (task: SeenTask): string[] =>
  task.asks === 'number'
    ? [task.number]
    : task.asks === 'choice'
      ? task.choices.flatMap(({ goal }) => namesIn(goal))
      : namesIn(task.goal);

/** The deciding numbers of the figure, for a sheet: six digits of each. */
export function foundIn(task: SeenTask, seen: Seen): Record<string, number> {
  const decided = decidingNames(task)
    .filter((name) => !Object.hasOwn(seen.values, name))
    .map((name): [string, Value | undefined] => [name, lookUp(name, seen)]);
  return Object.fromEntries(
    decided.flatMap(([name, value]) =>
      typeof value === 'number' && Number.isFinite(value) ? [[name, Number(value.toPrecision(6))]] : [],
    ),
  );
}

/** The kind of work that answers a task. */
export const workFor: Readonly<Record<(PageTask | CodeTask)['asks'], Work['kind']>> = {
  setting: 'figure',
  number: 'guess',
  value: 'guess',
  choice: 'guess',
  words: 'words',
  code: 'code',
};

/** The parameters of a setting, and the current step. */
export function partsOf(value: string): { query: URLSearchParams; step: number | undefined } {
  const query = new URLSearchParams(value);
  const step = query.get(STEP);
  query.delete(STEP);
  return { query, step: step === null ? undefined : Number(step) };
}
