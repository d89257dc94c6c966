/** Long experiments in tests: their stored results at a permalink, and small runs made by a test. */
import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { hasPackages, python } from '../../scripts/python.ts';
import type { Schema } from '../../src/engine/schema.ts';
import type { Experiment, Presentation } from '../../src/figure/experiment.ts';
import { listParts, type Measures, type Parts } from '../../src/figure/parts.ts';
import { scriptAt } from '../../src/figure/python.ts';
import { presentWith, runExperiment } from '../../src/figure/run.ts';
import { storedResults } from '../../src/widgets/prerender/precomputed.ts';
import { valuesAt } from './shown-by.ts';
import { usualOf, usualResults } from './usual.ts';

type Shown = Presentation & { value(name: string): number; low(name: string): number; high(name: string): number };

function shown(presentation: Presentation): Shown {
  const one = (name: string, of: 'value' | 'low' | 'high'): number => {
    const found = presentation.numbers[name]?.[of];
    expect(found, `${name}, ${of}`).toBeDefined();
    return found!;
  };
  return {
    ...presentation,
    value: (name) => one(name, 'value'),
    low: (name) => one(name, 'low'),
    high: (name) => one(name, 'high'),
  };
}

/** The figure at a permalink with every precomputed part (precomputed.test.ts checks whether by this code). */
export function keptAt<S extends Schema, G extends Parts, M extends Measures<G>>(
  id: string,
  experiment: Experiment<S, G, M>,
  query = '',
): Shown {
  const kept = new Map(storedResults(id).parts.map(({ key, result }) => [key, result]));
  const values = valuesAt(experiment.parameters, query);
  for (const { key } of listParts(experiment.parts(values)))
    expect(kept.has(key), `${id} at "${query}": ${key} is not computed ahead`).toBe(true);
  return shown(presentWith(experiment, values, (key) => kept.get(key)));
}

/** The figure at a permalink, computed here. */
export function measuredAt<S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
  query: string,
): Shown {
  return shown(runExperiment(experiment, valuesAt(experiment.parameters, query)).presentation);
}

/** Presentations of each possible picture before the complete result: nothing, then more and more parts. */
export async function picturesOnTheWay<S extends Schema, G extends Parts, M extends Measures<G>>(
  id: string,
  experiment: Experiment<S, G, M>,
): Promise<Shown[]> {
  const values = usualOf(experiment);
  const cache = await usualResults(id, experiment);
  const keys = listParts(experiment.parts(values)).map(({ key }) => key);
  const stops = [0, 1, 2, 3, ...[0.1, 0.3, 0.5, 0.9, 1].map((share) => Math.ceil(share * keys.length))];
  return stops.map((stop) => {
    const early = new Set(keys.slice(0, stop));
    const picture = presentWith(experiment, values, (key) => (early.has(key) ? cache.get(key) : undefined));
    // The figure's progress line uses "run" for the code's "part".
    expect(picture.verdict.text, `after ${stop} of ${keys.length}`).not.toMatch(/\bparts?\b/);
    return shown(picture);
  });
}

/** The Python of the references; without NumPy no script can run. */
export const hasNumpy = hasPackages(['numpy']);

/** NumPy's output for the script of a permalink's values. */
export function printedBy<S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
  query: string,
): Readonly<Record<string, number>> {
  const script = scriptAt(experiment, valuesAt(experiment.parameters, query))?.text;
  const done = spawnSync(python, ['-B', '-'], { input: script ?? '', encoding: 'utf8' });
  expect(done.stderr).toBe('');
  // Safe: the scripts print one JSON object of numbers.
  return JSON.parse(done.stdout) as Record<string, number>;
}
