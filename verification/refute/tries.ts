/** Tries a claim elsewhere: at other seeds, from other starts and at other rates, separately. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPython } from '../../scripts/python.ts';
import { RandomState } from '../../src/engine/random-state.ts';
import { isNumeric, type Value, type Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { valueAt } from '../../src/figure/parameters/index.ts';
import { scriptAt } from '../../src/figure/python.ts';
import { presentWith, runExperiment } from '../../src/figure/run.ts';
import { storedResults } from '../../src/widgets/prerender/precomputed.ts';
import type { Claim } from './claims.ts';

const KINDS = {
  seeds: /^(?:seed|terrain)$/,
  starts: /^(?:phi\d?|start|offset)$/,
  rates: /^(?:alpha\w*|aMean|rate|window|stiffness|kappa)$/,
} as const;
type Kind = keyof typeof KINDS;
type Numbers = (name: string) => number;

/** The minimum share for each wording: the first that is reached, or a stronger limit. */
export const HEDGES = [
  [0.99, /(?:)/],
  [0.95, /nearly (?:always|all|every)|almost/i],
  [0.75, /mostly|usually|\bmost\b/i],
  [0, /\bhere\b|\bthis\b|\bthese\b|in this draw|from this start|with other draws/i],
] as const;

export interface Tried {
  kind: Kind;
  held: number;
  of: number;
  /** The share by NumPy, if tried. */
  numpy?: number;
}

/** The numbers of a figure at a setting; a long one's are stored. */
function numbersAt(id: string, experiment: Experiment, values: Values): Numbers {
  const kept =
    experiment.pace === 'long' ? new Map(storedResults(id).parts.map(({ key, result }) => [key, result])) : undefined;
  const { numbers } = kept
    ? presentWith(experiment, values, (key) => kept.get(key))
    : runExperiment(experiment, values).presentation;
  return (name) => numbers[name]?.value ?? Number.NaN;
}

/** Whether it holds at its own setting, and how often elsewhere; with `byNumpy` the exported script tries some, too. */
export async function tried(
  { id, at, beside, holds, only, numpy, slow }: Claim,
  tries: number,
  byNumpy: boolean,
): Promise<{ here: boolean; elsewhere: Tried[] }> {
  const { default: experiment } = await experiments[id]!();
  const { parameters } = experiment;
  const settings = [at, { ...at, ...beside }].map((one) => ({ ...defaults(parameters), ...one }) as Values);
  const isSo = (pair: readonly Values[], numbers = (values: Values) => numbersAt(id, experiment, values)): boolean =>
    holds(numbers(pair[0]!), beside ? numbers(pair[1]!) : () => Number.NaN);
  const kinds = (Object.keys(KINDS) as Kind[])
    .filter((kind) => experiment.pace !== 'long' && (only ?? Object.keys(KINDS)).includes(kind))
    .map((kind) => [kind, Object.keys(parameters).filter((name) => KINDS[kind].test(name))] as const)
    .filter(([, names]) => names.length > 0);
  const elsewhere = kinds.map(([kind, names]): Tried => {
    const random = new RandomState(45);
    const count = slow ? Math.ceil(tries / 10) : tries;
    const pairs = Array.from({ length: count }, () => {
      const pair: Record<string, Value>[] = settings.map((one) => ({ ...one }));
      for (const name of names) {
        const parameter = parameters[name]!;
        const u = random.randomSample();
        for (const values of pair)
          if (kind !== 'rates') values[name] = valueAt(parameter, u);
          else if (isNumeric(parameter))
            values[name] = Math.min(parameter.max, Math.max(parameter.min, Number(values[name]) * (0.75 + u / 2)));
      }
      return pair;
    });
    const held = pairs.filter((pair) => isSo(pair)).length;
    if (!numpy || !byNumpy) return { kind, held, of: count };
    const some = pairs.slice(0, Math.ceil(count / 5));
    const printed = (values: Values): Numbers => {
      const all = JSON.parse(runPython(['-'], scriptAt(experiment, values)!.text)) as Record<string, number>;
      return (name) => all[name] ?? Number.NaN;
    };
    return { kind, held, of: count, numpy: some.filter((pair) => isSo(pair, printed)).length / some.length };
  });
  return { here: isSo(settings), elsewhere };
}

/**
 * The fault of the words, if any: they must be on the page, true at their own setting, and consistent with the share.
 */
export function complaintOn(
  { page, words, share: told }: Claim,
  { here, elsewhere }: Awaited<ReturnType<typeof tried>>,
): string | undefined {
  const text = readFileSync(join('src', 'content', 'docs', `${page}.mdx`), 'utf8');
  if (!text.includes(words)) return 'is no longer on the page';
  const shares = elsewhere.map(({ held, of }) => held / of);
  const outside = told && shares.find((share) => share < told[0] || share > told[1]);
  if (told) return outside === undefined ? undefined : `tells another share than ${Math.round(100 * outside)} %`;
  if (!here) return 'does not hold where it is said';
  const least = Math.min(1, ...shares);
  if (HEDGES.some(([share, hedge]) => least >= share && hedge.test(words))) return undefined;
  return `says more than ${Math.round(100 * least)} %`;
}
