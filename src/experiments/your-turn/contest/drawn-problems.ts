/** Draws the problems of a contest and the starts on them from a seed. */
import type { Problem } from '../../../engine/problems/problem.ts';
import { RandomState } from '../../../engine/random-state.ts';
import { median } from '../../../engine/statistics/index.ts';
import type { AnyVector } from '../../../engine/vector.ts';
import { type Base, type KindId, kinds } from './kinds.ts';

/** A problem as the rules meet it. */
export interface ContestProblem {
  readonly kind: KindId;
  readonly name: string;
  readonly problem: Problem;
  /** Defines `look(p)` in Python: the loss and the slopes at a list of numbers. */
  readonly python: string;
  readonly lowest: number;
  /** A run has arrived once its loss is no higher than this. */
  readonly target: number;
  readonly starts: readonly (readonly number[])[];
}

/** Problems of each kind in a contest: two, so that it can tell by how much problems of one kind differ. */
export const DRAWS = 2;
/** Starts on each problem of a contest. */
export const STARTS = 25;

/** How near to the lowest loss counts as arrived: this share of the median height of the places where runs may start. */
export const NEAR = 0.001;
/** Places at which a problem is sounded for its scale. */
const SOUNDINGS = 101;
/** A start that stands this near, in tolerances, is drawn again: nothing is won by it. */
const FAR_ENOUGH = 10;

export const KIND_IDS = Object.keys(kinds) as KindId[];
export const kindNames: readonly string[] = KIND_IDS.map((kind) => kinds[kind].name);

/** So many problems of each kind from a seed, those of one kind one after the other, with so many starts on each. */
export const drawContest = (seed: number, starts: number, draws = 1): ContestProblem[] =>
  KIND_IDS.flatMap((kind) => Array.from({ length: draws }, (_, draw) => drawProblem(kind, seed, starts, draw)));

/** The problems of a contest; those of the last one are held. */
export const contestOf = lastOf((seed) => drawContest(seed, STARTS, DRAWS));

function lastOf(draw: (seed: number) => readonly ContestProblem[]): (seed: number) => readonly ContestProblem[] {
  let last: { seed: number; problems: readonly ContestProblem[] } | undefined;
  return (seed) => {
    if (last?.seed !== seed) last = { seed, problems: draw(seed) };
    return last.problems;
  };
}

/**
 * One problem: drawn where its kind leaves something to chance, then turned, perhaps mirrored, moved, and brought to one
 * scale. Its window becomes two units wide and its median slope one, within a factor of two that is drawn, too, and a
 * height is added to its loss; so one rate can suit all ten, and nobody knows where the lowest place is, or how low.
 * @param draw which of the problems of this kind and seed, from 0.
 */
export function drawProblem(kind: KindId, seed: number, starts: number, draw = 0): ContestProblem {
  const index = KIND_IDS.indexOf(kind) + draw * KIND_IDS.length;
  const random = new RandomState([seed, index]);
  const base = kinds[kind].draw(random);
  const n = base.problem.dimension;
  const turn = orthogonal(n, random);
  const middle = Array.from({ length: n }, () => random.uniform(-1, 1));
  const factor = 2 ** random.uniform(-1, 1);
  const height = random.uniform(-1, 1);
  /** Half the window along each of the base's own axes, and where it stands. */
  const half = base.window.map(([low, high]) => (high - low) / 2);
  const centre = base.window.map(([low, high]) => (low + high) / 2);
  const matrix = turn.map((row, i) => row.map((entry) => half[i]! * entry));
  const shift = matrix.map((row, i) => centre[i]! - dot(row, middle));
  const placeIn = (from: RandomState): number[] => {
    const u = Array.from({ length: n }, () => from.uniform(-1, 1));
    return middle.map((c, j) => c + turn.reduce((sum, row, i) => sum + row[j]! * u[i]!, 0));
  };
  const slopes = new Float64Array(n);
  const plain = moved(base, { matrix, shift, scale: 1, height: 0 });
  const soundings = Array.from({ length: SOUNDINGS }, () => {
    const loss = plain.problem.gradient(Float64Array.from(placeIn(random)), slopes);
    return { excess: loss - base.lowest, slope: Math.hypot(...slopes) };
  });
  const scale = factor / median(soundings.map(({ slope }) => slope));
  const { problem, python } = moved(base, { matrix, shift, scale, height });
  const lowest = scale * base.lowest + height;
  const near = NEAR * scale * median(soundings.map(({ excess }) => excess));
  const places = new RandomState([seed, index, 1]);
  return {
    kind,
    name: kinds[kind].name,
    problem,
    python,
    lowest,
    target: lowest + near,
    starts: Array.from({ length: starts }, () => {
      let start = placeIn(places);
      while (problem.loss(Float64Array.from(start)) <= lowest + FAR_ENOUGH * near) start = placeIn(places);
      return start;
    }),
  };
}

interface Move {
  /** The base's own place is matrix times ours, plus shift. */
  readonly matrix: readonly (readonly number[])[];
  readonly shift: readonly number[];
  readonly scale: number;
  readonly height: number;
}

function moved(base: Base, { matrix, shift, scale, height }: Move): Pick<ContestProblem, 'problem' | 'python'> {
  const n = shift.length;
  const [v, g] = [new Float64Array(n), new Float64Array(n)];
  const place = (phi: AnyVector): void => {
    for (let i = 0; i < n; i++) {
      let sum = shift[i]!;
      for (let j = 0; j < n; j++) sum += matrix[i]![j]! * phi[j]!;
      v[i] = sum;
    }
  };
  const each = Array.from({ length: n }, (_, i) => i);
  const here = each.map((i) => `${shift[i]} + ${each.map((j) => `${matrix[i]![j]} * p[${j}]`).join(' + ')}`);
  const back = each.map((j) => each.map((i) => `${scale * matrix[i]![j]!} * g[${i}]`).join(' + '));
  return {
    problem: {
      id: base.problem.id,
      dimension: n,
      examples: 0,
      loss(phi) {
        place(phi);
        return scale * base.problem.loss(v) + height;
      },
      gradient(phi, out) {
        place(phi);
        const loss = base.problem.gradient(v, g);
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let i = 0; i < n; i++) sum += scale * matrix[i]![j]! * g[i]!;
          out[j] = sum;
        }
        return scale * loss + height;
      },
    },
    python: `from math import cos, exp, sin

${base.python}
def look(p):
    loss, g = base((${here.join(', ')},))
    return ${scale} * loss + ${height}, [${back.join(', ')}]
`,
  };
}

/** A turn, perhaps with a mirror, uniform among all: rows of normal numbers, made orthogonal one after the other. */
function orthogonal(n: number, random: RandomState): number[][] {
  const rows: number[][] = [];
  while (rows.length < n) {
    let row = Array.from({ length: n }, () => random.normal());
    for (const other of rows) {
      const along = dot(row, other);
      row = row.map((value, i) => value - along * other[i]!);
    }
    const length = Math.hypot(...row);
    if (length > 1e-6) rows.push(row.map((value) => value / length));
  }
  return rows;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
