/** Tuning for a contest: the grid of the race, on the problems of another seed. */
import { around, coarse, type Memories, type Setting } from '../../experiments/kit/rate-grid.ts';
import type { Outcome } from './runs.ts';

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

/** Settings of a rule without memories in the two rounds. */
export const ROUND_SIZES = {
  first: rounds.first('alpha').length,
  second: around('alpha', coarse('alpha').slice(0, FINALISTS)).length,
};
