import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/engine/problems/index.ts';
import type { Problem } from '../../../src/engine/problems/problem.ts';
import { RandomState } from '../../../src/engine/random-state.ts';

const entries = Object.entries(problems).map(([name, problem]): { name: string; problem: Problem } => ({
  name,
  problem,
}));

/** Fourth-order central differences: exact for quartics up to rounding. */
function slopes(problem: Problem, phi: Float64Array<ArrayBuffer>, batch?: Int32Array<ArrayBuffer>): number[] {
  return Array.from(phi, (at, i) => {
    const h = 1e-3;
    const loss = (offset: number): number => {
      phi[i] = at + offset * h;
      const value = problem.loss(phi, batch);
      phi[i] = at;
      return value;
    };
    return (8 * (loss(1) - loss(-1)) - (loss(2) - loss(-2))) / (12 * h);
  });
}

describe.each(entries)('$name', ({ name, problem }) => {
  it('has the name of its file in camel case', () => {
    expect(problem.id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())).toBe(name);
  });

  it('has the gradient of its loss, on all examples and on batches, and returns the loss with it', () => {
    const random = new RandomState(3);
    const out = new Float64Array(problem.dimension);
    for (let trial = 0; trial < 40; trial++) {
      const phi = Float64Array.from({ length: problem.dimension }, () => random.normal(0, 1.3));
      const batch =
        problem.examples > 0 && trial % 2 === 1 ? random.permutation(problem.examples).slice(0, 2) : undefined;
      const loss = problem.gradient(phi, out, batch);
      expect(loss).toBe(problem.loss(phi, batch));
      const size = Math.max(1, Math.abs(loss));
      for (const [i, slope] of slopes(problem, phi, batch).entries()) {
        expect(Math.abs(out[i]! - slope), `slope ${i} at ${phi}`).toBeLessThan(2e-8 * size);
      }
    }
  });

  it('adds up over batches that share out the examples', () => {
    if (problem.examples === 0 || problem.reduction === 'mean') return;
    const phi = new Float64Array(problem.dimension).fill(0.4);
    const single = Array.from({ length: problem.examples }, (_, i) => problem.loss(phi, Int32Array.of(i)));
    const sum = single.reduce((a, b) => a + b, 0);
    expect(Math.abs(problem.loss(phi) - sum)).toBeLessThan(1e-12 * Math.max(1, Math.abs(sum)));
  });

  it('has its loss in TeX and in Python', () => {
    expect(problem.equation).toMatch(/^(L|\\ell_t)/);
    expect(problem.python).toMatch(/^def loss\(phi, batch=None\):/m);
    expect(problem.python).toMatch(/^def gradient\(phi, batch=None\):/m);
  });
});
