import { expect, test } from 'vitest';
import { createQuadratic, quadratic } from '../../../src/engine/problems/quadratic.ts';
import { vector } from '../../../src/engine/vector.ts';

test('createQuadratic({ eigenvalues }) is 1/2 sum of h_i phi_i^2, by hand', () => {
  // 1/2 (1 * 4 + 50 * 9) = 227; gradient (2, 150).
  const out = vector(0, 0);
  expect(quadratic.loss(vector(2, 3))).toBe(227);
  expect(quadratic.gradient(vector(2, 3), out)).toBe(227);
  expect([...out]).toEqual([2, 150]);
});

test('a rotation turns the axes counter-clockwise', () => {
  const turned = createQuadratic({ eigenvalues: [1, 100], rotation: Math.PI / 6 });
  const along = vector(Math.cos(Math.PI / 6), Math.sin(Math.PI / 6));
  const across = vector(-Math.sin(Math.PI / 6), Math.cos(Math.PI / 6));
  expect(turned.loss(along)).toBeCloseTo(0.5, 12);
  expect(turned.loss(across)).toBeCloseTo(50, 12);
  expect(turned.eigenvalues[0]).toBeCloseTo(1, 10);
  expect(turned.eigenvalues[1]).toBeCloseTo(100, 10);
});

test('a matrix and a centre, by hand', () => {
  // d = (1, -1): H d = (1, -2); 1/2 d.Hd = 3/2.
  const problem = createQuadratic({
    matrix: [
      [2, 1],
      [1, 3],
    ],
    centre: [4, 5],
  });
  const out = vector(0, 0);
  expect(problem.gradient(vector(5, 4), out)).toBe(1.5);
  expect([...out]).toEqual([1, -2]);
  expect(problem.loss(vector(4, 5))).toBe(0);
});

test.each([
  [{ eigenvalues: [] }, 'eigenvalues must contain only finite numbers'],
  [{ eigenvalues: [1, Number.NaN] }, 'eigenvalues must contain only finite numbers'],
  [{ eigenvalues: [1, 2, 3], rotation: 1 }, 'a rotation turns a plane; got 3 eigenvalues'],
  [
    {
      matrix: [
        [1, 2],
        [3, 4],
      ],
    },
    'symmetric matrix; got 2 and 3',
  ],
  [{ matrix: [[1, 2]] }, 'row 0 must have 1 entries; got 2'],
  [{ eigenvalues: [1, 2], centre: [0] }, 'centre must have 2 numbers'],
])('createQuadratic(%j) says what is wrong', (options, text) => {
  expect(() => createQuadratic(options)).toThrow(text);
});

test.each([
  [[1, 50], 'got [1,50]'],
  [{ curvatures: [1, 50] }, 'got {"curvatures":[1,50]}'],
  [{ eigenvalues: 3 }, 'got {"eigenvalues":3}'],
  [undefined, 'got undefined'],
  [null, 'got null'],
])('createQuadratic(%j) says how it is called', (options, got) => {
  // A value that the compiler would reject can be passed in plain Node.
  const call = createQuadratic as (options: unknown) => unknown;
  expect(() => call(options)).toThrow(`needs { eigenvalues: [1, 50] } or { matrix: [[1, 0], [0, 50]] }; ${got}`);
});
