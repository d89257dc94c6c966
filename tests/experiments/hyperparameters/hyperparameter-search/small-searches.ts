import type { SearchSettings } from '../../../../src/experiments/hyperparameters/hyperparameter-search/searches.ts';

/** Sixteen networks for each search, five seeds. */
export const settings: SearchSettings = {
  method: 'random',
  choose: 'validation',
  space: 'four',
  trials: 16,
  epochs: 2,
  seeds: 5,
  seed: 3,
};

/** The score of a network with three equal losses. */
export const scored = (validation: number | null) => ({
  train: validation,
  validation,
  validationError: 0.5,
  test: validation,
  testError: 0.5,
});
