import { lineSearch as searchLine } from '../engine/optimizers/bracket-search.ts';
import { optimizers } from '../engine/optimizers/index.ts';
import type { Optimizer } from '../engine/optimizers/optimizer.ts';
import { problems } from '../engine/problems/index.ts';
import type { Problem } from '../engine/problems/problem.ts';
import type { Value } from '../engine/schema.ts';
import { createSampler } from '../engine/training/batches.ts';
import { type BracketRun, type NotebookRun, readNotebooks } from './references.ts';
import { largestDifference } from './replay.ts';

/** Above this growth of a perturbation of 1e-12, two correct implementations may end apart. */
const CHAOS = 1e4;

/** A run of a notebook: the engine compared with NumPy. */
export interface NotebookDifference {
  notebook: string;
  run: string;
  /**
   * Whole runs from the start alone, batches drawn by the engine; single steps if rounding errors grow beyond any
   * tolerance.
   */
  compared: 'whole run' | 'single steps';
  steps: number;
  /** Relative to the largest parameter; for Notebook 6.1 the largest of all brackets and the answer. */
  difference: number;
}

/** Every run of the five notebooks of the chapter. */
export function notebookDifferences(): NotebookDifference[] {
  const { '6.1': search, '6.2': regression, '6.3': sgd, '6.4': momentum, '6.5': adam } = readNotebooks();
  const valley = (run: NotebookRun): NotebookDifference => pathDifference('6.5', run, problems.gaussianValley);
  const gabor = (notebook: string) => (run: NotebookRun) => pathDifference(notebook, run, problems.gabor);
  return [
    ...search.map(bracketDifference),
    ...regression.map(({ run, phi }) => {
      const steps = phi.length - 1;
      const whole = { problem: problems.linearRegression, optimizer: anyRule(optimizers.lineSearch), hyper: {}, phi };
      return {
        notebook: '6.2',
        run,
        compared: 'whole run',
        steps,
        difference: largestDifference(whole, 'whole run'),
      } as const;
    }),
    ...sgd.map(gabor('6.3')),
    ...momentum.map(gabor('6.4')),
    ...adam.map(valley),
  ];
}

function pathDifference(notebook: string, reference: NotebookRun, problem: Problem): NotebookDifference {
  const { run, phi, batches, spread } = reference;
  const compared = spread > CHAOS ? 'single steps' : 'whole run';
  const steps = phi.length - 1;
  const drawn = batches && drawBatches(batches, problem.examples);
  const { optimizer, hyper } = ruleOf(reference);
  const difference = largestDifference({ problem, optimizer, hyper, phi, ...(drawn && { batches: drawn }) }, compared);
  return { notebook, run, compared, steps, difference };
}

/** The engine's own batches with the notebooks' seed; throws if they are not the notebook's. */
function drawBatches(wanted: readonly (readonly number[])[], examples: number): number[][] {
  const sampler = createSampler(examples, { size: wanted[0]!.length, sampling: 'notebook', seed: 1 });
  return wanted.map((indices, t) => {
    const batch = Array.from(sampler.next());
    if (batch.join() !== indices.join()) throw new Error(`batch ${t}: NumPy drew ${indices}, the engine ${batch}`);
    return batch;
  });
}

function ruleOf({ run, alpha, beta }: NotebookRun): { optimizer: Optimizer; hyper: Record<string, Value> } {
  if (beta !== undefined) {
    return {
      optimizer: anyRule(run === 'nesterov' ? optimizers.nesterov : optimizers.momentum),
      hyper: { alpha, beta },
    };
  }
  if (run === 'adam')
    return { optimizer: anyRule(optimizers.adam), hyper: { alpha, beta: 0.9, gamma: 0.99, epsilon: 1e-20 } };
  if (run === 'normalized gradients') {
    return { optimizer: anyRule(optimizers.normalizedGradients), hyper: { alpha, epsilon: 1e-20 } };
  }
  return { optimizer: anyRule(optimizers.gradientDescent), hyper: { alpha } };
}

/** Safe: `largestDifference` creates the rule's state and hyperparameters, and nothing else reads them. */
function anyRule(optimizer: unknown): Optimizer {
  return optimizer as Optimizer;
}

function bracketDifference({ run, iterations, answer, loss, trace }: BracketRun): NotebookDifference {
  const point = new Float64Array(1);
  const got = searchLine(
    (at) => {
      point[0] = at;
      return problems.oneDimensional.loss(point);
    },
    { max: 1, iterations, threshold: 1e-4 },
  );
  const wanted = [answer, loss, ...trace.flatMap(({ points, rule }) => [...points, rule])];
  const values = [got.at, got.loss, ...got.brackets.flatMap(({ points, rule }) => [...points, rule])];
  if (values.length !== wanted.length) {
    throw new Error(`notebook 6.1, ${run}: NumPy took ${trace.length} iterations, the engine ${got.brackets.length}`);
  }
  const difference = Math.max(...wanted.map((value, k) => Math.abs(value - values[k]!)));
  return { notebook: '6.1', run, compared: 'whole run', steps: trace.length, difference };
}
