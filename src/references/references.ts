import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value, Values } from '../engine/schema.ts';

/** Iterates, one per row; row 0 is the start. */
export type Path = readonly (readonly number[])[];

/** One run of an update rule by PyTorch, or by NumPy from the whole history of gradients. */
export interface OptimizerRun {
  problem: string;
  hyper: Readonly<Record<string, Value>>;
  /** The program that made the run. */
  by: string;
  /** Growth of a perturbation of 1e-12 by the end of the run: above 1e4 only single steps can be compared. */
  spread: number;
  phi: Path;
}
/** A run of the engine's exported Python, with its text, so that changes of the text are noticed. */
export interface ExportedRun {
  problem: string;
  hyper: Readonly<Record<string, Value>>;
  state: string;
  step: string;
  phi: Path;
}
/** The reference of one update rule: `optimizers/<id>.json`. */
export interface OptimizerReference {
  numpy: string;
  torch: string;
  /** Empty for a rule without settings of its own. */
  runs: readonly OptimizerRun[];
  exported: readonly ExportedRun[];
}

/** NumPy's output for the script of an experiment at some values: one of `scripts/<id>.json`. */
export interface PythonRun {
  values: Values;
  /** Hash of the script that was run: a script changed since has not been checked. */
  hash: string;
  printed: Record<string, number | number[]>;
  /** The engine's numbers with the same names. */
  engine: Record<string, number>;
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
interface RegressionRun {
  run: string;
  phi: Path;
  loss: readonly number[];
  alpha: readonly number[];
  solution: readonly number[];
  minimum: number;
  eigenvalues: readonly number[];
}
interface NotebookReference {
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
/** The reference of one problem: `problems/<id>.json`. */
interface ProblemReference {
  /** Loss and gradient by PyTorch's autograd. */
  points: readonly EvaluatedPoint[];
  /** Results of the exported Python under NumPy at these points, with its text. */
  source: string;
  exported: readonly EvaluatedPoint[];
}

/**
 * The folder of the files. Relative to the project's root, where every script, test and build starts: a bundled page
 * has no path of its own.
 */
export const referenceFolder = join(process.cwd(), 'src', 'references');

/** Folders with a file for each rule, each problem, and each experiment that exports a script. */
interface Kept {
  optimizers: OptimizerReference;
  problems: ProblemReference;
  scripts: readonly PythonRun[];
}

export const storedFile = (folder: keyof Kept, id: string): string => join(referenceFolder, folder, `${id}.json`);

/**
 * The file stored by `npm run reference --prefix verification` for an id; undefined if it has not been run since the id
 * was added.
 */
export function readStored<Folder extends keyof Kept>(folder: Folder, id: string): Kept[Folder] | undefined {
  const file = storedFile(folder, id);
  // Safe: written by scripts/reference.ts in exactly these shapes.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept[Folder]) : undefined;
}

export function readNotebooks(): NotebookReference {
  // Safe: printed by verification/reference/notebooks.py.
  return JSON.parse(readFileSync(join(referenceFolder, 'notebooks.json'), 'utf8')) as NotebookReference;
}
