import { mean } from '../../../engine/statistics/index.ts';
import { type ProblemName, RULES, type RuleName } from './entries.ts';
import type { Race } from './race.ts';

/** A smaller remainder counts as solved; below it runs differ only by rounding and patience. */
export const SOLVED = 1e-10;

/** Available results, for each rule on each problem. */
export type Standings = ReadonlyMap<ProblemName, ReadonlyMap<RuleName, Race>>;
/** Ranks from 1 on every problem that all rules have finished. */
export type Ranks = ReadonlyMap<ProblemName, ReadonlyMap<RuleName, number>>;

export function standingsOf(races: ReadonlyMap<readonly [ProblemName, RuleName], Race>): Standings {
  const standings = new Map<ProblemName, Map<RuleName, Race>>();
  for (const [[problem, rule], race] of races) {
    const runs = standings.get(problem) ?? new Map<RuleName, Race>();
    standings.set(problem, runs.set(rule, race));
  }
  return standings;
}

/** Tied rules share the mean of their places. */
export function ranksOf(standings: Standings): Ranks {
  const finished = [...standings].filter(([, runs]) => runs.size === RULES.length);
  return new Map(
    finished.map(([problem, runs]) => {
      const scores = [...runs.values()].map(({ left }) => Math.max(left, SOLVED));
      const rank = ({ left }: Race): number => {
        const better = scores.filter((score) => score < Math.max(left, SOLVED)).length;
        const level = scores.filter((score) => score === Math.max(left, SOLVED)).length;
        return better + (level + 1) / 2;
      };
      return [problem, new Map([...runs].map(([rule, run]) => [rule, rank(run)]))];
    }),
  );
}

/** The best rank on a problem: 1, or a little more in a tie. */
export const firstRank = (rank: ReadonlyMap<RuleName, number>): number => Math.min(...rank.values());

/** Undefined while no problem is finished. */
export const meanRank = (ranks: Ranks, rule: RuleName): number | undefined =>
  ranks.size > 0 ? mean([...ranks.values()].map((rank) => rank.get(rule)!)) : undefined;

/** All rules in the order of their mean ranks, lowest first. */
export const byMeanRank = (ranks: Ranks): RuleName[] =>
  [...RULES].sort((a, b) => (meanRank(ranks, a) ?? 0) - (meanRank(ranks, b) ?? 0));

/** Problems on which the median run of a rule diverged. */
export const countDiverged = (standings: Standings, rule: RuleName): number =>
  [...standings.values()].filter((runs) => runs.get(rule)?.left === Number.POSITIVE_INFINITY).length;
