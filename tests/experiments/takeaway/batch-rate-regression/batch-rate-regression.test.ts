import { describe, expect, it } from 'vitest';
import { lastState, mean, optimizers, standardError, stream, train } from '../../../../src/engine/index.ts';
import { createRandomRegression } from '../../../../src/engine/problems/linear-regression.ts';
import experiment from '../../../../src/experiments/takeaway/batch-rate-regression/batch-rate-regression.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { shownBy } from '../../shown-by.ts';
import { usualResults } from '../../usual.ts';

const run = shownBy(experiment, await usualResults('batch-rate-regression', experiment));

const D = 16;
const recursion = (a: number, size: number, steps: number, noise: number): number => {
  let error = 1;
  for (let t = 0; t < steps; t++)
    error = (1 - 2 * a + a * a * (1 + (D + 1) / size)) * error + (a * a * noise * D) / size;
  return error;
};

describe('batch-rate-regression', () => {
  const epochs = run('');
  const steps = run('hold=steps');
  const noiseless = run('hold=steps&noise=false&steps=25');

  it('with 4 epochs the slope is .93 to 1, theory .97: the linear rule holds', () => {
    expect(epochs.numbers['slope']!.low).toBeGreaterThan(0.93);
    expect(epochs.numbers['slope']!.high).toBeLessThan(1);
    expect(epochs.value('slopeTheory')).toBeCloseTo(0.97, 2);
    expect(epochs.verdict.outcome).toBe('holds');
  });

  it('with 60 steps it is .14 to .22, theory .185: the rule fails', () => {
    expect(steps.numbers['slope']!.low).toBeGreaterThan(0.14);
    expect(steps.numbers['slope']!.high).toBeLessThan(0.23);
    // The lowest of forty thousand rates, in NumPy.
    expect(Math.abs(steps.value('slopeTheory') - 0.185)).toBeLessThan(0.001);
    expect(steps.verdict.outcome).toBe('fails');
  });

  it('without noise it is linear far below D + 1 = 17, and flat far above', () => {
    expect(noiseless.verdict.outcome).toBe('depends');
    expect(noiseless.value('noiseScale')).toBe(17);
    // 1/(1 + 17/B) has slope 17/(B + 17): .81 at B = 4, .12 at B = 128.
    expect(Math.abs(noiseless.value('slopeSmall') - 0.81)).toBeLessThan(0.06);
    expect(Math.abs(noiseless.value('slopeLarge') - 0.17)).toBeLessThan(0.04);
    expect(noiseless.results.sizes.size).toBe(8);
    for (const [batchSize, { rate }] of noiseless.results.sizes)
      expect(Math.abs(rate * (1 + 17 / batchSize) - 1)).toBeLessThan(0.08);
  });

  it('the best rates lie on the curve of the recursion', () => {
    for (const { panels } of [epochs, steps]) {
      const chart = panels[1]!;
      if (chart.kind !== 'chart') throw new Error('the second panel is a chart');
      const theory = chart.series.find(({ name }) => name === 'recursion')!;
      for (const series of chart.series.filter(({ kind }) => kind === 'points'))
        for (const [i, size] of series.x.entries())
          expect(Math.abs(Math.log(series.y[i]! / theory.y[theory.x.indexOf(size)]!))).toBeLessThan(0.16);
    }
  });

  it('the recursion in closed form is the recursion, and agrees with fresh examples', () => {
    const values = { ...parse(experiment.parameters, new URLSearchParams('hold=steps&steps=30&batchSize=8')).values };
    const chart = experiment.present(values, { sizes: new Map() }).panels[0]!;
    if (chart.kind !== 'chart') throw new Error('the first panel is a chart');
    const theory = chart.series.find(({ name }) => name === 'recursion')!;
    for (const k of [0, 30, 60, 80]) {
      const expected = recursion(theory.x[k]!, 8, 30, 1) / 2;
      expect(Math.abs(theory.y[k]! / expected - 1)).toBeLessThan(1e-9);
    }
    const random = stream(7, 'data');
    const ends = Float64Array.from({ length: 400 }, () => {
      const e = new Float64Array(D).fill(0.25);
      for (let t = 0; t < 10; t++) {
        const g = new Float64Array(D);
        for (let b = 0; b < 4; b++) {
          const x = Array.from(e, () => random.normal());
          const residual = x.reduce((sum, one, j) => sum + one * e[j]!, 0) - random.normal();
          for (let j = 0; j < D; j++) g[j]! += (residual * x[j]!) / 4;
        }
        for (let j = 0; j < D; j++) e[j]! -= 0.1 * g[j]!;
      }
      return e.reduce((sum, one) => sum + one * one, 0);
    });
    expect(Math.abs(mean(ends) - recursion(0.1, 4, 10, 1))).toBeLessThan(4 * standardError(ends));
  });

  it.each([
    [4, true],
    [32, true],
    [32, false],
  ])('its fast loops make the runs of train: B = %d, noise %s', (batchSize, noise) => {
    const seed = 3;
    const draws = stream(seed, 'weights');
    const raw = Array.from({ length: D }, () => draws.normal());
    const problem = createRandomRegression(stream(seed, 'data'), {
      examples: 512,
      variances: new Array<number>(D).fill(1),
      weights: raw.map((one) => one / Math.hypot(...raw)),
      noise: noise ? 1 : 0,
      half: true,
      reduction: 'mean',
    });
    const steps = 40;
    const lowest = Math.min(
      ...Array.from({ length: 23 }, (_, k) => {
        const trace = train({
          problem,
          optimizer: optimizers.gradientDescent,
          hyper: { alpha: 2 ** (-10 + k / 2) },
          start: new Float64Array(D),
          steps,
          batches: { size: batchSize, sampling: 'replacement', seed },
          record: { phi: 'ends', loss: 'ends', batches: false },
        });
        const w = lastState(trace);
        let excess = 0;
        for (let i = 0; i < D; i++)
          for (let j = 0; j < D; j++)
            excess +=
              ((w[i]! - problem.solution[i]!) * problem.hessian[i * D + j]! * (w[j]! - problem.solution[j]!)) / 2;
        return trace.status.kind === 'diverged' ? Number.POSITIVE_INFINITY : excess;
      }),
    );
    const { first } = experiment.measure.sizes({ batchSize, steps, noise, seed });
    expect(Math.abs(first - lowest)).toBeLessThan(1e-10 * Math.max(lowest, 1e-3));
    expect(first).toBeGreaterThan(0);
  });
});
