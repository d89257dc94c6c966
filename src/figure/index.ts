/** The vocabulary for experiments: the only module of this folder that src/experiments imports. */
export { defined, type Fields, some } from './defined.ts';
export {
  type Context,
  defineExperiment,
  type Experiment,
  type Line,
  type Outcome,
  type Presentation,
  type Presented,
  type RunEvent,
  type Sentences,
  type ShownNumber,
  type Verdict,
} from './experiment.ts';
export { experimentOfRuns } from './experiment-of-runs.ts';
export { around, count, fixed, known, percent, significant } from './numbers.ts';
export * from './own-rule.ts';
export * from './panels/atlas.ts';
export * from './panels/chart.ts';
export * from './panels/equation.ts';
export * from './panels/map.ts';
export * from './panels/network.ts';
export type * from './panels/panel.ts';
export * from './panels/table.ts';
export {
  type Curves,
  type CurvesAsk,
  keyedByPart,
  type MadeRun,
  type Replayed,
  type RuleAsk,
  type Rungs,
  type Surface,
  type SurfaceAsk,
  sideBySide,
  type Waypoints,
} from './parts.ts';
export * from './plane-run.ts';
export {
  type PythonFunction,
  pythonFunction,
  pythonLiteral,
  pythonScript,
  pythonScripts,
  type Run,
  type Script,
} from './python.ts';
export { type Listed, type RunInView, run } from './runs.ts';
export { measuring, unanswered, unmeasured } from './unanswered.ts';
