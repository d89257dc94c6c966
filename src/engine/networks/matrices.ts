import type { AnyVector } from '../vector.ts';

/** A matrix inside an array: entry (i, k) stands at `offset + i * row + k * column`. */
export interface Matrix {
  readonly at: AnyVector;
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

/** Rows of `width` numbers, one after the other. */
export function rows(at: AnyVector, width: number, offset: number = 0): Matrix {
  return { at, offset, row: width, column: 1 };
}

export function transposed({ at, offset, row, column }: Matrix): Matrix {
  return { at, offset, row: column, column: row };
}

/**
 * c += a b, where a is `m` x `depth`, b `depth` x `n`, and the rows of b and c are contiguous. Four rows of b at a time:
 * c is then read and written a quarter as often.
 */
export function addProduct(c: Matrix, a: Matrix, b: Matrix, m: number, depth: number, n: number): void {
  const [to, from, by] = [c.at, a.at, b.at];
  const whole = depth - (depth % 4);
  for (let i = 0; i < m; i++) {
    const c0 = c.offset + i * c.row;
    let a0 = a.offset + i * a.row;
    for (let k = 0; k < whole; k += 4, a0 += 4 * a.column) {
      const [x0, x1] = [from[a0]!, from[a0 + a.column]!];
      const [x2, x3] = [from[a0 + 2 * a.column]!, from[a0 + 3 * a.column]!];
      const b0 = b.offset + k * b.row;
      const [b1, b2, b3] = [b0 + b.row, b0 + 2 * b.row, b0 + 3 * b.row];
      for (let j = 0; j < n; j++) {
        to[c0 + j]! += x0 * by[b0 + j]! + x1 * by[b1 + j]! + x2 * by[b2 + j]! + x3 * by[b3 + j]!;
      }
    }
    for (let k = whole; k < depth; k++, a0 += a.column) {
      const x = from[a0]!;
      const b0 = b.offset + k * b.row;
      for (let j = 0; j < n; j++) to[c0 + j]! += x * by[b0 + j]!;
    }
  }
}

/** c += a b', where a is `m` x `depth`, b is `n` x `depth`, and the rows of all three are contiguous. */
export function addProductTransposed(c: Matrix, a: Matrix, b: Matrix, m: number, depth: number, n: number): void {
  const [to, from, by] = [c.at, a.at, b.at];
  for (let i = 0; i < m; i++) {
    const a0 = a.offset + i * a.row;
    const c0 = c.offset + i * c.row;
    for (let j = 0; j < n; j++) {
      const b0 = b.offset + j * b.row;
      let even = 0;
      let odd = 0;
      let k = 0;
      for (; k + 1 < depth; k += 2) {
        even += from[a0 + k]! * by[b0 + k]!;
        odd += from[a0 + k + 1]! * by[b0 + k + 1]!;
      }
      if (k < depth) even += from[a0 + k]! * by[b0 + k]!;
      to[c0 + j]! += even + odd;
    }
  }
}

/** Adds to `out`, from `offset`, the sum of the first `m` rows of a. */
export function addRows(out: AnyVector, offset: number, a: Matrix, m: number, n: number): void {
  for (let i = 0; i < m; i++) {
    const a0 = a.offset + i * a.row;
    for (let j = 0; j < n; j++) out[offset + j]! += a.at[a0 + j]!;
  }
}

/** Fills the first `m` rows of c with the same row, found at `offset` of `row`. */
export function repeatRow(c: Matrix, row: AnyVector, offset: number, m: number, n: number): void {
  for (let i = 0; i < m; i++) {
    const c0 = c.offset + i * c.row;
    for (let j = 0; j < n; j++) c.at[c0 + j] = row[offset + j]!;
  }
}
