/** Which rule, rate, beta, seed and number of steps make the run that comes nearest to a sketch. */
import { optimizers } from '../../../engine/optimizers/index.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import type { Problem } from '../../../engine/problems/problem.ts';
import { train } from '../../../engine/training/train.ts';
import type { Column } from '../../../figure/index.ts';
import { ruleText } from '../../../python/rule-text.ts';
import type { Window } from '../../kit/loss-sheet.ts';
import { type Family, type FamilyId, families } from '../../kit/rule-families.ts';
import { bestPrefix, distance, firstSteps, type Sketch, sketchOf } from './distance.ts';
import { type Line, type Point, placeAt, toLine, unitsOf } from './sketch-lines.ts';

export interface Task {
  problem: Problem;
  window: Window;
  /** The sketch, in the two parameters: two points or more that are not one place. */
  points: readonly Point[];
}

/** The numbers of one run. */
export interface Numbers {
  alpha: number;
  beta?: number;
  /** Examples at each step, and the seed they are drawn by. */
  batch?: number;
  seed?: number;
}

export interface Candidate extends Numbers {
  family: FamilyId;
  steps: number;
  /** Mean distance from the sketch, in widths of the sheet. */
  distance: number;
}

/** The best run of one rule that a search has found; none if each leads nowhere at once. */
export interface Found {
  nearest: Candidate | undefined;
  /** Runs made. */
  tried: number;
}

/** Steps of a run at most, and the seeds that are tried. */
export const MOST_STEPS = 300;
export const SEEDS = 20;
/** Two runs whose distances differ by less than this are the same to the eye: a px and a half of a sheet at a desk. */
export const SAME = 0.002;
/** The price that a rounder number may have. */
const ROUNDING = 0.0005;

/** The grid: from one rate to the next, finer where there is no beta, and the smallest first step in widths of the sheet. */
const RATIO = 1.2;
const FINE = 1.12;
const LEAST = { slope: 1e-3, length: 5e-4 } as const;
/** Cells of a rule's grid from which it is refined, and of its seeds. */
const CELLS = 5;
const SEED_CELLS = 6;
const HALVINGS = 6;

/** How a run is made; `line` is what a sheet shows of it. */
export function runLine(
  task: Task,
  family: Family,
  numbers: Numbers,
  steps: number,
  length = Number.POSITIVE_INFINITY,
): Line {
  const { problem, window, points } = task;
  const [across, up] = unitsOf(window);
  const { alpha, beta, batch, seed } = numbers;
  let [gone, rest] = [0, 0];
  let [lastX, lastY] = points[0]!;
  const trace = train({
    problem,
    // Each rule checks the hyperparameters that it is given by name.
    optimizer: optimizers[family.rule] as Optimizer,
    hyper: { alpha, ...(beta !== undefined && { beta }) },
    start: points[0]!,
    steps,
    record: { loss: 'ends', batches: false },
    ...(batch !== undefined && { batches: { size: batch, sampling: 'notebook' as const }, seed: seed ?? 1 }),
    until: (phi) => {
      const moved = Math.hypot((phi[0]! - lastX) * across, (phi[1]! - lastY) * up);
      [lastX, lastY] = [phi[0]!, phi[1]!];
      gone += moved;
      rest = moved < 1e-6 ? rest + 1 : 0;
      return gone > length || rest > 20;
    },
  });
  const line: Line = { u: new Float64Array(trace.phi.length / 2), v: new Float64Array(trace.phi.length / 2) };
  for (let t = 0; t < line.u.length; t++) {
    line.u[t] = (trace.phi[2 * t]! - window.x[0]) * across;
    line.v[t] = (trace.phi[2 * t + 1]! - window.y[0]) * up;
  }
  return line;
}

/** Root mean square of the slope along the sketch, in widths of the sheet per unit of the rate. */
function slopeAlong({ problem, window }: Task, { line }: Sketch): number {
  const [across, up] = unitsOf(window);
  const g = new Float64Array(2);
  let sum = 0;
  for (let i = 0; i < line.u.length; i++) {
    problem.gradient(Float64Array.from(placeAt(line.u[i]!, line.v[i]!, window)), g);
    sum += (g[0]! * across) ** 2 + (g[1]! * up) ** 2;
  }
  return Math.sqrt(sum / line.u.length) || 1;
}

