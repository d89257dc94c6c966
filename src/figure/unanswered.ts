/** Verdicts without an answer. */
import type { Presentation, Verdict } from './experiment.ts';

/** While parts required for an answer are missing. */
export const measuring = (text = 'Measuring.'): Verdict => ({ text, state: 'measuring' });

/** When all parts are computed, and give no answer: the text gives the reason. */
export const unanswered = (text: string): Verdict => ({ text, state: 'unanswered' });

/** While parts required for drawing are missing: the figure keeps its current picture. */
export const unmeasured: Presentation = { panels: [], numbers: {}, verdict: measuring() };

/** Whether all numbers named in a sentence exist: a missing one is NaN, or undefined. */
function isTold(text: string, numbers: Presentation['numbers']): boolean {
  const names = Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!);
  return names.every((name) => !Number.isNaN(numbers[name]?.value ?? Number.NaN));
}

/**
 * The picture without a verdict on missing results: none before the first part, and none that names a
 * number which does not exist yet. The same applies to a scene's sentences.
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
