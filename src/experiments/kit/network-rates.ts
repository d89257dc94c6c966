import type { allOptimizers } from '../../engine/optimizers/since-the-book.ts';

export type RuleId = keyof typeof allOptimizers;

/** A suitable rate of each rule on the network: about the largest with which it learns the moons reliably. */
export const suitedRates: Readonly<Record<RuleId, number>> = {
  gradientDescent: 0.5,
  lineSearch: 1,
  momentum: 1,
  nesterov: 1,
  normalizedGradients: 0.03,
  adagrad: 0.1,
  rmsprop: 0.01,
  adam: 0.03,
  amsgrad: 0.03,
  adamw: 0.03,
  nadam: 0.03,
  torchSgd: 0.5,
  lion: 0.01,
  muon: 0.03,
  shampoo: 0.1,
  scheduleFreeSgd: 1,
  scheduleFreeAdamw: 0.03,
};

export const ruleIds = Object.keys(suitedRates) as RuleId[];
