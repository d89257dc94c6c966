import type { AnyVector, Vector } from '../vector.ts';
import type { Batch } from './problem.ts';

/*
 * g(u) = sin(u) exp(-u^2/32) as a table of polynomials, one for each cell of 1/64: g and g' come from one Horner pass,
 * four times faster than sin, cos and exp, and within 1e-15 (g) and 1e-13 (g') of them. The unit is a cell, which as a
 * power of two causes no rounding.
 */

const CELLS_PER_UNIT = 64;
const DEGREE = 5;
/** Numbers from one row of coefficients to the next: a cache line. */
const ROW = 8;
/** Beyond it abs(g) < 3e-18, and the table returns 0. */
const REACH = 36;
const CELLS = 2 * REACH * CELLS_PER_UNIT;

/** Coefficients of each cell from the constant up, by the distance from its centre in cells. */
export const gaborTable = createTable();

/**
 * Taylor coefficients of h(u) = exp(iu - u^2/32) around each cell's centre c; g is its imaginary part. From
 * h' = (i - u/16) h follows (k + 1) h_{k+1} = (i - c/16) h_k - h_{k-1}/16.
 */
function createTable(): Vector {
  const coefficients = new Float64Array(CELLS * ROW);
  const w = 0.5 / CELLS_PER_UNIT;
  for (let cell = 0; cell < CELLS; cell++) {
    const c = (cell + 0.5) / CELLS_PER_UNIT - REACH;
    const at = cell * ROW;
    const gauss = Math.exp((-c * c) / 32);
    let [re, im] = [Math.cos(c) * gauss, Math.sin(c) * gauss];
    let [reBefore, imBefore] = [0, 0];
    for (let k = 0; k <= DEGREE; k++) {
      coefficients[at + k] = im;
      const reNext = (-im - (c / 16) * re - reBefore / 16) / (k + 1);
      const imNext = (re - (c / 16) * im - imBefore / 16) / (k + 1);
      [reBefore, imBefore, re, im] = [re, im, reNext, imNext];
    }
    // The next term, im z^6, approximated by the quartic whose slope is nearest to 6 z^5 on [-w, w]: the remainder is
    // 16 times smaller.
    coefficients[at + 4]! += im * (15 / 8) * w ** 2;
    coefficients[at + 2]! -= im * (15 / 16) * w ** 4;
    coefficients[at]! += (im / 32) * w ** 6;
    for (let k = 0; k <= DEGREE; k++) coefficients[at + k]! /= CELLS_PER_UNIT ** k;
  }
  return coefficients;
}

/** The sum of squared residuals over the batch, u_i = phi0 + 0.06 phi1 x_i. */
export function tableLoss(x: Vector, y: Vector, phi0: number, phi1: number, batch?: Batch): number {
  const size = batch ? batch.length : x.length;
  const start = CELLS_PER_UNIT * phi0;
  const slope = CELLS_PER_UNIT * (0.06 * phi1);
  let loss = 0;
  for (let k = 0; k < size; k++) {
    const i = batch ? batch[k]! : k;
    const place = start + slope * x[i]! + CELLS / 2;
    // 0 beyond the table's range, and NaN if u is NaN or infinite.
    let g = place - place;
    if (place >= 0 && place < CELLS) {
      const cell = place | 0;
      const z = place - cell - 0.5;
      const c = cell * ROW;
      g = gaborTable[c + 5]!;
      g = g * z + gaborTable[c + 4]!;
      g = g * z + gaborTable[c + 3]!;
      g = g * z + gaborTable[c + 2]!;
      g = g * z + gaborTable[c + 1]!;
      g = g * z + gaborTable[c]!;
    }
    const residual = g - y[i]!;
    loss += residual * residual;
  }
  return loss;
}

/** Writes the gradient of `tableLoss` into `out`, from its entry `at` on, and returns the loss. */
export function tableGradient(
  x: Vector,
  y: Vector,
  phi0: number,
  phi1: number,
  out: AnyVector,
  at: number,
  batch?: Batch,
): number {
  const size = batch ? batch.length : x.length;
  const start = CELLS_PER_UNIT * phi0;
  const slope = CELLS_PER_UNIT * (0.06 * phi1);
  let loss = 0;
  let d0 = 0;
  let d1 = 0;
  for (let k = 0; k < size; k++) {
    const i = batch ? batch[k]! : k;
    const place = start + slope * x[i]! + CELLS / 2;
    let g = place - place;
    let dg = g;
    if (place >= 0 && place < CELLS) {
      const cell = place | 0;
      const z = place - cell - 0.5;
      const c = cell * ROW;
      g = gaborTable[c + 5]!;
      dg = g;
      g = g * z + gaborTable[c + 4]!;
      dg = dg * z + g;
      g = g * z + gaborTable[c + 3]!;
      dg = dg * z + g;
      g = g * z + gaborTable[c + 2]!;
      dg = dg * z + g;
      g = g * z + gaborTable[c + 1]!;
      dg = dg * z + g;
      g = g * z + gaborTable[c]!;
    }
    const residual = g - y[i]!;
    const d = 2 * residual * dg;
    loss += residual * residual;
    d0 += d;
    d1 += d * x[i]!;
  }
  out[at] = CELLS_PER_UNIT * d0;
  out[at + 1] = 0.06 * (CELLS_PER_UNIT * d1);
  return loss;
}
