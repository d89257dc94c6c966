import type { Role } from '../../../figure/index.ts';
import { type ProblemName, RULES, type RuleName } from './entries.ts';
import type { Race } from './race.ts';
import { firstRank, type Ranks, type Standings } from './ranks.ts';

/** Things that a reader looks at: the standings, the problem that is drawn and the rule that is followed. */
export interface Look {
  standings: Standings;
  ranks: Ranks;
  problem: ProblemName;
  follow: RuleName;
  budget: number;
  /** Evaluations after which the reader stands. */
  at: number | undefined;
  /** The run that was pinned. */
  before: { problem: ProblemName; race: Race } | undefined;
}

/** Rules that keep a look of their own wherever several run together. */
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
 * The rules that stand out on a problem, each in its look: the winner, descent, momentum and Adam, and last, over the
 * others, the one that is followed. Only those whose runs are there.
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
