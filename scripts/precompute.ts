/**
 * npm run precompute                       computes what long experiments keep, of those whose code has changed
 * npm run precompute -- <id> …             computes these, changed or not
 * npm run precompute -- --unchanged [id …]  for a change of code that changes no result: measures some parts of each anew,
 *                                          and where they come out the same keeps all the others, under the new hash
 * The results go to src/precomputed/<id>.json with a hash of the code that decides them; the build refuses those of other
 * code. They are those of the defaults, and of the settings that an experiment names in `ahead`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { defaults } from '../src/engine/values.ts';
import { experiments } from '../src/experiments/index.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { type ListedPart, listParts } from '../src/figure/parts.ts';
import { partsAhead } from '../src/figure/parts-ahead.ts';
import { fileOf, keptResults, type Precomputed, sourceHash } from '../src/widgets/build/precomputed.ts';
import type { MeasuredPart } from './measure-parts.ts';
import { slowness } from './slowness.ts';

/** Parts that are measured anew to see that a change of code changed no result. */
const SAMPLE = 3;

const { values: flags, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { unchanged: { type: 'boolean', default: false } },
});
for (const id of asked) if (!Object.hasOwn(experiments, id)) throw new Error(`unknown experiment "${id}"`);

const isFresh = (id: string): boolean => existsSync(fileOf(id)) && keptResults(id).hash === sourceHash(id);

/** Measures every part, on all cores; what comes back stands in the order of the parts. */
async function measureAll(id: string, parts: readonly ListedPart[]): Promise<MeasuredPart[]> {
  const measured: MeasuredPart[] = [];
  const threads = Math.min(parts.length, availableParallelism());
  const shares = Array.from({ length: threads }, (_, thread) =>
    parts.map((part, index) => ({ index, part })).filter(({ index }) => index % threads === thread),
  );
  await Promise.all(
    shares.map(
      (share) =>
        new Promise<void>((resolve, reject) => {
          const worker = new Worker(new URL('./measure-parts.ts', import.meta.url), {
            workerData: { id, parts: share },
          });
          worker.on('message', (one: MeasuredPart) => {
            measured.push(one);
            if (measured.length % Math.ceil(parts.length / 10) === 0)
              console.log(`${id}: ${measured.length} of ${parts.length}`);
          });
          worker.once('error', reject);
          worker.once('exit', (code) =>
            code === 0 ? resolve() : reject(new Error(`${id}: a thread ended with ${code}`)),
          );
        }),
    ),
  );
  return measured.sort((a, b) => a.index - b.index);
}

function write(id: string, { hash, partTime, slower, parts }: Precomputed): void {
  const head = { hash, partTime, ...(slower !== undefined && { slower }) };
  const lines = parts.map((part) => JSON.stringify(part));
  mkdirSync(dirname(fileOf(id)), { recursive: true });
  // A part a line, so that a change of one is a change of its line.
  writeFileSync(fileOf(id), `${JSON.stringify(head).slice(0, -1)},"parts":[\n${lines.join(',\n')}\n]}\n`);
}

async function compute(id: string, experiment: Experiment): Promise<void> {
  // Sources that change meanwhile must not pass for those that were measured.
  const hash = sourceHash(id);
  const listed = partsAhead(experiment);
  const measured = await measureAll(id, listed);
  const parts = measured.map(({ index, result }) => {
    const { key } = listed[index]!;
    if (JSON.stringify(JSON.parse(JSON.stringify(result))) !== JSON.stringify(result))
      throw new Error(`${id}: the result of ${key} is not JSON`);
    return { key, result };
  });
  // The time on the Run button is for the defaults and what lies near them.
  const usual = listParts(experiment.parts(defaults(experiment.parameters))).length;
  const total = measured.slice(0, usual).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const partTime = Math.round(total / usual);
  const slower = await slowness(id, experiment, listed.slice(0, usual), partTime);
  write(id, { hash, partTime, ...(slower !== undefined && { slower }), parts });
  const without = slower === undefined ? '' : `, ${slower} times that without kernels`;
  console.log(`${id}: ${parts.length} parts, ${partTime} ms each${without}`);
}

/** Keeps what there is, under the hash of the code as it now is, where a sample of it comes out the same. */
async function keep(id: string, experiment: Experiment): Promise<void> {
  const hash = sourceHash(id);
  const kept = keptResults(id);
  const results = new Map(kept.parts.map(({ key, result }) => [key, JSON.stringify(result)]));
  const listed = partsAhead(experiment);
  const missing = listed.filter(({ key }) => !results.has(key));
  if (missing.length > 0 || listed.length !== results.size)
    throw new Error(`${id}: the parts are others than those that are kept; run: npm run precompute -- ${id}`);
  const sample = Array.from({ length: SAMPLE }, () => listed[Math.floor(Math.random() * listed.length)]!);
  const measured = await measureAll(id, sample);
  for (const { index, result } of measured) {
    const { key } = sample[index]!;
    if (JSON.stringify(result) !== results.get(key))
      throw new Error(`${id}: ${key} gives another result than the one that is kept; run: npm run precompute -- ${id}`);
  }
  write(id, { ...kept, hash });
  console.log(`${id}: ${SAMPLE} of ${listed.length} parts measured anew, the same; all kept`);
}

for (const [id, load] of Object.entries(experiments)) {
  if (asked.length > 0 && !asked.includes(id)) continue;
  const { default: experiment } = await load();
  if (experiment.pace !== 'long' || (asked.length === 0 && isFresh(id))) continue;
  await (flags.unchanged ? keep : compute)(id, experiment);
}
