/** The file of kept results, from measured parts. */
import { existsSync } from 'node:fs';
import type { Experiment } from '../../src/figure/experiment.ts';
import { fileOf, keptResults, type Precomputed } from '../../src/widgets/build/precomputed.ts';
import { codeOf } from '../../src/widgets/build/result-hash.ts';
import { type Merged, type PartResult, withLines } from './shards.ts';

/** Undefined if there is no file, or one that cannot be read and will be written anew. */
function kept(id: string): Precomputed | undefined {
  try {
    return existsSync(fileOf(id)) ? keptResults(id) : undefined;
  } catch {
    return undefined;
  }
}

export const isFresh = async (id: string, experiment: Experiment): Promise<boolean> =>
  kept(id)?.hash === (await codeOf(id, experiment)).hash;

export const meanTime = (parts: readonly PartResult[]): number =>
  Math.round(parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / parts.length);

/**
 * @param usual how many parts, from the first, the defaults have: the time on the Run button is theirs, and that of what
 * lies near them
 */
export function precomputedFrom(
  { parts, slower }: Merged,
  { id, hash, usual }: { id: string; hash: string; usual: number },
): Precomputed {
  const before = kept(id);
  // Times are a machine's, results are the code's: what the same code gives again is the same file.
  const times =
    before?.hash === hash
      ? { partTime: before.partTime, slower: before.slower }
      : { partTime: meanTime(parts.slice(0, usual)), slower };
  return {
    hash,
    partTime: times.partTime,
    ...(times.slower !== undefined && { slower: times.slower }),
    parts: parts.map(({ key, result }) => ({ key, result })),
  };
}

export const textOf = ({ parts, ...head }: Precomputed): string => withLines(head, parts);

/** Some of a list, chosen by a hash: others after each change of the code, and the same whenever it is run. */
export function sampleBy<T>(hash: string, list: readonly T[], most: number): T[] {
  const count = Math.min(most, list.length);
  const first = Number.parseInt(hash.slice(0, 8), 16);
  return Array.from({ length: count }, (_, k) => list[(first + Math.floor((k * list.length) / count)) % list.length]!);
}
