import { describe, expect, test } from 'vitest';
import { PLANE } from '../../../../src/experiments/your-turn/network/data-sets.ts';
import { fieldsOf, sureness } from '../../../../src/experiments/your-turn/network/fields.ts';
import { unitName } from '../../../../src/experiments/your-turn/network/network.ts';
import { createTraining } from '../../../../src/experiments/your-turn/network/training.ts';
import { usual } from './usual.ts';

test.each([-9, -2, -0.5, 0, 0.5, 2, 9])('a share is shown as the tanh of a quarter of its logit: %d', (logit) => {
  expect(sureness(1 / (1 + Math.exp(-logit)))).toBeCloseTo(Math.tanh(logit / 4), 10);
});

describe('fields', () => {
  const training = createTraining(usual);
  training.goTo(20);
  const { network } = training;
  const { phi } = training.stand();
  const side = 151;
  const [low, high] = PLANE.x;
  /** A corner, the middle, and a point in between. */
  const places = [
    [0, 0],
    [50, 50],
    [80, 24],
  ] as const;
  const at = (column: number, row: number) => [
    low + (column / (side - 1)) * (high - low),
    high - (row / (side - 1)) * (high - low),
  ];

  test('hold what each unit answers at each place, the uppermost row first', () => {
    for (const [layer, unit] of [
      [1, 3],
      [2, 1],
    ] as const) {
      const { large } = fieldsOf(network, phi, 'tanh', { layer, unit });
      expect(large).toHaveLength(side * side);
      for (const [column, row] of places) {
        const answers = network.answers(phi, Float64Array.from(at(column, row)));
        expect(large[row * side + column]).toBeCloseTo(answers[layer - 1]?.[unit] ?? Number.NaN, 6);
      }
    }
    const { large } = fieldsOf(network, phi, 'tanh', { layer: 3, unit: 0 });
    for (const [column, row] of places) {
      const share = network.answers(phi, Float64Array.from(at(column, row)))[2]?.[0] ?? Number.NaN;
      expect(large[row * side + column]).toBeCloseTo(sureness(share), 5);
    }
  });

  test('of small pictures are every sixth place, and those of the inputs the plane itself', () => {
    const { units, large } = fieldsOf(network, phi, 'tanh', { layer: 2, unit: 1 });
    expect(units.map(({ length }) => length)).toEqual([2, 4, 3, 1]);
    const small = units[2]?.[1];
    expect(small).toHaveLength(26 * 26);
    expect(small?.[3 * 26 + 5]).toBe(large[18 * side + 30]);
    const [across, up] = units[0] ?? [];
    expect([across?.[0], across?.[25], up?.[0], up?.at(-1)]).toEqual([-1, 1, 1, -1]);
  });

  test('of rectifiers go up to 1, and of one that is dead are 0', () => {
    const relu = createTraining({ ...usual, activation: 'relu' });
    const { large } = fieldsOf(relu.network, relu.stand().phi, 'relu', { layer: 1, unit: 0 });
    expect([Math.min(...large), Math.max(...large)]).toEqual([0, 1]);
    const dead = relu.stand().phi.map(() => 0);
    expect([...fieldsOf(relu.network, dead, 'relu', { layer: 1, unit: 0 }).large].every((one) => one === 0)).toBe(true);
  });
});

test('units have names that say where they are', () => {
  expect(unitName({ layer: 0, unit: 1 }, 3)).toBe('second input');
  expect(unitName({ layer: 2, unit: 0 }, 3)).toBe('unit 1 of layer 2');
  expect(unitName({ layer: 1, unit: 0 }, 2)).toBe('unit 1');
  expect(unitName({ layer: 3, unit: 0 }, 3)).toBe('output');
});
