/** Long experiments in tests: their kept results at a permalink, and small runs that a test makes itself. */
import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import type { Schema, Values } from '../../src/engine/schema.ts';
import type { Experiment, Part, Presentation } from '../../src/figure/experiment.ts';
import { parse } from '../../src/figure/permalink.ts';
import { canonicalKey, runExperiment } from '../../src/figure/run.ts';
import { precomputedOf } from '../../src/widgets/build/precomputed.ts';

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

function valuesAt<S extends Schema>(schema: S, query: string): Values<S> {
  const { values, messages } = parse(schema, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  return values;
}

/** The figure at a permalink, every part of which was computed ahead (the source hash says from these sources). */
export function keptAt<S extends Schema, P extends Part, R>(
  id: string,
  experiment: Experiment<S, P, R>,
  query = '',
): Shown {
  const kept = new Map(precomputedOf(id).parts.map(({ key, result }) => [key, result]));
  const values = valuesAt(experiment.parameters, query);
  const results = experiment.parts(values).map((part) => {
    expect(kept.has(canonicalKey(part)), `${id} at "${query}": ${canonicalKey(part)} is not computed ahead`).toBe(true);
    // Written from what measure() returned for this key.
    return kept.get(canonicalKey(part)) as R;
  });
  return shown(experiment.present(values, results));
}

/** The figure at a permalink, measured here. */
export function measuredAt<S extends Schema, P extends Part, R>(experiment: Experiment<S, P, R>, query: string): Shown {
  return shown(runExperiment(experiment, valuesAt(experiment.parameters, query)).presentation);
}

/** What each possible picture on the way to a whole result says: nothing, then more and more parts. */
export function picturesOnTheWay<S extends Schema, P extends Part, R>(experiment: Experiment<S, P, R>): Shown[] {
  const values = { ...valuesAt(experiment.parameters, ''), ...experiment.quick };
  const { results } = runExperiment(experiment, values);
  const stops = [0, 1, 2, 3, ...[0.1, 0.3, 0.5, 0.9, 1].map((share) => Math.ceil(share * results.length))];
  return stops.map((stop) =>
    shown(
      experiment.present(
        values,
        results.map((result, k) => (k < stop ? result : undefined)),
      ),
    ),
  );
}

// Debian's own Python, as for the references; elsewhere there is nothing to run a script with.
const PYTHON = '/usr/bin/python3';
export const hasNumpy = spawnSync(PYTHON, ['-c', 'import numpy']).status === 0;

/** What NumPy prints for the script of a permalink's values. */
export function printedBy<S extends Schema, P extends Part, R>(
  experiment: Experiment<S, P, R>,
  query: string,
): Readonly<Record<string, number>> {
  const script = experiment.python?.(valuesAt(experiment.parameters, query));
  const done = spawnSync(PYTHON, ['-B', '-'], { input: script ?? '', encoding: 'utf8' });
  expect(done.stderr).toBe('');
  // The scripts print one JSON object of numbers.
  return JSON.parse(done.stdout) as Record<string, number>;
}
