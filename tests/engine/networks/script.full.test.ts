import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { hasPackages, python } from '../../../scripts/python.ts';
import { createMnist1d, networkScript, trainNetwork } from '../../../src/engine/networks/index.ts';
import { schedules } from '../../../src/engine/training/schedules.ts';

// The Python of the references; without NumPy the script cannot run.
const hasNumpy = hasPackages(['numpy']);

const settings = [
  { optimizer: 'sgd', activation: 'relu', loss: 'cross-entropy', initialization: 'he', batchSize: 16, rate: 0.1 },
  { optimizer: 'sgd', beta: 0.8, activation: 'tanh', loss: 'squared-error', initialization: 'fan-in', rate: 0.3 },
  { optimizer: 'adam', activation: 'tanh', loss: 'cross-entropy', initialization: 'he', batchSize: 30, rate: 0.01 },
] as const;

describe('networkScript', () => {
  test.skipIf(!hasNumpy).each(settings)('prints what trainNetwork finds: %j', (setting) => {
    const widths = [40, 8, 10];
    const script = networkScript({
      ...setting,
      about: 'A run.',
      widths,
      seed: 6,
      train: 100,
      validation: 30,
      steps: 25,
      schedule: '1.0 / np.sqrt(1.0 + t / 10)',
      prints: {
        loss: 'loss(phi)',
        last: 'phi[-1]',
        accuracy: 'np.mean(forward(phi, X_validation)[-1].argmax(axis=1) == y_validation)',
      },
    });
    const done = spawnSync(python, ['-B', '-'], { input: script, encoding: 'utf8' });
    expect(done.stderr).toBe('');
    const { train: data, validation } = createMnist1d({ seed: 6, train: 100, validation: 30, test: 0 });
    const trace = trainNetwork({
      ...setting,
      widths,
      data,
      validation,
      seed: 6,
      steps: 25,
      schedule: (t) => schedules.inverseSquareRoot.factor(t, { scale: 10 }),
      path: 'plain',
      ...('batchSize' in setting ? { batches: { size: setting.batchSize } } : {}),
    });
    const printed: unknown = JSON.parse(done.stdout);
    expect(printed).toEqual({
      loss: expect.closeTo(trace.trainLoss.at(-1)!, 10),
      last: expect.closeTo(trace.parameters.at(-1)!, 10),
      accuracy: trace.validationAccuracy.at(-1),
    });
  });
});
