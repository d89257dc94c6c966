export { type Batches, createSampler, type Sampler, type Sampling, samplings, stepsPerEpoch } from './batches.ts';
export { type CriticalPoint, criticalPoints } from './critical-points.ts';
export { type Bracket, type BracketRule, lineSearch, notebookSearch } from './line-search.ts';
export { optimizers } from './optimizers/index.ts';
export type { Objective, Optimizer } from './optimizers/optimizer.ts';
export { createGabor, type Gabor } from './problems/gabor.ts';
export { gaborSurface } from './problems/gabor-surface.ts';
export { problems } from './problems/index.ts';
export type { Batch, Problem } from './problems/problem.ts';
export { createQuadratic, type Quadratic } from './problems/quadratic.ts';
export { type Purpose, RandomState, stream } from './random-state.ts';
export { createSchedule, type Schedule, type ScheduleName, type ScheduleRule, schedules, warmUp } from './schedules.ts';
export * from './schema.ts';
export * from './statistics/index.ts';
export {
  type Bounds,
  batchAt,
  coordinate,
  divergenceBounds,
  lastState,
  type Status,
  stateAt,
  type Trace,
  transferables,
} from './trace.ts';
export { type TrainOptions, train } from './train.ts';
export { type Ensemble, type TrainManyOptions, trainMany } from './train-many.ts';
export * from './vector.ts';
