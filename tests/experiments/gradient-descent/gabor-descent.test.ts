import { describe, expect, it } from 'vitest';
import { fitGabor } from '../../../src/engine/problems/gabor-points.ts';
import experiment from '../../../src/experiments/gradient-descent/gabor-descent.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { sentence } from '../../../src/figure/sentence.ts';
import given from '../../../src/references/given/gabor-critical-points.json' with { type: 'json' };
import { shownBy } from '../shown-by.ts';

const run = shownBy(experiment);

const KINDS: Readonly<Record<string, string>> = { min: 'minimum', saddle: 'saddle', max: 'maximum' };

describe('gabor-descent', () => {
  it('at the notebook’s rate looks fine for 21 steps: L = 1.38838, downhill all the way', () => {
    const { value } = run('alpha=0.2&steps=21');
    expect(value('loss')).toBeCloseTo(1.38838, 5);
    expect(value('stepsUphill')).toBe(0);
  });

  it('first rises at step 45 of the notebook’s rate, and stays unstable', () => {
    expect(run('alpha=0.2&steps=44').value('stepsUphill')).toBe(0);
    expect(run('alpha=0.2&steps=80').value('firstRise')).toBe(45);
    const long = run('alpha=0.2&steps=1000');
    expect(long.value('stepsUphill')).toBeGreaterThan(100);
    expect(long.value('loss') - long.value('lowest')).toBeGreaterThan(0.1);
  });

  it('names the limit .1765 and offers .9 of it, which comes to rest in the lowest minimum', () => {
    const past = run('alpha=0.2&steps=1000');
    expect(past.value('lambdaMax')).toBeCloseTo(11.329, 3);
    expect(past.limits?.['alpha']?.[0]?.at).toBeCloseTo(0.1765, 4);
    expect(sentence(past)).toContain('past 0.1765');
    const offered = past.offers?.[0]?.set['alpha'];
    expect(offered).toBe(0.159);
    const back = run(`alpha=${offered}&steps=1000`);
    expect(back.offers).toBeUndefined();
    expect(back.value('loss')).toBeCloseTo(0.6456961, 7);
    expect(back.value('endPhi0')).toBeCloseTo(0.0037946, 6);
    expect(back.value('endPhi1')).toBeCloseTo(16.0263478, 6);
  });

  it('at a rate of 50 diverges with a reason', () => {
    const far = run('alpha=50');
    expect(sentence(far)).toContain('diverged at step');
    expect(far.value('divergedAt')).toBeGreaterThan(0);
  });

  it('marks every minimum and saddle of the sheet, classified by its Hessian', () => {
    const { panels } = run('');
    const sheet = panels.find(({ name }) => name === 'surface') as SurfacePanel; // a sheet by that name
    const table = panels.find(({ name }) => name === 'stationary points');
    if (table?.kind !== 'table') throw new Error('no table of stationary points');
    expect(table.rows.length).toBe(given.points.length);
    for (const point of given.points) {
      const kind = KINDS[point.type];
      const row = table.rows.find(
        ([, x, y]) => Math.hypot(Number(x) - point.phi[0]!, Number(y) - point.phi[1]!) < 1e-6,
      );
      expect(row?.[0], `${kind} at ${point.phi}`).toBe(kind);
      expect(Number(row?.[3])).toBeCloseTo(point.loss, 8);
      const isMarked = sheet.points?.some(({ x, y }) => Math.hypot(x - point.phi[0]!, y - point.phi[1]!) < 1e-6);
      expect(isMarked, `${kind} at ${point.phi}`).toBe(kind !== 'maximum');
    }
  });

  it('ends in another minimum from another start: the opposite verdict', () => {
    expect(sentence(run(''))).toContain('heading for the lowest minimum');
    expect(sentence(run('steps=1000'))).toContain('has arrived at the lowest minimum, 0.646.');
    expect(sentence(run('phi0=-5&phi1=12'))).toContain('a local minimum of 3.36, not the lowest');
  });

  it('judges the rate by the valley that the run is in, not by the lowest', () => {
    const elsewhere = run('alpha=0.2&phi0=-5&phi1=12&steps=1000');
    expect(sentence(elsewhere)).toContain('has arrived at a local minimum of 3.36, not the lowest');
    expect(sentence(elsewhere)).not.toContain('too large');
    expect(elsewhere.offers).toBeUndefined();
    const across = run('alpha=0.5&phi0=-5&phi1=12&steps=1000');
    const limit = across.value('reachedLimit');
    expect(limit).toBeLessThan(0.5);
    expect(sentence(across)).toContain('the valley that the run is in, whose minimum is 3.36');
    const back = across.offers?.[0]?.set['alpha'];
    expect(sentence(run(`alpha=${back}&phi0=-5&phi1=12&steps=1000`))).toContain(
      'has arrived at a local minimum of 3.36',
    );
  });

  it('gives nothing away before its first step, while one can still guess', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('alpha=0.2'));
    const { presentation } = runExperiment(experiment, values, { at: 0 });
    expect(sentence(presentation)).toBe(
      'The run begins at a loss of 11.70. Where will 80 steps at this rate bring it?',
    );
    expect(presentation.offers).toBeUndefined();
  });
});

