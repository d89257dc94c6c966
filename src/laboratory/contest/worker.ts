/** Draws the problems of a contest, runs our rules on them and counts, away from the page. */
import { workerPort } from '../../widgets/page/worker-port.ts';
import { answerEach } from '../worker-line.ts';
import { type Claim, outcomesOf, problemsOf, rivalsOf, settingText } from './judge.ts';
import type { Outcome } from './runs.ts';
import { type Entrant, type Standings, standingsOf } from './standings.ts';

/** What Python needs of a problem. */
export interface ProblemForPython {
  readonly name: string;
  readonly python: string;
  readonly target: number;
  readonly starts: readonly (readonly number[])[];
}

export type Question = { readonly ticket: number; readonly seed: number } & (
  | { readonly kind: 'problems' }
  | { readonly kind: 'outcomes'; readonly claims: readonly Claim[]; readonly budget: number }
  | {
      readonly kind: 'standings';
      readonly budget: number;
      readonly own?: {
        readonly setting: Readonly<Record<string, number>>;
        readonly outcomes: readonly (readonly Outcome[])[];
      };
    }
);

export interface Answer {
  readonly ticket: number;
  readonly problems?: readonly ProblemForPython[];
  /** Nothing where a claim cannot be so. */
  readonly outcomes?: readonly (readonly Outcome[])[] | undefined;
  readonly standings?: Standings;
  /** Why there is nothing, in words. */
  readonly trouble?: string;
}

/** Our rules of the last contest: another text of the reader's meets the same. */
let last: { key: string; rivals: Entrant[] } | undefined;

function rivalsFor(seed: number, budget: number): Entrant[] {
  const key = `${seed} ${budget}`;
  if (last?.key !== key) last = { key, rivals: rivalsOf(problemsOf(seed), budget) };
  return last.rivals;
}

function answerTo(question: Question): Omit<Answer, 'ticket'> {
  const { seed } = question;
  if (question.kind === 'problems') {
    const problems = problemsOf(seed);
    return { problems: problems.map(({ name, python, target, starts }) => ({ name, python, target, starts })) };
  }
  if (question.kind === 'outcomes') {
    const problems = problemsOf(seed);
    const outcomes = question.claims.map((claim, i) => outcomesOf(problems[i]!, claim, question.budget));
    return outcomes.every((some) => some !== undefined) ? { outcomes } : {};
  }
  const { budget, own } = question;
  const rivals = rivalsFor(seed, budget);
  const mine = own && { name: 'your rule', own: true, setting: settingText(own.setting), outcomes: own.outcomes };
  return { standings: standingsOf(mine ? [mine, ...rivals] : rivals) };
}

answerEach(workerPort<Question, Answer>(), answerTo);
