import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../src/engine/random-state.ts';
import { solvePositiveDefinite, symmetricEigenvalues } from '../../../src/engine/theory/symmetric-matrix.ts';

describe('symmetricEigenvalues', () => {
  it('has the eigenvalues of a matrix with known ones', () => {
    // The second difference matrix of size n: 2 - 2 cos(k pi / (n + 1)).
    const n = 12;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1;
    }
    const before = matrix.slice();
    for (const [k, value] of symmetricEigenvalues(matrix, n).entries()) {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13);
    }
    expect(matrix).toEqual(before);
  });

  it('keeps the trace and finds a zero in a matrix of lower rank', () => {
    const random = new RandomState(4);
    const [n, rank] = [6, 5];
    const rows = Array.from({ length: rank }, () => Array.from({ length: n }, () => random.normal()));
    const matrix = Float64Array.from({ length: n * n }, (_, k) =>
      rows.reduce((sum, row) => sum + row[Math.floor(k / n)]! * row[k % n]!, 0),
    );
    const values = symmetricEigenvalues(matrix, n);
    const trace = rows.flat().reduce((sum, x) => sum + x * x, 0);
    expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(trace, 11);
    expect(Math.abs(values[0]!)).toBeLessThan(1e-13 * trace);
  });

  it('reads a diagonal off', () => {
    expect(symmetricEigenvalues(Float64Array.of(3, 0, 0, -1), 2)).toEqual([-1, 3]);
  });
});

describe('solvePositiveDefinite', () => {
  it('solves the system worked by hand', () => {
    // 4 x + 2 y = 2, 2 x + 3 y = 7: x = -1, y = 3
    const x = solvePositiveDefinite(Float64Array.of(4, 2, 2, 3), 2, Float64Array.of(2, 7));
    expect(x[0]).toBeCloseTo(-1, 14);
    expect(x[1]).toBeCloseTo(3, 14);
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), 2, Float64Array.of(1, 1))).toThrow(/pivot 1 is -3/);
  });
});
