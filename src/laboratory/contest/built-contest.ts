import { apart, isWriting } from '../../widgets/build/apart.ts';
import { lastShown } from '../../widgets/build/last-shown.ts';
import { memo, textsOf } from '../../widgets/build/memo.ts';
import type { Result } from './contest.ts';
import { problemsOf, rivalsOf } from './judge.ts';
import { firstContest, kindsOf } from './settings.ts';
import { standingsOf } from './standings.ts';

/** How our own rules do at the first seed, for the built page. */
export function builtContest(): Promise<Result> {
  const sources = textsOf(['src/{engine,figure,experiments,laboratory}/**/*.ts']);
  const compute = isWriting ? () => apart<Result>('src/laboratory/contest/built-contest.ts', 'judge', []) : judge;
  return lastShown('contest', sources, async () => memo('contest', [sources], compute));
}

export async function judge(): Promise<Result> {
  const { seed, budget } = firstContest;
  const problems = problemsOf(seed);
  return {
    standings: standingsOf(rivalsOf(problems, budget)),
    kinds: kindsOf(problems),
    seed,
    budget,
  };
}
