/**
 * How far a run is from a sketch: their mean distance where both are walked from end to end.
 *
 * Both lines are cut into pieces of one length. Then they are walked together, forwards only and at whatever paces bring
 * them nearest, and the distance is the mean over the points of both (Sakoe and Chiba 1978, the symmetric form: a move
 * along both lines counts twice). A reader judges so: the order along the line matters, which the distance from each
 * point to the nearest one on the other line forgets, so that there and back would equal there; one bad place does not
 * decide alone, as it does in the Fréchet distance (Eiter and Mannila 1994); and both ends are paired with ends.
 */
import { type Line, lengthOf, lengthsOf, resample, walk } from './sketch-lines.ts';

/** Pieces of a sketch: about a sixtieth of the sheet's width each, and not too many of them. */
const PIECE = 1 / 60;
const [FEWEST, MOST] = [40, 120];
/** A run that is so many times as long as the sketch is no longer followed. */
const LONGEST = 2.5;

export interface Sketch {
  /** The sketch in pieces of one length. */
  readonly line: Line;
  /** Length of a piece, in units of the sheet. */
  readonly apart: number;
  /** How far a run is followed. */
  readonly longest: number;
}

export function sketchOf(line: Line): Sketch {
  const length = lengthOf(line);
  const pieces = Math.min(MOST, Math.max(FEWEST, Math.round(length / PIECE)));
  return { line: resample(line, pieces), apart: length / pieces, longest: LONGEST * length };
}

/**
 * Sums of the best walks from both beginnings to the end of the sketch, for every point of the other line as its end; into
 * `out`, which is as long as the other line. Where every walk has come to more than `most`, so will all that go on, and
 * the rest is infinite.
 */
function walks({ u, v }: Line, other: Line, out: Float64Array, most = Number.POSITIVE_INFINITY): void {
  const rows = u.length;
  const column = new Float64Array(rows);
  for (let j = 0; j < other.u.length; j++) {
    const [bu, bv] = [other.u[j]!, other.v[j]!];
    /** The column before, one row above. */
    let corner = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rows; i++) {
      const far = Math.sqrt((u[i]! - bu) ** 2 + (v[i]! - bv) ** 2);
      const before = j > 0 ? column[i]! : Number.POSITIVE_INFINITY;
      const above = i > 0 ? column[i - 1]! : Number.POSITIVE_INFINITY;
      const both = i === 0 ? (j === 0 ? 0 : Number.POSITIVE_INFINITY) : j === 0 ? Number.POSITIVE_INFINITY : corner;
      corner = before;
      const sum = Math.min(before + far, above + far, both + 2 * far);
      column[i] = sum;
      if (sum < least) least = sum;
    }
    out[j] = column[rows - 1]!;
    if (least > most) {
      out.fill(Number.POSITIVE_INFINITY, j + 1);
      return;
    }
  }
}

/** The distance of a line from a sketch, in widths of the sheet. */
export function distance({ line, apart }: Sketch, other: Line): number {
  const pieces = Math.max(1, Math.round(lengthOf(other) / apart));
  const points = resample(other, pieces);
  const sums = new Float64Array(points.u.length);
  walks(line, points, sums);
  return sums.at(-1)! / (line.u.length + points.u.length);
}

export interface Prefix {
  /** Steps of the run. */
  steps: number;
  distance: number;
}

/**
 * At which step a run is best stopped, and how far it is from the sketch then, to the length of a piece.
 * @param within no step beyond this distance is looked for: the answer may then be another one that is as far at least
 */
export function bestPrefix({ line, apart, longest }: Sketch, run: Line, within = Number.POSITIVE_INFINITY): Prefix {
  const along = lengthsOf(run);
  const length = Math.min(along.at(-1)!, longest);
  const points = walk(run, along, apart, Math.floor(length / apart + 0.5) + 1);
  const sums = new Float64Array(points.u.length);
  walks(line, points, sums, within * (line.u.length + points.u.length));
  let best: Prefix = { steps: 1, distance: Number.POSITIVE_INFINITY };
  for (let t = 1, last = -1; t < along.length; t++) {
    const j = Math.round(along[t]! / apart);
    if (j >= sums.length) break;
    if (j === last) continue;
    last = j;
    const found = sums[j]! / (line.u.length + j + 1);
    if (found < best.distance) best = { steps: t, distance: found };
  }
  return best;
}

/** The first so many steps of a run. */
export const firstSteps = ({ u, v }: Line, steps: number): Line => ({
  u: u.subarray(0, steps + 1),
  v: v.subarray(0, steps + 1),
});
