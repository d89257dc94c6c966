import type { Experiment } from '../engine/experiment.ts';

/** The catalogue: an experiment's id is its file's name, forever. */
export const experiments: Readonly<Record<string, () => Promise<{ default: Experiment }>>> = {
  'gabor-descent': () => import('./gabor-descent.ts'),
};
