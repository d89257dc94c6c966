import { allOptimizers } from '../engine/optimizers/since-the-book.ts';
import { problems } from '../engine/problems/index.ts';
import { compared } from './exported.ts';
import { type NotebookDifference, notebookDifferences } from './notebooks.ts';
import { type OptimizerRun, readStored } from './references.ts';
import { evaluationDifference, largestDifference, optimizerById, problemById } from './replay.ts';

/** An update rule on a problem: the worst single step of all its reference runs there. */
interface OptimizerDifference {
  optimizer: string;
  problem: string;
  /** The programs that made the runs, without duplicates. */
  against: readonly string[];
  settings: number;
  /** Number of steps in all settings. */
  steps: number;
  /** Relative; each step starts from the reference's own phi. */
  difference: number;
}
interface ProblemDifference {
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
  /** The engine's exported Python, run by NumPy, against the engine: the same measures. */
  exported: readonly OptimizerDifference[];
}

/** Runs the engine for every reference; takes about a second. Shown on the page of checks. */
export function checkTable(): CheckTable {
  const rules = Object.values(allOptimizers).flatMap(({ id }) => {
    const kept = readStored('optimizers', id);
    return kept ? [{ id, ...kept }] : [];
  });
  const versions = (of: 'numpy' | 'torch'): string => [...new Set(rules.map((rule) => rule[of]))].join(' and ');
  return {
    numpy: versions('numpy'),
    torch: versions('torch'),
    optimizers: worstSteps(rules.map(({ id, runs }) => [id, runs])),
    notebooks: notebookDifferences(),
    problems: Object.values(problems).flatMap((problem) => {
      const kept = readStored('problems', problem.id);
      if (!kept) return [];
      const { points } = kept;
      return [{ problem: problem.id, points: points.length, difference: evaluationDifference(problem, points) }];
    }),
    exported: worstSteps(
      rules.map(({ id, exported }) => [id, exported.map((run) => ({ ...run, by: 'exported Python' }))]),
    ),
  };
}

type Compared = Pick<OptimizerRun, 'problem' | 'hyper' | 'by' | 'phi'>;

/** By problem, then by rule. */
function worstSteps(
  rules: readonly (readonly [optimizer: string, runs: readonly Compared[]])[],
): OptimizerDifference[] {
  return Object.keys(compared).flatMap((problem) =>
    rules.flatMap(([optimizer, all]): OptimizerDifference[] => {
      const runs = all.filter((run) => run.problem === problem);
      if (runs.length === 0) return [];
      const pieces = { problem: problemById(problem), optimizer: optimizerById(optimizer) };
      return [
        {
          optimizer,
          problem,
          against: [...new Set(runs.map(({ by }) => by))],
          settings: runs.length,
          steps: runs.reduce((sum, { phi }) => sum + phi.length - 1, 0),
          difference: Math.max(...runs.map((run) => largestDifference({ ...run, ...pieces }, 'single steps'))),
        },
      ];
    }),
  );
}