/** The rates of a rule's grid, smallest first. */
function ratesOf(family: Family, unit: number, ratio: number): number[] {
  const least = LEAST[family.rate];
  const count = Math.ceil(Math.log(family.most / least) / Math.log(ratio)) + 1;
  return Array.from({ length: count }, (_, i) => unit * least * ratio ** i);
}

/**
 * The run of one rule that comes nearest, searched in two rounds: a grid over its numbers, then from the best cells a search
 * in steps that are halved. It goes by counts and never by a clock, so a sketch has one answer everywhere.
 */
export function search(task: Task, family: Family): Found {
  const sketch = sketchOf(toLine(task.points, task.window));
  const unit = family.rate === 'slope' ? 1 / slopeAlong(task, sketch) : task.window.x[1] - task.window.x[0];
  let tried = 0;
  let nearest: Candidate | undefined;
  const evaluate: Evaluate = (numbers, within) => {
    tried += 1;
    const line = runLine(task, family, numbers, MOST_STEPS, sketch.longest);
    const found = { ...numbers, family: family.id, ...prefixOf(sketch, line, within) };
    if (!(found.distance >= (nearest?.distance ?? Number.POSITIVE_INFINITY))) nearest = found;
    return found;
  };
  const cells = gridOf(family, unit, task).map((numbers) => evaluate(numbers));
  for (const begin of bestCells(cells, family)) refine(begin, evaluate);
  return { nearest: nearest && rounded(task, sketch, family, nearest), tried };
}

/** The rules that are tried on a problem: of one without examples none sees a few of them. */
export const familiesOn = ({ examples }: Pick<Problem, 'examples'>): readonly Family[] =>
  families.filter(({ batches }) => !batches || examples > 1);

function gridOf(family: Family, unit: number, { problem }: Task): Numbers[] {
  if (!family.batches) {
    const rates = ratesOf(family, unit, family.betas ? RATIO : FINE);
    return (family.betas ?? [undefined]).flatMap((beta) =>
      rates.map((alpha) => ({ alpha, ...(beta !== undefined && { beta }) })),
    );
  }
  const sizes = [...new Set([1, Math.max(1, Math.min(5, Math.floor(problem.examples / 2)))])];
  return sizes.flatMap((batch) => {
    // A sum over few examples is that much smaller.
    const of = problem.reduction === 'mean' ? unit : (unit * problem.examples) / batch;
    return Array.from({ length: SEEDS }, (_, i) => i + 1).flatMap((seed) =>
      ratesOf(family, of, RATIO ** 3).map((alpha) => ({ alpha, batch, seed })),
    );
  });
}

