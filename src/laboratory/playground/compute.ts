/** The pictures of the playground, computed: sheets and runs. For the worker, and for the picture of the built page. */

import type { Optimizer } from '../../engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../engine/optimizers/since-the-book.ts';
import type { Problem } from '../../engine/problems/problem.ts';
import { train } from '../../engine/training/train.ts';
import { groundOf, problemOf, stationary } from '../../experiments/kit/loss-sheet.ts';
import { hasExamples, lossOf } from '../../experiments/kit/losses.ts';
import type { Column, SurfacePanel } from '../../figure/panels/panel.ts';
import { ruleText } from '../../python/rule-text.ts';
import type { RuleId } from './rules.ts';
import { type Settings, sheetOf } from './settings.ts';

/** One rule to run: of the engine, with those of its hyperparameters that are set. */
export interface RuleRun {
  id: RuleId;
  hyper: Readonly<Record<string, number>>;
}

/** Where a rule went: row t is before step t. Rows end where it left the numbers that a computer has. */
export interface Run {
  x: Column;
  y: Column;
  loss: Column;
  /** Of a run with other parameters than the two of the sheet: all of them, row after row. */
  phi?: Column;
  /** The step that led nowhere. */
  lost?: number;
}

export interface Minimum {
  x: number;
  y: number;
  loss: number;
}

export interface Scene {
  sheet: SurfacePanel;
  /** Lowest first. */
  minima: readonly Minimum[];
}

/** A problem's sheet, with its minima and saddles. */
export function sceneOf(world: Pick<Settings, 'loss' | 'points' | 'window'>): Scene {
  const { names, title } = lossOf(world.loss);
  const window = sheetOf(world);
  const problem = problemOf(world);
  const points = stationary(problem, window);
  return {
    minima: points
      .filter(({ mark }) => mark === 'minimum')
      .map(({ x, y }) => ({ x, y, loss: problem.loss(Float64Array.of(x, y)) })),
    sheet: {
      kind: 'surface',
      name: 'sheet',
      title: `Loss surface: ${title}`,
      x: { label: '', domain: window.x },
      y: { label: names[1], domain: window.y },
      ...groundOf(problem, window),
      points,
    },
  };
}

/** Runs rules of the engine from one start; with noise or batches, all of them on the same draws. */
export function runsOf(settings: Settings, rules: readonly RuleRun[]): Run[] {
  const problem = problemOf(settings);
  return rules.map(({ id, hyper }) => runOf(settings, problem, id, hyper));
}

function runOf(
  { loss, start, steps, noise, batch, seed }: Settings,
  problem: Problem,
  id: RuleId,
  hyper: RuleRun['hyper'],
): Run {
  // Each rule checks the hyperparameters that it is given by name.
  const optimizer = allOptimizers[id] as Optimizer;
  const trace = train({
    problem,
    optimizer,
    hyper,
    start,
    steps,
    seed,
    ...(noise > 0 && { noise: { sd: noise } }),
    ...(hasExamples(loss) && batchesOf(batch, problem.examples)),
  });
  const coordinate = (i: 0 | 1) => Float64Array.from({ length: trace.phi.length / 2 }, (_, t) => trace.phi[2 * t + i]!);
  const { status } = trace;
  return {
    x: coordinate(0),
    y: coordinate(1),
    loss: trace.loss,
    ...(status.kind === 'diverged' && { lost: status.step }),
  };
}

/** Examples drawn as in notebook 6.3, anew at each step; none where a step sees them all. */
export const batchesOf = (batch: number, examples: number) =>
  batch > 0 && batch < examples ? { batches: { size: batch, sampling: 'notebook' as const } } : {};

/** The same rule in Python, for losses that are in Python. */
export const textOf = ({ id, hyper }: RuleRun): string => ruleText(allOptimizers[id] as Optimizer, hyper);
