import type { Layer } from '../networks/layers.ts';
import { optimizers } from './index.ts';
import { lion } from './lion.ts';
import { matricesOf } from './matrix-places.ts';
import { createMuon, muon } from './muon.ts';
import type { Optimizer } from './optimizer.ts';
import { scheduleFreeAdamw } from './schedule-free-adamw.ts';
import { scheduleFreeSgd } from './schedule-free-sgd.ts';
import { createShampoo, shampoo } from './shampoo.ts';

/** Update rules newer than the chapter, by name. Separate from its own, so that none of its pages has to load them. */
export const optimizersSinceTheBook = { lion, muon, shampoo, scheduleFreeSgd, scheduleFreeAdamw };

/** All update rules. */
export const allOptimizers = { ...optimizers, ...optimizersSinceTheBook };

/** A rule for a network: one that works on matrices gets their positions. */
export function onLayers(rule: keyof typeof allOptimizers, layers: readonly Layer[]): Optimizer {
  const told = { muon: createMuon, shampoo: createShampoo } as const;
  // Safe: each rule reads only its own hyperparameters and state.
  return (rule === 'muon' || rule === 'shampoo' ? told[rule](matricesOf(layers)) : allOptimizers[rule]) as Optimizer;
}
