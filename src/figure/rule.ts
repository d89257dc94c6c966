/** A rule that a reader writes, in the place of the one by which a figure's run moves. */
import { createSampler } from '../engine/training/batches.ts';
import type { Experiment } from './experiment.ts';
import type { ListedPart, RuleAsk, TrialsAsk } from './parts.ts';
import { type Run, type ScriptRun, scriptRun } from './python.ts';

/** The text by which a part is to be run; empty if it goes by the rule of its experiment. */
export const ruleIn = (part: Readonly<Record<string, unknown>>): string =>
  typeof part['rule'] === 'string' ? part['rule'] : '';

/** Whether the parts of a name go by the text that they have in `rule`. */
export const goByText = ({ ruled, tried }: Asking, name: string): boolean =>
  ruled?.[name] !== undefined || tried?.[name] !== undefined;
type Asking = Pick<Experiment, 'ruled' | 'tried' | 'frames'>;

/** A run that goes on by itself keeps its place after every so many steps, and Python makes so many at once at most. */
const EVERY = 5;

/** The same parts, each that goes by a rule of the reader's with what the sandbox is asked for. */
export function withAsks(listed: readonly ListedPart[], { ruled, tried, frames }: Asking): ListedPart[] {
  const counts: Record<string, number> = {};
  return listed.map((one) => {
    const { name, part } = one;
    const [rule, run] = [ruleIn(part), ruled?.[name]];
    const k = counts[name] ?? 0;
    counts[name] = k + 1;
    if (rule === '') return one;
    const ask: RuleAsk | TrialsAsk | undefined = run
      ? { ...ruleAsk(run(part), rule), ...(frames !== undefined && { every: EVERY }) }
      : tried?.[name]?.(part);
    return ask ? { ...one, python: { ...ask, lane: `${name} ${k}` } } : one;
  });
}

/** The request to the sandbox for the run that the engine would have made. */
function ruleAsk(run: Run, code: string): RuleAsk {
  const { problem, start, steps, bound, batches } = scriptRun(run);
  return {
    code,
    problem: { kind: 'python', code: problem },
    start,
    steps,
    bound,
    ...(batches && { batches: drawn(batches, steps) }),
  };
}

function drawn({ examples, ...batches }: NonNullable<ScriptRun['batches']>, steps: number): number[][] {
  const sampler = createSampler(examples, batches);
  return Array.from({ length: steps }, () => Array.from(sampler.next()));
}
