/**
 * npm run precompute            computes the defaults of every long experiment whose sources have changed
 * npm run precompute -- <id> …  computes these, changed or not
 * The results go to src/precomputed/<id>.json with a hash of the sources; the build refuses older ones.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { canonicalKey } from '../src/engine/run.ts';
import { defaults } from '../src/engine/schema.ts';
import { experiments } from '../src/experiments/index.ts';
import { fileOf, precomputedOf, sourceHash } from '../src/widgets/precomputed.ts';
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

for (const [id, load] of Object.entries(experiments)) {
  const { default: experiment } = await load();
  if (experiment.pace !== 'long' || (asked.length > 0 ? !asked.includes(id) : isFresh(id))) continue;
  const parts = experiment.parts(defaults(experiment.parameters));
  const began = performance.now();
  const results = parts.map((part, index) => {
    const result = experiment.measure(part);
    const key = canonicalKey(part);
    if (JSON.stringify(JSON.parse(JSON.stringify(result))) !== JSON.stringify(result))
      throw new Error(`${id}: the result of ${key} is not JSON`);
    if ((index + 1) % Math.ceil(parts.length / 10) === 0) console.log(`${id}: ${index + 1} of ${parts.length}`);
    return { key, result };
  });
  const partTime = Math.round((performance.now() - began) / parts.length);
  const slower = await slowness(id, experiment, parts, partTime);
  mkdirSync(dirname(fileOf(id)), { recursive: true });
  const lines = results.map((part) => JSON.stringify(part)).join(',\n');
  writeFileSync(
    fileOf(id),
    `{"hash":"${sourceHash(id)}","partTime":${partTime},${slower === undefined ? '' : `"slower":${slower},`}"parts":[\n${lines}\n]}\n`,
  );
  console.log(
    `${id}: ${parts.length} parts, ${partTime} ms each${slower === undefined ? '' : `, ${slower} times that without kernels`}`,
  );
}
