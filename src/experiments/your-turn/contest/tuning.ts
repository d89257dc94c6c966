/** Tuning for a contest: the grid of the race, on the problems of another seed. */
import { nameInWords } from '../../../figure/name-in-words.ts';
import { numbersAt } from '../../../python/numbers.ts';
import { around, coarse, type Memories, type Setting } from '../../kit/rate-grid.ts';
import type { Outcome } from './contest-runs.ts';

/** Contests are drawn from seeds from 1, so what is tuned on has been seen by no contest. */
export const TRAINING_SEED = 0;
/** Starts on each of the ten problems: of all settings, and of those that do best there. */
export const FIRST_STARTS = 3;
export const TUNING_STARTS = 4;
const FINALISTS = 2;

/** The two rounds of the grid. */
export const rounds = {
  first: (rate: string, memories?: Memories): Setting[] => coarse(rate, memories),
  second: (rate: string, judged: readonly Judged[]): Setting[] => around(rate, best(judged).slice(0, FINALISTS)),
};

export interface Judged {
  readonly setting: Setting;
  readonly outcomes: readonly Outcome[];
}

/** Settings from the best: the most arrivals, and of these the fewest gradients. */
export const best = (judged: readonly Judged[]): Setting[] =>
  judged
    .map(({ setting, outcomes }) => ({
      setting,
      arrived: outcomes.filter(({ arrived }) => arrived).length,
      spent: outcomes.reduce((sum, { spent }) => sum + spent, 0),
    }))
    .sort((a, b) => b.arrived - a.arrived || a.spent - b.spent)
    .map(({ setting }) => setting);

const RATES = /^(?:alpha|rate|lr|eta|step|step_size|learning_rate)$/i;

/** The number at the top of a text that is its rate: by its name. */
export const rateIn = (text: string): { name: string; value: number } | undefined =>
  numbersAt(text).flatMap(({ name, value }) =>
    RATES.test(name) && typeof value === 'number' ? [{ name, value }] : [],
  )[0];

/** By rate: the outcomes of a text on one problem. */
export type ByRate = readonly (readonly Outcome[])[];

/** Outcomes on some problems, put together for each rate. */
export const judgedAt = (rates: readonly number[], problems: readonly ByRate[]): Judged[] =>
  rates.map((alpha, r) => ({ setting: { alpha }, outcomes: problems.flatMap((byRate) => byRate[r] ?? []) }));

const distinct = (settings: readonly Setting[]): number[] => [
  ...new Set(settings.map(({ alpha }) => Number(alpha!.toPrecision(3)))),
];

/** The rates at which a text is tried in the two rounds. */
export const textRates = {
  first: distinct(rounds.first('alpha')),
  second: (first: readonly ByRate[]): number[] => distinct(rounds.second('alpha', judgedAt(textRates.first, first))),
};

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

/** A setting in words. */
export const settingText = (setting: Setting): string =>
  Object.entries(setting)
    .map(([name, value]) => `${nameInWords(name)} ${rounded(value)}`)
    .join(', ');
