import type { Optimizer } from '../engine/optimizers/optimizer.ts';
import type { Problem } from '../engine/problems/problem.ts';
import type { Value } from '../engine/schema.ts';
import type { EvaluatedPoint, OptimizerRun } from './references.ts';
import { problemById, withDefaults } from './replay.ts';

const STEPS = 40;

/** The problems on which every rule is compared: the start of a run, and a suitable rate. */
export const compared = {
  quadratic: { start: [-4, 1.5], rate: 0.03 },
  rosenbrock: { start: [-1.2, 1], rate: 0.001 },
  gabor: { start: [-1.5, 6.5], rate: 0.1 },
} as const;

/** The input of `verification/reference/exported.py`: only the Python that the engine exports. */
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

/** A rule's Python at the settings of its reference runs; at its defaults if it has none. */
export function exportedRuns(optimizer: Optimizer, runs: readonly OptimizerRun[]): ExportedInput['runs'] {
  const tried = runs.map(({ problem, hyper, phi }) => ({ problem, hyper, start: phi[0]! }));
  const untried = Object.entries(compared).map(([problem, { start }]) => ({
    problem,
    hyper: withDefaults(optimizer.hyperparameters),
    start,
  }));
  return (tried.length > 0 ? tried : untried).map(({ problem, hyper, start }) => ({
    problem,
    optimizer: optimizer.id,
    source: pythonOf(problemById(problem)),
    state: optimizer.pythonState,
    step: optimizer.python,
    hyper,
    start,
    steps: STEPS,
  }));
}

/** A problem's Python at the points with reference values of loss and gradient. */
export const exportedPoints = (problem: Problem, points: readonly EvaluatedPoint[]): ExportedInput['problems'] => [
  { problem: problem.id, source: pythonOf(problem), points },
];

function pythonOf({ id, python }: Problem): string {
  if (!python) throw new Error(`problem "${id}" exports no Python`);
  return python;
}
