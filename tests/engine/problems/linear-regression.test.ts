import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../../../src/engine/optimizers/gradient-descent.ts';
import {
  createLinearRegression,
  createRandomRegression,
  linearRegression,
} from '../../../src/engine/problems/linear-regression.ts';
import { RandomState } from '../../../src/engine/random-state.ts';
import { objectiveOf } from '../../../src/references/replay.ts';

const descend = (alpha: number, steps: number): number => {
  const phi = Float64Array.of(1.6, -0.5);
  const state = gradientDescent.createState(2);
  for (let t = 0; t < steps; t++) gradientDescent.step(phi, state, objectiveOf(linearRegression), { alpha });
  return linearRegression.loss(phi);
};

describe('linearRegression', () => {
  it('has the curvatures, the limit and the best rate of the 12 points', () => {
    expect(linearRegression.eigenvalues.map((h) => h.toFixed(3))).toEqual(['3.994', '50.030']);
    expect(linearRegression.limit).toBeCloseTo(0.03998, 5);
    expect(linearRegression.bestRate).toBeCloseTo(0.03702, 5);
    expect(linearRegression.minimum).toBeCloseTo(0.19986636, 8);
  });

  it('has no slope at its least squares solution', () => {
    const g = new Float64Array(2);
    expect(linearRegression.gradient(linearRegression.solution, g)).toBe(linearRegression.minimum);
    expect(Math.hypot(...g)).toBeLessThan(1e-13);
  });

  it('converges just below its limit and diverges just above', () => {
    expect(descend(0.999 * linearRegression.limit, 4000)).toBeLessThan(linearRegression.minimum + 1e-3);
    expect(descend(1.001 * linearRegression.limit, 4000)).toBeGreaterThan(100);
  });

  it('shrinks both directions alike at its best rate', () => {
    const { eigenvalues, bestRate, solution } = linearRegression;
    const phi = Float64Array.of(1.6, -0.5);
    const state = gradientDescent.createState(2);
    const distance = (): number => Math.hypot(phi[0]! - solution[0]!, phi[1]! - solution[1]!);
    const shrunk = (eigenvalues[1]! - eigenvalues[0]!) / (eigenvalues[1]! + eigenvalues[0]!);
    for (let pair = 0; pair < 10; pair++) {
      const before = distance();
      for (let t = 0; t < 2; t++) gradientDescent.step(phi, state, objectiveOf(linearRegression), { alpha: bestRate });
      expect(distance() / before).toBeCloseTo(shrunk ** 2, 11);
    }
  });
});

describe('createLinearRegression', () => {
  const design = Float64Array.of(1, 2, 3, 4, 5, 7);
  const targets = Float64Array.of(1, 0, 2);
  const phi = Float64Array.of(0.5, -1);

  it('halves and averages the loss, its gradient and its Hessian alike', () => {
    const whole = createLinearRegression({ design, targets });
    const half = createLinearRegression({ design, targets, half: true, reduction: 'mean' });
    const [g, h] = [new Float64Array(2), new Float64Array(2)];
    expect(half.gradient(phi, h)).toBeCloseTo(whole.gradient(phi, g) / 6, 14);
    for (let i = 0; i < 2; i++) expect(h[i]).toBeCloseTo(g[i]! / 6, 13);
    for (let k = 0; k < 4; k++) expect(half.hessian[k]).toBeCloseTo(whole.hessian[k]! / 6, 13);
    expect(half.limit).toBeCloseTo(6 * whole.limit, 12);
    const batch = Int32Array.of(2, 0);
    expect(half.loss(phi, batch)).toBeCloseTo(whole.loss(phi, batch) / 4, 14);
  });

  it('has the Hessian that its gradient changes by', () => {
    const problem = createLinearRegression({ design, targets });
    const [g, moved] = [new Float64Array(2), new Float64Array(2)];
    problem.gradient(phi, g);
    problem.gradient(Float64Array.of(0.5, 0), moved);
    expect(moved[0]! - g[0]!).toBeCloseTo(problem.hessian[1]!, 12);
    expect(moved[1]! - g[1]!).toBeCloseTo(problem.hessian[3]!, 12);
    const out = new Float64Array(4);
    problem.hessianAt(phi, out);
    expect(out).toEqual(problem.hessian);
  });

  it('refuses rows that do not fit the targets', () => {
    expect(() => createLinearRegression({ design, targets: Float64Array.of(1, 2, 3, 4) })).toThrow(/6 entries/);
  });

  it('refuses columns that depend on each other, which have no single solution', () => {
    expect(() => createLinearRegression({ design: Float64Array.of(1, 2, 2, 4, 3, 6), targets })).toThrow(
      /positive definite/,
    );
  });
});

describe('createRandomRegression', () => {
  const make = (options: { noise?: number; weights?: number[] }) =>
    createRandomRegression(new RandomState([5, 2]), {
      examples: 400,
      variances: [1, 0.25, 0.04],
      half: true,
      reduction: 'mean',
      ...options,
    });

  it('draws the design row by row, then the weights, then the noise', () => {
    const random = new RandomState([5, 2]);
    const { design, targets, weights } = make({});
    const rows = Array.from({ length: 400 }, () => [random.normal(), 0.5 * random.normal(), 0.2 * random.normal()]);
    expect(Array.from(design)).toEqual(rows.flat());
    expect(Array.from(weights)).toEqual([random.normal(), random.normal(), random.normal()]);
    const [w0, w1, w2] = weights as unknown as [number, number, number];
    for (const [i, row] of rows.entries()) {
      expect(targets[i]).toBeCloseTo(row[0]! * w0 + row[1]! * w1 + row[2]! * w2 + random.normal(), 13);
    }
  });

  it('is solved by its own weights where there is no noise', () => {
    const { solution, minimum } = make({ noise: 0, weights: [1, -2, 3] });
    expect(minimum).toBeLessThan(1e-25);
    for (const [i, w] of [1, -2, 3].entries()) expect(solution[i]).toBeCloseTo(w, 11);
  });

  it('has curvatures near the variances of its inputs, and a minimum near half the noise', () => {
    const { eigenvalues, minimum } = make({ noise: 2 });
    for (const [i, h] of [0.04, 0.25, 1].entries()) expect(Math.abs(eigenvalues[i]! / h - 1)).toBeLessThan(0.2);
    expect(minimum).toBeGreaterThan(1.7);
    expect(minimum).toBeLessThan(2.3);
  });

  it('refuses another number of weights than of variances', () => {
    expect(() => make({ weights: [1] })).toThrow(/1 weights for 3 variances/);
  });
});
