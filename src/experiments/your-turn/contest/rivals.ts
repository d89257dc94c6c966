/** The engine's rules in a contest: which take part, what is tuned of them, and how they do. */

import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../../engine/optimizers/since-the-book.ts';
import { type RaceRule, raceRules } from '../../kit/race-rules.ts';
import { raceRulesSinceTheBook } from '../../kit/race-rules-since.ts';
import type { Setting } from '../../kit/rate-grid.ts';
import { type Outcome, runsOn } from './contest-runs.ts';
import type { ContestProblem } from './drawn-problems.ts';
import { best, FIRST_STARTS, rounds, TUNING_STARTS } from './tuning.ts';

const entries = { ...raceRules, ...raceRulesSinceTheBook };

/** Of the rules of the race, and of those since the book, those that are not another one's under a second name, or with something added. */
export const RIVALS = [
  'gradientDescent',
  'lineSearch',
  'momentum',
  'nesterov',
  'normalizedGradients',
  'adagrad',
  'rmsprop',
  'adam',
  'nadam',
  'lion',
  'shampoo',
  'scheduleFreeSgd',
  'scheduleFreeAdamw',
] as const satisfies readonly (keyof typeof entries)[];
export type RivalId = (typeof RIVALS)[number];

const entryOf = (id: RivalId): RaceRule => entries[id];
export const nameOf = (id: RivalId): string => entryOf(id).name;
// Each rule has hyperparameters of its own, of which only those of its entry are set here.
export const optimizerOf = (id: RivalId): Optimizer => allOptimizers[id] as Optimizer;

/** The setting that is best for a rule on the problems that are for training, one for all of them. */
export function tuned(id: RivalId, training: readonly ContestProblem[], budget: number): Setting {
  const { rate = 'alpha', tune } = entryOf(id);
  const judge = (starts: number) => (setting: Setting) => ({
    setting,
    outcomes: training.flatMap((problem) => runsOf(id, problem, setting, budget, starts)),
  });
  const second = rounds.second(rate, rounds.first(rate, tune).map(judge(FIRST_STARTS)));
  const [setting = {}] = best(second.map(judge(TUNING_STARTS)));
  return setting;
}

/** A rule from the first so many starts of a problem. */
export const runsOf = (
  id: RivalId,
  problem: ContestProblem,
  setting: Setting,
  budget: number,
  starts = problem.starts.length,
): Outcome[] =>
  runsOn(problem, { optimizer: optimizerOf(id), hyper: setting, cost: entryOf(id).cost ?? 1 }, budget, starts);
