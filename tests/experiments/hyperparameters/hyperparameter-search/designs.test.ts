import { expect, it } from 'vitest';
import { RandomState } from '../../../../src/engine/random-state.ts';
import {
  gridDesign,
  latinHypercube,
  randomDesign,
} from '../../../../src/experiments/hyperparameters/hyperparameter-search/designs.ts';

it('gridDesign(2, 2) stands at the centres of four cells', () => {
  expect(gridDesign(2, 2)).toEqual([
    [0.25, 0.25],
    [0.25, 0.75],
    [0.75, 0.25],
    [0.75, 0.75],
  ]);
});

it('gridDesign tries few values of each coordinate, latinHypercube one in every strip', () => {
  const trials = 81;
  const valuesOf = (design: readonly (readonly number[])[], d: number): number =>
    new Set(design.map((point) => Math.floor(point[d]! * trials))).size;
  const grid = gridDesign(3, 4);
  const latin = latinHypercube(trials, 4, new RandomState(1));
  const random = randomDesign(trials, 4, new RandomState(1));
  for (const d of [0, 1, 2, 3]) {
    expect(valuesOf(grid, d)).toBe(3);
    expect(valuesOf(latin, d)).toBe(trials);
    // (1 - 1/81)^81 of the 81 strips stay empty, a share of about 1/e.
    expect(valuesOf(random, d)).toBeLessThan(63);
  }
});
