/** The reader's rule in a contest, a few starts at a time, so that it can be stopped and the page says how far it is. */
import type { ContestAnswer, Python, Trouble } from '../index.ts';
import type { Claim } from './judge.ts';
import type { ProblemForPython } from './worker.ts';

/** Starts of one request: well within the second that Python may take, also with dear rules on slow machines. */
const AT_ONCE = 5;

export interface OwnRuns {
  readonly claims: readonly Claim[];
  readonly printed: string;
}

/** What stopped the runs: an error in the text, with where it came about, or the reader. */
export type Stopped = { readonly trouble: Trouble } | 'cancelled';

export interface Course {
  readonly problems: readonly ProblemForPython[];
  readonly budget: number;
  /** Of each problem's starts the first so many. */
  readonly starts: number;
  isCancelled(): boolean;
  /** After each request: how many starts it ran. */
  ran(starts: number): void;
}

export async function ownRuns(
  python: Python,
  code: string,
  { problems, budget, starts, isCancelled, ran }: Course,
): Promise<OwnRuns | Stopped> {
  const claims: Claim[] = [];
  let printed = '';
  for (const problem of problems) {
    const claim: Record<keyof Claim, number[]> = { arrived: [], lost: [], spent: [], end: [] };
    for (let first = 0; first < starts; first += AT_ONCE) {
      if (isCancelled()) return 'cancelled';
      const some = problem.starts.slice(first, Math.min(starts, first + AT_ONCE));
      const answer = await python.contest({
        code,
        problem: { kind: 'python', code: problem.python },
        starts: some,
        first,
        budget,
        target: problem.target,
      });
      if (isCancelled() || answer.passed) return 'cancelled';
      printed ||= answer.printed;
      const trouble = troubleIn(answer, problem.name);
      if (trouble) return { trouble };
      for (const name of ['arrived', 'lost', 'spent', 'end'] as const)
        claim[name].push(...(answer.columns?.[name] ?? []));
      ran(some.length);
    }
    claims.push(claim);
  }
  return { claims, printed };
}

/** Also of a text that ran well and changed what other runs stand on: its numbers count for nothing. */
function troubleIn({ error, start, intact }: ContestAnswer, name: string): Trouble | undefined {
  if (error) {
    const place = start === undefined ? `a start on the ${name}` : `start ${start + 1} on the ${name}`;
    return { ...error, message: `${error.message} It ran from ${place}.` };
  }
  return intact === false ? { kind: 'wrong', message: TAMPERED } : undefined;
}

export const TAMPERED =
  'This text changes what the runs themselves are made of, so what it says of them does not count.';
