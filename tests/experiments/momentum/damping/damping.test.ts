import { describe, expect, it } from 'vitest';
import { regime } from '../../../../src/engine/theory/momentum-theory.ts';
import experiment from '../../../../src/experiments/momentum/damping/damping.ts';
import { betaOf, criticalBeta, swing } from '../../../../src/experiments/momentum/damping/springs.ts';
import type { ChartPanel, MultiplesPanel } from '../../../../src/figure/panels/panel.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);
const kindOf = (beta: number, stiffness: number) => regime(stiffness / (1 - beta), beta, 1);

describe('damping', () => {
  it('has three springs of the kinds that they are called, at every stiffness', () => {
    for (const stiffness of [0.02, 0.06, 0.1, 0.3]) {
      expect(kindOf(betaOf('under', stiffness), stiffness)).toBe('ripples');
      expect(kindOf(betaOf('critical', stiffness), stiffness)).toBe('critical');
      expect(kindOf(betaOf('over', stiffness), stiffness)).toBe('monotone');
    }
  });

  it('is critical at (1 - root k)^2, where the run is (1 + t c) r^t with r the root of beta', () => {
    const k = 0.1;
    const r = Math.sqrt(criticalBeta(k));
    // From -1 and at rest, the first step goes to -(1 - k) = -(1 + c) r.
    const c = (1 - k) / r - 1;
    swing(criticalBeta(k), k).height.forEach((value, t) => {
      expect(value).toBeCloseTo(-(1 + c * t) * r ** t, 7);
    });
  });

  it('only the underdamped weight swings past, and the critically damped one is home before the other two', () => {
    const { numbers } = run('');
    const of = (name: string) => numbers[name]!.value;
    for (const kind of ['critical', 'over'] as const) expect(swing(betaOf(kind, 0.1), 0.1).crossings).toBe(0);
    expect(swing(betaOf('under', 0.1), 0.1).crossings).toBeGreaterThan(5);
    expect(of('atRestCritical')).toBeLessThan(of('atRestOver'));
    expect(of('atRestCritical')).toBeLessThan(of('atRestUnder'));
  });

  it('a little less friction than critical is home sooner, and a little too much memory is not', () => {
    expect(run('beta=0.8').verdict.outcome).toBe('fails');
    expect(run('beta=0.6').verdict.outcome).toBe('holds');
    expect(run('beta=0.2').verdict.outcome).toBe('fails');
    const past = swing(0.6, 0.1);
    expect(past.crossings).toBeGreaterThan(0);
    expect(Math.max(...past.height)).toBeLessThan(0.05);
  });

  it('hangs each weight at the step in view, and at the last where the whole run is', () => {
    const hung = (at?: number) =>
      (run('', at).panels[1] as MultiplesPanel).items.map(({ panel }) => (panel as ChartPanel).spring);
    expect(hung()).toEqual(Array(4).fill({ series: 'height', at: run('').steps }));
    expect(hung(9)).toEqual(Array(4).fill({ series: 'height', at: 9 }));
    expect((run('', 9).panels[0] as ChartPanel).spring).toEqual({ series: 'yours', at: 9 });
  });

  it('is as soon at rest however far it is pulled, and its line is as many times as high', () => {
    const heights = (query: string) =>
      (run(query).panels[0] as ChartPanel).series.find(({ name }) => name === 'yours')!.y;
    const [usual, half] = [heights('beta=0.7'), heights('beta=0.7&pull=-0.5')];
    for (const t of [0, 3, 20]) expect(half[t]).toBeCloseTo(usual[t]! / 2, 12);
    const atRest = (query: string) => run(query).numbers['atRest']!.value;
    expect(atRest('beta=0.7&pull=0.31')).toBe(atRest('beta=0.7'));
  });

  it('tells when it swings past and when it is at rest, where it does', () => {
    const at = (query: string) => Object.fromEntries(run(query).events!.map(({ name, at }) => [name, at]));
    const { past, atRest } = at('beta=0.6');
    const heights = (run('beta=0.6').panels[0] as ChartPanel).series.find(({ name }) => name === 'yours')!.y;
    expect(heights[past!]! * heights[0]!).toBeLessThan(0);
    expect(heights[past! - 1]! * heights[0]!).toBeGreaterThanOrEqual(0);
    expect(atRest).toBe(run('beta=0.6').numbers['atRest']!.value);
    expect(at('beta=0.2')).not.toHaveProperty('past');
  });
});
