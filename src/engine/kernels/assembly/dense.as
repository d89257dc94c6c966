// Products of matrices, three rows by three vectors at a time: nine sums, three vectors and one number fill the
// registers that V8 has. The number of rows R and of vectors V of a tile is the size of a class, so that each tile is
// compiled on its own; constant arguments of inlined functions would be merged into one again.
import { madd, splat, totals } from './vectors';

@unmanaged
class One {
  a: u8;
}
@unmanaged
class Two {
  a: u8;
  b: u8;
}
@unmanaged
class Three {
  a: u8;
  b: u8;
  c: u8;
}

/** Rows of a batch that stay in the first cache while gradients are summed over them. */
const BLOCK: i32 = 64;

/**
 * One tile of x w. Row r of x starts at x + r * xRow and goes on by xStep; row k of w at w + k * wStep.
 * With `A` of size One the tile starts from `bias` and is stored, not below `limit`; otherwise `limit` times the tile is
 * added to what is there.
 */
function tile<R, V, A>(
  x: usize,
  xRow: usize,
  xStep: usize,
  w: usize,
  wStep: usize,
  depth: i32,
  bias: usize,
  to: usize,
  toRow: usize,
  limit: f32,
): void {
  let a0 = i32x4.splat(0);
  let a1 = i32x4.splat(0);
  let a2 = i32x4.splat(0);
  if (offsetof<A>() == 1) {
    a0 = v128.load(bias);
    if (offsetof<V>() > 1) a1 = v128.load(bias, 16);
    if (offsetof<V>() > 2) a2 = v128.load(bias, 32);
  }
  let b0 = a0;
  let b1 = a1;
  let b2 = a2;
  let c0 = a0;
  let c1 = a1;
  let c2 = a2;
  let w1 = a0;
  let w2 = a0;
  let x1 = x + xRow;
  let x2 = x1 + xRow;
  for (const end = w + <usize>depth * wStep; w < end; w += wStep) {
    const w0 = v128.load(w);
    if (offsetof<V>() > 1) w1 = v128.load(w, 16);
    if (offsetof<V>() > 2) w2 = v128.load(w, 32);
    let s = v128.load_splat<f32>(x);
    a0 = madd(s, w0, a0);
    if (offsetof<V>() > 1) a1 = madd(s, w1, a1);
    if (offsetof<V>() > 2) a2 = madd(s, w2, a2);
    if (offsetof<R>() > 1) {
      s = offsetof<A>() == 1 ? v128.load_splat<f32>(x1) : v128.load_splat<f32>(x, 4);
      b0 = madd(s, w0, b0);
      if (offsetof<V>() > 1) b1 = madd(s, w1, b1);
      if (offsetof<V>() > 2) b2 = madd(s, w2, b2);
      if (offsetof<A>() == 1) x1 += xStep;
    }
    if (offsetof<R>() > 2) {
      s = offsetof<A>() == 1 ? v128.load_splat<f32>(x2) : v128.load_splat<f32>(x, 8);
      c0 = madd(s, w0, c0);
      if (offsetof<V>() > 1) c1 = madd(s, w1, c1);
      if (offsetof<V>() > 2) c2 = madd(s, w2, c2);
      if (offsetof<A>() == 1) x2 += xStep;
    }
    x += xStep;
  }
  putRow<V, A>(to, a0, a1, a2, limit);
  if (offsetof<R>() > 1) putRow<V, A>(to + toRow, b0, b1, b2, limit);
  if (offsetof<R>() > 2) putRow<V, A>(to + 2 * toRow, c0, c1, c2, limit);
}

// @ts-ignore: decorator
@inline
function putRow<V, A>(to: usize, a: v128, b: v128, c: v128, limit: f32): void {
  const by = splat(limit);
  if (offsetof<A>() == 1) {
    // In this order a NaN stays one.
    v128.store(to, f32x4.pmax(a, by));
    if (offsetof<V>() > 1) v128.store(to, f32x4.pmax(b, by), 16);
    if (offsetof<V>() > 2) v128.store(to, f32x4.pmax(c, by), 32);
  } else {
    v128.store(to, madd(a, by, v128.load(to)));
    if (offsetof<V>() > 1) v128.store(to, madd(b, by, v128.load(to, 16)), 16);
    if (offsetof<V>() > 2) v128.store(to, madd(c, by, v128.load(to, 32)), 32);
  }
}

/** How many of `left` rows or vectors the next tile takes: threes, and the last four as 2 + 2. */
// @ts-ignore: decorator
@inline
function next(left: i32): i32 {
  return left == 4 ? 2 : min(left, 3);
}

function column<V, A>(
  x: usize,
  xRow: usize,
  xStep: usize,
  w: usize,
  wStep: usize,
  depth: i32,
  bias: usize,
  to: usize,
  toRow: usize,
  rows: i32,
  limit: f32,
): void {
  while (rows > 0) {
    const r = next(rows);
    if (r == 3) tile<Three, V, A>(x, xRow, xStep, w, wStep, depth, bias, to, toRow, limit);
    else if (r == 2) tile<Two, V, A>(x, xRow, xStep, w, wStep, depth, bias, to, toRow, limit);
    else tile<One, V, A>(x, xRow, xStep, w, wStep, depth, bias, to, toRow, limit);
    x += <usize>r * xRow;
    to += <usize>r * toRow;
    rows -= r;
  }
}

