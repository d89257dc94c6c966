/** The pictures of the playground, computed: sheets and runs. For the worker, and for the picture of the built page. */

import type { Optimizer } from '../../engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../engine/optimizers/since-the-book.ts';
import { gabor } from '../../engine/problems/gabor.ts';
import { gaussianValley } from '../../engine/problems/gaussian-valley.ts';
import { createLinearRegression } from '../../engine/problems/linear-regression.ts';
import type { Problem } from '../../engine/problems/problem.ts';
import { createQuadratic } from '../../engine/problems/quadratic.ts';
import { rosenbrock } from '../../engine/problems/rosenbrock.ts';
import { saddle } from '../../engine/problems/saddle.ts';
import { threeBasins } from '../../engine/problems/three-basins.ts';
import { criticalPoints } from '../../engine/theory/critical-points.ts';
import { train } from '../../engine/training/train.ts';
import { bands, cellCentres } from '../../figure/panels/contours.ts';
import type { Column, PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';
import { ruleText } from '../../python/rule-text.ts';
import { hasExamples, lossOf } from './losses.ts';
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

type World = Pick<Settings, 'loss' | 'points' | 'window'>;

export function problemOf({ loss, points }: Pick<World, 'loss' | 'points'>): Problem {
  switch (loss) {
    case 'basins':
      return threeBasins;
    case 'ravine':
      return createQuadratic({ eigenvalues: [1, 50], rotation: Math.PI / 9 });
    case 'valley':
      return gaussianValley;
    case 'banana':
      return rosenbrock;
    case 'saddle':
      return saddle;
    case 'gabor':
      return gabor;
    case 'line':
      if (points.every(([x]) => x === points[0]?.[0]))
        throw new Error('All points stand at one x, so no line is the best one. Move one of them aside.');
      return createLinearRegression({
        design: Float64Array.from(points.flatMap(([x]) => [1, x])),
        targets: Float64Array.from(points, ([, y]) => y),
      });
    default:
      throw new Error(`the engine has no problem "${loss}": it is the reader's own, and Python runs it`);
  }
}

/** Cells of a sheet, across and up. */
const CELLS = [80, 64] as const;

/** A problem's sheet, with its minima and saddles. */
export function sceneOf(world: World): Scene {
  const { names, title } = lossOf(world.loss);
  const { x, y } = sheetOf(world);
  const problem = problemOf(world);
  const [across, up] = [cellCentres(x, CELLS[0]), cellCentres(y, CELLS[1])];
  const grid = new Float64Array(across.length * up.length);
  const phi = new Float64Array(2);
  for (let k = 0; k < grid.length; k++) {
    phi[0] = across[k % across.length]!;
    phi[1] = up[Math.floor(k / across.length)]!;
    grid[k] = problem.loss(phi);
  }
  const points = stationary(problem, { x, y }, world.loss === 'gabor' ? 24 : 12);
  const minima = points
    .filter(({ mark }) => mark === 'minimum')
    .map((point) => ({ x: point.x, y: point.y, loss: problem.loss(Float64Array.of(point.x, point.y)) }));
  const tints = bands({ grid, columns: across.length, rows: up.length, xDomain: x, yDomain: y, label: 'loss *L*' });
  return {
    minima,
    sheet: {
      kind: 'surface',
      name: 'sheet',
      title: `Loss surface: ${title}`,
      x: { label: '', domain: x },
      y: { label: names[1], domain: y },
      bands: tints,
      points,
    },
  };
}

/** Their losses are written over the runs, where there is room. */
function stationary(problem: Problem, { x, y }: Settings['window'], grid: number): PanelPoint[] {
  const found = criticalPoints(problem, { xDomain: x, yDomain: y }, { grid });
  return found
    .filter(({ kind }) => kind !== 'maximum')
    .map(({ kind, phi: [x0, x1] }, i) => ({ name: `${kind} ${i + 1}`, x: x0, y: x1, mark: kind }));
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
