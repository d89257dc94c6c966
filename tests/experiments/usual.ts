import type { Schema, Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import type { Measures, Parts } from '../../src/figure/parts.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';

/** The values at which an experiment is computed once for a whole run of tests. */
export const usualOf = <S extends Schema, G extends Parts, M extends Measures<G>>({
  parameters,
  quick,
}: Experiment<S, G, M>): Values<S> =>
  // Safe: a partial setting has no undefined values.
  ({ ...defaults(parameters), ...quick }) as Values<S>;

/** Its results there, by part: computed on first use, by the build, the catalogue's tests or its own. */
export async function usualResults<S extends Schema, G extends Parts, M extends Measures<G>>(
  id: string,
  experiment: Experiment<S, G, M>,
): Promise<Map<string, unknown>> {
  const { results } = await runnerOf(id, experiment as Experiment);
  return new Map(results(usualOf(experiment as Experiment)));
}