function product<A>(
  x: usize,
  xRow: usize,
  xStep: usize,
  w: usize,
  depth: i32,
  bias: usize,
  to: usize,
  rows: i32,
  vectors: i32,
  limit: f32,
): void {
  const step = <usize>vectors << 4;
  while (vectors > 0) {
    const v = next(vectors);
    if (v == 3) column<Three, A>(x, xRow, xStep, w, step, depth, bias, to, step, rows, limit);
    else if (v == 2) column<Two, A>(x, xRow, xStep, w, step, depth, bias, to, step, rows, limit);
    else column<One, A>(x, xRow, xStep, w, step, depth, bias, to, step, rows, limit);
    const done = <usize>v << 4;
    w += done;
    bias += done;
    to += done;
    vectors -= v;
  }
}

/** to = max(x w + bias, floor): x is `rows` x `inputs`, w is `inputs` x (4 `vectors`), with its biases as a last row. */
export function forward(x: usize, w: usize, to: usize, rows: i32, inputs: i32, vectors: i32, floor: f32): void {
  const bias = w + <usize>inputs * (<usize>vectors << 4);
  product<One>(x, <usize>inputs << 2, 4, w, inputs, bias, to, rows, vectors, floor);
}

/** Adds `scale` times the gradient of weights and biases to `to`, laid out as w; dz is `rows` x (4 `vectors`). */
export function addGradient(x: usize, dz: usize, to: usize, rows: i32, inputs: i32, vectors: i32, scale: f32): void {
  const xStep = <usize>inputs << 2;
  const dzStep = <usize>vectors << 4;
  const biases = to + <usize>inputs * dzStep;
  while (rows > 0) {
    const some = min(rows, BLOCK);
    product<Two>(x, 4, xStep, dz, some, 0, to, inputs, vectors, scale);
    for (let j: usize = 0; j < dzStep; j += 16) {
      let sum = i32x4.splat(0);
      const end = dz + <usize>some * dzStep;
      for (let at = dz; at < end; at += dzStep) sum = f32x4.add(sum, v128.load(at + j));
      v128.store(biases + j, madd(sum, splat(scale), v128.load(biases + j)));
    }
    x += <usize>some * xStep;
    dz += <usize>some * dzStep;
    rows -= some;
  }
}

/** Two rows of dz (or one) by four rows of w: the sums run along both, and are gathered at the end. */
function backTile<R>(dz: usize, w: usize, step: usize, h: usize, to: usize, toRow: usize, bent: bool): void {
  let a0 = i32x4.splat(0);
  let a1 = i32x4.splat(0);
  let a2 = i32x4.splat(0);
  let a3 = i32x4.splat(0);
  let b0 = i32x4.splat(0);
  let b1 = i32x4.splat(0);
  let b2 = i32x4.splat(0);
  let b3 = i32x4.splat(0);
  let g1 = i32x4.splat(0);
  let w1 = w + step;
  let w2 = w1 + step;
  let w3 = w2 + step;
  let dz1 = dz + step;
  for (const end = dz + step; dz < end; dz += 16) {
    const g0 = v128.load(dz);
    if (offsetof<R>() > 1) g1 = v128.load(dz1);
    let v = v128.load(w);
    a0 = madd(g0, v, a0);
    if (offsetof<R>() > 1) b0 = madd(g1, v, b0);
    v = v128.load(w1);
    a1 = madd(g0, v, a1);
    if (offsetof<R>() > 1) b1 = madd(g1, v, b1);
    v = v128.load(w2);
    a2 = madd(g0, v, a2);
    if (offsetof<R>() > 1) b2 = madd(g1, v, b2);
    v = v128.load(w3);
    a3 = madd(g0, v, a3);
    if (offsetof<R>() > 1) b3 = madd(g1, v, b3);
    w += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
    if (offsetof<R>() > 1) dz1 += 16;
  }
  v128.store(to, sloped(totals(a0, a1, a2, a3), v128.load(h), bent));
  if (offsetof<R>() > 1) v128.store(to + toRow, sloped(totals(b0, b1, b2, b3), v128.load(h + toRow), bent));
}

/** Times the activation's slope, from its value h. */
// @ts-ignore: decorator
@inline
function sloped(dh: v128, h: v128, bent: bool): v128 {
  if (bent) return f32x4.mul(dh, f32x4.sub(splat(1), f32x4.mul(h, h)));
  return v128.and(dh, f32x4.gt(h, i32x4.splat(0)));
}

/** to = (dz w') * slope: the slopes before the layer, from those after it; `bent` is 1 for tanh, 0 for rectifiers. */
export function backward(
  dz: usize,
  w: usize,
  h: usize,
  to: usize,
  rows: i32,
  inputs: i32,
  vectors: i32,
  bent: bool,
): void {
  const step = <usize>vectors << 4;
  const toRow = <usize>inputs << 2;
  for (let i: usize = 0; i < toRow; i += 16) {
    let r = 0;
    for (; r + 1 < rows; r += 2) {
      const at = <usize>r * toRow + i;
      backTile<Two>(dz + <usize>r * step, w, step, h + at, to + at, toRow, bent);
    }
    if (r < rows) {
      const at = <usize>r * toRow + i;
      backTile<One>(dz + <usize>r * step, w, step, h + at, to + at, toRow, bent);
    }
    w += 4 * step;
  }
}
