import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../engine/schema.ts';

/** Iterates, one a row; row 0 is the start. */
export type Path = readonly (readonly number[])[];

/** One run of an update rule by PyTorch, or by NumPy from the whole history of gradients. */
export interface OptimizerRun {
  problem: string;
  optimizer: string;
  hyper: Readonly<Record<string, Value>>;
  /** What made the run. */
  by: string;
  /** How many times a start moved by 1e-12 has spread by the end: above 1e4 only single steps can be compared. */
  spread: number;
  phi: Path;
}
export interface OptimizerReference {
  numpy: string;
  torch: string;
  runs: readonly OptimizerRun[];
}

export interface NotebookRun {
  run: string;
  alpha: number;
  beta?: number;
  phi: Path;
  loss: readonly number[];
  batches?: readonly (readonly number[])[];
  spread: number;
}
export interface BracketRun {
  run: string;
  iterations: number;
  answer: number;
  loss: number;
  trace: readonly { points: readonly [number, number, number, number]; rule: number }[];
}
export interface RegressionRun {
  run: string;
  phi: Path;
  loss: readonly number[];
  alpha: readonly number[];
  solution: readonly number[];
  minimum: number;
  eigenvalues: readonly number[];
}
export interface NotebookReference {
  '6.1': readonly BracketRun[];
  '6.2': readonly [RegressionRun];
  '6.3': readonly NotebookRun[];
  '6.4': readonly NotebookRun[];
  '6.5': readonly NotebookRun[];
}

export interface EvaluatedPoint {
  phi: readonly number[];
  batch?: readonly number[];
  loss: number;
  gradient: readonly number[];
}
/** By problem id: loss and gradient by PyTorch's autograd. */
export type ProblemReference = Readonly<Record<string, readonly EvaluatedPoint[]>>;

/** What the exported Python computed under NumPy, with its text, so that a change of the text shows. */
export interface ExportedReference {
  problems: readonly { problem: string; source: string; points: readonly EvaluatedPoint[] }[];
  runs: readonly {
    problem: string;
    optimizer: string;
    hyper: Readonly<Record<string, Value>>;
    state: string;
    step: string;
    phi: Path;
  }[];
}

interface References {
  'optimizers.json': OptimizerReference;
  'notebooks.json': NotebookReference;
  'problems.json': ProblemReference;
  'exported.json': ExportedReference;
}

/** Where the files are. From the project's root, where every script, test and build starts: a bundled page has no path of its own. */
export const referenceFolder = join(process.cwd(), 'src', 'references');

/** Reads a file that `npm run reference` made. */
export function readReference<Name extends keyof References>(name: Name): References[Name] {
  const text = readFileSync(join(referenceFolder, name), 'utf8');
  // The scripts in scripts/reference write exactly these shapes.
  return JSON.parse(text) as References[Name];
}
