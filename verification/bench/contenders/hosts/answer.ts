import { type Contender, measure, runOnce } from '../contender.ts';

/** The answer of a host: a line of JSON for each line `check ID` (its numbers) or `time ID` (milliseconds of one run). */
export type Answer = { result: number[] } | { ms: number } | { missing: true } | { error: string };

/** Answers one question. `check` also warms up the code. */
export async function answer(
  contenders: Readonly<Record<string, Contender | undefined>>,
  question: string,
  now: () => number,
): Promise<Answer> {
  const [what = '', id = ''] = question.split(' ');
  const contender = Object.hasOwn(contenders, id) ? contenders[id] : undefined;
  if (!contender) return { missing: true };
  try {
    if (what === 'check') return { result: Array.from(await runOnce(contender)) };
    return { ms: await measure(contender, now) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
