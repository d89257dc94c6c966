/**
 * npm run precompute                         computes what long experiments keep, of those whose code has changed
 * npm run precompute -- <id> …               computes these, changed or not
 * npm run precompute -- --unchanged [id …]   for a change of code that changes no result: measures some parts of each anew,
 *                                            and where they come out the same keeps all the others, under the new hash
 * npm run precompute -- --shard=2/8 [id …]   computes the second eighth of the parts, for one of eight machines, and writes
 *                                            them to precomputed-shards/<id>.2-of-8.json
 * npm run precompute -- --merge [FILE …]     puts shards together (files or folders of them; else precomputed-shards) to
 *                                            the same file that one machine would have written
 *
 *   --out=FOLDER   where to write: shards, or what is merged or computed
 *
 * The results go to src/precomputed/<id>.json with a hash of the code that decides them; the build refuses those of other
 * code. They are those of the defaults, and of the settings that an experiment names in `ahead`. The times beside them,
 * which a reader is told before a run, are measured once for each state of that code: delete the file to measure them anew.
 */
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suggestion } from '../src/engine/spelling.ts';
import { defaults } from '../src/engine/values.ts';
import { experiments } from '../src/experiments/index.ts';
import type { Experiment } from '../src/figure/experiment.ts';
import { type ListedPart, listParts } from '../src/figure/parts.ts';
import { partsAhead } from '../src/figure/parts-ahead.ts';
import { fileOf, keptResults, type Precomputed } from '../src/widgets/build/precomputed.ts';
import { codeOf } from '../src/widgets/build/result-hash.ts';
import { exitWith, readOptions, UsageError } from './options.ts';
import { isFresh, meanTime, precomputedFrom, sampleBy, textOf } from './precompute/kept.ts';
import { measureAll } from './precompute/measure-all.ts';
import {
  inShard,
  type Merged,
  mergeShards,
  type NamedShard,
  parseShard,
  readShard,
  type Shard,
  shardFile,
  writeShard,
} from './precompute/shards.ts';
import { slowness } from './precompute/slowness.ts';

/** Parts that are measured anew to see that a change of code changed no result. */
const SAMPLE = 3;
const SHARDS = 'precomputed-shards';

