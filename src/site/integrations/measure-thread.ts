/** A thread of measure-ahead.ts: computes some of the pages' results in advance, and leaves them to `memo`. */
import { workerData } from 'node:worker_threads';
import type { Values } from '../../engine/schema.ts';
import { defaults } from '../../engine/values.ts';
import { experiments } from '../../experiments/index.ts';
import { pageNumbers } from '../../references/independent.ts';
import { runnerOf } from '../../widgets/prerender/measured-run.ts';

// Given by measure-ahead.ts.
const { index, of } = workerData as { index: number; of: number };

async function measure(id: string, values?: Values): Promise<void> {
  const { default: experiment } = await experiments[id]!(); // listed below
  if (experiment.pace === 'long') return;
  const { results } = await runnerOf(id, experiment);
  results(values ?? defaults(experiment.parameters));
}

// The build computes defaults first and then the numbers of the pages from the first page on, so these begin with the
// last.
const asked = Object.keys(experiments).map((id) => () => measure(id));
const numbers = (await pageNumbers()).reverse().map(
  ({ id, values }) =>
    () =>
      measure(id, values),
);
// The page that shows it reports the error.
for (const one of [...asked, ...numbers].filter((_, k) => k % of === index)) await one().catch(() => undefined);
