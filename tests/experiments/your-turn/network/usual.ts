import type { Setup } from '../../../../src/experiments/your-turn/network/training.ts';

/** The network's initial setup in its figure. */
export const usual: Setup = {
  data: 'moons',
  noise: 0.11,
  seed: 7,
  filled: '',
  hollow: '',
  hidden: [4, 3],
  activation: 'tanh',
  optimizer: 'adam',
  rate: 1,
  batch: 0,
};
