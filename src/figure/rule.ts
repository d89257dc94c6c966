/** Code written by a reader: the rule of a figure's run, or its loss. */
import { createSampler } from '../engine/training/batches.ts';
import type { Experiment } from './experiment.ts';
import { type ListedPart, listParts, type PythonAsk, type RuleAsk } from './parts.ts';
import { type Run, type ScriptRun, scriptRun } from './python.ts';

/** The code by which a part is run, or its loss; empty if both are those of its experiment. */
export function textIn({ rule, ground }: Readonly<Record<string, unknown>>): string {
  const text = rule ?? ground;
  return typeof text === 'string' ? text : '';
}

/** Whether the parts of a name use the code in them. */
export const goByText = ({ ruled, tried, sampled }: Asking, name: string): boolean =>
  (ruled?.[name] ?? tried?.[name] ?? sampled?.[name]) !== undefined;
type Asking = Pick<Experiment, 'ruled' | 'tried' | 'sampled' | 'frames' | 'follows'>;

/** A run without an end stores its position after every so many steps, and Python makes at most so many at once. */
const EVERY = 5;

/**
 * The parts, each with the keys of those on which it depends, and with its sandbox request if it uses a reader's
 * code.
 */
export function withAsks(listed: readonly ListedPart[], experiment: Asking): ListedPart[] {
  const counts: Record<string, number> = {};
  return listed.map((listedPart) => {
    const { name, part } = listedPart;
    const k = counts[name] ?? 0;
    counts[name] = k + 1;
    const before = experiment.follows?.[name]?.(part);
    const ordered = { ...listedPart, ...(before && { after: listParts(before).map(({ key }) => key) }) };
    if (textIn(part) === '' || !goByText(experiment, name)) return ordered;
    const python = before ? undefined : askOf(experiment, listedPart);
    return { ...ordered, ...(python && { python }), lane: `${name} ${k}` };
  });
}

/**
 * The sandbox request of a part that uses a reader's code.
 * @param before the results on which it depends
 */
export function askOf(
  { ruled, tried, sampled, frames }: Asking,
  { name, part }: Pick<ListedPart, 'name' | 'part'>,
  before?: Readonly<Record<string, unknown>>,
): PythonAsk | undefined {
  const run = ruled?.[name];
  if (run) {
    const made = run(part);
    const ask = 'code' in made ? made : ruleAsk(made, textIn(part));
    return { ...ask, ...(frames !== undefined && { every: EVERY }) };
  }
  return tried?.[name]?.(part, before) ?? sampled?.[name]?.(part);
}

/** The sandbox request for the run that the engine would otherwise make. */
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
