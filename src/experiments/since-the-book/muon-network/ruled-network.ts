/** One network, four rules: their results with equally many gradients, and Muon's with equally many multiplications. */
import { createLayers } from '../../../engine/networks/index.ts';
import { adam } from '../../../engine/optimizers/adam.ts';
import { lion } from '../../../engine/optimizers/lion.ts';
import { matricesOf } from '../../../engine/optimizers/matrix-places.ts';
import { momentum } from '../../../engine/optimizers/momentum.ts';
import { createMuon } from '../../../engine/optimizers/muon.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { type RuledRun, trainByRule, WIDTHS } from '../../kit/network-by-rule.ts';

const matrices = matricesOf(createLayers(WIDTHS));

interface Entry {
  name: string;
  optimizer: Optimizer;
  /** All except the rate. */
  hyper: Readonly<Record<string, number>>;
  /** The lowest rate tried; each further one is twice the previous one. */
  slowest: number;
}
const entry = <O>(name: string, optimizer: O, hyper: Entry['hyper'], slowest: number): Entry => ({
  name,
  // Safe: each rule reads only its own hyperparameters.
  optimizer: optimizer as Optimizer,
  hyper,
  slowest,
});

export const rules = {
  muon: entry('Muon', createMuon(matrices), { beta: 0.95 }, 0.01),
  adam: entry('Adam', adam, { beta: 0.9, gamma: 0.999 }, 0.004),
  lion: entry('Lion', lion, { beta: 0.9, memory: 0.99 }, 0.00125),
  momentum: entry('momentum', momentum, { beta: 0.9 }, 0.2),
} as const;
export type RuleName = keyof typeof rules;
export const RULES: readonly RuleName[] = ['muon', 'adam', 'lion', 'momentum'];

const RATES = 5;
export const ratesOf = (rule: RuleName): number[] =>
  Array.from({ length: RATES }, (_, k) => rules[rule].slowest * 2 ** k);

/** One rule at all of its rates. */
export type Ruled = { rule: RuleName; steps: number; examples: number; batchSize: number; seed: number };

/** For each rate: losses over the examples and over new ones; null if the run diverged. */
export interface RuledEnds {
  losses: (number | null)[];
  testLosses: (number | null)[];
}

export const runOf = ({ rule, ...part }: Ruled, alpha: number): RuledRun => ({
  ...part,
  optimizer: rules[rule].optimizer,
  hyper: { ...rules[rule].hyper, alpha },
});

const kept = (loss: number): number | null => (Number.isFinite(loss) ? Number(loss.toPrecision(6)) : null);

export function ruled(part: Ruled): RuledEnds {
  const ends = ratesOf(part.rule).map((alpha) => trainByRule(runOf(part, alpha)));
  return { losses: ends.map(({ loss }) => kept(loss)), testLosses: ends.map(({ testLoss }) => kept(testLoss)) };
}

/**
 * Multiplications in one step: for the gradient, three for each weight and example; and for Muon's five iterations, for
 * a matrix with a short side m and a long side n, 2 m^2 n + m^3 each. Operations done once per weight are not counted.
 */
export function multiplications(rule: RuleName, batchSize: number): number {
  const layers = createLayers(WIDTHS);
  const gradient = 3 * batchSize * layers.reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
  if (rule !== 'muon') return gradient;
  const iteration = ({ rows, columns }: { rows: number; columns: number }): number => {
    const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
    return 2 * short ** 2 * long + short ** 3;
  };
  return gradient + 5 * matrices.places(0).reduce((sum, place) => sum + iteration(place), 0);
}

/** Number of steps of a rule with the multiplications of `steps` gradients. */
export const stepsFor = (rule: RuleName, steps: number, batchSize: number): number =>
  Math.max(1, Math.round((steps * multiplications('adam', batchSize)) / multiplications(rule, batchSize)));

export const workOf = ({ rule, steps, batchSize }: Ruled): number => RATES * steps * multiplications(rule, batchSize);
