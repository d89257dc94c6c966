/** Precomputed results of long experiments, kept with the source. This module is for the build; no page loads it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { experimentFile } from './find-experiment.ts';

export interface Precomputed {
  /** Of every source that decides the results. */
  hash: string;
  /** Mean milliseconds that one part took. */
  partTime: number;
  /** How many times longer parts take in plain TypeScript; absent if that makes no difference. */
  slower?: number;
  parts: readonly { key: string; result: unknown }[];
}

const root = process.cwd();
export const fileOf = (id: string): string => join(root, 'src', 'precomputed', `${id}.json`);

/** Sources that read, write and draw. They decide what is asked and how it is shown, but no result. */
const SHOWING = /src\/(?:figure\/|engine\/(?:spelling|values)\.ts$)/;

/** The sources on which an experiment's results depend: its file and all that it imports, in a fixed order. */
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

/** Changes whenever a source changes that could change a result. */
export function sourceHash(id: string): string {
  const hash = createHash('sha256');
  for (const file of [...sourcesOf(join(root, experimentFile(id) ?? ''))].sort()) {
    hash.update(relative(root, file)).update('\n').update(readFileSync(file)).update('\n');
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * The precomputed results of a long experiment.
 * @throws Error if there are none, or if a source has changed since they were made
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

/** How long a run takes, as the figure says before it runs, and the sources on which its results depend. */
export function forecastOf(id: string): { partTime: number; slower?: number; sources: string } {
  const { hash, partTime, slower } = precomputedOf(id);
  return { partTime, ...(slower !== undefined && { slower }), sources: hash };
}
