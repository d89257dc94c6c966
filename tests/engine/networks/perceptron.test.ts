import { describe, expect, it } from 'vitest';
import { accuracy, confusion, predictions } from '../../../src/engine/networks/accuracy.ts';
import { powerIteration } from '../../../src/engine/networks/lambda-max.ts';
import { initialize } from '../../../src/engine/networks/layers.ts';
import { createMnist1d } from '../../../src/engine/networks/mnist1d.ts';
import { adam } from '../../../src/engine/optimizers/adam.ts';
import { createPerceptron } from '../../../src/engine/problems/perceptron.ts';
import { stream } from '../../../src/engine/random-state.ts';
import { symmetricEigenvalues } from '../../../src/engine/theory/symmetric-matrix.ts';
import { lastState } from '../../../src/engine/training/trace.ts';
import { train } from '../../../src/engine/training/train.ts';
import { difference, reference } from './reference.ts';

const { seed, train: size, test } = reference.mnist1d;
const data = createMnist1d({ seed, train: size, test }).train;

describe.each(reference.cases)('$widths $activation $loss against PyTorch', (one) => {
  const problem = createPerceptron({ ...one, data });
  const phi = initialize(one.widths, stream(one.seed, 'weights'), one.initialization);
  const batches = one.batches.map((batch) => Int32Array.from(batch));
  const out = new Float64Array(problem.dimension);

  it('starts from the same weights', () => {
    expect(difference(phi, one.start)).toBeLessThan(1e-15);
  });

  it('has the same loss and gradient', () => {
    const loss = problem.gradient(phi, out, batches[0]);
    expect(Math.abs(loss / one.value - 1)).toBeLessThan(1e-12);
    expect(Math.abs(problem.loss(phi, batches[0]) / one.value - 1)).toBeLessThan(1e-12);
    expect(difference(out, one.gradient)).toBeLessThan(1e-12);
  });

  it('has the same product of the Hessian with a vector', () => {
    problem.hessianVector(phi, Float64Array.from(one.along), out, batches[0]);
    expect(difference(out, one.product)).toBeLessThan(1e-12);
  });

  it('makes the same Adam steps', () => {
    let t = 0;
    const state = adam.createState(problem.dimension);
    const at = phi.slice();
    const hyper = { alpha: 0.01, beta: 0.9, gamma: 0.999, epsilon: 1e-8, correctBias: true, weightDecay: 0 };
    const objective = {
      gradient: (point: typeof phi, into: typeof phi) => problem.gradient(point, into, batches[t]),
      loss: (point: typeof phi) => problem.loss(point, batches[t]),
    };
    for (t = 0; t < batches.length; t++) {
      adam.step(at, state, objective as Parameters<typeof adam.step>[2], hyper);
      expect(difference(at, one.adam[t]!)).toBeLessThan(1e-12);
    }
  });
});

describe('createPerceptron', () => {
  const shape = { widths: [40, 6, 10], activation: 'tanh', loss: 'cross-entropy' } as const;
  // More examples than fit into one pass, and not a multiple.
  const many = createMnist1d({ seed: 1, train: 150, test: 0 }).train;
  const problem = createPerceptron({ ...shape, data: many });
  const phi = initialize(shape.widths, stream(0, 'weights'));

  it('averages over the batch, or sums where asked', () => {
    const sum = createPerceptron({ ...shape, data: many, reduction: 'sum' });
    const [a, b] = [new Float64Array(problem.dimension), new Float64Array(problem.dimension)];
    expect(sum.gradient(phi, a) / 150).toBeCloseTo(problem.gradient(phi, b), 12);
    expect(
      difference(
        a.map((g) => g / 150),
        b,
      ),
    ).toBeLessThan(1e-13);
  });

  it('has over all examples the mean of what it has over each', () => {
    let mean = 0;
    for (let i = 0; i < 150; i++) mean += problem.loss(phi, Int32Array.of(i)) / 150;
    expect(problem.loss(phi)).toBeCloseTo(mean, 12);
  });

  it('repeats its Hessian products by differences of gradients', () => {
    const v = initialize(shape.widths, stream(7, 'weights'));
    const [up, down, product] = [1, 2, 3].map(() => new Float64Array(problem.dimension));
    const step = 1e-5;
    problem.gradient(
      phi.map((p, i) => p + step * v[i]!),
      up!,
    );
    problem.gradient(
      phi.map((p, i) => p - step * v[i]!),
      down!,
    );
    problem.hessianVector(phi, v, product!);
    const central = up!.map((g, i) => (g - down![i]!) / (2 * step));
    expect(difference(product!, central)).toBeLessThan(1e-7);
  });

  it('finds lambda_max by power iteration: the largest eigenvalue of the whole Hessian', () => {
    const small = createPerceptron({
      widths: [40, 2, 3],
      activation: 'tanh',
      loss: 'squared-error',
      data: threeClasses,
    });
    const at = initialize([40, 2, 3], stream(1, 'weights'), 'fan-in');
    const n = small.dimension;
    const hessian = new Float64Array(n * n);
    const unit = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      unit.fill(0);
      unit[i] = 1;
      small.hessianVector(at, unit, hessian.subarray(i * n, (i + 1) * n));
    }
    const largest = symmetricEigenvalues(hessian, n).at(-1)!;
    const start = Float64Array.from({ length: n }, () => 1);
    const found = powerIteration((v, out) => small.hessianVector(at, v, out), start, { tolerance: 1e-10, most: 2000 });
    expect(found.converged).toBe(true);
    expect(Math.abs(found.value / largest - 1)).toBeLessThan(1e-6);
  });

  it('trains under the one training loop, and counts what it gets right', () => {
    const trace = train({
      problem,
      optimizer: adam,
      hyper: { alpha: 0.02 },
      start: phi,
      steps: 300,
      batches: { size: 25 },
    });
    const predicted = predictions(problem.outputs(lastState(trace)), 10);
    const counts = confusion(predicted, many.y, 10);
    expect(trace.loss.at(-1)).toBeLessThan(0.5 * trace.loss[0]!);
    expect(accuracy(predicted, many.y)).toBeGreaterThan(0.7);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(150);
    const diagonal = Array.from({ length: 10 }, (_, j) => counts[j * 11]!).reduce((sum, count) => sum + count, 0);
    expect(diagonal / 150).toBe(accuracy(predicted, many.y));
  });

  it('refuses data that do not fit, saying what it got', () => {
    expect(() => createPerceptron({ widths: [41, 10], data })).toThrow('data must have rows of 41 numbers');
    expect(() => createPerceptron({ widths: [40, 9], data })).toThrow('classes are 0 to 8; got 9 for example 9');
    expect(() => createPerceptron({ widths: [40], data })).toThrow('widths must have at least two whole numbers');
  });
});

const threeClasses = (() => {
  const { x, y } = createMnist1d({ seed: 2, train: 60, test: 0 }).train;
  return { x, y: y.map((label) => label % 3) };
})();
