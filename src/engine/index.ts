export { complaint } from './complaint.ts';
export { type Bracket, type BracketRule, lineSearch, notebookSearch } from './optimizers/bracket-search.ts';
export { optimizers } from './optimizers/index.ts';
export type { Objective, Optimizer } from './optimizers/optimizer.ts';
export { BOOK, type Point, pointsIn, pointsText } from './points.ts';
export { createGabor, type Gabor } from './problems/gabor.ts';
export { gaborSurface } from './problems/gabor-surface.ts';
export { problems } from './problems/index.ts';
export type { Batch, Problem } from './problems/problem.ts';
export { createQuadratic, type Quadratic } from './problems/quadratic.ts';
export { type Purpose, RandomState, stream } from './random-state.ts';
export * from './schema.ts';
export * from './statistics/index.ts';
export { type CriticalPoint, criticalPoints } from './theory/critical-points.ts';
export {
  type Batches,
  createSampler,
  type Sampler,
  type Sampling,
  samplings,
  stepsPerEpoch,
} from './training/batches.ts';
export {
  createSchedule,
  type Schedule,
  type ScheduleName,
  type ScheduleRule,
  schedules,
  warmUp,
} from './training/schedules.ts';
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
} from './training/trace.ts';
export { type Step, type TrainOptions, train } from './training/train.ts';
export { type Ensemble, type TrainManyOptions, trainMany } from './training/train-many.ts';
export { check, checkSchema, defaults } from './values.ts';
export * from './vector.ts';
