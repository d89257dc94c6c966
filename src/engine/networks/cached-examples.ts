import { createMnist1d, type Mnist1d } from './mnist1d.ts';

/** Maximum number of cached examples: about 25 MB. */
const MOST = 80_000;
const kept = new Map<string, Mnist1d>();

interface Sizes {
  seed: number;
  train: number;
  validation?: number;
  test?: number;
}

/**
 * The set made by `createMnist1d` from these sizes, cached: the runs of an experiment share it, and the most recently
 * used sets are kept. Do not write into it.
 */
export function mnist1dData({ seed, train, validation = 0, test = 0 }: Sizes): Mnist1d {
  const key = `${seed} ${train} ${validation} ${test}`;
  const set = kept.get(key) ?? createMnist1d({ seed, train, validation, test });
  // A Map keeps insertion order: reinserting makes an entry the newest.
  kept.delete(key);
  kept.set(key, set);
  let count = 0;
  for (const { train: some, validation: more, test: rest } of kept.values())
    count += some.y.length + more.y.length + rest.y.length;
  for (const [oldest, { train: some, validation: more, test: rest }] of kept) {
    if (count <= MOST || kept.size === 1) break;
    count -= some.y.length + more.y.length + rest.y.length;
    kept.delete(oldest);
  }
  return set;
}
