/** Results of long experiments at their defaults, computed ahead and kept with the source; never loaded by a page. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { experimentFile } from './find-experiment.ts';

export interface Precomputed {
  /** Of every engine source that the experiment uses, and of its own. */
  hash: string;
  /** Mean milliseconds that one part took. */
  partTime: number;
  /** How many times longer parts take in plain TypeScript; absent where that makes no difference. */
  slower?: number;
  parts: readonly { key: string; result: unknown }[];
}

const root = process.cwd();
export const fileOf = (id: string): string => join(root, 'src', 'precomputed', `${id}.json`);

/** Engine sources that read, write and draw: they decide what is asked and how it is shown, and no result. */
const SHOWING = /src\/(?:figure\/|engine\/(?:spelling|values)\.ts$)/;

/** The sources that an experiment's results depend on: its file and all it imports, in a fixed order. */
function sourcesOf(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file) || SHOWING.test(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text
    .replace(/^(?:import|export) type .*$/gm, '')
    .matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g))
    sourcesOf(join(dirname(file), path), seen);
  return seen;
}

/** Changes whenever a source does that could change a result. */
export function sourceHash(id: string): string {
  const hash = createHash('sha256');
  for (const file of [...sourcesOf(join(root, experimentFile(id) ?? ''))].sort()) {
    hash.update(relative(root, file)).update('\n').update(readFileSync(file)).update('\n');
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * The kept results of a long experiment.
 * @throws Error where there are none, or where a source has changed since they were made.
 */
export function precomputedOf(id: string): Precomputed {
  const file = fileOf(id);
  if (!existsSync(file)) throw new Error(`${id}: no precomputed results; run: npm run precompute -- ${id}`);
  // Written by scripts/precompute.ts.
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Precomputed;
  if (kept.hash !== sourceHash(id))
    throw new Error(`${id}: its precomputed results are older than its sources; run: npm run precompute -- ${id}`);
  return kept;
}

/** What a figure says before it runs, and what its kept results hang on. */
export function forecastOf(id: string): { partTime: number; slower?: number; sources: string } {
  const { hash, partTime, slower } = precomputedOf(id);
  return { partTime, ...(slower !== undefined && { slower }), sources: hash };
}
