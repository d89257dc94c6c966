/** Writes the file of stored results from computed parts. */
import { existsSync } from 'node:fs';
import type { Experiment } from '../../src/figure/experiment.ts';
import { fileOf, type Precomputed, storedResults } from '../../src/widgets/prerender/precomputed.ts';
import { codeOf } from '../../src/widgets/prerender/result-hash.ts';

/** A computed part. */
export interface PartResult {
  key: string;
  milliseconds: number;
  result: unknown;
}

/** Undefined if there is no file, or an unreadable one, which will be overwritten. */
function kept(id: string): Precomputed | undefined {
  try {
    return existsSync(fileOf(id)) ? storedResults(id) : undefined;
  } catch {
    return undefined;
  }
}

export const isFresh = async (id: string, experiment: Experiment): Promise<boolean> =>
  kept(id)?.hash === (await codeOf(id, experiment)).hash;

const meanTime = (parts: readonly PartResult[]): number =>
  Math.round(parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / parts.length);

/**
 * @param usual number of parts, from the first, that belong to the defaults: the time on the Run button is for these
 * and for settings near them
 */
export function precomputedFrom(
  parts: readonly PartResult[],
  { id, hash, usual }: { id: string; hash: string; usual: number },
): Precomputed {
  const before = kept(id);
  return {
    hash,
    // Times depend on the machine, results only on the code: the same code must give the same file.
    partTime: before?.hash === hash ? before.partTime : meanTime(parts.slice(0, usual)),
    parts: parts.map(({ key, result }) => ({ key, result })),
  };
}

/** JSON with one part per line, so that a change of a part changes only its line. */
export function textOf({ parts, ...head }: Precomputed): string {
  const lines = parts.map((part) => JSON.stringify(part));
  return `${JSON.stringify(head).slice(0, -1)},"parts":[\n${lines.join(',\n')}\n]}\n`;
}

/** A sample of a list, chosen by a hash: it differs after each change of the code, and is the same on every run. */
export function sampleBy<T>(hash: string, list: readonly T[], most: number): T[] {
  const count = Math.min(most, list.length);
  const first = Number.parseInt(hash.slice(0, 8), 16);
  return Array.from({ length: count }, (_, k) => list[(first + Math.floor((k * list.length) / count)) % list.length]!);
}
