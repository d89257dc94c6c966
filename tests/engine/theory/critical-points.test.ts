import { describe, expect, test } from 'vitest';
import { gabor } from '../../../src/engine/problems/gabor.ts';
import { problems } from '../../../src/engine/problems/index.ts';
import { type CriticalPoint, criticalPoints } from '../../../src/engine/theory/critical-points.ts';
import reference from '../../../src/references/given/gabor-critical-points.json' with { type: 'json' };

const window = { xDomain: [-10, 10], yDomain: [2.5, 22.5] } as const;
const kinds: Readonly<Record<string, CriticalPoint['kind']>> = { min: 'minimum', saddle: 'saddle', max: 'maximum' };

describe('criticalPoints of the Gabor loss', () => {
  const points = criticalPoints(gabor, window);

  test('are the 40 of an independent search, no more and no fewer, lowest first', () => {
    expect(points).toHaveLength(reference.points.length);
    for (const [k, { type, phi, loss, hessian_eig }] of reference.points.entries()) {
      const point = points[k]!;
      expect(point.kind).toBe(kinds[type]);
      expect(Math.abs(point.loss - loss)).toBeLessThan(1e-10);
      for (const i of [0, 1]) {
        expect(Math.abs(point.phi[i]! - phi[i]!)).toBeLessThan(1e-10);
        // The reference's eigenvalues are from finite differences.
        expect(Math.abs(point.eigenvalues[i]! - hessian_eig[i]!)).toBeLessThan(1e-7);
      }
    }
  });

  test('do not depend on the grid of starts, nor on who takes second derivatives', () => {
    const { hessianAt: _, ...without } = gabor;
    for (const other of [criticalPoints(gabor, window, { grid: 37 }), criticalPoints(without, window)]) {
      expect(other).toHaveLength(points.length);
      for (const [k, { phi }] of other.entries()) {
        for (const i of [0, 1]) expect(Math.abs(phi[i]! - points[k]!.phi[i]!)).toBeLessThan(1e-10);
      }
    }
  });
});

test('criticalPoints of the saddle are known by hand', () => {
  const points = criticalPoints(problems.saddle, { xDomain: [-2, 2], yDomain: [-2, 2] });
  expect(points.map(({ kind }) => kind)).toEqual(['minimum', 'minimum', 'saddle']);
  expect(points.map(({ loss }) => loss)).toEqual([-0.25, -0.25, expect.closeTo(0, 12)]);
  expect(points[2]!.eigenvalues[0]).toBeCloseTo(-1, 8);
});

test('criticalPoints needs two parameters', () => {
  expect(() => criticalPoints(problems.doubleWell, window)).toThrow('needs a problem of two parameters');
});