describe('gabor-descent with points of one’s own', () => {
  // On the curve of phi = (0, 10): the loss there is 0, the lowest minimum.
  const onCurve = [-6, -4, -2.5, -1, 0.5, 2, 3.5, 5]
    .flatMap((x) => [x, Number((Math.sin(0.6 * x) * Math.exp(-((0.6 * x) ** 2) / 32)).toFixed(6))])
    .join('_');

  it('knows their lowest minimum and its limit, and a run that starts beside it ends there', () => {
    const own = run(`points=${onCurve}&phi0=0.3&phi1=9&alpha=0.05&steps=1000`);
    expect(own.value('points')).toBe(8);
    expect(own.value('lowest')).toBeLessThan(1e-9);
    expect(own.value('loss')).toBeLessThan(1e-6);
    expect(own.value('endPhi1')).toBeCloseTo(10, 2);
    expect(sentence(own)).toContain('has arrived at the lowest minimum on the map, 0.000');
    // At a perfect fit the second derivatives are 2 J'J; the largest, from differences of the model alone.
    const g = (phi: readonly number[], x: number) => {
      const u = phi[0]! + 0.06 * phi[1]! * x;
      return Math.sin(u) * Math.exp((-u * u) / 32);
    };
    const xs = [-6, -4, -2.5, -1, 0.5, 2, 3.5, 5];
    const h = 1e-5;
    const rows = xs.map((x) => [
      (g([h, 10], x) - g([-h, 10], x)) / (2 * h),
      (g([0, 10 + h], x) - g([0, 10 - h], x)) / (2 * h),
    ]);
    const [a, b, d] = [
      [0, 0],
      [0, 1],
      [1, 1],
    ].map(([i, k]) => 2 * rows.reduce((sum, row) => sum + row[i!]! * row[k!]!, 0));
    const largest = (a! + d!) / 2 + Math.hypot((a! - d!) / 2, b!);
    expect(own.value('lambdaMax')).toBeCloseTo(largest, 3);
  });

  it('says it where the map has no minimum for them', () => {
    // Inputs so close to 0 that the frequency hardly matters: the loss slopes everywhere.
    const own = run('points=-0.02_1_0_1_0.02_1&phi0=-9&phi1=5&steps=3');
    expect(
      fitGabor([
        [-0.02, 1],
        [0, 1],
        [0.02, 1],
      ]).minima,
    ).toEqual([]);
    expect(sentence(own)).toContain('the map has no minimum for these points');
    expect(own.limits).toBeUndefined();
  });

  it('keeps the map of the book where the points are the book’s', () => {
    expect(run('points=book').panels[0]).toEqual(run('').panels[0]);
  });
});
