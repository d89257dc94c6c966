import { optimizers } from '../engine/optimizers/index.ts';
import { problems } from '../engine/problems/index.ts';
import type { Schema, Value } from '../engine/schema.ts';
import { type EvaluatedPoint, readReference } from './references.ts';
import { optimizerById, problemById, withDefaults } from './replay.ts';

const STEPS = 40;

/** What `scripts/reference/exported.py` is asked to run: the Python that the engine exports, and nothing of the engine. */
export interface ExportedInput {
  problems: { problem: string; source: string; points: readonly EvaluatedPoint[] }[];
  runs: {
    problem: string;
    optimizer: string;
    source: string;
    state: string;
    step: string;
    hyper: Readonly<Record<string, Value>>;
    start: readonly number[];
    steps: number;
  }[];
}

/** Every problem's Python at the points of problems.json, every optimizer's at the settings of optimizers.json. */
export function exportedRuns(): ExportedInput {
  const points = readReference('problems.json');
  const settings = readReference('optimizers.json').runs;
  const tried = new Set(settings.map(({ optimizer }) => optimizer));
  // A rule without a PyTorch twin runs at its defaults.
  const untried = Object.values(optimizers)
    .filter(({ id }) => !tried.has(id))
    .flatMap(({ id, hyperparameters }) =>
      ['quadratic', 'rosenbrock', 'gabor'].map((problem) => ({
        optimizer: id,
        problem,
        hyper: withDefaults(hyperparameters as Schema),
        phi: [settings.find((run) => run.problem === problem)!.phi[0]!],
      })),
    );
  return {
    problems: Object.values(problems).flatMap(({ id }) =>
      points[id] ? [{ problem: id, source: pythonOf(id), points: points[id] }] : [],
    ),
    runs: [...settings, ...untried].map(({ problem, optimizer, hyper, phi }) => ({
      problem,
      optimizer,
      source: pythonOf(problem),
      state: optimizerById(optimizer).pythonState,
      step: optimizerById(optimizer).python,
      hyper,
      start: phi[0]!,
      steps: STEPS,
    })),
  };
}

function pythonOf(problem: string): string {
  const source = problemById(problem).python;
  if (!source) throw new Error(`problem "${problem}" exports no Python`);
  return source;
}
