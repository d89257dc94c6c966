import { expect, it } from 'vitest';
import { defaults } from '../../src/engine/values.ts';
import network from '../../src/experiments/your-turn/network/network.ts';
import { learningRate, runOf, type Setup } from '../../src/experiments/your-turn/network/training.ts';
import { valuesOfSetup } from '../../src/laboratory/network/brought-network.ts';
import type { Spec } from '../../src/widgets/page/spec.ts';

const usual = defaults(network.parameters);
const live = { spec: { schema: network.parameters, defaults: usual } as unknown as Spec };

it('a network of an older link is the one that the link was made of', () => {
  const values = valuesOfSetup(live, {
    data: 'circle',
    noise: 0.2,
    points: [],
    hidden: [5],
    activation: 'relu',
    rule: 'momentum',
    rate: 0.25,
    batch: 10,
    seed: 123_456,
  });
  expect(values).toEqual({
    ...usual,
    points: 'circle',
    noise: 0.2,
    first: 5,
    second: 0,
    activation: 'relu',
    optimizer: 'momentum',
    rate: 0.25,
    batch: '10',
    seed: 123_456,
  });
});

it('a rate is that of the link, whatever suits its rule', () => {
  for (const [rule, rate] of [
    ['adam', 0.003],
    ['gradientDescent', 0.5],
    ['shampoo', 7],
  ] as const) {
    const values = valuesOfSetup(live, { rule, rate }) as unknown as Setup;
    expect(learningRate(values)).toBeCloseTo(rate, 9);
  }
});

it('a reader’s rule has the rate that it had, and points lie where they lay, as far as a link can say', () => {
  const points = [
    [1, 0.5, 1],
    [-1, -0.5, 0],
    [0.2, 0.3, 1],
  ];
  const text = 'alpha = 0.4\n\nfor t in range(steps):\n    phi = phi - alpha * gradient(phi)';
  const values = valuesOfSetup(live, { data: 'own', points, rule: 'own', rate: 0.7 }, text);
  expect(values['rule']).toBe(text.replace('0.4', '0.7'));
  expect(values['optimizer']).toBe('adam');
  const { train } = runOf({ ...(values as unknown as Setup), data: 'own', hidden: [2], batch: 0 }).points;
  expect([...train.y]).toEqual([1, 0, 1]);
  for (const [k, place] of [1, 0.5, -1, -0.5, 0.2, 0.3].entries()) expect(train.x[k]).toBeCloseTo(place, 1);
});

it('as many points as the page took before are there', () => {
  const points = Array.from({ length: 120 }, (_, k) => [(k % 12) / 10, Math.floor(k / 12) / 10, 1]);
  const { filled } = valuesOfSetup(live, { data: 'own', points }) as unknown as Setup;
  expect(filled).toHaveLength(360);
});

it.each([
  null,
  'none',
  { hidden: [0, 99, 3], rate: -1, batch: 'all', points: [[1], null, [9, 9, 1]] },
  { data: 'constructor' },
])('what cannot be read never breaks the page: %j', (found) => {
  const values = valuesOfSetup(live, found);
  expect(Object.keys(values)).toEqual(Object.keys(usual));
  expect(values['first']).toBeGreaterThanOrEqual(1);
  expect(values['rate']).toBeGreaterThan(0);
});
