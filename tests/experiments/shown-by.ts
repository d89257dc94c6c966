import { expect } from 'vitest';
import type { Schema, Values } from '../../src/engine/schema.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import type { Measures, Parts } from '../../src/figure/parts.ts';
import { parse } from '../../src/figure/permalink.ts';
import { runExperiment } from '../../src/figure/run.ts';

/** The values of a permalink, which must be valid. */
export function valuesAt<S extends Schema>(schema: S, query: string): Values<S> {
  const { values, messages } = parse(schema, new URLSearchParams(query));
  expect(messages, query).toEqual([]);
  return values;
}

/**
 * The picture of an experiment at a permalink, at a step if one is given, with its results.
 * @param cache results by part, so that several tests share them
 */
export const shownBy =
  <S extends Schema, G extends Parts, M extends Measures<G>>(
    experiment: Experiment<S, G, M>,
    cache = new Map<string, unknown>(),
  ) =>
  (query = '', at?: number) => {
    const values = valuesAt(experiment.parameters, query);
    const { presentation, results } = runExperiment(experiment, values, { cache, ...(at !== undefined && { at }) });
    return {
      ...presentation,
      results,
      value: (name: string): number => presentation.numbers[name]?.value ?? Number.NaN,
    };
  };
