// How the parameters move, once their gradient g is known; g is 0 afterwards, ready for the next sum.
import { madd, splat } from './vectors';

/** Below this an average counts as 0: left to decay it would become denormal, stay so, and slow every later step. */
const TINY: f32 = 1e-30;

/**
 * m = beta m + (1 - beta) g, phi -= rate m (UDL eq 6.11), over `vectors` vectors. The complement arrives beside beta, for
 * here it would lose digits.
 */
export function momentum(
  phi: usize,
  g: usize,
  m: usize,
  vectors: i32,
  rate: f32,
  beta: f32,
  oneMinusBeta: f32,
): void {
  const left = splat(oneMinusBeta);
  for (const end = phi + (<usize>vectors << 4); phi < end; phi += 16) {
    const average = kept(madd(splat(beta), v128.load(m), f32x4.mul(left, v128.load(g))));
    v128.store(m, average);
    v128.store(g, i32x4.splat(0));
    v128.store(phi, f32x4.sub(v128.load(phi), f32x4.mul(splat(rate), average)));
    g += 16;
    m += 16;
  }
}

/**
 * Adam (UDL eq 6.15 to 6.17): `rate` is alpha / (1 - beta^t), `correction` is 1 / (1 - gamma^t), at step t from 1.
 */
export function adam(
  phi: usize,
  g: usize,
  m: usize,
  v: usize,
  vectors: i32,
  rate: f32,
  beta: f32,
  oneMinusBeta: f32,
  gamma: f32,
  oneMinusGamma: f32,
  correction: f32,
  epsilon: f32,
): void {
  for (const end = phi + (<usize>vectors << 4); phi < end; phi += 16) {
    const slope = v128.load(g);
    const first = kept(madd(splat(beta), v128.load(m), f32x4.mul(splat(oneMinusBeta), slope)));
    const square = f32x4.mul(f32x4.mul(slope, slope), splat(oneMinusGamma));
    const second = kept(madd(splat(gamma), v128.load(v), square));
    v128.store(m, first);
    v128.store(v, second);
    v128.store(g, i32x4.splat(0));
    const below = f32x4.add(f32x4.sqrt(f32x4.mul(second, splat(correction))), splat(epsilon));
    v128.store(phi, f32x4.sub(v128.load(phi), f32x4.div(f32x4.mul(splat(rate), first), below)));
    g += 16;
    m += 16;
    v += 16;
  }
}

/** The average, or 0 where it is tiny; a NaN stays. */
// @ts-ignore: decorator
@inline
function kept(average: v128): v128 {
  return v128.andnot(average, f32x4.lt(f32x4.abs(average), splat(TINY)));
}

/** Copies the examples whose indices stand at `batch`: rows of `vectors` vectors, and their classes. */
export function gather(x: usize, y: usize, batch: usize, toX: usize, toY: usize, rows: i32, vectors: i32): void {
  const row = <usize>vectors << 4;
  for (let k = 0; k < rows; k++) {
    const i = <usize>load<i32>(batch);
    const from = x + i * row;
    for (let j: usize = 0; j < row; j += 16) v128.store(toX + j, v128.load(from + j));
    store<i32>(toY, load<i32>(y + (i << 2)));
    batch += 4;
    toX += row;
    toY += 4;
  }
}
