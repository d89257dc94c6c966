/** Which rule, rate, beta, seed and number of steps make the run that comes nearest to a sketch. */
import { optimizers } from '../../engine/optimizers/index.ts';
import type { Optimizer } from '../../engine/optimizers/optimizer.ts';
import type { Problem } from '../../engine/problems/problem.ts';
import { train } from '../../engine/training/train.ts';
import { bestPrefix, distance, firstSteps, type Sketch, sketchOf } from './distance.ts';
import { type Family, type FamilyId, families } from './families.ts';
import { type Line, type Point, placeAt, toLine, unitsOf, type Window } from './lines.ts';

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

export interface Found {
  /** The best of each rule so far, nearest first; where two are the same to the eye, the simpler one. */
  best: readonly Candidate[];
  /** Runs made, and how many there will be at about. */
  tried: number;
  share: number;
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
 * Searches in two rounds: a grid over each rule's numbers, then from its best cells a search in steps that are halved.
 * Every turn of the generator is one run. It goes by counts and never by a clock, so a sketch has one answer everywhere.
 */
export function* search(task: Task): Generator<Found, Found> {
  const sketch = sketchOf(toLine(task.points, task.window));
  const slope = slopeAlong(task, sketch);
  const width = task.window.x[1] - task.window.x[0];
  const examples = task.problem.examples;
  const tried = families.filter(({ batches }) => !batches || examples > 1);
  const best = new Map<FamilyId, Candidate>();
  let count = 0;

  const evaluate = (family: Family, numbers: Numbers): Candidate => {
    count += 1;
    const line = runLine(task, family, numbers, MOST_STEPS, sketch.longest);
    const found = { ...numbers, family: family.id, ...prefixOf(sketch, line) };
    if (!(found.distance >= (best.get(family.id)?.distance ?? Number.POSITIVE_INFINITY))) best.set(family.id, found);
    return found;
  };
  const grids = tried.map((family) => ({
    family,
    cells: gridOf(family, family.rate === 'slope' ? 1 / slope : width, task),
  }));
  const planned = grids.reduce((sum, { cells }) => sum + cells.length, 0);
  const told = (share: number): Found => ({ best: ranked(best), tried: count, share });

  const first = new Map<FamilyId, Candidate[]>();
  // A run of each rule in turn, so that all of them have something to show soon.
  for (let k = 0; k < Math.max(...grids.map(({ cells }) => cells.length)); k++) {
    for (const { family, cells } of grids) {
      const cell = cells[scatter(k, cells.length)];
      if (k >= cells.length || !cell) continue;
      const list = first.get(family.id) ?? [];
      list.push(evaluate(family, cell));
      first.set(family.id, list);
      yield told((0.6 * count) / planned);
    }
  }
  let done = 0;
  for (const { family } of grids) {
    for (const begin of bestCells(first.get(family.id) ?? [], family)) {
      for (const _ of refine(begin, family, evaluate)) yield told(0.6 + (0.4 * done) / grids.length);
    }
    const raw = best.get(family.id);
    if (raw) best.set(family.id, rounded(task, sketch, family, raw));
    done += 1;
    yield told(0.6 + (0.4 * done) / grids.length);
  }
  return told(1);
}

/** A grid in an order in which neighbours come far apart, so that the first picture is not of the smallest rates. */
const scatter = (k: number, length: number): number => {
  const stride = [89, 61, 37, 23, 13, 7].find((prime) => prime < length && length % prime !== 0) ?? 1;
  return (k * stride) % length;
};

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

/** Tries a step in each number both ways, goes where it is nearer, and halves the steps where it is not. */
function* refine(
  begin: Candidate,
  family: Family,
  evaluate: (family: Family, numbers: Numbers) => Candidate,
): Generator<void> {
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
      const found = evaluate(family, numbers);
      if (found.distance < nearest.distance) nearest = found;
      yield;
    }
    if (nearest === here) {
      step /= 2;
      halvings += 1;
    } else here = nearest;
  }
}

/** Where a run is best stopped; one that led nowhere is infinitely far. */
const prefixOf = (sketch: Sketch, line: Line): { steps: number; distance: number } =>
  line.u.length < 2 ? { steps: 1, distance: Number.POSITIVE_INFINITY } : bestPrefix(sketch, line);

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

/** Nearest first; among those that are the same to the eye as the nearest left, the simplest. */
export function ranked<C extends Candidate>(best: ReadonlyMap<FamilyId, C>): C[] {
  const left = families.flatMap(({ id }) => best.get(id) ?? []).filter(({ distance: far }) => Number.isFinite(far));
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
  const family = families.find(({ id }) => id === found.family);
  if (!family || family.batches || found.steps * 2 > MOST_STEPS) return false;
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
