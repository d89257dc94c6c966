import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomState } from '../../src/engine/index.ts';
import { gridTrials, hits, randomTrials } from '../../src/experiments/hyperparameters/random-or-grid/two-searches.ts';
import { ratesOnGabor } from '../../src/experiments/takeaway/batch-rate-gabor/rates-on-gabor.ts';
import regression from '../../src/experiments/takeaway/batch-rate-regression/batch-rate-regression.ts';
import { shownBy } from '../experiments/shown-by.ts';
import { root } from './compile.ts';

const theory = shownBy(regression);

const page = (name: string): string => readFileSync(join(root, 'src/content/docs', name), 'utf8');

describe('the takeaway, 1: the notebook’s own problem', () => {
  it('at the limit their loss still falls, and well beyond it shoots up', () => {
    const { rates, means } = ratesOnGabor({ batchSize: 30, start: 'near', budget: 600, seeds: 200, seed: 1 });
    const lossAt = (rate: number): number => means[rates.findIndex((one) => Math.abs(one / rate - 1) < 1e-9)]!;
    const [below, at, beyond] = [4, 4 * Math.SQRT2, 8].map(lossAt) as [number, number, number];
    expect(at).toBeLessThan(0.7 * below);
    expect(beyond).toBeGreaterThan(4 * at);
  });
});

describe('the takeaway, 2: exact theory', () => {
  const noiseless = 'hold=steps&noise=false&steps=25';

  it('without noise has from batches of 32 on more than half of the largest rate, which grows still', () => {
    // The formula's best rate of a single step is below 1 at every batch size; the dots are measured.
    const rates = [32, 256].map((size) => theory(`${noiseless}&batchSize=${size}`).numbers['rate']!);
    for (const rate of rates) expect(rate.low).toBeGreaterThan(1 / 2);
    expect(rates[1]!.low).toBeGreaterThan(rates[0]!.high!);
    expect(rates[1]!.high! / rates[0]!.low!).toBeLessThan(2);
    expect(page('takeaway.mdx')).toContain('already more than half of the largest that the formula allows');
  });

  it('the approximation of the text has the slope that was measured', () => {
    for (const steps of [20, 60, 100]) {
      const sizes = [2, 4, 8, 16, 32, 64, 128, 256];
      const slopes = sizes.map((size) => 1 / Math.log((4 * size * steps) / 16));
      const mean = slopes.reduce((sum, one) => sum + one, 0) / sizes.length;
      expect(Math.abs(theory(`hold=steps&steps=${steps}`).value('slope') - mean)).toBeLessThan(0.06);
    }
  });

  it('exercise 2: a batch of 16 is best at 16/33 without noise', () => {
    expect(Math.abs(theory(noiseless).value('rate') / (16 / 33) - 1)).toBeLessThan(0.05);
  });

  it('exercise 3: the longer the run, the flatter', () => {
    const slope = (steps: number) => theory(`hold=steps&steps=${steps}`).numbers['slope']!;
    expect(slope(100).high).toBeLessThan(slope(20).low!);
  });

  it('at a batch as large as the noise scale its error is as long as the gradient', () => {
    // Least squares with x ~ N(0, I), noise of variance 1 and an error e of length 1: the gradient of the mean loss is e.
    const [D, random] = [16, new RandomState(5)];
    const scale = theory().value('noiseScale');
    const squares = Array.from({ length: 4000 }, () => {
      const g = new Float64Array(D);
      for (let b = 0; b < scale; b++) {
        const x = Array.from(g, () => random.normal());
        const residual = x[0]! - random.normal();
        for (let j = 0; j < D; j++) g[j]! += (residual * x[j]!) / scale;
      }
      return g.reduce((sum, one, j) => sum + (one - (j === 0 ? 1 : 0)) ** 2, 0);
    });
    expect(squares.reduce((sum, one) => sum + one, 0) / squares.length).toBeCloseTo(1, 1);
  });

  it('the noise scale is D + 1 without noise, and more with it', () => {
    expect(theory().value('noiseScale')).toBe(33);
    expect(theory(noiseless).value('noiseScale')).toBe(17);
  });
});

describe('page 6.5', () => {
  it('misses with all sixteen of the grid between two of its columns, where random tries still hit', () => {
    const hit = (trials: readonly (readonly [x: number, y: number])[]) =>
      trials.filter(([x, y]) => hits(x, y, [0.5, 0.62], 0.1, 1)).length;
    expect(hit(gridTrials(4))).toBe(0);
    expect(hit(randomTrials({ trials: 16, seed: 1 }))).toBeGreaterThan(0);
  });
});
