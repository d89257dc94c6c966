import { expect, test } from 'vitest';
import { threeBasins } from '../../../src/engine/problems/three-basins.ts';
import { criticalPoints } from '../../../src/engine/theory/critical-points.ts';

test('the three basins have the loss and the gradient worked by hand', () => {
  // At (pi/4, 0): pi^2/160 + 0.6; the slopes are pi/20 + 1.2 cos(pi/2) = pi/20, and 0.
  const out = new Float64Array(2);
  expect(threeBasins.gradient(Float64Array.of(Math.PI / 4, 0), out)).toBeCloseTo(Math.PI ** 2 / 160 + 0.6, 14);
  expect(out[0]).toBeCloseTo(Math.PI / 20, 14);
  expect(out[1]).toBe(0);
});

test('there are three minima, all on the axis, and the middle one is the deepest', () => {
  const found = criticalPoints(threeBasins, { xDomain: [-4.5, 4.5], yDomain: [-3.1, 3.1] });
  const minima = found.filter(({ kind }) => kind === 'minimum');
  expect(minima.map(({ phi }) => Math.round(100 * phi[0]) / 100)).toEqual([-0.72, 2.17, -3.6]);
  for (const { phi } of minima) expect(Math.abs(phi[1])).toBeLessThan(1e-9);
});
