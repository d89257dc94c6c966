import { describe, expect, it } from 'vitest';
import { createQuadratic, mean, optimizers, standardError, train } from '../../../../src/engine/index.ts';
import { expectedLoss } from '../../../../src/engine/theory/momentum-theory.ts';
import experiment from '../../../../src/experiments/momentum/momentum-helps/momentum-helps.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);

describe('momentum-helps', () => {
  it('gains about 2, 11, 23 and 22 % at batch sizes 1, 16, 256 and 4096, the best of four momenta', () => {
    const { numbers } = run('');
    for (const [size, gain] of [
      [1, 0.018],
      [16, 0.111],
      [256, 0.227],
      [4096, 0.216],
    ] as const)
      expect(Math.abs(numbers[`bestGain${size}`]!.value - gain)).toBeLessThan(0.002);
  });

  it('agrees with two hundred simulated runs', () => {
    const curvatures = Array.from({ length: 20 }, (_, i) => 1 / (i + 1));
    const [alpha, beta, batch, steps] = [0.3, 0.9, 16, 100];
    const start = 3 / Math.sqrt(20);
    const sd = curvatures.map(Math.sqrt);
    const losses = Float64Array.from(
      { length: 200 },
      (_, seed) =>
        train({
          problem: createQuadratic({ eigenvalues: curvatures }),
          optimizer: optimizers.momentum,
          hyper: { alpha, beta },
          start: new Array<number>(20).fill(start),
          steps,
          noise: { sd, batch },
          seed,
          record: { phi: 'ends', loss: 'ends' },
        }).loss.at(-1)!,
    );
    const exact = expectedLoss({ alpha, beta, sd: sd.map((one) => one / Math.sqrt(batch)) }, curvatures, start, steps);
    expect(Math.abs(mean(losses) - exact)).toBeLessThan(3 * standardError(losses));
    // The check can fail: without the noise the loss would be very different.
    expect(expectedLoss({ alpha, beta, sd: 0 }, curvatures, start, steps)).toBeLessThan(exact / 2);
  });

  it('holds at batches of 256, hardly at 1, and fails for much momentum over few steps', () => {
    expect(run('').verdict.outcome).toBe('holds');
    expect(run('batchSize=1').verdict.outcome).toBe('depends');
    expect(run('beta=0.98&steps=20').verdict.outcome).toBe('fails');
  });
});
