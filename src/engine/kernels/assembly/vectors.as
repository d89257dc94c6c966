// Four single-precision numbers at a time. Where the module is built for relaxed SIMD a product and a sum round once.

// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
export function splat(value: f32): v128 {
  return f32x4.splat(value);
}

/** The sum of the four lanes. */
export function total(a: v128): f32 {
  a = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1);
}

/** The largest of the four lanes; a NaN in any of them is the answer. */
export function largest(a: v128): f32 {
  a = f32x4.max(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return max<f32>(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1));
}

/** The four totals of a, b, c and d, in one vector. */
// @ts-ignore: decorator
@inline
export function totals(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

// Adding and taking away 1.5 * 2^23 rounds to a whole number, whose bits then stand at the end of the sum.
const ROUND: f32 = 12582912;

/**
 * 2^n and exp(r) - 1 with x = n ln 2 + r, for abs(x) <= 87: the parts of exp and of tanh. The series to r^7 leaves 5e-9
 * of its first term, less than rounding.
 */
// @ts-ignore: decorator
@inline
function power(x: v128): v128 {
  const rounded = madd(x, splat(1.4426950408889634), splat(ROUND));
  return i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
}

// @ts-ignore: decorator
@inline
function remainder(x: v128): v128 {
  const n = f32x4.sub(madd(x, splat(1.4426950408889634), splat(ROUND)), splat(ROUND));
  // ln 2 in two parts, the first exact in its product with n.
  let r = f32x4.sub(x, f32x4.mul(n, splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, splat(-0.00021219444005469057)));
  let q = madd(r, splat(1.0 / 5040.0), splat(1.0 / 720.0));
  q = madd(q, r, splat(1.0 / 120.0));
  q = madd(q, r, splat(1.0 / 24.0));
  q = madd(q, r, splat(1.0 / 6.0));
  q = madd(q, r, splat(0.5));
  return madd(f32x4.mul(q, r), r, r);
}

/** exp(x) for x <= 0; exactly 0 below -60, so that no denormal number slows what follows. */
export function expOfNegative(x: v128): v128 {
  const tiny = f32x4.lt(x, splat(-60));
  const inside = v128.bitselect(splat(-60), x, tiny);
  const scale = power(inside);
  return v128.andnot(madd(scale, remainder(inside), scale), tiny);
}

/** tanh(x) = e / (e + 2) with e = exp(2 abs(x)) - 1, which keeps its digits near 0; its size is 1 from 10 on. */
function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const twice = f32x4.min(f32x4.add(size, size), splat(20));
  const scale = power(twice);
  const e = madd(scale, remainder(twice), f32x4.sub(scale, splat(1)));
  const y = f32x4.div(e, f32x4.add(e, splat(2)));
  return v128.bitselect(x, y, i32x4.splat(0x80000000));
}

/** The hyperbolic tangent of `vectors` vectors, in place. */
export function tanhInPlace(at: usize, vectors: i32): void {
  for (const end = at + (<usize>vectors << 4); at < end; at += 16) v128.store(at, tanh(v128.load(at)));
}

/** ln(x) of a normal x > 0. */
export function log(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let exponent = <i32>((bits >> 52) & 0x7ff) - 1023;
  let mantissa = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    exponent += 1;
  }
  // 2 artanh(s): s^2 is below .03, so the terms left out are below 1e-14.
  const s = (mantissa - 1) / (mantissa + 1);
  const s2 = s * s;
  let sum: f64 = 1.0 / 15.0;
  for (let k = 13; k > 0; k -= 2) sum = sum * s2 + 1.0 / <f64>k;
  return <f64>exponent * 0.6931471805599453 + 2 * s * sum;
}
