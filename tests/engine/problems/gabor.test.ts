import { describe, expect, test } from 'vitest';
import { createGabor, gabor } from '../../../src/engine/problems/gabor.ts';
import { gaborData } from '../../../src/engine/problems/gabor-data.ts';
import { gaborSurface } from '../../../src/engine/problems/gabor-surface.ts';
import { RandomState } from '../../../src/engine/random-state.ts';
import { vector } from '../../../src/engine/vector.ts';
import data from '../../../src/references/given/data.json' with { type: 'json' };

const plain = createGabor({ ...gaborData, arithmetic: 'plain' });

test('gabor holds the 30 points of the notebooks', () => {
  expect([...gabor.x]).toEqual(data.gabor.x);
  expect([...gabor.y]).toEqual(data.gabor.y);
});

describe('the table of g', () => {
  test('gives loss and gradient within 1e-12 of sin, cos and exp over ten times the window', () => {
    const random = new RandomState(3);
    const [fast, slow] = [vector(0, 0), vector(0, 0)];
    let worst = 0;
    for (let k = 0; k < 20000; k++) {
      const reach = k % 2 === 0 ? 1 : 10;
      const phi = vector(random.uniform(-10, 10) * reach, random.uniform(-22.5, 22.5) * reach);
      const loss = gabor.gradient(phi, fast);
      const expected = plain.gradient(phi, slow);
      worst = Math.max(worst, Math.abs(loss - expected), Math.abs(gabor.loss(phi) - expected));
      for (let i = 0; i < 2; i++) worst = Math.max(worst, Math.abs(fast[i]! - slow[i]!) / (1 + Math.abs(slow[i]!)));
    }
    expect(worst).toBeLessThan(1e-12);
  });

  test('joins its cells: single values and slopes agree at and beside every edge', () => {
    const one = createGabor({ x: [0], y: [0] });
    const exact = createGabor({ x: [0], y: [0], arithmetic: 'plain' });
    const [fast, slow] = [vector(0, 0), vector(0, 0)];
    let worst = 0;
    for (let edge = -36 * 64; edge <= 36 * 64; edge++) {
      for (const beside of [-1e-12, 0, 1e-12]) {
        const phi = vector(edge / 64 + beside, 0);
        worst = Math.max(
          worst,
          Math.abs(one.gradient(phi, fast) - exact.gradient(phi, slow)),
          Math.abs(fast[0]! - slow[0]!),
        );
      }
    }
    expect(worst).toBeLessThan(1e-13);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('passes %d on as NaN', (bad) => {
    expect(gabor.loss(vector(bad, 1))).toBeNaN();
    const out = vector(0, 0);
    expect(gabor.gradient(vector(0, bad), out)).toBeNaN();
    expect(out[1]).toBeNaN();
  });
});

describe('gaborSurface', () => {
  test.each([
    ['the window', { xDomain: [-10, 10], yDomain: [2.5, 22.5], columns: 72, rows: 72 }],
    ['an odd width', { xDomain: [-10, 10], yDomain: [2.5, 22.5], columns: 7, rows: 3 }],
    ['one cell', { xDomain: [-1, 0], yDomain: [5, 6], columns: 1, rows: 1 }],
    ['many columns', { xDomain: [-20, 20], yDomain: [-5, 22.5], columns: 1001, rows: 3 }],
    ['far beyond the Gaussian', { xDomain: [-400, 400], yDomain: [-300, 300], columns: 40, rows: 40 }],
    ['few columns, far apart', { xDomain: [-80, 80], yDomain: [0, 20], columns: 9, rows: 5 }],
  ] as const)('is the loss at cell centres: %s', (_, window) => {
    for (const ring of [false, true]) {
      const { grid, columns, rows } = gaborSurface({ ...window, ring });
      const border = ring ? 1 : 0;
      expect([columns, rows]).toEqual([window.columns + 2 * border, window.rows + 2 * border]);
      expect(grid).toHaveLength(columns * rows);
      let worst = 0;
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const x = window.xDomain[0] + ((c + 0.5 - border) * (window.xDomain[1] - window.xDomain[0])) / window.columns;
          const y = window.yDomain[0] + ((r + 0.5 - border) * (window.yDomain[1] - window.yDomain[0])) / window.rows;
          worst = Math.max(worst, Math.abs(grid[r * columns + c]! - plain.loss(vector(x, y))));
        }
      }
      expect(worst).toBeLessThan(1e-10);
    }
  });
});

test('createGabor refuses data that do not match', () => {
  expect(() => createGabor({ x: [1, 2], y: [1] })).toThrow('got 2 x and 1 y');
  expect(() => createGabor({ x: [], y: [] })).toThrow('got 0 x');
});
