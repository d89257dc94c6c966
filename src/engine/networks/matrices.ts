import type { AnyVector } from '../vector.ts';

/** A matrix inside an array: entry (i, k) is at `offset + i * row + k * column`. */
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
 * c += a b, where a is `m` x `depth` and b is `depth` x `n`, by tiles of four rows and two columns: their eight sums
 * stay in registers along the depth.
 */
export function addProduct(c: Matrix, a: Matrix, b: Matrix, m: number, depth: number, n: number): void {
  for (let i = 0; i < m; ) {
    const four = i + 4 <= m;
    for (let j = 0; j < n; ) {
      const two = j + 2 <= n;
      if (four && two) tile(c, a, b, i, j, depth);
      else
        for (let k = 0; k < (four ? 4 : 1); k++)
          for (let l = 0; l < (two ? 2 : 1); l++) sum(c, a, b, i + k, j + l, depth);
      j += two ? 2 : 1;
    }
    i += four ? 4 : 1;
  }
}

function tile(c: Matrix, a: Matrix, b: Matrix, i: number, j: number, depth: number): void {
  const from = a.at;
  const by = b.at;
  const aStep = a.column;
  const bStep = b.row;
  let a0 = a.offset + i * a.row;
  let a1 = a0 + a.row;
  let a2 = a1 + a.row;
  let a3 = a2 + a.row;
  let b0 = b.offset + j * b.column;
  let b1 = b0 + b.column;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = 0; k < depth; k++) {
    const left = by[b0]!;
    const right = by[b1]!;
    let x = from[a0]!;
    s00 += x * left;
    s01 += x * right;
    x = from[a1]!;
    s10 += x * left;
    s11 += x * right;
    x = from[a2]!;
    s20 += x * left;
    s21 += x * right;
    x = from[a3]!;
    s30 += x * left;
    s31 += x * right;
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b0 += bStep;
    b1 += bStep;
  }
  const to = c.at;
  let c0 = c.offset + i * c.row + j * c.column;
  to[c0]! += s00;
  to[c0 + c.column]! += s01;
  c0 += c.row;
  to[c0]! += s10;
  to[c0 + c.column]! += s11;
  c0 += c.row;
  to[c0]! += s20;
  to[c0 + c.column]! += s21;
  c0 += c.row;
  to[c0]! += s30;
  to[c0 + c.column]! += s31;
}

/** One entry of the product, at edges where a tile does not fit. */
function sum(c: Matrix, a: Matrix, b: Matrix, i: number, j: number, depth: number): void {
  let total = 0;
  for (let k = 0; k < depth; k++) {
    total += a.at[a.offset + i * a.row + k * a.column]! * b.at[b.offset + k * b.row + j * b.column]!;
  }
  c.at[c.offset + i * c.row + j * c.column]! += total;
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
