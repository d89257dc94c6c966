import { expect, it } from 'vitest';
import { trainNetwork } from '../../../src/engine/networks/index.ts';
import { type NetworkRun, scriptOf, trainingOf } from '../../../src/experiments/kit/network-run.ts';

const run: NetworkRun = { widths: [40, 8, 10], seed: 3, train: 60, optimizer: 'sgd', rate: 0.2, batchSize: 20 };

it('trainingOf trains on the examples of the seed, in batches of the size', () => {
  const { evaluations, trainLoss } = trainNetwork({ ...trainingOf(run), steps: 6 });
  expect(evaluations).toBe(120);
  expect(trainLoss.at(-1)!).toBeLessThan(trainLoss[0]!);
  const { batchSize: _, ...all } = run;
  expect(trainNetwork({ ...trainingOf(all), steps: 6 }).evaluations).toBe(360);
});

it('scriptOf says the same run, with what is usual where the run says nothing', () => {
  const told = { about: 'A run.', steps: 6, prints: { end: 'loss(phi)' } };
  expect(scriptOf(run, told)).toMatch(/alpha = 0\.2 \*[\s\S]*"end": loss\(phi\)/);
  expect(scriptOf(run, told)).toContain('N, B, order, rng = 60, 20, np.arange(60), np.random.RandomState(3)');
  expect(scriptOf(run, told)).toBe(
    scriptOf({ ...run, activation: 'relu', loss: 'cross-entropy', initialization: 'he' }, told),
  );
  expect(scriptOf({ ...run, activation: 'tanh' }, told)).toContain('tanh');
});
