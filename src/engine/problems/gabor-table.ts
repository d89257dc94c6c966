import type { AnyVector, Vector } from '../vector.ts';
import type { Batch } from './problem.ts';

/*
 * g(u) = sin(u) exp(-u^2/32) as a table of polynomials, one for each cell of 1/64: g and g' come from one Horner pass,
 * four times faster than sin, cos and exp, and within 1e-15 (g) and 1e-13 (g') of them.
 */

const CELLS_PER_UNIT = 64;
const DEGREE = 5;
const COEFFICIENTS = DEGREE + 1;
/** Beyond it abs(g) < 3e-18, and the table says 0. */
const REACH = 36;

const table = createTable();

/**
 * Taylor coefficients of h(u) = exp(iu - u^2/32) around each cell's centre c; g is its imaginary part. From
 * h' = (i - u/16) h follows (k + 1) h_{k+1} = (i - c/16) h_k - h_{k-1}/16.
 */
function createTable(): Vector {
  const coefficients = new Float64Array(2 * REACH * CELLS_PER_UNIT * COEFFICIENTS);
  const w = 0.5 / CELLS_PER_UNIT;
  for (let cell = 0; cell < 2 * REACH * CELLS_PER_UNIT; cell++) {
    const c = (cell + 0.5) / CELLS_PER_UNIT - REACH;
    const at = cell * COEFFICIENTS;
    const gauss = Math.exp((-c * c) / 32);
    let [re, im] = [Math.cos(c) * gauss, Math.sin(c) * gauss];
    let [reBefore, imBefore] = [0, 0];
    for (let k = 0; k <= DEGREE; k++) {
      coefficients[at + k] = im;
      const reNext = (-im - (c / 16) * re - reBefore / 16) / (k + 1);
      const imNext = (re - (c / 16) * im - imBefore / 16) / (k + 1);
      [reBefore, imBefore, re, im] = [re, im, reNext, imNext];
    }
    // The next term, im z^6, by the quartic whose slope is nearest to 6 z^5 on [-w, w]: what is left out is 16 times smaller.
    coefficients[at + 4]! += im * (15 / 8) * w ** 2;
    coefficients[at + 2]! -= im * (15 / 16) * w ** 4;
    coefficients[at]! += (im / 32) * w ** 6;
  }
  return coefficients;
}

/** The sum of squared residuals over the batch, u_i = phi0 + 0.06 phi1 x_i. */
export function tableLoss(x: Vector, y: Vector, phi: AnyVector, batch?: Batch): number {
  const size = batch ? batch.length : x.length;
  const phi0 = phi[0]!;
  const slope = 0.06 * phi[1]!;
  let loss = 0;
  for (let k = 0; k < size; k++) {
    const i = batch ? batch[k]! : k;
    const u = phi0 + slope * x[i]!;
    // 0 out of reach, and NaN where u is NaN or infinite.
    let g = u - u;
    if (u > -REACH && u < REACH) {
      const place = (u + REACH) * CELLS_PER_UNIT;
      const cell = place | 0;
      const z = (place - cell - 0.5) / CELLS_PER_UNIT;
      const c = cell * COEFFICIENTS;
      g = table[c + 5]!;
      g = g * z + table[c + 4]!;
      g = g * z + table[c + 3]!;
      g = g * z + table[c + 2]!;
      g = g * z + table[c + 1]!;
      g = g * z + table[c]!;
    }
    const residual = g - y[i]!;
    loss += residual * residual;
  }
  return loss;
}

/** Writes the gradient of `tableLoss` into `out`, and returns the loss. */
export function tableGradient(x: Vector, y: Vector, phi: AnyVector, out: AnyVector, batch?: Batch): number {
  const size = batch ? batch.length : x.length;
  const phi0 = phi[0]!;
  const slope = 0.06 * phi[1]!;
  let loss = 0;
  let d0 = 0;
  let d1 = 0;
  for (let k = 0; k < size; k++) {
    const i = batch ? batch[k]! : k;
    const u = phi0 + slope * x[i]!;
    let g = u - u;
    let dg = g;
    if (u > -REACH && u < REACH) {
      const place = (u + REACH) * CELLS_PER_UNIT;
      const cell = place | 0;
      const z = (place - cell - 0.5) / CELLS_PER_UNIT;
      const c = cell * COEFFICIENTS;
      g = table[c + 5]!;
      dg = g;
      g = g * z + table[c + 4]!;
      dg = dg * z + g;
      g = g * z + table[c + 3]!;
      dg = dg * z + g;
      g = g * z + table[c + 2]!;
      dg = dg * z + g;
      g = g * z + table[c + 1]!;
      dg = dg * z + g;
      g = g * z + table[c]!;
    }
    const residual = g - y[i]!;
    const d = 2 * residual * dg;
    loss += residual * residual;
    d0 += d;
    d1 += d * x[i]!;
  }
  out[0] = d0;
  out[1] = 0.06 * d1;
  return loss;
}
