/** What experiments measured in earlier builds, by the code that decides it. Not in the project's history: made again where it is missing. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { sourceHash } from './precomputed.ts';

/** Results of one experiment, by the key of their part. */
export interface Measured {
  get(key: string): unknown;
  set(key: string, result: unknown): unknown;
  /** Writes what came since the last time. */
  keep(): void;
}

/**
 * Results cross to workers by structured clone, so they survive it here too, to the last bit.
 * @param folder where they are kept; of each experiment only those of the code as it is now
 */
export function measuredOf(
  id: string,
  folder = join(process.cwd(), '.astro', 'measured'),
  hash = sourceHash(id),
): Measured {
  const name = `${id}-${hash}.bin`;
  const results = read(join(folder, name));
  let grew = false;
  return {
    get: (key) => results.get(key),
    set: (key, result) => {
      grew = true;
      return results.set(key, result);
    },
    keep() {
      if (!grew) return;
      grew = false;
      mkdirSync(folder, { recursive: true });
      const stale = new RegExp(`^${id}-[0-9a-f]{16}\\.bin$`);
      for (const file of readdirSync(folder)) if (stale.test(file) && file !== name) rmSync(join(folder, file));
      // Builds may run side by side: each writes the whole.
      writeFileSync(join(folder, name), serialize(results));
    },
  };
}

function read(file: string): Map<string, unknown> {
  try {
    const kept: unknown = deserialize(readFileSync(file));
    return kept instanceof Map ? kept : new Map();
  } catch {
    // Missing, or cut short by a build that was ended: measured again.
    return new Map();
  }
}
