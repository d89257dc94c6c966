import { expect, it } from 'vitest';
import { defaults } from '../../../src/engine/index.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import experiment from './experiment.ts';

// On phi^2 one step multiplies the distance by 1 - 2 alpha, and the loss by its square.
it.each([0.1, 0.5, 0.9])('at a rate of %d one step leaves what is worked by hand', (alpha) => {
  const { numbers } = runExperiment(experiment, { ...defaults(experiment.parameters), alpha }).presentation;
  expect(numbers['left']?.value).toBeCloseTo((1 - 2 * alpha) ** 2, 12);
});
