import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDataSet, type DataSetId, dataSets } from '../../../src/laboratory/network/data-sets.ts';
import { GRID, gridPlaces } from '../../../src/laboratory/network/grid.ts';
import { createPlaneNetwork } from '../../../src/laboratory/network/plane-network.ts';
import { firstSetup, readSetup, type Setup } from '../../../src/laboratory/network/setup.ts';
import { createTraining } from '../../../src/laboratory/network/training.ts';
import { difference } from '../../engine/networks/reference.ts';

type Case = Pick<Setup, 'hidden' | 'activation' | 'rule' | 'rate' | 'data' | 'noise' | 'seed' | 'batch'> & {
  start: number[];
  value: number;
  gradient: number[];
  steps: number[][];
  shares: number[];
  right: number;
};

/** What verification/reference/make_plane_network.py wrote. */
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
    const training = createTraining({ ...firstSetup(), ...one });

    test('has the loss and the gradient that PyTorch has', () => {
      const { phi, train } = training.look();
      expect(difference(phi, one.start)).toBeLessThan(1e-14);
      const network = createPlaneNetwork(one.hidden, one.activation, training.points.train);
      const out = new Float64Array(phi.length);
      expect(Math.abs(network.gradient(phi, out) - one.value)).toBeLessThan(1e-13);
      expect(Math.abs(train - one.value)).toBeLessThan(1e-13);
      expect(difference(out, one.gradient)).toBeLessThan(1e-12);
    });

    test('makes the same steps, and sorts the points that were kept back alike', () => {
      for (const wanted of one.steps) {
        training.advance(1);
        expect(difference(training.look().phi, wanted)).toBeLessThan(1e-10);
      }
      const { phi, testRight } = training.look();
      const shares = training.network.answers(phi, training.points.test.x).at(-1) ?? [];
      expect(difference(shares, one.shares)).toBeLessThan(1e-6);
      expect(testRight).toBe(one.right);
    });
  },
);

test('the first network learns the moons within the steps that its picture shows', () => {
  const training = createTraining(firstSetup());
  training.advance(300);
  const { right, testRight, train, lost } = training.look();
  expect(lost).toBeUndefined();
  expect(right).toBeGreaterThanOrEqual(118);
  expect(testRight).toBeGreaterThanOrEqual(115);
  expect(train).toBeLessThan(0.06);
});

test('steps are the same however they are divided', () => {
  const [one, other] = [createTraining(firstSetup()), createTraining(firstSetup())];
  one.advance(20);
  for (let k = 0; k < 20; k++) other.advance(1);
  expect(other.look().phi).toEqual(one.look().phi);
});

test('a rate that is far too large ends the training, with the last weights that are numbers', () => {
  const training = createTraining({ ...firstSetup(), activation: 'relu', rule: 'gradientDescent', rate: 1e9 });
  training.advance(50);
  const { lost, phi } = training.look();
  expect(lost).toBeGreaterThan(0);
  expect([...phi].every(Number.isFinite)).toBe(true);
});

test('the grid lies in the middles of its cells, the lowest row first', () => {
  const places = gridPlaces();
  expect(places).toHaveLength(2 * GRID.columns * GRID.rows);
  expect(places[0]).toBeCloseTo(-1.8 + 1.8 / GRID.columns, 12);
  expect(places.at(-1)).toBeCloseTo(1.4 - 1.4 / GRID.rows, 12);
});

test.each([
  [null],
  [{ hidden: [0, 99, 3], rate: -1, batch: 'all', points: [[1], null, [9, 9, 1]] }],
  [{ data: 'constructor' }],
])('a setup from elsewhere never breaks the page: %j', (given) => {
  const setup = readSetup(given);
  expect(setup.hidden.every((width) => width >= 1 && width <= 8)).toBe(true);
  expect(setup.hidden.length).toBeLessThanOrEqual(2);
  expect(() => createTraining(setup).look()).not.toThrow();
});

test('without points there is nothing to learn, and nothing breaks', () => {
  const training = createTraining({ ...firstSetup(), data: 'own' });
  training.advance(3);
  expect(training.look()).toMatchObject({ step: 0, right: 0 });
});
