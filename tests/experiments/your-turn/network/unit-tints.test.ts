import { describe, expect, test } from 'vitest';
import { unitName } from '../../../../src/experiments/your-turn/network/network.ts';
import { createTraining } from '../../../../src/experiments/your-turn/network/training.ts';
import { levelLine, picturesOf, rangeOf } from '../../../../src/experiments/your-turn/network/unit-tints.ts';
import { ringsOf } from '../../../../src/widgets/panels/rings.ts';
import { usual } from './usual.ts';

const [COLUMNS, ROWS] = [38, 30];

test('the tints of rectifiers go from 0 to the largest answer, and one that is dead is pale', () => {
  expect(rangeOf([0, 3, 1], 'relu')).toEqual([0, 3]);
  expect(rangeOf([0, 0], 'relu')).toEqual([0, 1]);
  expect(rangeOf([9], 'tanh')).toEqual([-1, 1]);
});

describe('the boundary', () => {
  /** The value at each place is its x, from one cell beyond the left edge to one beyond the right. */
  const across = Float64Array.from({ length: COLUMNS * ROWS }, (_, k) => -1.85 + 0.1 * (k % COLUMNS));

  test('goes through the places where the answer is the level', () => {
    const { x, y } = levelLine(across, 0.3);
    const seen = x.filter(Number.isFinite);
    expect(seen.length).toBe(2 * (ROWS - 1));
    for (const at of seen) expect(at).toBeCloseTo(0.3, 12);
    expect([y[0], y.at(-2)]).toEqual([expect.closeTo(-1.45, 12), expect.closeTo(1.45, 12)]);
  });

  test('is nowhere if no answer comes to the level', () => {
    expect(levelLine(across, 5).x).toHaveLength(0);
  });
});

test('every unit has its picture, and that of the inputs is the plane itself', () => {
  const training = createTraining(usual);
  training.goTo(20);
  const { network } = training;
  const { units, large } = picturesOf(network, training.stand().phi, 'tanh', { layer: 2, unit: 1 });
  expect(units.map(({ length }) => length)).toEqual([2, 4, 3, 1]);
  // Six tints of equal width, the deepest at the right: five edges, each an upright line.
  const edges = units[0]?.[0]?.paths.map((path) => Math.min(...(ringsOf(path)[0] ?? []).filter((_, k) => k % 2 === 0)));
  expect(edges?.map((edge) => Math.round((6 * edge) / 1000))).toEqual([1, 2, 3, 4, 5]);
  expect(large.levels[0]).toBeCloseTo(-0.8, 12);
  expect(large.levels.at(-1)).toBeCloseTo(0.8, 12);
});

test('units have names that say where they stand', () => {
  expect(unitName({ layer: 0, unit: 1 }, 3)).toBe('second input');
  expect(unitName({ layer: 2, unit: 0 }, 3)).toBe('unit 1 of layer 2');
  expect(unitName({ layer: 1, unit: 0 }, 2)).toBe('unit 1');
  expect(unitName({ layer: 3, unit: 0 }, 3)).toBe('output');
});
