import { expect, it } from 'vitest';
import { stream } from '../../../src/engine/random-state.ts';
import { parabolaShare } from '../../../src/engine/statistics/parabola-fit.ts';

it('parabolaShare is 1 on a parabola, wherever it lies', () => {
  const points = [-3, 0, 1, 4, 9].map((x) => [x, 2 * x * x - 7 * x + 5] as const);
  expect(parabolaShare(points)).toBeCloseTo(1, 12);
  expect(parabolaShare(points.map(([x, y]) => [1000 + x, y - 400] as const))).toBeCloseTo(1, 9);
});

it('parabolaShare by hand: over x = -1, 0, 1, 2 the best parabola misses y = 0, 1, 0, 1 by a cubic', () => {
  // The cubic that is orthogonal to all parabolas there is (-1, 3, -3, 1): its share of y is (0 + 3 + 0 + 1)^2 / 20 = .8,
  // and the variance of y about its mean .5 is 1.
  const points = [0, 1, 0, 1].map((y, k) => [k - 1, y] as const);
  expect(parabolaShare(points)).toBeCloseTo(1 - 0.8, 12);
});

it('parabolaShare is near 0 for noise, and at 2 of n - 1 on average', () => {
  const random = stream(5, 'noise');
  const draw = (): number =>
    parabolaShare(Array.from({ length: 41 }, () => [random.randomSample(), random.normal()] as const));
  const mean = Array.from({ length: 400 }, draw).reduce((sum, share) => sum + share / 400, 0);
  expect(Math.abs(mean - 2 / 40)).toBeLessThan(0.01);
});

it('parabolaShare has no answer for fewer than three places, or where nothing varies', () => {
  expect(parabolaShare([])).toBeNaN();
  expect(
    parabolaShare([
      [0, 1],
      [1, 2],
      [1, 3],
    ]),
  ).toBeNaN();
  expect(parabolaShare([0, 1, 2, 3].map((x) => [x, 4] as const))).toBeNaN();
});
