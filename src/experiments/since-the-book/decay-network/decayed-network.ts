/**
 * A network trained by Adam without weight decay, and with it in two ways: the remaining weights by the size of their
 * gradients.
 */

import { createLayers } from '../../../engine/networks/index.ts';
import type { AnyVector, Vector } from '../../../engine/vector.ts';
import { decaying, type Way } from '../../kit/decay-way.ts';
import { type RuledRun, trainByRule, WIDTHS } from '../../kit/network-by-rule.ts';
import { networkWork } from '../../kit/network-work.ts';

/** All decays of one seed in one way. */
export type Decayed = { way: Way; alpha: number; steps: number; examples: number; seed: number };

export interface DecayedEnd {
  /** Losses over new examples without decay and at each of `LAMBDAS`; null if a run diverged. */
  testLosses: (number | null)[];
  /** At each of them, the size of each group of weights relative to that without decay. */
  left: number[][];
  /** The ratio of the gradients of the last group to those of the first: root mean squares. */
  apart: number;
}

/** Decays to try, about half a decade apart in each way. */
export const LAMBDAS: Readonly<Record<Way, readonly number[]>> = {
  coupled: [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2],
  decoupled: [0.03, 0.1, 0.3, 1, 3, 10],
};
/** Number of equal groups of weights, sorted by Adam's mean squared gradients at the end without decay. */
export const GROUPS = 4;
const BATCH = 50;

export const runOf = ({ way, alpha, steps, examples, seed }: Decayed, weightDecay: number): RuledRun => ({
  optimizer: decaying(way),
  hyper: { alpha, weightDecay },
  steps,
  examples,
  batchSize: BATCH,
  seed,
});

export const workOf = ({ way, steps, examples }: Decayed): number =>
  (1 + LAMBDAS[way].length) * networkWork({ widths: WIDTHS, steps, batchSize: BATCH, looks: examples });

const rounded = (value: number): number => Number(value.toPrecision(6));

export function decayed(part: Decayed): DecayedEnd {
  let squares: AnyVector | undefined;
  const plain = trainByRule(runOf(part, 0), ({ state }) => {
    squares = (state as { v: AnyVector }).v;
  });
  const groups = groupsBy(squares!);
  const runs = LAMBDAS[part.way].map((lambda) => trainByRule(runOf(part, lambda)));
  const sizes = groups.map((group) => sizeOf(plain.phi, group));
  const rms = (group: readonly number[]): number => sizeOf(squares!.map(Math.sqrt), group);
  return {
    testLosses: [plain, ...runs].map(({ testLoss }) => (Number.isFinite(testLoss) ? rounded(testLoss) : null)),
    left: runs.map(({ phi }) => groups.map((group, k) => rounded(sizeOf(phi, group) / sizes[k]!))),
    apart: rounded(rms(groups.at(-1)!) / rms(groups[0]!)),
  };
}

/** Indices in phi of the weights of all layers, without their biases, from small gradients to large. */
function groupsBy(squares: AnyVector): number[][] {
  const places = createLayers(WIDTHS).flatMap(({ inputs, outputs, weights }) =>
    Array.from({ length: inputs * outputs }, (_, k) => weights + k),
  );
  places.sort((a, b) => squares[a]! - squares[b]!);
  return Array.from({ length: GROUPS }, (_, k) =>
    places.slice((k * places.length) / GROUPS, ((k + 1) * places.length) / GROUPS),
  );
}

const sizeOf = (phi: Vector | AnyVector, group: readonly number[]): number =>
  Math.sqrt(group.reduce((sum, place) => sum + phi[place]! ** 2, 0));
