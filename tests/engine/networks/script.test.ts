import { describe, expect, test } from 'vitest';
import { networkScript } from '../../../src/engine/networks/index.ts';

const settings = [
  { optimizer: 'sgd', activation: 'relu', loss: 'cross-entropy', initialization: 'he', batchSize: 16, rate: 0.1 },
  { optimizer: 'sgd', beta: 0.8, activation: 'tanh', loss: 'squared-error', initialization: 'fan-in', rate: 0.3 },
  { optimizer: 'adam', activation: 'tanh', loss: 'cross-entropy', initialization: 'he', batchSize: 30, rate: 0.01 },
] as const;

describe('networkScript', () => {
  test('holds no result', () => {
    const setting = { ...settings[0], about: '', widths: [40, 10], seed: 1, train: 50, steps: 3 };
    expect(networkScript({ ...setting, prints: { loss: 'loss(phi)' } })).toMatch(/"loss": loss\(phi\),\n\}\)\)\n$/);
  });
});