const { values: flags, positionals } = readOptions(
  { url: import.meta.url, name: 'npm run precompute' },
  {
    unchanged: { type: 'boolean', default: false },
    shard: { type: 'string' },
    merge: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
  { words: true },
);

interface Long {
  id: string;
  experiment: Experiment;
  listed: readonly ListedPart[];
  /** How many of them the defaults have: the first. */
  usual: number;
}

async function load(id: string): Promise<Long | undefined> {
  const { default: experiment } = await experiments[id]!();
  if (experiment.pace !== 'long') return undefined;
  const usual = listParts(experiment.parts(defaults(experiment.parameters))).length;
  return { id, experiment, listed: partsAhead(experiment), usual };
}

/** Those that are asked for, or those whose code has changed since their results were kept. */
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

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function keep({ id, usual }: Long, hash: string, merged: Merged): void {
  const precomputed = precomputedFrom(merged, { id, hash, usual });
  write(flags.out === undefined ? fileOf(id) : join(flags.out, `${id}.json`), textOf(precomputed));
  console.log(said(id, precomputed));
}

function said(id: string, { parts, partTime, slower }: Precomputed): string {
  const without = slower === undefined ? '' : `, ${slower} times that without kernels`;
  return `${id}: ${parts.length} parts, ${partTime} ms each${without}`;
}

async function compute(long: Long): Promise<void> {
  const { id, experiment, listed, usual } = long;
  // Sources that change meanwhile must not pass for those that were measured.
  const { hash } = await codeOf(id, experiment);
  const parts = await measureAll(id, listed);
  const slower = await slowness(id, experiment, listed.slice(0, usual), meanTime(parts.slice(0, usual)));
  keep(long, hash, { parts, ...(slower !== undefined && { slower }) });
}

async function computeShard({ id, experiment, listed, usual }: Long, shard: Shard): Promise<void> {
  const { hash } = await codeOf(id, experiment);
  const parts = await measureAll(id, inShard(listed, shard));
  const own = inShard(listed.slice(0, usual), shard).length;
  const slower =
    shard.index === 1
      ? await slowness(id, experiment, listed.slice(0, usual), meanTime(parts.slice(0, own)))
      : undefined;
  const results = { id, ...shard, hash, ...(slower !== undefined && { slower }), parts };
  const file = join(flags.out ?? SHARDS, shardFile(results));
  write(file, writeShard(results));
  console.log(`${file}: ${parts.length} of ${listed.length} parts`);
}

/** Every shard that the files and folders hold. */
function readShards(paths: readonly string[]): NamedShard[] {
  const files = paths.flatMap((path) => {
    if (!existsSync(path)) throw new UsageError(`There is no file or folder ${path}.`);
    if (!statSync(path).isDirectory()) return [path];
    const found = globSync('**/*.json', { cwd: path }).sort();
    if (found.length === 0)
      throw new UsageError(`${path} holds no shards; npm run precompute -- --shard=1/2 writes one.`);
    return found.map((file) => join(path, file));
  });
  return files.map((file) => {
    try {
      return { file, shard: readShard(readFileSync(file, 'utf8')) };
    } catch (error) {
      throw new UsageError(`${file} ${error instanceof Error ? error.message : String(error)}.`);
    }
  });
}

/** Writes all experiments of which there are shards, or none if anything is wrong. */
async function merge(paths: readonly string[]): Promise<void> {
  const shards = readShards(paths);
  const ids = [...new Set(shards.map(({ shard }) => shard.id))].sort();
  const wrong: string[] = [];
  const merged: (readonly [Long, string, Merged])[] = [];
  for (const long of await chosen(ids)) {
    const { hash } = await codeOf(long.id, long.experiment);
    const own = shards.filter(({ shard }) => shard.id === long.id);
    try {
      merged.push([long, hash, mergeShards(long.id, { listed: long.listed, hash }, own)]);
    } catch (error) {
      if (!(error instanceof AggregateError)) throw error;
      wrong.push(...error.errors.map(({ message }: Error) => message));
    }
  }
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  for (const [long, hash, results] of merged) keep(long, hash, results);
}

/**
 * Keeps what there is, under the hash of the code as it now is, where a sample of it comes out the same; in the order in
 * which that code lists its parts, so that a computation from scratch writes the same file.
 */
async function keepUnchanged({ id, experiment, listed }: Long): Promise<void> {
  const { hash } = await codeOf(id, experiment);
  const kept = keptResults(id);
  const results = new Map(kept.parts.map((part) => [part.key, part]));
  const parts = listed.flatMap(({ key }) => results.get(key) ?? []);
  if (parts.length < listed.length || listed.length !== results.size)
    throw new UsageError(`${id}: the parts are others than those that are kept; run: npm run precompute -- ${id}`);
  const sample = sampleBy(hash, listed, SAMPLE);
  for (const { key, result } of await measureAll(id, sample)) {
    if (JSON.stringify(result) !== JSON.stringify(results.get(key)?.result))
      throw new UsageError(
        `${id}: ${key} gives another result than the one that is kept; run: npm run precompute -- ${id}`,
      );
  }
  write(fileOf(id), textOf({ ...kept, hash, parts }));
  console.log(`${id}: ${sample.length} of ${listed.length} parts measured anew, the same; all kept`);
}

async function main(): Promise<void> {
  const modes = [flags.unchanged && '--unchanged', flags.shard && '--shard', flags.merge && '--merge'].filter(Boolean);
  if (modes.length > 1) throw new UsageError(`${modes.join(' and ')} do not go together: choose one.`);
  if (flags.merge) return merge(positionals.length > 0 ? positionals : [SHARDS]);
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
  if (flags.shard !== undefined && !shard)
    throw new UsageError(`--shard=${flags.shard}: wants which of how many, such as --shard=2/8.`);
  const list = await chosen(positionals);
  if (list.length === 0) console.log('nothing to compute: no code has changed that decides a kept result');
  for (const long of list) {
    if (shard) await computeShard(long, shard);
    else await (flags.unchanged ? keepUnchanged : compute)(long);
  }
}

await main().catch(exitWith);
