import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/why-batches.ts';
import { runExperiment } from '../../../src/figure/run.ts';

const shown = (
  batchSize: number,
  { examples = 1024, seed = 1, ...options }: { examples?: number; seed?: number; at?: number } = {},
) => runExperiment(experiment, { batchSize, examples, seed }, options).presentation;

describe('a batch that votes', () => {
  // The variance of the mean of B out of N without repetitions is that of one, times (N - B) / (B (N - 1)).
  it.each([
    [4, 64],
    [16, 1024],
    [100, 128],
  ])('of %d among %d is off by what theory says, within what 200 batches leave open', (batchSize, examples) => {
    const { numbers } = shown(batchSize, { examples });
    const at = (name: string) => numbers[name]?.value ?? Number.NaN;
    const factor = Math.sqrt((examples - batchSize) / (batchSize * (examples - 1)));
    expect(at('error')).toBeCloseTo(at('single') * factor, 12);
    // A mean square over 200 batches varies by at most a tenth, its root by half of that.
    expect(Math.abs(at('measured') / at('error') - 1)).toBeLessThan(0.1);
  });

  it('of all examples is exact', () => {
    const { numbers, verdict } = shown(4096, { examples: 256 });
    expect(numbers['batchSize']?.value).toBe(256);
    expect(numbers['error']?.value).toBe(0);
    expect(numbers['measured']?.value).toBeLessThan(1e-12);
    expect(numbers['four']).toBeUndefined();
    expect(verdict.text).toMatch(/exact/);
  });

  it('shows the batches one after another', () => {
    const drawn = (options: { at?: number } = {}) => {
      const [sheet] = shown(4, options).panels;
      if (sheet?.kind !== 'surface') throw new Error('the first panel is a sheet');
      const fans = sheet.paths?.filter(({ faint }) => faint);
      return { arrows: sheet.arrows?.length, votes: fans?.reduce((sum, { x }) => sum + x.length / 3, 0) };
    };
    // First single votes, and no arrow, since readers guess its direction.
    expect(drawn({ at: 0 })).toEqual({ arrows: 0, votes: 48 });
    expect(drawn({ at: 7 })).toEqual({ arrows: 2, votes: 7 });
    expect(drawn()).toEqual({ arrows: 2, votes: 48 });
  });
});
