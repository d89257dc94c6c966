import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type RuleId, suitedRates } from '../../../../src/experiments/kit/network-rates.ts';
import {
  createDataSet,
  type DataSetId,
  dataSets,
  pointsOf,
} from '../../../../src/experiments/your-turn/network/data-sets.ts';
import { createPlaneNetwork } from '../../../../src/experiments/your-turn/network/plane-network.ts';
import { createTraining, LOOK, type Setup, trainedTo } from '../../../../src/experiments/your-turn/network/training.ts';
import { difference } from '../../../engine/networks/reference.ts';
import { usual } from './usual.ts';

type Case = Pick<Setup, 'hidden' | 'activation' | 'rate' | 'data' | 'noise' | 'seed' | 'batch'> & {
  rule: RuleId;
  start: number[];
  value: number;
  gradient: number[];
  steps: number[][];
  shares: number[];
  right: number;
};

/** The file written by verification/reference/make_plane_network.py. */
const reference = JSON.parse(readFileSync(join(process.cwd(), 'src', 'references', 'plane-network.json'), 'utf8')) as {
  data: Record<DataSetId, number[]>;
  cases: Case[];
};

test.each(Object.keys(dataSets) as DataSetId[])('the points of %s are those that NumPy draws', (id) => {
  const seed = 7 + Object.keys(dataSets).indexOf(id);
  const { train, test: kept } = createDataSet(id, 0.11, seed);
  expect(difference([...train.x.subarray(0, 24), ...kept.x.slice(-4)], reference.data[id])).toBeLessThan(1e-14);
  expect([...train.y].filter((kind) => kind === 1)).toHaveLength(60);
});

describe.each(reference.cases)(
  'a network of $hidden units, $activation, by $rule on $data in batches of $batch',
  (one) => {
    const { rule: optimizer, rate, start, ...setup } = one;
    const training = createTraining({ ...usual, ...setup, optimizer, rate: rate / suitedRates[optimizer] });

    test('has the loss and the gradient that PyTorch has', () => {
      const { phi, losses } = training.stand();
      expect(difference(phi, start)).toBeLessThan(1e-14);
      const network = createPlaneNetwork(one.hidden, one.activation, training.points.train);
      const out = new Float64Array(phi.length);
      expect(Math.abs(network.gradient(phi, out) - one.value)).toBeLessThan(1e-13);
      expect(Math.abs((losses.learned[0] ?? 0) - one.value)).toBeLessThan(1e-13);
      expect(difference(out, one.gradient)).toBeLessThan(1e-12);
    });

    test('makes the same steps, and sorts the points that were kept back alike', () => {
      for (const wanted of one.steps) {
        training.goTo(training.step + 1);
        expect(difference(training.stand().phi, wanted)).toBeLessThan(1e-10);
      }
      const { phi } = training.stand();
      const { test: kept } = training.points;
      const shares = training.network.answers(phi, kept.x).at(-1) ?? [];
      expect(difference(shares, one.shares)).toBeLessThan(1e-6);
      expect(training.network.evaluate(phi, kept).right).toBe(one.right);
    });
  },
);

test.each([1, 2, 3, 7])(
  'the first network leaves points of the long spiral wrong, and two layers of eight learn more of them: seed %i',
  (seed) => {
    const right = (hidden: Setup['hidden']): number => {
      const training = createTraining({ ...usual, data: 'winding', seed, hidden });
      training.goTo(1000);
      return training.network.evaluate(training.stand().phi, training.points.train).right;
    };
    const few = right(usual.hidden);
    expect(few).toBeLessThan(120);
    expect(right([8, 8])).toBeGreaterThan(few);
  },
);

test('the first network learns the moons within the steps that its picture shows', () => {
  const training = createTraining(usual);
  training.goTo(300);
  const { phi, losses, lost } = training.stand();
  expect(lost).toBeUndefined();
  expect(training.network.evaluate(phi, training.points.train).right).toBeGreaterThanOrEqual(118);
  expect(training.network.evaluate(phi, training.points.test).right).toBeGreaterThanOrEqual(115);
  expect(losses.learned.at(-1)).toBeLessThan(0.06);
});

test('steps and losses are the same however they are divided, and whatever was trained between', () => {
  const training = createTraining(usual);
  training.goTo(23);
  const other = { ...usual, seed: 3 };
  for (const step of [1, 4, 7, 20, 22, 23]) {
    trainedTo(other, 3 * step);
    trainedTo(usual, step);
  }
  expect(trainedTo(usual, 23)).toEqual(training.stand());
  expect([...training.stand().losses.step]).toEqual([0, LOOK, 2 * LOOK, 3 * LOOK, 4 * LOOK, 23]);
  // Going back to an earlier step restarts it.
  const early = createTraining(usual);
  early.goTo(2);
  expect(trainedTo(usual, 2)).toEqual(early.stand());
});

test('the first step after which all points are right is kept, and another start has weights of its own', () => {
  const setup = { ...usual, noise: 0.07, seed: 8 };
  const training = createTraining(setup);
  const isRight = () => training.network.evaluate(training.stand().phi, training.points.train).right === 120;
  while (!isRight()) {
    expect(training.stand().done).toBeUndefined();
    training.goTo(training.step + 1);
  }
  const { step } = training;
  training.goTo(step + 20);
  expect(training.stand().done).toBe(step);
  const [one, two, three] = [1, 2, 3].map((weights) => createTraining({ ...setup, weights }));
  expect(one?.stand().phi).toEqual(createTraining(setup).stand().phi);
  expect(two?.stand().phi).not.toEqual(one?.stand().phi);
  expect(three?.stand().phi).not.toEqual(two?.stand().phi);
  expect(two?.points).toEqual(one?.points);
});

test('a rate that is far too large ends the training, with the last weights that are numbers', () => {
  const training = createTraining({ ...usual, activation: 'relu', optimizer: 'gradientDescent', rate: 1e9 });
  training.goTo(50);
  const { lost, phi, step } = training.stand();
  expect(lost).toBe(step + 1);
  expect([...phi].every(Number.isFinite)).toBe(true);
});

test('without points there is nothing to learn, and nothing breaks', () => {
  const training = createTraining({ ...usual, data: 'own' });
  training.goTo(3);
  expect(training.stand().step).toBe(0);
});

test('the reader’s own points are learned in the order in which they come, by turns', () => {
  const [low, high] = ['AAA', '___'];
  const { train } = pointsOf({ ...usual, data: 'own', filled: low + high, hollow: high });
  expect([...train.y]).toEqual([1, 0, 1]);
  expect([...train.x]).toEqual([-1.7, -1.7, 1.7, 1.7, 1.7, 1.7]);
});
