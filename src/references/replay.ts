import type { Objective, Optimizer } from '../engine/optimizers/optimizer.ts';
import { allOptimizers } from '../engine/optimizers/since-the-book.ts';
import { problems } from '../engine/problems/index.ts';
import type { Batch, Problem } from '../engine/problems/problem.ts';
import type { Schema, Value, Values } from '../engine/schema.ts';
import type { Vector } from '../engine/vector.ts';
import type { EvaluatedPoint, Path } from './references.ts';

const problemsById = new Map<string, Problem>(Object.values(problems).map((problem) => [problem.id, problem]));
const optimizersById = new Map<string, Optimizer>(
  // Safe: each rule reads only its own hyperparameters and state, which `withDefaults` and `createState` make for it.
  Object.values(allOptimizers).map((optimizer) => [optimizer.id, optimizer as Optimizer]),
);

export function problemById(id: string): Problem {
  const problem = problemsById.get(id);
  if (!problem) throw new Error(`there are references for the problem "${id}", which the engine does not have`);
  return problem;
}

export function optimizerById(id: string): Optimizer {
  const optimizer = optimizersById.get(id);
  if (!optimizer) throw new Error(`there are references for the optimizer "${id}", which the engine does not have`);
  return optimizer;
}

/** The defaults of a schema, with some values set. */
export function withDefaults(schema: Schema, given: Readonly<Record<string, Value>> = {}): Values<Schema> {
  for (const name of Object.keys(given)) if (!(name in schema)) throw new Error(`no hyperparameter "${name}"`);
  return Object.fromEntries(
    Object.entries(schema).map(([name, { default: initial }]) => [name, given[name] ?? initial]),
  );
}

/** A problem as passed to a rule, with the batch fixed. */
export function objectiveOf(problem: Problem, batch?: Batch): Objective {
  return {
    gradient: (point, out) => problem.gradient(point, out, batch),
    loss: (point) => problem.loss(point, batch),
  };
}

interface Run {
  problem: Problem;
  optimizer: Optimizer;
  hyper: Readonly<Record<string, Value>>;
  phi: Path;
  batches?: readonly (readonly number[])[];
}

/**
 * The largest relative difference between the engine and given iterates.
 *
 * 'single steps': each step starts at the given phi, with a state computed from the gradients so far. 'whole run': only
 * the start is given. Relative to the largest coordinate before or after the step.
 */
export function largestDifference(run: Run, compare: 'single steps' | 'whole run'): number {
  const { problem, optimizer, phi: path, batches } = run;
  const hyper = withDefaults(optimizer.hyperparameters, run.hyper);
  const state = optimizer.createState(problem.dimension);
  const phi: Vector = Float64Array.from(path[0]!);
  let largest = 0;
  for (let t = 1; t < path.length; t++) {
    const before = path[t - 1]!;
    const after = path[t]!;
    if (compare === 'single steps') phi.set(before);
    const batch = batches && Int32Array.from(batches[t - 1]!);
    optimizer.step(phi, state, objectiveOf(problem, batch), hyper);
    const size = Math.max(...before.map(Math.abs), ...after.map(Math.abs));
    for (let i = 0; i < phi.length; i++) {
      const difference = Math.abs(phi[i]! - after[i]!) / size;
      // Written this way so that NaN is not lost.
      if (!(difference <= largest)) largest = difference;
    }
  }
  return largest;
}

/**
 * The largest difference of losses and slopes from the given ones, relative to the largest of them at that point, or to
 * 1 if all are smaller: near a minimum a slope is a small difference of large terms.
 */
export function evaluationDifference(problem: Problem, points: readonly EvaluatedPoint[]): number {
  const out: Vector = new Float64Array(problem.dimension);
  let largest = 0;
  for (const { phi, batch, loss, gradient } of points) {
    const point = Float64Array.from(phi);
    const some = batch && Int32Array.from(batch);
    const size = Math.max(1, Math.abs(loss), ...gradient.map(Math.abs));
    const together = problem.gradient(point, out, some);
    const got = [together, problem.loss(point, some), ...out];
    const wanted = [loss, loss, ...gradient];
    for (let i = 0; i < wanted.length; i++) {
      const difference = Math.abs(got[i]! - wanted[i]!) / size;
      if (!(difference <= largest)) largest = difference;
    }
  }
  return largest;
}
