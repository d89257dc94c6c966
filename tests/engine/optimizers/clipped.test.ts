import { describe, expect, it } from 'vitest';
import { clipped } from '../../../src/engine/optimizers/clipped.ts';
import { gradientDescent } from '../../../src/engine/optimizers/gradient-descent.ts';
import { nesterov } from '../../../src/engine/optimizers/nesterov.ts';
import { apart, plane, tilted, walk } from './steps.ts';

describe('clipped', () => {
  it('shortens a long gradient to the norm and keeps its direction; a short one it leaves alone', () => {
    const rule = clipped(gradientDescent, { norm: 1 });
    const { phi } = walk(rule, { alpha: 1 }, [plane(3, 4), plane(0.3, 0.4)], [0, 0], 2);
    expect(phi[1]![0]).toBeCloseTo(-0.6, 6);
    expect(phi[1]![1]).toBeCloseTo(-0.8, 6);
    expect(phi[2]![0]! - phi[1]![0]!).toBeCloseTo(-0.3, 15);
  });

  it('by value brings every entry within the bound, and turns the step', () => {
    const rule = clipped(gradientDescent, { value: 1 });
    expect(walk(rule, { alpha: 1 }, plane(3, -0.5), [0, 0], 1).phi[1]).toEqual([-1, 0.5]);
  });

  it('changes nothing while no gradient is too long, whatever the rule asks', () => {
    const hyper = { alpha: 0.1, beta: 0.9 };
    const far = walk(clipped(nesterov, { norm: 1e6 }), hyper, tilted, [1, -2], 30).phi;
    expect(apart(far, walk(nesterov, hyper, tilted, [1, -2], 30).phi)).toBe(0);
  });

  it('says so in its Python, wherever the rule asks for a gradient', () => {
    const rule = clipped(nesterov, { norm: 2.5 });
    expect(rule.pythonState).toContain('def clipped(g, most=2.5):');
    expect(rule.python).toContain('clipped(gradient(');
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a bound of %d', (norm) => {
    expect(() => clipped(gradientDescent, { norm })).toThrow('a finite number above 0');
  });
});
