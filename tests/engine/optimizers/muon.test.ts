import { describe, expect, it } from 'vitest';
import { givenMatrices } from '../../../src/engine/optimizers/matrix-places.ts';
import { createMuon, muon } from '../../../src/engine/optimizers/muon.ts';
import { mutations } from './mutations.ts';
import { bowl, plane, tilted, walk } from './steps.ts';

const plain = { alpha: 0.1, beta: 0, weightDecay: 0 };
/** A singular value after five iterations. */
const five = (s: number): number => [1, 2, 3, 4, 5].reduce((x) => 3.4445 * x - 4.775 * x ** 3 + 2.0315 * x ** 5, s);

/** A rule for one matrix with this number of rows and columns. */
const onMatrix = (rows: number, columns: number) => createMuon(givenMatrices([{ first: 0, rows, columns }]));

describe('muon', () => {
  it('makes the two steps worked by hand', () => {
    // One parameter is a matrix of one entry, and after the division by its norm it is ±1: the polynomial takes 1 to
    // 3.4445 - 4.775 + 2.0315 = .701, and so on to 1.0988 or so. alpha .1, lambda .5, from 2: phi = .95 2 - .1 five(1), and again.
    const { phi } = walk(muon, { alpha: 0.1, beta: 0.5, weightDecay: 0.5 }, bowl, [2], 2);
    const step = 0.1 * five(1);
    expect(phi[1]![0]).toBeCloseTo(1.9 - step, 6);
    expect(phi[2]![0]).toBeCloseTo(0.95 * (1.9 - step) - step, 6);
  });

  it('makes of two parameters momentum with steps of one length', () => {
    const { phi } = walk(muon, { ...plain, beta: 0.9 }, tilted, [1, -2], 30);
    const lengths = phi.slice(1).map(([x, y], t) => Math.hypot(x! - phi[t]![0]!, y! - phi[t]![1]!));
    for (const length of lengths) expect(length).toBeCloseTo(0.1 * Math.SQRT2 * five(1), 6);
  });

  it('goes about equally far along every singular direction, however unequal the gradient', () => {
    // diag(3, .2, .1), written row by row: the norm is sqrt(9.05), and each entry on the diagonal is a singular value.
    const slope = [3, 0, 0, 0, 0.2, 0, 0, 0, 0.1];
    const { phi } = walk(onMatrix(3, 3), plain, plane(...slope), new Array<number>(9).fill(0), 1);
    const steps = [0, 4, 8].map((k) => -phi[1]![k]! / 0.1);
    for (const [k, s] of [3, 0.2, 0.1].entries()) expect(steps[k]).toBeCloseTo(five(s / Math.sqrt(9.05)), 6);
    for (const step of steps) {
      expect(step).toBeGreaterThan(0.65);
      expect(step).toBeLessThan(1.25);
    }
  });

  it('does not notice a turn of the rows or of the columns', () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const slope = [1, 2, 3, -1, 0.5, 0.2];
    const turned = [0, 1, 2].map(
      (k) => [c * slope[k]! - s * slope[3 + k]!, s * slope[k]! + c * slope[3 + k]!] as const,
    );
    const rule = onMatrix(2, 3);
    const zero = new Array<number>(6).fill(0);
    const [plainStep] = walk(rule, plain, plane(...slope), zero, 1).phi.slice(1);
    const [step] = walk(
      rule,
      plain,
      plane(...turned.map(([top]) => top), ...turned.map(([, bottom]) => bottom)),
      zero,
      1,
    ).phi.slice(1);
    for (let k = 0; k < 3; k++) {
      expect(step![k]).toBeCloseTo(c * plainStep![k]! - s * plainStep![3 + k]!, 12);
      expect(step![3 + k]).toBeCloseTo(s * plainStep![k]! + c * plainStep![3 + k]!, 12);
    }
  });

  it('treats a tall matrix as its transpose, but for the scale of its shape', () => {
    const wide = walk(onMatrix(2, 3), plain, plane(1, 2, 3, -1, 0.5, 0.2), new Array<number>(6).fill(0), 1).phi[1]!;
    const tall = walk(onMatrix(3, 2), plain, plane(1, -1, 2, 0.5, 3, 0.2), new Array<number>(6).fill(0), 1).phi[1]!;
    for (let i = 0; i < 2; i++)
      for (let k = 0; k < 3; k++) expect(wide[3 * i + k]).toBeCloseTo(Math.sqrt(1.5) * tall[2 * k + i]!, 12);
  });
});

mutations('muon', {
  sign: ['(1 - alpha * lambda) * phi[i]! - alpha * u[i]!', '(1 - alpha * lambda) * phi[i]! + alpha * u[i]!'],
  exponent: ['square += u[first + k]! ** 2;', 'square += Math.abs(u[first + k]!) ** 3;'],
  order: ['b[i * short + j] = B * a[i * short + j]! + C * sum;', 'b[i * short + j] = C * a[i * short + j]! + B * sum;'],
});
