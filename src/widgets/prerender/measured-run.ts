/**
 * Results of experiments, cached by the code that decides them; shared by the build, the page of checks and the tests.
 */
import type { Schema, Values } from '../../engine/schema.ts';
import { experiments } from '../../experiments/index.ts';
import type { Experiment, Presentation } from '../../figure/experiment.ts';
import { type ListedPart, listParts } from '../../figure/parts.ts';
import { measurePart, type PresentOptions, presentWith } from '../../figure/run.ts';
import { checkVerdict } from '../../figure/sentence.ts';
import { inDevThread } from './dev-thread.ts';
import { memo } from './memo.ts';
import { codeOf } from './result-hash.ts';

export interface Runner {
  /** The result of every part at these values, by the part's key; and of others requested earlier. */
  results(values: Values): ReadonlyMap<string, unknown>;
  /** Computes, in a separate thread, everything that `results` and `run` need at these values. */
  measure(values: Values): Promise<void>;
  /**
   * The presentation of the experiment at these values.
   * @throws Error if the verdict names a missing number
   */
  run(values: Values, options?: Pick<PresentOptions<Schema>, 'at'>): Presentation;
}

const runners = new WeakMap<Experiment, Promise<Runner>>();

/** Created once per loaded experiment. */
export function runnerOf(id: string, experiment: Experiment): Promise<Runner> {
  const runner = runners.get(experiment) ?? createRunner(id, experiment);
  runners.set(experiment, runner);
  return runner;
}

async function createRunner(id: string, experiment: Experiment): Promise<Runner> {
  const { hash, isNewer } = await codeOf(id, experiment);
  // Settings of one experiment often have parts in common.
  const known = new Map<string, unknown>();
  const inputs = (listed: readonly ListedPart[]): string[] => [hash, ...listed.map(({ key }) => key)];
  const hold = (measured: ReadonlyMap<string, unknown>): void => {
    for (const [key, result] of measured) known.set(key, result);
  };
  function results(values: Values): ReadonlyMap<string, unknown> {
    const listed = listParts(experiment.parts(values));
    if (listed.every(({ key }) => known.has(key))) return known;
    const measure = () => measured(experiment, listed, known);
    hold(isNewer ? measure() : memo(id, inputs(listed), measure));
    return known;
  }
  return {
    results,
    async measure(values) {
      const listed = listParts(experiment.parts(values));
      const measure = () =>
        inDevThread<Map<string, unknown>>('src/widgets/prerender/measured-run.ts', 'measureParts', [id, listed]);
      hold(await memo(id, inputs(listed), measure));
    },
    run(values, options = {}) {
      const all = results(values);
      const presentation = presentWith(experiment, values, (key) => all.get(key), options);
      checkVerdict(presentation);
      return presentation;
    },
  };
}

function measured(
  experiment: Experiment,
  listed: readonly ListedPart[],
  known: ReadonlyMap<string, unknown> = new Map(),
): Map<string, unknown> {
  const results = new Map<string, unknown>();
  const resultOf = (part: ListedPart): unknown => {
    const result = results.get(part.key) ?? known.get(part.key) ?? measurePart(experiment, part, undefined, resultOf);
    results.set(part.key, result);
    return result;
  };
  listed.forEach(resultOf);
  return results;
}

export async function measureParts(id: string, listed: readonly ListedPart[]): Promise<Map<string, unknown>> {
  const { default: experiment } = await experiments[id]!(); // exists: a page shows it
  return measured(experiment, listed);
}
