/** The rules that are tried, simplest first, and the numbers that each is tried with. */
import type { optimizers } from '../../engine/optimizers/index.ts';

export type FamilyId = 'descent' | 'sgd' | 'normalized' | 'momentum' | 'nesterov' | 'adagrad' | 'rmsprop' | 'adam';

export interface Family {
  id: FamilyId;
  rule: keyof typeof optimizers;
  /** The factor of its rate: a slope, or about a length. */
  rate: 'slope' | 'length';
  /** The largest first step, in widths of the sheet, that a rate is tried for. */
  most: number;
  /** Where it has a beta. */
  betas?: readonly number[];
  /** Whether it sees a few examples at a step. */
  batches?: true;
}

const BETAS = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98] as const;

/**
 * Momentum takes up to (1 + beta)/(1 - beta) times the rate of descent before it diverges on a bowl, so its rates go further.
 * The rules left out are near kin of these: PyTorch's SGD of momentum, AMSGrad, AdamW and Nadam of Adam; and line search
 * has no rate to be found.
 */
export const families: readonly Family[] = [
  { id: 'descent', rule: 'gradientDescent', rate: 'slope', most: 4 },
  { id: 'sgd', rule: 'gradientDescent', rate: 'slope', most: 4, batches: true },
  { id: 'normalized', rule: 'normalizedGradients', rate: 'length', most: 0.5 },
  { id: 'momentum', rule: 'momentum', rate: 'slope', most: 40, betas: BETAS },
  { id: 'nesterov', rule: 'nesterov', rate: 'slope', most: 40, betas: BETAS },
  { id: 'adagrad', rule: 'adagrad', rate: 'length', most: 1 },
  { id: 'rmsprop', rule: 'rmsprop', rate: 'length', most: 0.5 },
  { id: 'adam', rule: 'adam', rate: 'length', most: 0.5, betas: BETAS },
];

/** On the sheet and in a table. */
export const shortNames: Readonly<Record<FamilyId, string>> = {
  descent: 'Gradient descent',
  sgd: 'SGD',
  normalized: 'Normalized',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  adagrad: 'Adagrad',
  rmsprop: 'RMSProp',
  adam: 'Adam',
};

/** Names at the beginning of a sentence and within one. */
export const familyNames: Readonly<Record<FamilyId, readonly [title: string, spoken: string]>> = {
  descent: ['Gradient descent', 'gradient descent'],
  sgd: ['Stochastic gradient descent', 'stochastic gradient descent'],
  normalized: ['The normalized rule', 'the normalized rule'],
  momentum: ['Momentum', 'momentum'],
  nesterov: ['Nesterov’s momentum', 'Nesterov’s momentum'],
  adagrad: ['Adagrad', 'Adagrad'],
  rmsprop: ['RMSProp', 'RMSProp'],
  adam: ['Adam', 'Adam'],
};
