/** The engine's side of a contest: our rules tuned and run, and the reader's claims looked into. */
import { type ContestProblem, drawContest } from './draw.ts';
import { nameOf, RIVALS, runsOf, tuned } from './rivals.ts';
import type { Outcome } from './runs.ts';
import { DRAWS, STARTS } from './settings.ts';
import type { Entrant } from './standings.ts';
import { TRAINING_SEED, TUNING_STARTS } from './tuning.ts';

let training: readonly ContestProblem[] | undefined;
const trainingProblems = (): readonly ContestProblem[] => (training ??= drawContest(TRAINING_SEED, TUNING_STARTS));

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

/** A setting in words. */
export const settingText = (setting: Readonly<Record<string, number>>): string =>
  Object.entries(setting)
    .map(([name, value]) => `${name} ${rounded(value)}`)
    .join(', ');

/** Our rules, each at the setting that training gave it. */
export function rivalsOf(problems: readonly ContestProblem[], budget: number): Entrant[] {
  return RIVALS.map((id): Entrant => {
    const setting = tuned(id, trainingProblems(), budget);
    const outcomes = problems.map((problem) => runsOf(id, problem, setting, budget));
    return { name: nameOf(id), setting: settingText(setting), own: false, outcomes };
  });
}

export const problemsOf = (seed: number): ContestProblem[] =>
  seed === TRAINING_SEED ? [...trainingProblems()] : drawContest(seed, STARTS, DRAWS);

/** What the sandbox says of the runs on one problem. */
export interface Claim {
  readonly arrived: ArrayLike<number>;
  readonly lost: ArrayLike<number>;
  readonly spent: ArrayLike<number>;
  /** Where each run stood at its end, n numbers each. */
  readonly end: ArrayLike<number>;
}

/** Python and the engine may differ in the last digits of a loss. */
const ROUNDING = 1e-9;

/**
 * Outcomes of what the sandbox claims of a problem's first so many starts; undefined where it cannot be so: the loss at the
 * end of a run that arrived is the engine's to say.
 */
export function outcomesOf(
  { problem, target, lowest }: ContestProblem,
  { arrived, lost, spent, end }: Claim,
  budget: number,
): Outcome[] | undefined {
  const n = problem.dimension;
  if (lost.length !== arrived.length || spent.length !== arrived.length || end.length !== n * arrived.length)
    return undefined;
  const outcomes: Outcome[] = [];
  for (let k = 0; k < arrived.length; k++) {
    const did = arrived[k] === 1;
    const cost = spent[k]!;
    if (!Number.isInteger(cost) || cost < 0 || cost > budget) return undefined;
    const phi = Float64Array.from({ length: n }, (_, i) => end[k * n + i]!);
    if (did && !(problem.loss(phi) <= target + ROUNDING * (target - lowest))) return undefined;
    outcomes.push({ arrived: did, spent: did ? cost : budget, diverged: !did && lost[k] === 1 });
  }
  return outcomes;
}
