/** Settings tried on the same seeds: the mean loss of each, and the setting with the lowest. */
import { type Measured, meanOf } from './measured.ts';

export interface OnSeed {
  seed: number;
  /** At each setting; null if the run diverged. */
  losses: readonly (number | null)[];
}

export interface Best {
  /** Mean at each setting; infinite if a run diverged. */
  losses: readonly (Measured | undefined)[];
  /** Index of the setting with the lowest mean; undefined if none is finite. */
  place: number | undefined;
  /** The mean there, and the loss on each seed. */
  loss: Measured | undefined;
  bySeed: ReadonlyMap<number, number>;
}

export function bestOverSeeds(runs: readonly OnSeed[], settings: number): Best {
  const at = (k: number): number[] => runs.map(({ losses }) => losses[k] ?? Number.POSITIVE_INFINITY);
  const losses = Array.from({ length: settings }, (_, k) => meanOf(at(k)));
  const means = losses.map((loss) => loss?.value ?? Number.POSITIVE_INFINITY);
  const place = means.indexOf(Math.min(...means));
  if (!Number.isFinite(means[place])) return { losses, place: undefined, loss: undefined, bySeed: new Map() };
  const best = at(place);
  return { losses, place, loss: losses[place], bySeed: new Map(runs.map(({ seed }, s) => [seed, best[s]!])) };
}

/** The mean, over the seeds common to both, of `of` applied to their losses. */
export function betweenBest(
  one: Best | undefined,
  other: Best | undefined,
  of: (loss: number, otherLoss: number) => number,
): Measured | undefined {
  return meanOf(
    [...(one?.bySeed ?? [])].flatMap(([seed, loss]) => {
      const beside = other?.bySeed.get(seed);
      return beside === undefined ? [] : [of(loss, beside)];
    }),
  );
}
