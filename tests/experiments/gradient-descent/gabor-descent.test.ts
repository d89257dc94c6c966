import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/gradient-descent/gabor-descent.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { sentence } from '../../../src/figure/sentence.ts';
import given from '../../../src/references/given/gabor-critical-points.json' with { type: 'json' };

function run(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  const { presentation } = runExperiment(experiment, values);
  return { ...presentation, value: (name: string): number => presentation.numbers[name]?.value ?? Number.NaN };
}

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
    expect(sentence(past)).toContain('past 2/λmax = 0.1765');
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

  it('at a rate of 20 says that the run left the sheet, not that it falls at every step', () => {
    expect(sentence(run('alpha=20'))).toMatch(/^The run left the sheet at step 1 /);
    expect(run('alpha=20').offers).toHaveLength(1);
    expect(sentence(run('phi0=-10&phi1=3&alpha=0.005&steps=1'))).not.toContain('basin of no minimum');
  });

  it('says “after 1 step”', () => expect(sentence(run('steps=1'))).toMatch(/^After 1 step the/));

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
    expect(sentence(run(''))).toContain('the basin of the lowest minimum');
    expect(sentence(run('phi0=-5&phi1=12'))).toContain('a local minimum of 3.36, not the lowest');
  });

  it('exports Python', () => {
    expect(experiment.python?.(parse(experiment.parameters, new URLSearchParams()).values)).toContain('np.exp');
  });
});
