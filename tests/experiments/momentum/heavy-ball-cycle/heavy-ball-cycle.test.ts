import { describe, expect, it } from 'vitest';
import { optimizers, problems } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/momentum/heavy-ball-cycle/heavy-ball-cycle.ts';
import { cycleRegion, threeCycle } from '../../../../src/experiments/momentum/heavy-ball-cycle/three-cycle.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);

describe('heavy-ball-cycle', () => {
  it('cycles through 2592, 792 and -2208 over 1225, as theory says', () => {
    const { numbers, verdict } = run('');
    for (const [name, exact] of [
      ['high', 2592],
      ['middle', 792],
      ['low', -2208],
    ] as const)
      expect(Math.abs(numbers[name]!.value - exact / 1225)).toBeLessThan(1e-9);
    threeCycle(1 / 5, 4 / 9)!.forEach((point, k) => {
      expect(point).toBeCloseTo([2592, 792, -2208][k]! / 1225, 12);
    });
    expect(verdict.outcome).toBe('fails');
  });

  it('never settles from 12.4 % of the starts', () => {
    expect(run('').numbers['share']!.value).toBeCloseTo(0.124, 3);
  });

  it('plain descent and Nesterov settle from the same start', () => {
    const { numbers } = run('');
    expect(Math.abs(numbers['descentEnd']!.value)).toBeLessThan(0.1);
    expect(Math.abs(numbers['nesterovEnd']!.value)).toBeLessThan(1e-6);
  });

  it('settles from a start between, from all starts with less momentum, and from none past the limit', () => {
    expect(run('start=0.5').verdict.outcome).toBe('depends');
    const less = run('beta=0.3&alpha=0.12');
    expect(less.verdict.outcome).toBe('holds');
    expect(less.numbers['share']!.value).toBe(0);
    const past = run('alpha=0.3');
    expect(past.verdict.outcome).toBe('fails');
    expect(past.offers).toHaveLength(1);
  });

  it('theory’s cycle is one of the rule: a run that starts on it stays on it', () => {
    for (const [alpha, beta] of [
      [0.23, 0.5],
      [0.44, 0.7],
    ] as const) {
      const cycle = threeCycle(alpha, beta)!;
      // m such that the previous step came from the previous point.
      const m = (cycle[2] - cycle[0]) / alpha;
      const phi = Float64Array.of(cycle[0]);
      const state = optimizers.momentum.createState(1);
      state.m[0] = m;
      for (let t = 1; t <= 30; t++) {
        optimizers.momentum.step(phi, state, problems.lessard, { alpha, beta });
        expect(phi[0]).toBeCloseTo(cycle[t % 3]!, 9);
      }
    }
  });

  it('inside the strip there is a cycle, and beside it none', () => {
    const betas = Float64Array.of(0.5, 0.7);
    const { low, high } = cycleRegion(betas, [0.01, 1]);
    for (const [i, beta] of betas.entries()) {
      expect(threeCycle(1.001 * low[i]!, beta)).toBeDefined();
      expect(threeCycle(0.999 * low[i]!, beta)).toBeUndefined();
      expect(threeCycle(1.001 * high[i]!, beta)).toBeUndefined();
    }
    expect(cycleRegion(Float64Array.of(0.2), [0.01, 1]).low[0]).toBeNaN();
  });

  it('the function is convex: its slope never falls', () => {
    const g = new Float64Array(1);
    const slope = (phi: number): number => {
      problems.lessard.gradient(Float64Array.of(phi), g);
      return g[0]!;
    };
    for (let i = -500; i < 500; i++) expect(slope((i + 1) / 100)).toBeGreaterThan(slope(i / 100));
  });
});
