/** Results of long experiments at their defaults, computed ahead and kept with the source; never loaded by a page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaults } from '../../engine/values.ts';
import type { Experiment } from '../../figure/experiment.ts';
import { listParts } from '../../figure/parts.ts';
import { experimentFile } from './find-experiment.ts';
import { resultHash } from './result-hash.ts';

export interface Precomputed {
  /** Of the code that decided the results: see `resultHash`. */
  hash: string;
  /** Mean milliseconds that one part took. */
  partTime: number;
  /** How many times longer parts take in plain TypeScript; absent if that makes no difference. */
  slower?: number;
  parts: readonly { key: string; result: unknown }[];
}

const folder = join(process.cwd(), 'src', 'precomputed');
export const fileOf = (id: string): string => join(folder, `${id}.json`);

/** Of the code that decides the results of an experiment, as it is now. */
export function sourceHash(id: string): string {
  const file = experimentFile(id);
  if (file === undefined) throw new Error(`${id}: there is no experiment file of this name below src/experiments`);
  return resultHash(file);
}

/**
 * The kept results of a long experiment, whatever code made them.
 * @throws Error where there are none
 */
export function keptResults(id: string): Precomputed {
  const file = fileOf(id);
  const run = `run: npm run precompute -- ${id}`;
  if (!existsSync(file)) throw new Error(`${id}: no precomputed results; ${run}`);
  return parseKept(readFileSync(file, 'utf8'), (wrong) => `src/precomputed/${id}.json ${wrong}; ${run}`);
}

/**
 * Reads what scripts/precompute.ts wrote, of which a merge or a broken download may have left only a piece.
 * @param message the whole of what is said, from what is wrong
 */
export function parseKept(text: string, message: (wrong: string) => string): Precomputed {
  if (text.trim() === '') throw new Error(message('is empty'));
  let kept: Partial<Precomputed> | null;
  try {
    kept = JSON.parse(text) as Partial<Precomputed> | null;
  } catch (error) {
    throw new Error(message(`is not whole: ${error instanceof Error ? error.message : String(error)}`));
  }
  if (typeof kept?.hash !== 'string' || !Array.isArray(kept.parts) || kept.parts.length === 0)
    throw new Error(message('has no hash or no parts'));
  return kept as Precomputed; // its other fields come with them
}

/** Experiments whose kept results were made by other code than there is now. */
export function staleResults(): string[] {
  const kept = existsSync(folder) ? readdirSync(folder).sort() : [];
  const ids = kept.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  return ids.filter((id) => keptResults(id).hash !== sourceHash(id));
}

/** One message for all: `batch-rate-network and 2 more: …`. Undefined where nothing is stale. */
export function staleMessage([first, ...others]: readonly string[] = staleResults()): string | undefined {
  if (first === undefined) return undefined;
  const who = others.length > 0 ? `${first} and ${others.length} more` : first;
  return `${who}: the code that decides the results has changed since they were computed; run: npm run precompute`;
}

let checked: { message: string | undefined } | undefined;

/**
 * The kept results of a long experiment, for the site.
 * @throws Error where there are none, or where the code that decides any kept results has changed since
 */
export function precomputedOf(id: string): Precomputed {
  checked ??= { message: staleMessage() };
  if (checked.message !== undefined) throw new Error(checked.message);
  return keptResults(id);
}

/** How long a run takes, as the figure says before it runs, and the sources on which its results depend. */
export function forecastOf(id: string, experiment: Experiment): { workTime: number; slower?: number; sources: string } {
  const { hash, partTime, slower } = precomputedOf(id);
  return { workTime: workTimeOf(experiment, partTime), ...(slower !== undefined && { slower }), sources: hash };
}

/** Milliseconds for each unit of work, where a part of the defaults took `partTime` on average. */
export function workTimeOf({ parameters, parts, work }: Experiment, partTime: number): number {
  const works = listParts(parts(defaults(parameters)), work).map((part) => part.work ?? 1);
  return (partTime * works.length) / works.reduce((sum, one) => sum + one, 0);
}
