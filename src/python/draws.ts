import { type Batches, createSampler } from '../engine/training/batches.ts';
import type { TrainingOptions } from '../engine/training/options.ts';
import { createNoise } from '../engine/training/train.ts';
import type { Draws } from './protocol.ts';

/**
 * The draws by chance of a run, and its schedule, made ahead: the same batches and the same noise as `train` draws at
 * this seed, so that a rule in Python sees what the engine's rule saw.
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
