/**
 * npm run precompute            computes what long experiments keep, of those whose sources have changed
 * npm run precompute -- <id> …  computes these, changed or not
 * The results go to src/precomputed/<id>.json with a hash of the sources; the build refuses older ones. They are those of
 * the defaults, and of the settings that an experiment names in `ahead`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { defaults } from '../src/engine/values.ts';
import { experiments } from '../src/experiments/index.ts';
import { type ListedPart, listParts } from '../src/figure/parts.ts';
import { partsAhead } from '../src/figure/parts-ahead.ts';
import { fileOf, precomputedOf, sourceHash } from '../src/widgets/build/precomputed.ts';
import type { MeasuredPart } from './measure-parts.ts';
import { slowness } from './slowness.ts';

const asked = process.argv.slice(2);
for (const id of asked) if (!Object.hasOwn(experiments, id)) throw new Error(`unknown experiment "${id}"`);

function isFresh(id: string): boolean {
  try {
    precomputedOf(id);
    return true;
  } catch {
    return false;
  }
}

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

for (const [id, load] of Object.entries(experiments)) {
  const { default: experiment } = await load();
  if (experiment.pace !== 'long' || (asked.length > 0 ? !asked.includes(id) : isFresh(id))) continue;
  // Sources that change meanwhile must not pass for those that were measured.
  const hash = sourceHash(id);
  const parts = partsAhead(experiment);
  const measured = await measureAll(id, parts);
  const lines = measured.map(({ index, result }) => {
    const { key } = parts[index]!;
    if (JSON.stringify(JSON.parse(JSON.stringify(result))) !== JSON.stringify(result))
      throw new Error(`${id}: the result of ${key} is not JSON`);
    return JSON.stringify({ key, result });
  });
  // The time on the Run button is for the defaults and what lies near them.
  const usual = listParts(experiment.parts(defaults(experiment.parameters))).length;
  const total = measured.slice(0, usual).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const partTime = Math.round(total / usual);
  const slower = await slowness(id, experiment, parts.slice(0, usual), partTime);
  mkdirSync(dirname(fileOf(id)), { recursive: true });
  writeFileSync(
    fileOf(id),
    `{"hash":"${hash}","partTime":${partTime},${slower === undefined ? '' : `"slower":${slower},`}"parts":[\n${lines.join(',\n')}\n]}\n`,
  );
  console.log(
    `${id}: ${parts.length} parts, ${partTime} ms each${slower === undefined ? '' : `, ${slower} times that without kernels`}`,
  );
}
