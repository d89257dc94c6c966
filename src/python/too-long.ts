import type { PythonError } from './errors.ts';
import type { Asks, Kind } from './protocol.ts';

/** Whether a reader's code contains a while: every other loop ends. */
export function mayBeEndless(ask: Asks[Kind]): boolean {
  const texts = [
    'code' in ask ? ask.code : '',
    'problem' in ask && ask.problem.kind !== 'python' ? ask.problem.code : '',
  ];
  return texts.some((text) => /\bwhile\b/.test(text.replace(/#.*/g, '')));
}

/** The message about a run ended after this many milliseconds. A correct rule is not blamed on a busy machine. */
export function tookTooLong(ask: Asks[Kind], longest: number): PythonError {
  const took = longest < 1500 ? 'a second' : `${Math.round(longest / 1000)} seconds`;
  const why = mayBeEndless(ask)
    ? 'Is there an infinite loop?'
    : 'The machine may be busy, or the code slow: any change runs it again.';
  return {
    kind: 'ended',
    message: `Timeout: stopped after ${took}. Your code is unchanged. ${why}`,
  };
}
