import { describe, expect, it } from 'vitest';
import { adam } from '../../../src/engine/optimizers/adam.ts';
import { amsgrad } from '../../../src/engine/optimizers/amsgrad.ts';
import { mutations } from './mutations.ts';
import { plane, walk } from './steps.ts';

const plain = { alpha: 0.05, beta: 0.9, gamma: 0.99, epsilon: 1e-20, correctBias: true, weightDecay: 0 };

describe('amsgrad', () => {
  it('makes the two steps worked by hand', () => {
    // alpha 1, beta .5, gamma .5, epsilon 1, no correction, slopes 4 then 1, from 0:
    // m = 2            v = 8                 largest 8   phi = -2/(sqrt 8 + 1)
    // m = 1 + .5       v = 4 + .5 = 4.5      largest 8   phi = -3.5/(sqrt 8 + 1)
    const hyper = { alpha: 1, beta: 0.5, gamma: 0.5, epsilon: 1, correctBias: false, weightDecay: 0 };
    const { phi } = walk(amsgrad, hyper, [plane(4), plane(1)], [0], 2);
    expect(phi[1]![0]).toBeCloseTo(-2 / (Math.sqrt(8) + 1), 15);
    expect(phi[2]![0]).toBeCloseTo(-3.5 / (Math.sqrt(8) + 1), 15);
  });

  it('makes the corrected steps worked by hand', () => {
    // The same with 1 - .5^t under both: phi = -4/(4 + 1), then m = 1.5/.75 = 2, largest 8/.75:
    // phi = -.8 - 2/(sqrt(8/.75) + 1)
    const hyper = { alpha: 1, beta: 0.5, gamma: 0.5, epsilon: 1, correctBias: true, weightDecay: 0 };
    const { phi } = walk(amsgrad, hyper, [plane(4), plane(1)], [0], 2);
    expect(phi[1]![0]).toBeCloseTo(-0.8, 15);
    expect(phi[2]![0]).toBeCloseTo(-0.8 - 2 / (Math.sqrt(8 / 0.75) + 1), 15);
  });

  it('is Adam as long as the averaged square only grows', () => {
    const uncorrected = { ...plain, correctBias: false };
    expect(walk(amsgrad, uncorrected, plane(3, -1), [0, 0], 40).phi).toEqual(
      walk(adam, uncorrected, plane(3, -1), [0, 0], 40).phi,
    );
  });

  it('remembers a large slope that Adam forgets', () => {
    const hyper = { ...plain, gamma: 0.5, beta: 0, correctBias: false };
    const rare = [plane(100), ...Array.from({ length: 30 }, () => plane(1))];
    const lastStep = ({ phi }: { phi: number[][] }): number => phi.at(-2)![0]! - phi.at(-1)![0]!;
    expect(lastStep(walk(adam, hyper, rare, [0], 31))).toBeGreaterThan(0.0499);
    expect(lastStep(walk(amsgrad, hyper, rare, [0], 31))).toBeCloseTo(0.05 / Math.sqrt(5000), 14);
  });
});

mutations('amsgrad', {
  sign: ['phi[i]! -= (alpha * mTilde)', 'phi[i]! += (alpha * mTilde)'],
  exponent: ['(1 - gamma) * g[i]! ** 2;', '(1 - gamma) * Math.abs(g[i]!) ** 3;'],
  order: [
    'largest[i] = Math.max(largest[i]!, v[i]!);\n      const mTilde = m[i]! / mWeight;\n      const vTilde = largest[i]! / vWeight;',
    'const mTilde = m[i]! / mWeight;\n      const vTilde = Math.max(largest[i]!, v[i]! / vWeight);\n      largest[i] = vTilde;',
  ],
});
