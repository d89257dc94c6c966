/** Runs of an ensemble that are measured together: with the seeds `from`, `from` + 1, … A type: part of a part, which is plain JSON. */
export type SeedBlock = { from: number; count: number };

/** So many runs in blocks of `most`, the first with this seed and each with the next. */
export function seedBlocks(seed: number, runs: number, most: number): SeedBlock[] {
  return Array.from({ length: Math.ceil(runs / most) }, (_, k) => ({
    from: seed + k * most,
    count: Math.min(most, runs - k * most),
  }));
}

export const seedsOf = ({ from, count }: SeedBlock): number[] => Array.from({ length: count }, (_, r) => from + r);
