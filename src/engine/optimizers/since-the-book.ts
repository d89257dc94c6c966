import type { Layer } from '../networks/layers.ts';
import { optimizers } from './index.ts';
import { lion } from './lion.ts';
import { matricesOf } from './matrix-places.ts';
import { createMuon, muon } from './muon.ts';
import type { Optimizer } from './optimizer.ts';
import { scheduleFreeAdamw } from './schedule-free-adamw.ts';
import { scheduleFreeSgd } from './schedule-free-sgd.ts';
import { createShampoo, shampoo } from './shampoo.ts';

/**
 * Update rules that are younger than the chapter, by name. They stand apart from its own, so that none of its pages has to
 * load them.
 */
export const optimizersSinceTheBook = { lion, muon, shampoo, scheduleFreeSgd, scheduleFreeAdamw };

/** Every update rule there is. */
export const allOptimizers = { ...optimizers, ...optimizersSinceTheBook };

/** A rule as a network needs it: one that works on matrices is told where they are. */
export function onLayers(rule: keyof typeof allOptimizers, layers: readonly Layer[]): Optimizer {
  const told = { muon: createMuon, shampoo: createShampoo } as const;
  // Each rule reads only the hyperparameters and the state made for it.
  return (rule === 'muon' || rule === 'shampoo' ? told[rule](matricesOf(layers)) : allOptimizers[rule]) as Optimizer;
}
