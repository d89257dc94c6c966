import { describe, expect, it } from 'vitest';
import { lineFit } from '../../../../src/experiments/gradient-descent/linear-regression/line-fit.ts';
import experiment from '../../../../src/experiments/gradient-descent/linear-regression/linear-regression.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { scriptAt } from '../../../../src/figure/python.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import given from '../../../../src/references/given/notebook-6-2.json' with { type: 'json' };
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);
type Run = ReturnType<typeof run>;

function series({ panels }: Run, panel: string, name: string): readonly number[] {
  const chart = panels.find((one) => one.name === panel);
  if (chart?.kind !== 'chart') throw new Error(`no chart ${panel}`);
  return Array.from(chart.series.find((one) => one.name === name)!.y);
}

describe('linear-regression', () => {
  it('repeats notebook 6.2: .21340498 after 10 steps of line search from (1.6, -.5), rate by rate', () => {
    const usual = run('');
    expect(usual.value('loss')).toBeCloseTo(0.21340498, 8);
    const rates = series(usual, 'rates', 'rates');
    for (const [t, alpha] of given.run.alpha.entries()) expect(Math.abs(rates[t]! - alpha)).toBeLessThan(1e-10);
  });

  it('knows the exact solution, the curvatures and the limits', () => {
    const { value, limits } = run('method=fixed');
    expect(value('lowest')).toBeCloseTo(0.19986636, 8);
    expect(value('intercept')).toBeCloseTo(given.exact.phi[0]!, 12);
    expect(value('slope')).toBeCloseTo(given.exact.phi[1]!, 12);
    expect(value('lambdaMin')).toBeCloseTo(3.994, 3);
    expect(value('lambdaMax')).toBeCloseTo(50.03, 2);
    expect(limits?.['alpha']?.map(({ at }) => at.toFixed(5))).toEqual(['0.03702', '0.03998']);
  });

  it('converges below the limit and diverges above it: the opposite verdict', () => {
    const below = run('method=fixed&alpha=0.0399&steps=200');
    expect(below.value('excess')).toBeLessThan(run('method=fixed&alpha=0.0399').value('excess'));
    const above = run('method=fixed&alpha=0.0401&steps=200');
    expect(above.value('excess')).toBeGreaterThan(run('method=fixed&alpha=0.0401').value('excess'));
    expect(sentence(above)).toContain('past 2/λmax = 0.03998');
    expect(above.offers?.map(({ set }) => set['alpha'])).toEqual([0.03598, 0.03702]);
    expect(sentence(run('method=fixed&alpha=0.06&steps=200'))).toContain('diverged at step');
  });

  it.each(['0.005', '0.03', '0.03702', '0.0399', '0.041'])(
    'at rate %s follows the theory of each eigenvalue',
    (alpha) => {
      const at = run(`method=fixed&alpha=${alpha}&steps=60`);
      const theory = series(at, 'excess', 'theory');
      const measured = series(at, 'excess', 'loss above the lowest');
      for (const [t, value] of measured.entries())
        expect(Math.abs(value - theory[t]!)).toBeLessThan(1e-12 + 1e-9 * value);
    },
  );

  it('no fixed rate shrinks the slower direction faster than the best one', () => {
    const worst = (alpha: number) => Math.max(...given.exact.eigenvalues.map((lambda) => Math.abs(1 - alpha * lambda)));
    const best = run('').value('bestRate');
    expect(worst(best) ** 2).toBeCloseTo(run('').value('worstFactor'), 12);
    for (const alpha of [0.9, 0.99, 1.01, 1.05]) expect(worst(alpha * best)).toBeGreaterThan(worst(best));
  });

  it('keeps the line search within its worst case, which a start between both directions nearly meets', () => {
    for (const start of ['phi0=1.6&phi1=-0.5', 'phi0=0.3&phi1=-0.8', 'phi0=1.2&phi1=0.9', 'phi0=0.2&phi1=0.9']) {
      const { value } = run(`steps=12&${start}`);
      expect(value('factor'), start).toBeLessThan(value('worstFactor'));
    }
    const { value } = run('phi0=1.63&phi1=-0.08');
    expect(value('factor') / value('worstFactor')).toBeGreaterThan(0.999);
    expect(value('factor')).toBeLessThan(value('worstFactor'));
  });

  it('with all controls at their maximum the factor is below its worst case: steps at rounding do not count', () => {
    for (const steps of [10, 50, 100, 200])
      for (const start of ['phi0=2&phi1=1', 'phi0=1.63&phi1=-0.08', 'phi0=0.31&phi1=0.58', 'phi0=0.3&phi1=-0.8']) {
        const { value } = run(`steps=${steps}&alpha=0.06&${start}`);
        expect(value('factor'), `${steps} ${start}`).toBeLessThan(value('worstFactor'));
      }
  });
});

