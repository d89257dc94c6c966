/** What a contest says: shares and gradients with their intervals, ranks, and whether a difference may be chance. */
import { RandomState } from '../../engine/random-state.ts';
import { type Estimate, mean, meanInterval, quantiles, wilson } from '../../engine/statistics/index.ts';
import type { Outcome } from './runs.ts';

export interface Entrant {
  readonly name: string;
  /** What its numbers are, in words. */
  readonly setting: string;
  /** Whether it is the reader's. */
  readonly own: boolean;
  /** Problem by problem, start by start. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

export interface Standing {
  readonly name: string;
  readonly setting: string;
  readonly own: boolean;
  /** Share of all runs that arrived, with Wilson's interval: a little wide here, since each problem has as many runs. */
  readonly arrived: Estimate;
  /** Gradients of a run, on average; a miss costs them all. By Student's t. */
  readonly spent: { readonly value: number } | Estimate;
  /** From 1, by the share that arrived, and where that is the same by the gradients; drawn again over problems and starts. */
  readonly rank: Estimate;
  readonly diverged: number;
  /** Of each problem. */
  readonly byProblem: readonly { readonly arrived: Estimate; readonly spent: number }[];
}

export interface Standings {
  /** From the first to the last. */
  readonly rows: readonly Standing[];
  /** The reader's share minus that of the best of the others, in one draw of problems and starts after the other. */
  readonly difference?: Estimate;
  readonly runs: number;
}

const RESAMPLES = 1000;
const ENDS = [0.025, 0.975] as const;

/** @param seed of what is drawn again */
export function standingsOf(entrants: readonly Entrant[], seed: number): Standings {
  const problems = entrants[0]?.outcomes.length ?? 0;
  const starts = entrants[0]?.outcomes[0]?.length ?? 0;
  const scores = entrants.map(({ outcomes }) => scoreOf(outcomes.flat()));
  const ranks = ranksOf(scores);
  const mine = entrants.findIndex(({ own }) => own);
  const rival = bestBut(mine, ranks);
  const random = new RandomState([seed, 2]);
  const drawnRanks: number[][] = entrants.map(() => []);
  const drawnDifferences: number[] = [];
  for (let time = 0; time < RESAMPLES; time++) {
    // The same problems and starts for all rules, as they ran.
    const drawn = Array.from({ length: problems }, () => {
      const problem = random.randint(0, problems);
      return Array.from({ length: starts }, () => [problem, random.randint(0, starts)] as const);
    }).flat();
    const again = entrants.map(({ outcomes }) => scoreOf(drawn.map(([i, k]) => outcomes[i]![k]!)));
    for (const [e, rank] of ranksOf(again).entries()) drawnRanks[e]!.push(rank);
    if (mine >= 0 && rival >= 0) drawnDifferences.push(again[mine]!.arrived - again[rival]!.arrived);
  }
  const between = (draws: readonly number[], value: number): Estimate => {
    const [low = value, high = value] = quantiles(draws, ENDS);
    return { value, low, high };
  };
  const rows = entrants
    .map(({ name, setting, own, outcomes }, e): Standing => {
      const all = outcomes.flat();
      return {
        name,
        setting,
        own,
        arrived: wilson(count(all, 'arrived'), all.length),
        spent: meanInterval(all.map(({ spent }) => spent)),
        rank: between(drawnRanks[e]!, ranks[e]!),
        diverged: count(all, 'diverged'),
        byProblem: outcomes.map((some) => ({
          arrived: wilson(count(some, 'arrived'), some.length),
          spent: mean(some.map(({ spent }) => spent)),
        })),
      };
    })
    .sort((a, b) => a.rank.value - b.rank.value);
  return {
    rows,
    runs: problems * starts,
    ...(drawnDifferences.length > 0 && {
      difference: between(drawnDifferences, scores[mine]!.arrived - scores[rival]!.arrived),
    }),
  };
}

interface Score {
  arrived: number;
  spent: number;
}

const count = (outcomes: readonly Outcome[], what: 'arrived' | 'diverged'): number =>
  outcomes.reduce((sum, outcome) => sum + (outcome[what] ? 1 : 0), 0);

const scoreOf = (outcomes: readonly Outcome[]): Score => ({
  arrived: count(outcomes, 'arrived') / outcomes.length,
  spent: outcomes.reduce((sum, { spent }) => sum + spent, 0) / outcomes.length,
});

const isBetter = (one: Score, other: Score): boolean =>
  one.arrived > other.arrived || (one.arrived === other.arrived && one.spent < other.spent);

/** From 1; who is level shares the mean of the places. */
function ranksOf(scores: readonly Score[]): number[] {
  return scores.map((score) => {
    const better = scores.filter((other) => isBetter(other, score)).length;
    const worse = scores.filter((other) => isBetter(score, other)).length;
    return (better + 1 + scores.length - worse) / 2;
  });
}

/** The first of all but one; -1 where there is no other, or none is left out. */
function bestBut(left: number, ranks: readonly number[]): number {
  if (left < 0) return -1;
  const others = ranks.map((rank, e) => ({ rank, e })).filter(({ e }) => e !== left);
  return others.sort((a, b) => a.rank - b.rank)[0]?.e ?? -1;
}
