import { describe, expect, it } from 'vitest';
import { givenMatrices } from '../../../src/engine/optimizers/matrix-places.ts';
import { createShampoo, shampoo } from '../../../src/engine/optimizers/shampoo.ts';
import { createPowerRoom, symmetricPower } from '../../../src/engine/theory/symmetric-power.ts';
import { mutations } from './mutations.ts';
import { bowl, type Landscape, plane, walk } from './steps.ts';

describe('shampoo', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, epsilon 5, on phi^2/2 from 2: R = 5 + 4 = 9: phi = 2 - .5 2/3 = 5/3
    // R = 9 + 25/9 = 106/9: phi = 5/3 - .5 (5/3) 3/sqrt(106)
    const { phi } = walk(shampoo, { alpha: 0.5, epsilon: 5 }, bowl, [2], 2);
    expect(phi[1]![0]).toBeCloseTo(5 / 3, 14);
    expect(phi[2]![0]).toBeCloseTo(5 / 3 - 2.5 / Math.sqrt(106), 14);
  });

  it('does not notice a turn of the valley: its run is turned, no more', () => {
    const [c, s] = [Math.cos(0.6), Math.sin(0.6)];
    const straight: Landscape = {
      loss: ([x, y]: ArrayLike<number> & Iterable<number>) => (x! ** 2 + 100 * y! ** 2) / 2,
      slope: (phi) => [phi[0]!, 100 * phi[1]!],
    };
    const turned: Landscape = {
      loss: (phi) => straight.loss(Float64Array.of(c * phi[0]! + s * phi[1]!, -s * phi[0]! + c * phi[1]!)),
      slope: (phi) => {
        const [x, y] = [c * phi[0]! + s * phi[1]!, 100 * (-s * phi[0]! + c * phi[1]!)];
        return [c * x - s * y, s * x + c * y];
      },
    };
    const hyper = { alpha: 0.3, epsilon: 1e-4 };
    const plain = walk(shampoo, hyper, straight, [1, 0.5], 40).phi;
    const there = walk(shampoo, hyper, turned, [c - 0.5 * s, s + 0.5 * c], 40).phi;
    for (const [t, [x, y]] of plain.entries()) {
      expect(there[t]![0]).toBeCloseTo(c * x! - s * y!, 10);
      expect(there[t]![1]).toBeCloseTo(s * x! + c * y!, 10);
    }
  });

  it('divides a matrix by a fourth root on either side: of a diagonal one each entry by its own root', () => {
    // G = diag(3, 4), epsilon 7 and 0 elsewhere: L = R = diag(16, 23), so the entries are 3/4 and 4/sqrt(23).
    const rule = createShampoo(givenMatrices([{ first: 0, rows: 2, columns: 2 }]));
    const { phi } = walk(rule, { alpha: 1, epsilon: 7 }, plane(3, 0, 0, 4), [0, 0, 0, 0], 1);
    expect(phi[1]![0]).toBeCloseTo(-0.75, 13);
    expect(phi[1]![3]).toBeCloseTo(-4 / Math.sqrt(23), 13);
  });
});

describe('symmetricPower', () => {
  it('gives a matrix whose fourth power undoes it', () => {
    const matrix = [5, 2, -1, 2, 4, 0.5, -1, 0.5, 3];
    const root = new Float64Array(9);
    symmetricPower(matrix, -1 / 4, root, createPowerRoom(3));
    const times = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
      Array.from({ length: 9 }, (_, k) =>
        [0, 1, 2].reduce((sum, l) => sum + a[3 * Math.floor(k / 3) + l]! * b[3 * l + (k % 3)]!, 0),
      );
    const whole = times(times(times(times(root, root), root), root), matrix);
    for (let k = 0; k < 9; k++) expect(whole[k]).toBeCloseTo(k % 4 === 0 ? 1 : 0, 12);
  });
});

mutations('shampoo', {
  sign: ['phi[first + k]! -= alpha * product[k]!;', 'phi[first + k]! += alpha * product[k]!;'],
  exponent: ['symmetricPower(right, -1 / (2 * order)', 'symmetricPower(right, -1 / order'],
  order: [
    '      remember(g, place);\n      precondition(g, place);',
    '      precondition(g, place);\n      remember(g, place);',
  ],
});
