import { describe, expect, it } from 'vitest';
import { lion } from '../../../src/engine/optimizers/lion.ts';
import { mutations } from './mutations.ts';
import { bowl, plane, scaled, tilted, walk } from './steps.ts';

const plain = { alpha: 0.05, beta: 0.9, memory: 0.99, weightDecay: 0 };

describe('lion', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, beta_2 .75, lambda .2, on phi^2/2 from 2: the sign of .5 0 + .5 2 is 1: phi = .9 2 - .5 = 1.3; m = .25 2 = .5
    // .5 .5 + .5 1.3 is above 0: phi = .9 1.3 - .5 = .67
    const { phi } = walk(lion, { alpha: 0.5, beta: 0.5, memory: 0.75, weightDecay: 0.2 }, bowl, [2], 2);
    expect(phi[1]![0]).toBeCloseTo(1.3, 14);
    expect(phi[2]![0]).toBeCloseTo(0.67, 14);
  });

  it('moves every parameter by alpha, whatever the scale of the loss', () => {
    const there = walk(lion, plain, scaled(1e-6, tilted), [1, -2], 40).phi;
    expect(walk(lion, plain, tilted, [1, -2], 40).phi).toEqual(there);
    for (let t = 1; t <= 40; t++) expect(Math.abs(there[t]![0]! - there[t - 1]![0]!)).toBeCloseTo(0.05, 12);
  });

  it('goes by the newest gradient more than by what it keeps', () => {
    // After ten slopes of 1 the memory is 1 - .99^10 = .0956, and .9 of it is .086, less than .1 of a slope of -1.
    const slopes = [...Array.from({ length: 10 }, () => plane(1)), plane(-1)];
    const { phi } = walk(lion, plain, slopes, [0], 11);
    expect(phi[10]![0]).toBeCloseTo(-0.5, 12);
    expect(phi[11]![0]).toBeCloseTo(-0.45, 12);
  });
});

mutations('lion', {
  sign: ['phi[i]! - alpha * Math.sign(', 'phi[i]! + alpha * Math.sign('],
  exponent: ['(1 - memory) * g[i]!;', '(1 - memory) * g[i]! ** 2;'],
  order: ['Math.sign(beta * m[i]! + (1 - beta) * g[i]!)', '(beta * Math.sign(m[i]!) + (1 - beta) * Math.sign(g[i]!))'],
});
