import { describe, expect, it } from 'vitest';
import { mean } from '../../../../src/engine/statistics/summary.ts';
import { examplesOf, huberMinimum, settled } from '../../../../src/experiments/since-the-book/spikes/outliers.ts';
import experiment from '../../../../src/experiments/since-the-book/spikes/spikes.ts';
import { shownBy } from '../../shown-by.ts';

const cache = new Map<string, unknown>();
const run = shownBy(experiment, cache);

describe('spikes', () => {
  it('settles where the clipped slopes of single examples cancel, and unclipped at the mean', () => {
    const data = { far: 30, sides: 'one' } as const;
    const x = examplesOf(data);
    for (const clip of [1, 3]) {
      const { middle } = settled({ ...data, clip, batchSize: 1, seed: 3 });
      expect(mean([...middle])).toBeCloseTo(huberMinimum(x, clip), 1);
    }
    const { middle } = settled({ ...data, clip: 0, batchSize: 20, seed: 3 });
    expect(Math.abs(mean([...middle]) - mean([...x]))).toBeLessThan(0.06);
  });

  it('Huber’s minimum is the mean where nothing is clipped, and near the median where nearly all is', () => {
    const x = examplesOf({ far: 30, sides: 'one' });
    expect(huberMinimum(x, 1000)).toBeCloseTo(mean([...x]), 10);
    const sorted = [...x].sort((a, b) => a - b);
    expect(huberMinimum(x, 1e-4)).toBeGreaterThanOrEqual(sorted[49]! - 1e-3);
    expect(huberMinimum(x, 1e-4)).toBeLessThanOrEqual(sorted[50]! + 1e-3);
  });

  it('without clipping hovers where the stationary variance says: α Var/(2(2 − α))', () => {
    const x = examplesOf({ far: 30, sides: 'one' });
    const at = mean([...x]);
    const variance = mean([...x].map((value) => (value - at) ** 2));
    const { low = 0, high = 0 } = run('').numbers['plainLeft']!;
    const theory = (0.05 * variance) / (2 * 1.95);
    expect(theory).toBeGreaterThan(low - (high - low) / 2);
    expect(theory).toBeLessThan(high + (high - low) / 2);
  });

  it('holds for single examples, fails with batches of ten clipped to 1, where there is little noise to lose', () => {
    expect(run('').verdict.outcome).toBe('holds');
    expect(run('batchSize=10&clip=1').verdict.outcome).toBe('fails');
    expect(run('sides=both').verdict.outcome).toBe('holds');
  });
});
