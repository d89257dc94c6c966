import { describe, expect, it } from 'vitest';
import { optimizers, problems, rateGrid, stream, train } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/takeaway/batch-rate-gabor/batch-rate-gabor.ts';
import { shownBy } from '../../shown-by.ts';
import { usualResults } from '../../usual.ts';

const run = shownBy(experiment, await usualResults('batch-rate-gabor', experiment));

const near = run('');
const mean = run('reduction=mean');
const far = run('start=far');

describe('batch-rate-gabor', () => {
  it('α on the sum falls from .36 to .2; the rate on the mean rises to near 6', () => {
    expect(near.value('alpha1')).toBeGreaterThan(0.33);
    expect(near.value('alpha1')).toBeLessThan(0.4);
    expect(near.value('alpha30')).toBeGreaterThan(0.19);
    expect(near.value('alpha30')).toBeLessThan(0.21);
    expect(near.value('mean30') / near.value('alpha30')).toBeCloseTo(30, 10);
    // On the grid alone, without the fit, the best at 30 is 4 sqrt 2 and an eighth of an octave.
    expect(near.value('tried30')).toBeCloseTo(4 * 2 ** (5 / 8), 10);
  });

  it('has intervals that hold what ten thousand other starts find, and slopes beside theirs', () => {
    // By NumPy, on a grid of 2^(1/16), from cubics and quartics through log losses within 1.15 times the lowest.
    const theirs = { mean1: 0.36, mean2: 0.745, mean3: 1.1, mean5: 1.8, mean10: 3.44, mean15: 4.67, mean30: 6.18 };
    const slopes = { meanSlope: 0.862, noisySlope: 0.949 };
    const missed = Object.entries({ ...theirs, ...slopes }).filter(([name, truth]) => {
      const { low = Number.NaN, high = Number.NaN } = near.numbers[name]!;
      return !(low <= truth && truth <= high);
    });
    expect(missed.map(([name]) => name)).toEqual([]);
    for (const [name, truth] of Object.entries(slopes)) expect(Math.abs(near.value(name) - truth)).toBeLessThan(0.02);
    // Two hundred starts for every batch size gave .54, and a slope of .75.
    expect(near.value('mean1') / theirs.mean1).toBeLessThan(1.15);
  });

  it('the verdict turns with the name of the rate: the same runs, printed as a sum and as a mean', () => {
    expect(near.verdict.outcome).toBe('fails');
    expect(mean.verdict.outcome).toBe('holds');
    expect(mean.value('slope') - near.value('slope')).toBeCloseTo(1, 12);
    expect(near.numbers['slope']!.high).toBeLessThan(0);
    // Well below the linear rule, too.
    expect(mean.numbers['slope']!.high).toBeLessThan(0.95);
  });

  it('from the notebook’s start α falls a little where a rate does well, and from B = 10 on none does', () => {
    expect(far.verdict.outcome).toBe('fails');
    expect(far.value('sumSlope')).toBeGreaterThan(-0.25);
    expect(far.value('idleFrom')).toBe(10);
    for (const size of [1, 2, 3, 5]) {
      expect(far.value(`alpha${size}`)).toBeGreaterThan(0.5);
      expect(far.value(`alpha${size}`)).toBeLessThan(1);
    }
    for (const size of [10, 15, 30]) expect(far.value(`loss${size}`)).toBeGreaterThan(0.9 * far.value('zeroModel'));
  });

  it('full batches are best just above the limit of descent, where the linear rule would be far above it', () => {
    const { value } = near;
    expect(value('mean30')).toBeGreaterThan(1.05 * value('limit'));
    expect(value('mean30')).toBeLessThan(1.2 * value('limit'));
    expect(30 * value('mean1')).toBeGreaterThan(1.8 * value('limit'));
  });

  it.each([
    [1, 0.5],
    [5, 2],
    [30, 5.656854249492381],
  ])('its fast loop makes the runs of train: B = %d at rate %d on the mean', (batchSize, rate) => {
    const random = stream(3, 'start');
    const start = [random.normal(-1.5, 0.3), random.normal(8.5, 0.6)];
    const trace = train({
      problem: problems.gabor,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: rate / batchSize },
      start,
      steps: 600 / batchSize,
      batches: { size: batchSize, sampling: batchSize === 1 ? 'replacement' : 'notebook', seed: 3 },
    });
    const { first } = experiment.measure.sizes({ batchSize, start: 'near', budget: 600, seeds: 2, seed: 3 });
    const k = rateGrid(2 ** -4, 64, 2).findIndex((one) => Math.abs(one - rate) < 1e-9);
    expect(Math.abs(first[k]! - trace.loss.at(-1)!)).toBeLessThan(1e-12);
  });
});
