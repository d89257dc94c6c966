import { describe, expect, it } from 'vitest';
import { scheduleFreeSgd } from '../../../src/engine/optimizers/schedule-free-sgd.ts';
import { mutations } from './mutations.ts';
import { bowl, plane, tilted, walk } from './steps.ts';

const plain = { alpha: 0.2, beta: 0.9, weightDecay: 0 };

describe('scheduleFreeSgd', () => {
  it('makes the two steps worked by hand', () => {
    // alpha .5, beta .5, lambda .2, on phi^2/2 from 2: the gradient at 2 is 2: z = 2 - .5 (2 + .4) = .8, and phi is the mean of it
    // at .8: z = .8 - .5 (.8 + .16) = .32, and phi = (.8 + .32)/2 = .56
    const { phi } = walk(scheduleFreeSgd, { alpha: 0.5, beta: 0.5, weightDecay: 0.2 }, bowl, [2], 2);
    expect(phi[1]![0]).toBeCloseTo(0.8, 14);
    expect(phi[2]![0]).toBeCloseTo(0.56, 14);
  });

  it('is the mean of where descent went, since on a plane z is known', () => {
    const { phi } = walk(scheduleFreeSgd, plain, plane(3), [1], 50);
    for (let t = 1; t <= 50; t++) expect(phi[t]![0]).toBeCloseTo(1 - (0.6 * (t + 1)) / 2, 12);
  });

  it('takes its gradient between z and the mean: at the mean for beta 1, at z for beta 0', () => {
    const { asked, phi } = walk(scheduleFreeSgd, { ...plain, beta: 0 }, tilted, [1, -2], 3);
    // z_2 from the means: phi_2 = (z_1 + z_2)/2 and phi_1 = z_1.
    expect(asked[2]![0]).toBeCloseTo(2 * phi[2]![0]! - phi[1]![0]!, 12);
  });
});

mutations('schedule-free-sgd', {
  sign: ['phi[i]! -= c * (phi[i]! - z[i]!);', 'phi[i]! += c * (phi[i]! - z[i]!);'],
  exponent: ['state.weight += alpha ** 2;', 'state.weight += alpha;'],
  order: ['y[i] = (1 - beta) * z[i]! + beta * phi[i]!;', 'y[i] = beta * z[i]! + (1 - beta) * phi[i]!;'],
});
