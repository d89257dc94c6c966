/**
 * npm run precompute                         computes the stored results of the long experiments whose code has changed
 * npm run precompute -- <id> …               computes these, changed or not
 * npm run precompute -- --unchanged [id …]   after a change of code that changes no result: computes some parts of each again
 *                                            and, if they are equal, keeps all the others under the new hash
 *
 * The results are written to src/precomputed/<id>.json, with a hash of the code that produces them; the build rejects results
 * of other code. They cover the defaults and the settings listed in an experiment's `ahead`. The stored times, from which
 * a figure estimates how long a run takes, are measured once for each state of that code: delete the file to measure them
 * again. All nine take about 8 minutes on one core.
 */
import { writeFileSync } from 'node:fs';
import { suggestion } from '../src/engine/spelling.ts';
import { defaults } from '../src/engine/values.ts';
import { experiments } from '../src/experiments/index.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { type ListedPart, listParts } from '../src/figure/parts.ts';
import { partsAhead } from '../src/figure/parts-ahead.ts';
import { fileOf, storedResults } from '../src/widgets/prerender/precomputed.ts';
import { codeOf } from '../src/widgets/prerender/result-hash.ts';
import { exitWith, readOptions, UsageError } from './options.ts';
import { measureAll } from './precompute/measure-all.ts';
import { isFresh, precomputedFrom, sampleBy, textOf } from './precompute/stored.ts';

/** Number of parts computed again to check that a change of code changes no result. */
const SAMPLE = 3;

const { values: flags, positionals } = readOptions(
  { url: import.meta.url, name: 'npm run precompute' },
  { unchanged: { type: 'boolean', default: false } },
  { words: true },
);

interface Long {
  id: string;
  experiment: Experiment;
  listed: readonly ListedPart[];
}

async function load(id: string): Promise<Long | undefined> {
  const { default: experiment } = await experiments[id]!();
  return experiment.pace === 'long' ? { id, experiment, listed: partsAhead(experiment) } : undefined;
}

/** The requested experiments, or those whose code has changed since their results were stored. */
async function chosen(ids: readonly string[]): Promise<Long[]> {
  for (const id of ids) {
    if (!Object.hasOwn(experiments, id))
      throw new UsageError(`No experiment is called "${id}"${suggestion(id, Object.keys(experiments))}`);
    if (!(await load(id)))
      throw new UsageError(`${id} is not a long experiment: it is computed while the page is built.`);
  }
  const list = (await Promise.all(Object.keys(experiments).map(load))).filter((one) => one !== undefined);
  if (ids.length > 0) return list.filter(({ id }) => ids.includes(id));
  const fresh = await Promise.all(list.map(({ id, experiment }) => isFresh(id, experiment)));
  return list.filter((_, k) => !fresh[k]);
}

async function compute({ id, experiment, listed }: Long): Promise<void> {
  // Hashed before the run: sources changed during it must not count as the ones measured.
  const { hash } = await codeOf(id, experiment);
  console.log(`${id}: measures ${listed.length} parts`);
  const usual = listParts(experiment.parts(defaults(experiment.parameters))).length;
  const precomputed = precomputedFrom(await measureAll(id, listed), { id, hash, usual });
  writeFileSync(fileOf(id), textOf(precomputed));
  console.log(`${id}: ${listed.length} parts, ${precomputed.partTime} ms each`);
}

/**
 * Stores the old results under the new hash if a sample of them comes out the same; in the order of the parts in the
 * code, so that a computation from scratch writes the same file.
 */
async function keepUnchanged({ id, experiment, listed }: Long): Promise<void> {
  const { hash } = await codeOf(id, experiment);
  const kept = storedResults(id);
  const results = new Map(kept.parts.map((part) => [part.key, part]));
  const parts = listed.flatMap(({ key }) => results.get(key) ?? []);
  if (parts.length < listed.length || listed.length !== results.size)
    throw new UsageError(`${id}: its parts differ from the stored ones; run: npm run precompute -- ${id}`);
  const sample = sampleBy(hash, listed, SAMPLE);
  for (const { key, result } of await measureAll(id, sample)) {
    if (JSON.stringify(result) !== JSON.stringify(results.get(key)?.result))
      throw new UsageError(
        `${id}: ${key} gives a result that differs from the stored one; run: npm run precompute -- ${id}`,
      );
  }
  writeFileSync(fileOf(id), textOf({ ...kept, hash, parts }));
  console.log(`${id}: ${sample.length} of ${listed.length} parts measured again, the same; all kept`);
}

async function main(): Promise<void> {
  const list = await chosen(positionals);
  if (list.length === 0) console.log('nothing to compute: no code has changed that decides a stored result');
  for (const long of list) await (flags.unchanged ? keepUnchanged : compute)(long);
}

await main().catch(exitWith);
