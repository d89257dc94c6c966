import type { Role } from '../../../figure/index.ts';
import { type ProblemName, RULES, type RuleName } from './entries.ts';
import type { Race } from './race.ts';
import { firstRank, type Ranks, type Standings } from './ranks.ts';

/** The displayed parts: the standings, the drawn problem and the followed rule. */
export interface Look {
  standings: Standings;
  ranks: Ranks;
  problem: ProblemName;
  follow: RuleName;
  budget: number;
  /** The selected number of evaluations. */
  at: number | undefined;
  /** The pinned run. */
  before: { problem: ProblemName; race: Race } | undefined;
}

/** Rules with the same style wherever several run together. */
const KNOWN: readonly (readonly [RuleName, Role])[] = [
  ['gradientDescent', 'descent'],
  ['momentum', 'momentum'],
  ['adam', 'adam'],
];

export interface Runner {
  rule: RuleName;
  role: Role;
  race: Race;
}

/**
 * The highlighted rules on a problem, each in its style: the winner, descent, momentum and Adam, and last, above the
 * others, the followed one. Only those with results.
 */
export function runnersOf({ standings, ranks, problem, follow }: Look): Runner[] {
  const rank = ranks.get(problem);
  const winner = rank && RULES.find((rule) => rank.get(rule) === firstRank(rank));
  const looks = new Map<RuleName, Role>([
    ...(winner ? [[winner, 'measured'] as const] : []),
    ...KNOWN.filter(([rule]) => rule !== follow),
  ]);
  looks.delete(follow);
  looks.set(follow, 'run');
  return [...looks].flatMap(([rule, role]) => {
    const race = standings.get(problem)?.get(rule);
    return race ? [{ rule, role, race }] : [];
  });
}