describe('linear-regression with points of one’s own', () => {
  // 3, 5, 4 and 8 over 100 to 400: the slope is 70 / 5000, and the mean (250, 5).
  const OWN = 'points=100_3_200_5_300_4_400_8';

  it('says the least squares, the limit and the least loss of these points', () => {
    const own = run(`${OWN}&method=fixed`);
    expect(own.value('slope')).toBeCloseTo(0.014, 12);
    expect(own.value('intercept')).toBeCloseTo(1.5, 10);
    expect(own.value('lowest')).toBeCloseTo(4.2, 10);
    expect(own.value('points')).toBe(4);
    // Curvatures of 2 X'X, with trace 2 (4 + 300000) and determinant 4 * 4 * 50000.
    const trace = 2 * (4 + 300_000);
    const largest = trace / 2 + Math.sqrt((trace / 2) ** 2 - 4 * 4 * 50_000);
    expect(own.value('limit') * largest).toBeCloseTo(2, 9);
    expect(own.limits?.['alpha']?.[1]?.at).toBeCloseTo(own.value('limit'), 15);
  });

  it('fits the theory of the excess to the run, from a start and rates that follow the points', () => {
    const own = run(`${OWN}&method=fixed&steps=12`);
    const [measured, theory] = ['loss above the lowest', 'theory'].map((name) => series(own, 'excess', name));
    for (const [t, value] of measured!.entries()) expect(value / theory![t]!).toBeCloseTo(1, 6);
    const search = run(`${OWN}&steps=12`);
    expect(search.value('factor')).toBeLessThan(1);
    // Its longest step is relative to the rates for the points, like the notebook's.
    expect(sentence(search)).toContain('the worst case of a search of any length is 1.000');
  });

  it.each([
    ['far from 0', '100_2050_120_2440_140_2800_160_3210_180_3590_200_4010'],
    ['years', '1990_354_2000_369_2010_389_2020_414'],
    ['near 0', '0_1_1_2.1_2_2.9_3_4.2'],
  ])('shows the excess of its run, from where a page starts it: inputs %s', (_, points) => {
    const [phi0, phi1] = lineFit(points).frame.start;
    for (const rest of ['', '&steps=60', '&method=fixed']) {
      const own = run(`points=${points}&phi0=${phi0}&phi1=${phi1}${rest}`);
      const chart = own.panels.find(({ name }) => name === 'excess');
      if (chart?.kind !== 'chart') throw new Error('no chart of the excess');
      const [low, high] = chart.y.domain;
      const seen = series(own, 'excess', 'loss above the lowest').filter((value) => value >= low && value <= high);
      expect(seen.length, `${rest} ${chart.y.domain}`).toBeGreaterThan(3);
    }
  });

  it('gives a script that has these points and no word of twelve', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams(OWN));
    const script = scriptAt(experiment, values)?.text ?? '';
    expect(script).toContain('y = np.array([3,5,4,8])');
    expect(script).not.toMatch(/twelve|Notebook/);
  });

  it('of a symmetric x has two directions along the axes, and the theory still holds', () => {
    const own = run('points=-1_0.5_0_1_1_0.7&method=fixed&steps=6');
    const [measured, theory] = ['loss above the lowest', 'theory'].map((name) => series(own, 'excess', name));
    for (const [t, value] of measured!.entries()) expect(value / theory![t]!).toBeCloseTo(1, 6);
  });

  it('through every point ends at a loss of nothing, and says so', () => {
    const own = run('points=0_0_1_1&steps=200');
    expect(own.value('lowest')).toBeLessThan(1e-25);
    expect(sentence(own)).toMatch(/the lowest possible is 0/);
  });
});
