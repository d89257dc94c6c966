/** Results of long experiments at their defaults, precomputed and stored with the source; never loaded by a page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaults } from '../../engine/values.ts';
import type { Experiment } from '../../figure/experiment.ts';
import { listParts } from '../../figure/parts.ts';
import { isDev } from './dev-thread.ts';
import { findExperiment } from './find-experiment.ts';
import { codeOf } from './result-hash.ts';

export interface Precomputed {
  /** Hash of the code that decided the results: see `resultHash`. */
  hash: string;
  /** Mean duration of one part, milliseconds. */
  partTime: number;
  parts: readonly { key: string; result: unknown }[];
}

const folder = join(process.cwd(), 'src', 'precomputed');
export const fileOf = (id: string): string => join(folder, `${id}.json`);

/**
 * The stored results of a long experiment, whatever code made them.
 * @throws Error if there are none
 */
export function storedResults(id: string): Precomputed {
  const file = fileOf(id);
  const run = `run: npm run precompute -- ${id}`;
  if (!existsSync(file)) throw new Error(`${id}: no precomputed results; ${run}`);
  return parseStored(readFileSync(file, 'utf8'), (wrong) => `src/precomputed/${id}.json ${wrong}; ${run}`);
}

/**
 * Reads the output of scripts/precompute.ts; a merge or an interrupted download may have truncated it.
 * @param message builds the full message from the fault
 */
export function parseStored(text: string, message: (wrong: string) => string): Precomputed {
  if (text.trim() === '') throw new Error(message('is empty'));
  let kept: Partial<Precomputed> | null;
  try {
    kept = JSON.parse(text) as Partial<Precomputed> | null;
  } catch (error) {
    throw new Error(message(`is incomplete: ${error instanceof Error ? error.message : String(error)}`));
  }
  if (typeof kept?.hash !== 'string' || !Array.isArray(kept.parts) || kept.parts.length === 0)
    throw new Error(message('has no hash or no parts'));
  return kept as Precomputed; // its other fields are written with them
}

/** Experiments whose stored results were made by other code than the current. */
export async function staleResults(): Promise<string[]> {
  const kept = existsSync(folder) ? readdirSync(folder).sort() : [];
  const ids = kept.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const codes = await Promise.all(ids.map(async (id) => codeOf(id, await findExperiment(id))));
  return ids.filter((id, k) => storedResults(id).hash !== codes[k]?.hash);
}

/** One message for all: `batch-rate-network and 2 more: …`. Undefined if nothing is stale. */
export function staleMessage([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const who = others.length > 0 ? `${first} and ${others.length} more` : first;
  return `${who}: the code that decides the results has changed since they were computed; run: npm run precompute`;
}

let checked: Promise<string | undefined> | undefined;

/**
 * The stored results of a long experiment, for the site. During development, those of older code are shown, too.
 * @throws Error if there are none, or if the code that decides any stored results has changed since
 */
export async function precomputedOf(id: string): Promise<Precomputed> {
  if (!isDev) {
    checked ??= staleResults().then(staleMessage);
    const message = await checked;
    if (message !== undefined) throw new Error(message);
  }
  return storedResults(id);
}

/** The predicted duration of a run, as shown by the figure, and the sources that decide its results. */
export async function forecastOf(id: string, experiment: Experiment): Promise<{ workTime: number; sources: string }> {
  const { hash, partTime } = await precomputedOf(id);
  return { workTime: workTimeOf(experiment, partTime), sources: hash };
}

/** Milliseconds for each unit of work, if a part of the defaults took `partTime` on average. */
export function workTimeOf({ parameters, parts, work }: Experiment, partTime: number): number {
  const works = listParts(parts(defaults(parameters)), work).map((part) => part.work ?? 1);
  return (partTime * works.length) / works.reduce((sum, one) => sum + one, 0);
}
