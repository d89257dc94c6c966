import { describe, expect, it } from 'vitest';
import {
  createMnist1d,
  createNetworkTraining,
  initialize,
  type TrainNetworkOptions,
  trainNetwork,
} from '../../../src/engine/networks/index.ts';
import { stream } from '../../../src/engine/random-state.ts';
import { difference } from './reference.ts';

const { train: data, validation } = createMnist1d({ seed: 1, train: 203, validation: 57, test: 0 });

// Widths that are not multiples of four, short last batches, and every tile: remainders 1, 2, 3 and 4.
const shapes = [
  { widths: [40, 13, 10] },
  { widths: [40, 100, 30, 10] },
  { widths: [40, 7, 5, 3, 11] },
  { widths: [40, 10] },
] as const;
const rules = [
  { optimizer: 'sgd', rate: 0.05 },
  { optimizer: 'sgd', beta: 0.9, rate: 0.1 },
  { optimizer: 'adam', rate: 0.003 },
] as const;
const settings = shapes.flatMap((shape) =>
  rules.flatMap((rule) =>
    (['relu', 'tanh'] as const).flatMap((activation) =>
      (['cross-entropy', 'squared-error'] as const).map((loss) => ({ ...shape, ...rule, activation, loss })),
    ),
  ),
);

describe.each(settings)('$widths $activation $loss $optimizer $beta', (setting) => {
  const options: TrainNetworkOptions = { ...setting, data, validation, batches: { size: 17 }, seed: 3, steps: 12 };
  const plain = trainNetwork({ ...options, path: 'plain' });

  it.each([true, false])('trains alike in double and in single precision (replay %s)', (replay) => {
    const fast = trainNetwork({ ...options, path: 'wasm', replay });
    expect(fast.path).toBe(replay ? 'simd' : 'relaxed-simd');
    const start = initialize(setting.widths, stream(3, 'weights'));
    const moved = (phi: Float64Array) => phi.map((value, i) => value - start[i]!);
    // The total move is a hundredth of phi: rounding phi at 2^-24 allows about 1e-5 of it, Adam's small slopes more.
    const allowed = setting.optimizer === 'adam' ? 2e-3 : 2e-5;
    expect(difference(moved(fast.parameters), moved(plain.parameters))).toBeLessThan(allowed);
    expect(difference(fast.batchLoss, plain.batchLoss)).toBeLessThan(2e-6);
    expect(difference(fast.trainLoss, plain.trainLoss)).toBeLessThan(2e-6);
    expect(difference(fast.validationLoss, plain.validationLoss)).toBeLessThan(2e-6);
    expect(fast.evaluations).toBe(plain.evaluations);
  });
});

describe('trainNetwork', () => {
  const options = { widths: [40, 24, 10], data, rate: 0.1, batches: { size: 32 }, seed: 2 } as const;

  it('makes the same bits again, and others from another seed', () => {
    const [one, again, other] = [2, 2, 5].map((seed) => trainNetwork({ ...options, seed, epochs: 3, replay: true }));
    expect(again).toEqual(one);
    expect(other!.parameters).not.toEqual(one!.parameters);
  });

  it('counts epochs, steps and example gradients, and measures where asked', () => {
    const trace = trainNetwork({ ...options, epochs: 3, record: 'epochs', validation });
    // 203 examples in batches of 32: six full ones and one of 11.
    expect([...trace.at]).toEqual([0, 7, 14, 21]);
    expect(trace.steps).toBe(21);
    expect(trace.evaluations).toBe(3 * 203);
    expect(trace.batchLoss.length).toBe(21);
    expect(trace.validationAccuracy.length).toBe(4);
    expect([...trainNetwork({ ...options, steps: 10, record: 4 }).at]).toEqual([0, 4, 8, 10]);
    expect([...trainNetwork({ ...options, steps: 10 }).at]).toEqual([0, 10]);
  });

  it('gives every full-batch loss as the batch loss', () => {
    const { batchLoss, trainLoss } = trainNetwork({ widths: [40, 9, 10], data, rate: 0.2, steps: 20, record: 1 });
    expect(difference(batchLoss, trainLoss.subarray(0, 20))).toBeLessThan(1e-6);
    expect(trainLoss.at(-1)).toBeLessThan(trainLoss[0]!);
  });

  it.each(['plain', 'wasm'] as const)('reports divergence with its step, not an error (%s)', (path) => {
    const trace = trainNetwork({
      widths: [40, 24, 10],
      loss: 'squared-error',
      data,
      rate: 50,
      steps: 400,
      record: 'ends',
      path,
    });
    expect(trace.status).toMatchObject({ kind: 'diverged', step: trace.steps });
    expect(trace.steps).toBeLessThan(400);
    expect(trace.batchLoss.length).toBe(trace.steps);
    expect(trace.trainLoss.at(-1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('follows a schedule', () => {
    const halved = trainNetwork({ ...options, steps: 5, schedule: () => 0.5 });
    const half = trainNetwork({ ...options, steps: 5, rate: 0.05 });
    expect(halved.parameters).toEqual(half.parameters);
  });

  it('refuses what makes no sense, saying what it got', () => {
    const wrong = (given: object) => () => trainNetwork({ ...options, steps: 1, ...given });
    expect(wrong({ rate: -1 })).toThrow('rate must be a finite number above 0; got -1');
    expect(wrong({ start: [1, 2] })).toThrow('start must have 1234 numbers; got 2');
    expect(wrong({ beta: 1 })).toThrow('beta must be a number from 0 to below 1; got 1');
    expect(wrong({ record: 0 })).toThrow('record must be a whole number ≥ 1; got 0');
    expect(wrong({ batches: { size: 999 } })).toThrow(
      'size must be a whole number from 1 to the 203 examples; got 999',
    );
  });
});

describe('createNetworkTraining', () => {
  const options = { widths: [40, 24, 10], data, rate: 0.01, optimizer: 'adam', batches: { size: 20 } } as const;

  it('makes the same steps in one piece or in several', () => {
    const whole = createNetworkTraining(options);
    const pieces = createNetworkTraining(options);
    const losses = whole.advance(30);
    expect([...pieces.advance(7), ...pieces.advance(23)]).toEqual([...losses]);
    expect(pieces.parameters()).toEqual(whole.parameters());
    expect(pieces.evaluate(validation)).toEqual(whole.evaluate(validation));
  });

  it('measures other examples without a trace on the training', () => {
    const [looked, blind] = [createNetworkTraining(options), createNetworkTraining(options)];
    for (let seed = 0; seed < 4; seed++) {
      looked.evaluate(createMnist1d({ seed, train: 900, test: 0 }).train);
      looked.advance(5);
    }
    blind.advance(20);
    expect(looked.parameters()).toEqual(blind.parameters());
  });
});
