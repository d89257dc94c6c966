import { type Batches, createSampler } from '../engine/training/batches.ts';
import type { TrainingOptions } from '../engine/training/options.ts';
import { createNoise } from '../engine/training/train.ts';
import type { Draws } from './protocol.ts';

/**
 * The random draws of a run, and its schedule, made in advance: the same batches and the same noise as `train` draws
 * with this seed, so that a rule in Python gets the same data as the engine's rule.
 */
export function drawsOf({
  problem,
  steps,
  batches,
  noise,
  schedule,
  seed = 0,
}: Pick<TrainingOptions, 'problem' | 'steps' | 'batches' | 'noise' | 'schedule' | 'seed'>): Draws {
  const each = Array.from({ length: steps }, (_, t) => t);
  const sampler = batches && createSampler(problem.examples, withSeed(batches, seed));
  const draw = noise && createNoise({ problem, noise, seed });
  return {
    ...(sampler && { batches: each.map(() => Array.from(sampler.next())) }),
    ...(draw && {
      noise: each.map(() => {
        draw.next();
        return Array.from(draw.values);
      }),
    }),
    ...(schedule && { factors: each.map((t) => schedule(t)) }),
  };
}

const withSeed = (batches: Batches, seed: number): Batches => ({ ...batches, seed: batches.seed ?? seed });
