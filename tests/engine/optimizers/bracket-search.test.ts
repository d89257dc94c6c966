import { describe, expect, test } from 'vitest';
import { type Bracket, lineSearch, notebookSearch } from '../../../src/engine/optimizers/bracket-search.ts';
import { optimizers } from '../../../src/engine/optimizers/index.ts';
import { problems } from '../../../src/engine/problems/index.ts';
import { train } from '../../../src/engine/training/train.ts';
import { vector } from '../../../src/engine/vector.ts';
import figure from '../../../src/references/given/notebook-6-1.json' with { type: 'json' };
import descent from '../../../src/references/given/notebook-6-2.json' with { type: 'json' };
import { mutations } from './mutations.ts';

interface Given {
  a: number;
  b: number;
  c: number;
  d: number;
  loss: number[];
  rule: number;
}

function expectBrackets(ours: readonly Bracket[], theirs: readonly Given[]): void {
  expect(ours.map(({ rule }) => rule)).toEqual(theirs.map(({ rule }) => rule));
  for (const [k, { points, losses }] of ours.entries()) {
    const { a, b, c, d, loss } = theirs[k]!;
    for (const [j, point] of [a, b, c, d].entries()) {
      expect(Math.abs(points[j]! - point)).toBeLessThan(1e-10);
      expect(Math.abs(losses[j]! - loss[j]!)).toBeLessThan(1e-10);
    }
  }
}

const wells = (at: number): number => problems.oneDimensional.loss(vector(at));

describe('lineSearch', () => {
  test.each([
    ['10 iterations', notebookSearch.figure, figure.maxIterations10],
    ['to 1e-4', { ...notebookSearch.figure, iterations: 100 }, figure.maxIterations100],
  ])('repeats notebook 6.1, bracket by bracket: %s', (_, options, expected) => {
    const { at, loss, brackets, last } = lineSearch(wells, options);
    expectBrackets(brackets, expected.trace);
    expect(Math.abs(at - expected.soln)).toBeLessThan(1e-10);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-10);
    expect(Math.abs(last[1] - expected.final.b)).toBeLessThan(1e-10);
  });

  test('halves towards a where a is lowest (rule 1), by hand', () => {
    const { brackets } = lineSearch((at) => at, { max: 1, iterations: 2, threshold: 0 });
    expect(brackets.map(({ rule }) => rule)).toEqual([1, 1]);
    expect(brackets[1]!.points).toEqual([0, 0.165, 0.33, 0.5]);
  });

  test('keeps a < b < c < d', () => {
    for (const minimum of [0.01, 0.2, 0.5, 0.77, 0.999]) {
      for (const { points } of lineSearch((at) => (at - minimum) ** 2, { max: 1, iterations: 30, threshold: 0 })
        .brackets) {
        expect([...points].sort((p, q) => p - q)).toEqual(points);
      }
    }
  });

  test('says what is wrong', () => {
    expect(() => lineSearch(wells, { max: -1, iterations: 1, threshold: 0 })).toThrow(
      'max must be a positive number; got -1',
    );
    expect(() => lineSearch(wells, { max: 1, iterations: 1.5, threshold: 0 })).toThrow(
      'iterations must be a whole number',
    );
  });
});

describe('optimizers.lineSearch', () => {
  const problem = problems.linearRegression;
  const trace = train({ problem, optimizer: optimizers.lineSearch, start: [1.6, -0.5], steps: 10 });

  test('repeats notebook 6.2: phi and loss at each step', () => {
    for (let t = 0; t <= 10; t++) {
      expect(Math.abs(trace.loss[t]! - descent.run.loss[t]!)).toBeLessThan(1e-10);
      for (let i = 0; i < 2; i++) expect(Math.abs(trace.phi[2 * t + i]! - descent.run.phi[t]![i]!)).toBeLessThan(1e-10);
    }
    expect(trace.loss.at(-1)).toBeCloseTo(0.21340498, 8);
  });

  test('counts its losses: four for each of 15 brackets a step', () => {
    expect(trace.gradientEvaluations.at(-1)).toBe(10);
    expect(trace.lossEvaluations.at(-1)).toBe(10 * 15 * 4);
  });

  test('lineSearch along the gradient gives its brackets and rates', () => {
    for (let t = 0; t < 10; t++) {
      const phi = trace.phi.slice(2 * t, 2 * t + 2);
      const g = vector(0, 0);
      problem.gradient(phi, g);
      const search = lineSearch((a) => problem.loss(phi.map((v, i) => v - a * g[i]!)), notebookSearch.descent);
      expectBrackets(search.brackets, descent.run.line_search[t]!);
      expect(Math.abs(search.at - descent.run.alpha[t]!)).toBeLessThan(1e-10);
    }
  });
});

mutations('line-search', {
  sign: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! += alpha * g[i]!;'],
  exponent: ['phi[i]! -= alpha * g[i]!;', 'phi[i]! -= alpha ** 2 * g[i]!;'],
  order: ['const alpha = (points[1]! + points[2]!) / 2;', 'const alpha = points[1]! + points[2]! / 2;'],
});
