import { createMnist1d, type Mnist1d } from './mnist1d.ts';

/** Examples kept at most: some 25 MB. */
const MOST = 80_000;
const kept = new Map<string, Mnist1d>();

interface Sizes {
  seed: number;
  train: number;
  validation?: number;
  test?: number;
}

/**
 * The set that `createMnist1d` makes from these sizes, made once: the runs of an experiment share it, the sets used last
 * are kept. Do not write into it.
 */
export function mnist1dData({ seed, train, validation = 0, test = 0 }: Sizes): Mnist1d {
  const key = `${seed} ${train} ${validation} ${test}`;
  const set = kept.get(key) ?? createMnist1d({ seed, train, validation, test });
  // A Map keeps its order: what is set again becomes the newest.
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
