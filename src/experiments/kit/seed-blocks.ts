/**
 * Runs of an ensemble that are computed together: with the seeds `from`, `from` + 1, … A type rather than an interface:
 * part of a part, which is plain JSON.
 */
export type SeedBlock = { from: number; count: number };

/** `runs` runs in blocks of `most`, with consecutive seeds from `seed` on. */
export function seedBlocks(seed: number, runs: number, most: number): SeedBlock[] {
  return Array.from({ length: Math.ceil(runs / most) }, (_, k) => ({
    from: seed + k * most,
    count: Math.min(most, runs - k * most),
  }));
}

export const seedsOf = ({ from, count }: SeedBlock): number[] => Array.from({ length: count }, (_, r) => from + r);
