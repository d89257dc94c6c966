import { describe, expect, test } from 'vitest';
import { problems } from '../../../src/engine/problems/index.ts';
import type { Batch, Problem } from '../../../src/engine/problems/problem.ts';
import { RandomState } from '../../../src/engine/random-state.ts';
import type { AnyVector } from '../../../src/engine/vector.ts';

const catalogue: [string, Problem][] = Object.entries(problems);

/** Central differences of the loss at phi, along every coordinate or a sample of them. */
function differences(problem: Problem, phi: AnyVector, coordinates: readonly number[], batch?: Batch): number[] {
  const moved = phi.slice();
  return coordinates.map((i) => {
    const h = 1e-6 * Math.max(1, Math.abs(phi[i]!));
    moved[i] = phi[i]! + h;
    const above = problem.loss(moved, batch);
    moved[i] = phi[i]! - h;
    const below = problem.loss(moved, batch);
    moved[i] = phi[i]!;
    return (above - below) / (2 * h);
  });
}

describe.each(catalogue)('problem %s', (_, problem) => {
  const random = new RandomState(7);
  const single = problem.precision === 'float32';
  const create = (n: number): AnyVector => (single ? new Float32Array(n) : new Float64Array(n));
  const place = (): AnyVector => create(problem.dimension).map(() => random.normal());
  const coordinates = [...random.permutation(problem.dimension).subarray(0, 20)];
  const places = Array.from({ length: 20 }, place);
  const tolerance = single ? 2e-2 : 2e-6;

  test('gradient is the central difference of loss, on all examples and on batches', () => {
    for (const phi of places) {
      const batches =
        problem.examples === 0 ? [undefined] : [undefined, random.permutation(problem.examples).slice(0, 3)];
      for (const batch of batches) {
        const out = create(problem.dimension);
        problem.gradient(phi, out, batch);
        const scale = 1 + Math.abs(problem.loss(phi, batch));
        const expected = differences(problem, phi, coordinates, batch);
        for (const [k, i] of coordinates.entries()) {
          const gap = Math.abs(out[i]! - expected[k]!) / (scale + Math.abs(expected[k]!));
          // One kink between the two points of a difference is enough to spoil it.
          if (gap > tolerance) expect({ i, phi: [...phi], gradient: out[i], difference: expected[k] }).toBe('equal');
        }
      }
    }
  });

  test('gradient returns the loss, and neither changes phi', () => {
    for (const phi of places) {
      const before = phi.slice();
      const returned = problem.gradient(phi, create(problem.dimension));
      const loss = problem.loss(phi);
      expect(Math.abs(returned - loss)).toBeLessThanOrEqual((single ? 1e-5 : 1e-12) * (1 + Math.abs(loss)));
      expect(phi).toEqual(before);
    }
  });

  test('gradient overwrites what out held', () => {
    const clean = create(problem.dimension);
    const dirty = create(problem.dimension).fill(99);
    problem.gradient(places[0]!, clean);
    problem.gradient(places[0]!, dirty);
    expect(dirty).toEqual(clean);
  });

  test('a batch of all examples gives what no batch gives; twice an example counts twice', () => {
    if (problem.examples === 0) return;
    const all = Int32Array.from({ length: problem.examples }, (_, i) => i);
    const phi = places[0]!;
    const loss = problem.loss(phi);
    expect(Math.abs(problem.loss(phi, all) - loss)).toBeLessThanOrEqual((single ? 1e-5 : 1e-12) * (1 + loss));
    const once = problem.loss(phi, Int32Array.of(1));
    const twice = problem.loss(phi, Int32Array.of(1, 1));
    expect(twice).toBeCloseTo(problem.reduction === 'mean' ? once : 2 * once, single ? 4 : 10);
  });

  test('hessianAt is the central difference of the gradient', () => {
    if (!problem.hessianAt) return;
    const n = problem.dimension;
    const phi = places[0]!;
    const hessian = create(n * n);
    problem.hessianAt(phi, hessian);
    const [above, below] = [create(n), create(n)];
    for (let i = 0; i < n; i++) {
      const moved = phi.slice();
      moved[i] = phi[i]! + 1e-5;
      problem.gradient(moved, above);
      moved[i] = phi[i]! - 1e-5;
      problem.gradient(moved, below);
      for (let j = 0; j < n; j++) {
        const expected = (above[j]! - below[j]!) / 2e-5;
        expect(Math.abs(hessian[i * n + j]! - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)));
      }
    }
  });

  test('a place that is not a number has no finite loss', () => {
    const phi = places[0]!.slice();
    phi[0] = Number.NaN;
    expect(problem.loss(phi)).toBeNaN();
    expect(problem.gradient(phi, create(problem.dimension))).toBeNaN();
  });
});