/** The cells to refine: the nearest ones, of each seed only its best. */
function bestCells(cells: readonly Candidate[], family: Family): Candidate[] {
  const sorted = [...cells].filter((cell) => Number.isFinite(cell.distance)).sort((a, b) => a.distance - b.distance);
  if (!family.batches) return sorted.slice(0, family.betas ? 2 * CELLS : CELLS);
  const seen = new Set<string>();
  return sorted
    .filter(({ batch, seed }) => {
      const key = `${batch} ${seed}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, SEED_CELLS);
}

/** The run of these numbers; of one that is nowhere `within` that distance only that. */
type Evaluate = (numbers: Numbers, within?: number) => Candidate;

/** Tries a step in each number both ways, goes where it is nearer, and halves the steps where it is not. */
function refine(begin: Candidate, evaluate: Evaluate): void {
  let here = begin;
  for (let step = 0.5, halvings = 0; halvings < HALVINGS; ) {
    const factor = RATIO ** step;
    const { alpha, beta, batch, seed } = here;
    const chance = { ...(batch !== undefined && { batch }), ...(seed !== undefined && { seed }) };
    const around: Numbers[] = [];
    for (const by of [factor, 1 / factor]) {
      around.push({ ...chance, alpha: alpha * by, ...(beta !== undefined && { beta }) });
      // The distance from 1 tells one beta from another; the rate goes along, so that the whole push of a slope stays.
      if (beta !== undefined && 1 - (1 - beta) * by ** 2 > 0) {
        const next = 1 - (1 - beta) * by ** 2;
        around.push({ ...chance, alpha, beta: next }, { ...chance, alpha: alpha * by ** 2, beta: next });
      }
    }
    let nearest = here;
    for (const numbers of around) {
      const found = evaluate(numbers, nearest.distance);
      if (found.distance < nearest.distance) nearest = found;
    }
    if (nearest === here) {
      step /= 2;
      halvings += 1;
    } else here = nearest;
  }
}

/** Where a run is best stopped; one that led nowhere is infinitely far. */
const prefixOf = (sketch: Sketch, line: Line, within?: number): { steps: number; distance: number } =>
  line.u.length < 2 ? { steps: 1, distance: Number.POSITIVE_INFINITY } : bestPrefix(sketch, line, within);

/** The same run with numbers that a hand would type, where they are as near; its distance is exact. */
function rounded(task: Task, sketch: Sketch, family: Family, raw: Candidate): Candidate {
  const exact = (numbers: Numbers): Candidate => {
    const line = runLine(task, family, numbers, MOST_STEPS, sketch.longest);
    const near = prefixOf(sketch, line).steps;
    const last = line.u.length - 1;
    let best: Candidate = { ...numbers, family: family.id, steps: 1, distance: Number.POSITIVE_INFINITY };
    for (let steps = Math.max(1, near - 4); steps <= Math.min(last, near + 4); steps++) {
      const found = distance(sketch, firstSteps(line, steps));
      if (found < best.distance - 1e-12) best = { ...best, steps, distance: found };
    }
    return best;
  };
  const { alpha, beta, batch, seed } = raw;
  const numbers = (digits: number, places: number): Numbers => ({
    alpha: Number(alpha.toPrecision(digits)),
    ...(beta !== undefined && { beta: Number(beta.toFixed(places)) }),
    ...(batch !== undefined && { batch }),
    ...(seed !== undefined && { seed }),
  });
  const finest = exact(numbers(4, 4));
  const coarser =
    beta === undefined
      ? [1, 2, 3].map((d) => [d, 0])
      : [
          [1, 1],
          [2, 1],
          [1, 2],
          [2, 2],
          [3, 2],
          [3, 3],
        ];
  for (const [digits = 4, places = 4] of coarser) {
    const tried = numbers(digits, places);
    if (tried.beta !== undefined && !(tried.beta < 1)) continue;
    const found = exact(tried);
    if (found.distance <= finest.distance + ROUNDING) return found;
  }
  return finest;
}

/** Where a run was at each of its steps, in the two parameters. */
export function placesOfRun(task: Task, found: Candidate): { x: Column; y: Column } {
  const { u, v } = runLine(task, familyOf(found), found, found.steps);
  const at = Array.from(u, (_, t) => placeAt(u[t]!, v[t]!, task.window));
  return { x: Float64Array.from(at, ([x]) => x), y: Float64Array.from(at, ([, y]) => y) };
}

const familyOf = ({ family }: Pick<Candidate, 'family'>): Family => families.find(({ id }) => id === family)!;

/** Its rule in Python. */
export const textOf = (found: Candidate): string =>
  ruleText(optimizers[familyOf(found).rule] as Optimizer, {
    alpha: found.alpha,
    ...(found.beta !== undefined && { beta: found.beta }),
  });

/** Nearest first; among those that are the same to the eye as the nearest left, the simplest. */
export function ranked<C extends Candidate>(best: readonly C[]): C[] {
  const left = families
    .flatMap(({ id }) => best.find(({ family }) => family === id) ?? [])
    .filter(({ distance: far }) => Number.isFinite(far));
  const out: C[] = [];
  while (left.length > 0) {
    const nearest = Math.min(...left.map(({ distance: far }) => far));
    const next = left.findIndex(({ distance: far }) => far <= nearest + SAME);
    out.push(...left.splice(next, 1));
  }
  return out;
}

/** Whether half the rate and twice the steps draw the same line: then the sketch cannot tell one rate from another. */
export function rateIsFree(task: Task, found: Candidate): boolean {
  const family = familyOf(found);
  if (family.batches || found.steps * 2 > MOST_STEPS) return false;
  const sketch = sketchOf(toLine(task.points, task.window));
  const { alpha, beta } = found;
  // The memory of momentum is counted in steps, so with twice the steps it must last twice as long.
  const slower: Numbers = {
    alpha: alpha / 2,
    ...(beta !== undefined && { beta: 1 - (1 - beta) / 2 }),
  };
  const line = runLine(task, family, slower, 2 * found.steps);
  return distance(sketch, line) <= found.distance + SAME;
}
