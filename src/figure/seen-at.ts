import { codeIn } from './code-in.ts';
import type { Experiment } from './experiment.ts';
import type { Seen } from './goal.ts';
import { parse } from './permalink.ts';
import { runExperiment } from './run.ts';

/**
 * The recomputed picture of an experiment at a setting from outside; or, if no reader can have set it, a sentence with
 * the reason.
 * @param query every value that differs from the experiment's default
 * @param at the reader's current step
 */
export function seenAt(experiment: Experiment, query: string, at?: number): Seen | { impossible: string } {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  const [wrong] = messages;
  if (wrong) return { impossible: wrong.text.replace(/[;,]? [^;,]* is (?:used instead|ignored)\.$/, '.') };
  if (codeIn(experiment.parameters, values) !== '') return { impossible: 'Its rule is another than the figure’s.' };
  if (at !== undefined && !(Number.isInteger(at) && at >= 0)) return { impossible: `A run has no step ${at}.` };
  const { presentation } = runExperiment(experiment, values, at === undefined ? {} : { at });
  const { steps = 0 } = presentation;
  if (at !== undefined && at > steps) return { impossible: `The run has no step ${at}; it has ${steps}.` };
  return { values, numbers: presentation.numbers, outcome: presentation.verdict.outcome };
}
