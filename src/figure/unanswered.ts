/** Verdicts in the place of an answer. */
import type { Presentation, Verdict } from './experiment.ts';

/** While parts are missing without which nothing can be said. */
export const measuring = (text = 'Measuring.'): Verdict => ({ text, state: 'measuring' });

/** When all parts are measured, and give no answer: the text says why. */
export const unanswered = (text: string): Verdict => ({ text, state: 'unanswered' });

/** While parts are missing without which nothing can be drawn: the figure keeps the picture that it has. */
export const unmeasured: Presentation = { panels: [], numbers: {}, verdict: measuring() };

/** Whether every number that a sentence names is there: one that does not exist is NaN, or left out. */
function isTold(text: string, numbers: Presentation['numbers']): boolean {
  const names = Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!);
  return names.every((name) => !Number.isNaN(numbers[name]?.value ?? Number.NaN));
}

/**
 * The same picture, but no verdict on what has not been measured: none before the first part, and none that names a
 * number which does not exist yet. The sentences of a scene go in the same way.
 */
export function withoutGuesses(presentation: Presentation, parts: { there: number; missing: number }): Presentation {
  if (parts.missing === 0) return presentation;
  const { verdict, summary, summaries = {}, ...rest } = presentation;
  const can = (text: string): boolean => parts.there > 0 && isTold(text, presentation.numbers);
  const sayable = Object.entries(summaries).filter(([, text]) => can(text));
  return {
    ...rest,
    verdict: verdict.state === 'measuring' || can(verdict.text) ? verdict : measuring(),
    ...(summary !== undefined && can(summary) && { summary }),
    ...(sayable.length > 0 && { summaries: Object.fromEntries(sayable) }),
  };
}
