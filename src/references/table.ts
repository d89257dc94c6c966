import { type NotebookDifference, notebookDifferences } from './notebooks.ts';
import { type OptimizerRun, readReference } from './references.ts';
import { evaluationDifference, largestDifference, optimizerById, problemById } from './replay.ts';

/** An update rule on a problem: the worst single step of all its reference runs there. */
export interface OptimizerDifference {
  optimizer: string;
  problem: string;
  /** What the runs were made by, without repeats. */
  against: readonly string[];
  settings: number;
  /** All settings together. */
  steps: number;
  /** Relative; each step started from the reference's own phi. */
  difference: number;
}
export interface ProblemDifference {
  problem: string;
  points: number;
  /** Largest difference of a loss or a slope from PyTorch's autograd, relative to the largest slope or loss there, or 1. */
  difference: number;
}
export interface CheckTable {
  numpy: string;
  torch: string;
  optimizers: readonly OptimizerDifference[];
  notebooks: readonly NotebookDifference[];
  problems: readonly ProblemDifference[];
  /** Exported Python, run by NumPy, against the engine: the same measures. */
  exported: readonly OptimizerDifference[];
}

/** Runs the engine beside every reference; takes about a second. The checking page shows it. */
export function checkTable(): CheckTable {
  const { numpy, torch, runs } = readReference('optimizers.json');
  return {
    numpy,
    torch,
    optimizers: worstSteps(runs),
    notebooks: notebookDifferences(),
    problems: Object.entries(readReference('problems.json')).map(([problem, points]) => ({
      problem,
      points: points.length,
      difference: evaluationDifference(problemById(problem), points),
    })),
    exported: worstSteps(readReference('exported.json').runs.map((run) => ({ ...run, by: 'exported Python' }))),
  };
}

function worstSteps(runs: readonly Omit<OptimizerRun, 'spread'>[]): OptimizerDifference[] {
  const rows = new Map<string, OptimizerDifference>();
  for (const { optimizer, problem, hyper, by, phi } of runs) {
    const key = `${optimizer} ${problem}`;
    const row = rows.get(key) ?? { optimizer, problem, against: [], settings: 0, steps: 0, difference: 0 };
    const run = { problem: problemById(problem), optimizer: optimizerById(optimizer), hyper, phi };
    rows.set(key, {
      ...row,
      against: [...new Set([...row.against, by])],
      settings: row.settings + 1,
      steps: row.steps + phi.length - 1,
      difference: Math.max(row.difference, largestDifference(run, 'single steps')),
    });
  }
  return [...rows.values()];
}
