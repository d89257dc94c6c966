/** What a reader sets of a contest, and what a link to it holds. */
import { MOST_TEXT } from '../playground/settings.ts';

/** Gradients that a run may ask for. */
export const BUDGETS = [50, 100, 200] as const;
export type Budget = (typeof BUDGETS)[number];
/** Problems of each kind: two, so that a contest can tell by how much problems of one kind differ. */
export const DRAWS = 2;
/** Starts on each problem. */
export const STARTS = 25;
export const MOST_SEED = 9999;

export interface ContestSettings {
  readonly text: string;
  /** From 1: the problems of seed 0 are those on which rates are tuned. */
  readonly seed: number;
  readonly budget: Budget;
  /** Whether the reader's rate is tuned as ours are. */
  readonly tune: boolean;
}

/** The rule with which the page opens: the engine's Nesterov momentum. */
const FIRST_ENTRY = `alpha = 0.5   # your rate
beta = 0.9    # how much is kept
m = np.zeros_like(phi)

for t in range(1, steps + 1):
    # Nesterov: look ahead, then step
    g = gradient(phi - alpha * beta * m)
    m = beta * m + (1 - beta) * g
    phi = phi - alpha * m`;

export const firstContest: ContestSettings = { text: FIRST_ENTRY, seed: 1, budget: 100, tune: false };

/** What a link or the device gave, made whole: what is missing or makes no sense stands as at first. */
export function readContest(given: unknown): ContestSettings {
  const from =
    typeof given === 'object' && given !== null ? (given as Partial<Record<keyof ContestSettings, unknown>>) : {};
  const { text, seed, tune } = from;
  return {
    text: typeof text === 'string' && text.length <= MOST_TEXT ? text : firstContest.text,
    seed: typeof seed === 'number' ? seedIn(seed) : firstContest.seed,
    budget: BUDGETS.find((budget) => budget === from.budget) ?? firstContest.budget,
    tune: tune === true,
  };
}

/** The nearest seed that there is. */
export const seedIn = (seed: number): number =>
  Number.isFinite(seed) ? Math.min(MOST_SEED, Math.max(1, Math.round(seed))) : firstContest.seed;

/** Names of the kinds of problems, each once. */
export const kindsOf = (problems: readonly { readonly name: string }[]): string[] => [
  ...new Set(problems.map(({ name }) => name)),
];
