/** Tries a claim elsewhere: at other seeds, from other starts and at other rates, each by itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPython } from '../../scripts/python.ts';
import { RandomState } from '../../src/engine/random-state.ts';
import { isNumeric, type Value, type Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import { valueAt } from '../../src/figure/parameters/index.ts';
import { scriptAt } from '../../src/figure/python.ts';
import { runExperiment } from '../../src/figure/run.ts';
import type { Claim } from './claims.ts';

const KINDS = {
  seeds: /^seed$/,
  starts: /^(?:phi\d?|start)$/,
  rates: /^(?:alpha|aMean|rate|window)$/,
} as const;
type Kind = keyof typeof KINDS;

/** The share that the words allow, and the words: the first that is reached, or a stronger limit. */
export const HEDGES = [
  [0.99, /(?:)/],
  [0.95, /nearly (?:always|all|every)|almost/i],
  [0.75, /mostly|usually|\bmost\b/i],
  [0, /\bhere\b|\bthis\b|in this draw|from this start|with other draws/i],
] as const;

export interface Tried {
  kind: Kind;
  held: number;
  of: number;
  /** The share by NumPy, if it tried. */
  numpy?: number;
}

export async function tried({ id, at, holds, only, numpy }: Claim, tries: number): Promise<Tried[]> {
  const { default: experiment } = await experiments[id]!();
  const { parameters } = experiment;
  const quoted = { ...defaults(parameters), ...at } as Values;
  const kinds = (Object.keys(KINDS) as Kind[])
    .filter((kind) => (only ?? Object.keys(KINDS)).includes(kind))
    .map((kind) => [kind, Object.keys(parameters).filter((name) => KINDS[kind].test(name))] as const)
    .filter(([, names]) => names.length > 0);
  return kinds.map(([kind, names]) => {
    const random = new RandomState(45);
    const settings = Array.from({ length: tries }, () => {
      const values: Record<string, Value> = { ...quoted };
      for (const name of names) {
        const parameter = parameters[name]!;
        const u = random.randomSample();
        if (kind !== 'rates') values[name] = valueAt(parameter, u);
        else if (isNumeric(parameter))
          values[name] = Math.min(parameter.max, Math.max(parameter.min, Number(values[name]) * (0.75 + u / 2)));
      }
      return values;
    });
    const held = settings.filter((values) => {
      const { numbers } = runExperiment(experiment, values).presentation;
      return holds((name) => numbers[name]?.value ?? Number.NaN);
    }).length;
    if (!numpy) return { kind, held, of: tries };
    const second = settings.slice(0, Math.ceil(tries / 5)).filter((values) => {
      const printed = JSON.parse(runPython(['-'], scriptAt(experiment, values)!.text)) as Record<string, number>;
      return holds((name) => printed[name] ?? Number.NaN);
    }).length;
    return { kind, held, of: tries, numpy: second / Math.ceil(tries / 5) };
  });
}

/** Whether the page has the words, and they allow that share. */
export function complaintOn({ page, words }: Claim, share: number): string | undefined {
  const text = readFileSync(join('src', 'content', 'docs', `${page}.mdx`), 'utf8');
  if (!text.includes(words)) return 'is no longer on the page';
  if (HEDGES.some(([least, hedge]) => share >= least && hedge.test(words))) return undefined;
  return `says more than ${Math.round(100 * share)} %`;
}
