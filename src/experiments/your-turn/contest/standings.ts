/**
 * Results of a contest: shares and gradients with their intervals, ranks, and whether a difference may be chance. All
 * intervals are for other problems of the same kinds, with other starts: two problems were drawn of each kind, and what
 * these two differ by, starts and all, is what chance can do.
 */
import { type Estimate, type Pair, pairedStrata, quantiles } from '../../../engine/statistics/index.ts';
import type { Outcome } from './contest-runs.ts';
import { DRAWS } from './drawn-problems.ts';

export interface Entrant {
  readonly name: string;
  /** The meaning of its numbers, in words. */
  readonly setting: string;
  /** Whether it is the reader's. */
  readonly own: boolean;
  /** Problem by problem, those of one kind side by side; start by start. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

export interface Standing {
  readonly name: string;
  readonly setting: string;
  readonly own: boolean;
  /** Share of all runs that arrived; its interval stays within 0 and 1. */
  readonly arrived: Estimate;
  /** Gradients of a run, on average; a miss costs them all. */
  readonly spent: Estimate;
  /** From 1, by the share that arrived, and where that is the same by the gradients. */
  readonly rank: Estimate;
  readonly diverged: number;
  /** Of each kind: the share on its two problems together and on each, and the gradients. */
  readonly byKind: readonly { readonly arrived: number; readonly each: readonly number[]; readonly spent: number }[];
}

export interface Standings {
  /** From the first to the last. */
  readonly rows: readonly Standing[];
  /** The reader's share minus that of the best of the others, on the same problems and starts. */
  readonly difference?: Estimate;
  readonly runs: number;
}

const ENDS = [0.025, 0.975] as const;

export function standingsOf(entrants: readonly Entrant[]): Standings {
  const scores = entrants.map(({ outcomes }) => pairsOf(outcomes));
  const ranks = ranksOf(scores.map((pairs) => totalOf(pairs.flat())));
  const mine = entrants.findIndex(({ own }) => own);
  const rival = bestBut(mine, ranks);
  const drawn = halves(scores);
  const rows = entrants
    .map(({ name, setting, own, outcomes }, e): Standing => {
      const pairs = scores[e]!;
      const [low = ranks[e]!, high = ranks[e]!] = quantiles(
        drawn.map((some) => some[e]!),
        ENDS,
      );
      return {
        name,
        setting,
        own,
        arrived: within(pairedStrata(pairs.map((pair) => both(pair, 'arrived')))),
        spent: pairedStrata(pairs.map((pair) => both(pair, 'spent'))),
        rank: { value: ranks[e]!, low, high },
        diverged: count(outcomes.flat(), 'diverged'),
        byKind: pairs.map((pair) => {
          const { arrived, spent, runs } = totalOf(pair);
          return { arrived: arrived / runs, each: both(pair, 'arrived'), spent: spent / runs };
        }),
      };
    })
    .sort((a, b) => a.rank.value - b.rank.value);
  const [own, other] = [scores[mine], scores[rival]];
  return {
    rows,
    runs: (entrants[0]?.outcomes ?? []).flat().length,
    ...(own &&
      other && {
        difference: pairedStrata(
          own.map((pair, i): Pair => {
            const [[a, b], [c, d]] = [both(pair, 'arrived'), both(other[i]!, 'arrived')];
            return [a - c, b - d];
          }),
        ),
      }),
  };
}

/** An interval of a share. */
const within = ({ value, low, high }: Estimate): Estimate => ({
  value,
  low: Math.max(0, low),
  high: Math.min(1, high),
});

/** How a rule did on each of two problems of a kind. */
type ScorePair = readonly [Score, Score];

function pairsOf(outcomes: Entrant['outcomes']): ScorePair[] {
  return Array.from({ length: outcomes.length / DRAWS }, (_, i) => [
    scoreOf(outcomes[DRAWS * i]!),
    scoreOf(outcomes[DRAWS * i + 1]!),
  ]);
}

/** Of a run on average, on each of the two. */
const both = ([a, b]: ScorePair, what: 'arrived' | 'spent'): Pair => [a[what] / a.runs, b[what] / b.runs];

const totalOf = (scores: readonly Score[]): Score =>
  scores.reduce((sum, { arrived, spent, runs }) => ({
    arrived: sum.arrived + arrived,
    spent: sum.spent + spent,
    runs: sum.runs + runs,
  }));

/**
 * Ranks by one problem of each kind, in every way to choose one: as far from those by both as these are from what the
 * kinds have in the long run. Source: McCarthy, Review of the International Statistical Institute 37, 1969.
 */
function halves(scores: readonly (readonly ScorePair[])[]): number[][] {
  const kinds = scores[0]?.length ?? 0;
  return Array.from({ length: 2 ** kinds }, (_, choice) =>
    ranksOf(scores.map((pairs) => totalOf(pairs.map((pair, i) => pair[((choice >> i) & 1) as 0 | 1])))),
  );
}

/** Counted, so that who is level is so exactly. */
interface Score {
  arrived: number;
  spent: number;
  runs: number;
}

const count = (outcomes: readonly Outcome[], what: 'arrived' | 'diverged'): number =>
  outcomes.reduce((sum, outcome) => sum + (outcome[what] ? 1 : 0), 0);

const scoreOf = (outcomes: readonly Outcome[]): Score => ({
  arrived: count(outcomes, 'arrived'),
  spent: outcomes.reduce((sum, { spent }) => sum + spent, 0),
  runs: outcomes.length,
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

/** The first of all but one; -1 if there is no other, or none is left out. */
function bestBut(left: number, ranks: readonly number[]): number {
  if (left < 0) return -1;
  const others = ranks.map((rank, e) => ({ rank, e })).filter(({ e }) => e !== left);
  return others.sort((a, b) => a.rank - b.rank)[0]?.e ?? -1;
}
