/** Texts that a reader writes: the rule by which a figure's run moves, or the loss on which it does. */
import { createSampler } from '../engine/training/batches.ts';
import type { Experiment } from './experiment.ts';
import type { GroundAsk, ListedPart, RuleAsk, TrialsAsk } from './parts.ts';
import { type Run, type ScriptRun, scriptRun } from './python.ts';

/** The text by which a part is to be run, or on which it stands; empty if both are those of its experiment. */
export function textIn({ rule, ground }: Readonly<Record<string, unknown>>): string {
  const text = rule ?? ground;
  return typeof text === 'string' ? text : '';
}

/** Whether the parts of a name go by the text that they have. */
export const goByText = ({ ruled, tried, grounded }: Asking, name: string): boolean =>
  (ruled?.[name] ?? tried?.[name] ?? grounded?.[name]) !== undefined;
type Asking = Pick<Experiment, 'ruled' | 'tried' | 'grounded' | 'frames'>;

/** A run that goes on by itself keeps its place after every so many steps, and Python makes so many at once at most. */
const EVERY = 5;

/** The same parts, each that goes by a text of the reader's with what the sandbox is asked for. */
export function withAsks(listed: readonly ListedPart[], { ruled, tried, grounded, frames }: Asking): ListedPart[] {
  const counts: Record<string, number> = {};
  return listed.map((one) => {
    const { name, part } = one;
    const [text, run] = [textIn(part), ruled?.[name]];
    const k = counts[name] ?? 0;
    counts[name] = k + 1;
    if (text === '') return one;
    const ask: RuleAsk | TrialsAsk | GroundAsk | undefined = run
      ? { ...ruleAsk(run(part), text), ...(frames !== undefined && { every: EVERY }) }
      : (tried?.[name] ?? grounded?.[name])?.(part);
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
