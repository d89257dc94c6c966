import type { Experiment } from '../engine/experiment.ts';

/** The catalogue: an experiment's id is its file's name, forever. */
export const experiments: Readonly<Record<string, () => Promise<{ default: Experiment }>>> = {
  'gabor-descent': () => import('./gabor-descent.ts'),
  sgd: () => import('./sgd.ts'),
  'possible-steps': () => import('./possible-steps.ts'),
  'learning-rate-schedule': () => import('./learning-rate-schedule.ts'),
  'claim-improves-fit': () => import('./claim-improves-fit.ts'),
  'claim-equal-contribution': () => import('./claim-equal-contribution.ts'),
  'claim-cheaper': () => import('./claim-cheaper.ts'),
  'claim-escapes-minima': () => import('./claim-escapes-minima.ts'),
  'claim-saddles': () => import('./claim-saddles.ts'),
  'momentum-rates': () => import('./momentum-rates.ts'),
  momentum: () => import('./momentum.ts'),
  'moving-average': () => import('./moving-average.ts'),
  nesterov: () => import('./nesterov.ts'),
  'heavy-ball-cycle': () => import('./heavy-ball-cycle.ts'),
  'momentum-helps': () => import('./momentum-helps.ts'),
  'figure-6-9': () => import('./figure-6-9.ts'),
  'adam-moments': () => import('./adam-moments.ts'),
  'adam-step-size': () => import('./adam-step-size.ts'),
  'bias-correction': () => import('./bias-correction.ts'),
  'adam-scale': () => import('./adam-scale.ts'),
  'adam-fails': () => import('./adam-fails.ts'),
  'optimizer-race': () => import('./optimizer-race.ts'),
};
