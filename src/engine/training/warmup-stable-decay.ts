import type { Schedule } from './schedules.ts';

export interface StableDecay {
  /** All steps of the run. */
  steps: number;
  /** Steps of the rise at the beginning and of the fall at the end, both within `steps` together. */
  warmUp: number;
  decay: number;
  /** The factor after the last step. Default 0. */
  end?: number;
}

/**
 * Warm-up, stable, decay (WSD; Hu et al. 2024, arXiv 2404.06395): factors 1/W, 2/W, … 1, then 1, then a straight line down to
 * `end` over the last steps. How long the level part lasts need not be known before the fall begins. A linear decay to zero
 * after a warm-up is `decay` = `steps` - `warmUp`.
 * @throws Error if a duration is not a whole number, or the rise and the fall overlap
 */
export function warmupStableDecay({ steps, warmUp, decay, end = 0 }: StableDecay): Schedule {
  for (const [name, value] of Object.entries({ steps, warmUp, decay }))
    if (!Number.isInteger(value) || value < 0)
      throw new Error(`warmupStableDecay: ${name} wants a whole number from 0; got ${value}`);
  if (warmUp + decay > steps)
    throw new Error(`warmupStableDecay: warmUp and decay want at most ${steps} steps together; got ${warmUp + decay}`);
  if (!(end >= 0 && end <= 1)) throw new Error(`warmupStableDecay: end wants a number from 0 to 1; got ${end}`);
  return (t) => {
    if (t + 1 < warmUp) return (t + 1) / warmUp;
    const left = Math.max(steps - t, 0);
    return decay === 0 || left >= decay ? 1 : end + (1 - end) * (left / decay);
  };
}
