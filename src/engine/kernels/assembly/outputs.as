// Losses at the outputs, and their slopes. Rows are padded to whole vectors; what stands in the padding is never read,
// and its slopes are 0.
import { expOfNegative, largest, log, splat, total } from './vectors';

/** All bits set in the lanes of vector j that hold a class. */
// @ts-ignore: decorator
@inline
function used(j: i32, classes: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(j << 2)), i32x4.splat(classes));
}

/**
 * The sum over `rows` rows of the cross-entropy of the softmax of z with the classes y; dz becomes `weight` times its
 * slope, softmax - target.
 */
export function crossEntropy(z: usize, y: usize, dz: usize, rows: i32, classes: i32, weight: f32): f64 {
  const vectors = (classes + 3) >> 2;
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const target = <usize>load<i32>(y) << 2;
    let most = splat(-f32.MAX_VALUE);
    for (let j = 0; j < vectors; j++) {
      const at = v128.load(z + (<usize>j << 4));
      most = f32x4.max(most, v128.bitselect(at, splat(-f32.MAX_VALUE), used(j, classes)));
    }
    const top = largest(most);
    let parts = i32x4.splat(0);
    for (let j = 0; j < vectors; j++) {
      const offset = <usize>j << 4;
      const e = v128.and(expOfNegative(f32x4.sub(v128.load(z + offset), splat(top))), used(j, classes));
      v128.store(dz + offset, e);
      parts = f32x4.add(parts, e);
    }
    const all = total(parts);
    sum += log(all) + <f64>top - <f64>load<f32>(z + target);
    const scale = splat(weight / all);
    for (let j = 0; j < vectors; j++) {
      const offset = dz + (<usize>j << 4);
      v128.store(offset, f32x4.mul(v128.load(offset), scale));
    }
    store<f32>(dz + target, load<f32>(dz + target) - weight);
    z += <usize>vectors << 4;
    dz += <usize>vectors << 4;
    y += 4;
  }
  return sum;
}

/** The sum over `rows` rows of half the squared distance of z from the target (1 for the class, else 0), likewise. */
export function squaredError(z: usize, y: usize, dz: usize, rows: i32, classes: i32, weight: f32): f64 {
  const vectors = (classes + 3) >> 2;
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const target = i32x4.splat(load<i32>(y));
    let squares = i32x4.splat(0);
    for (let j = 0; j < vectors; j++) {
      const offset = <usize>j << 4;
      const lanes = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(j << 2));
      const wanted = v128.and(i32x4.eq(lanes, target), splat(1));
      const error = v128.and(f32x4.sub(v128.load(z + offset), wanted), used(j, classes));
      squares = f32x4.add(squares, f32x4.mul(error, error));
      v128.store(dz + offset, f32x4.mul(error, splat(weight)));
    }
    sum += 0.5 * <f64>total(squares);
    z += <usize>vectors << 4;
    dz += <usize>vectors << 4;
    y += 4;
  }
  return sum;
}
