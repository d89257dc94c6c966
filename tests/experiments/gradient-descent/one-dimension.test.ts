import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import experiment from '../../../src/experiments/gradient-descent/one-dimension.ts';
import type { SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { sentence } from '../../../src/figure/sentence.ts';

const run = (values: Partial<Values<typeof experiment.parameters>>) => {
  const { presentation } = runExperiment(experiment, { ...defaults(experiment.parameters), ...values });
  return { ...presentation, value: (name: string): number => presentation.numbers[name]?.value ?? Number.NaN };
};

describe('one-dimension', () => {
  it('multiplies the place by 1 - 2 alpha at each step, for the slope of phi squared is 2 phi', () => {
    for (const [alpha, phi] of [
      [0.1, -2.5],
      [0.45, 1],
      [0.9, 2],
      [1.1, -0.3],
    ] as const) {
      const { value } = run({ alpha, phi });
      expect(value('next')).toBeCloseTo(phi - alpha * 2 * phi, 12);
      expect(value('end')).toBeCloseTo(phi * (1 - 2 * alpha) ** 12, 9);
      expect(value('loss')).toBeCloseTo(value('end') ** 2, 9);
    }
  });

  it('creeps at 0.02, is there at 0.3, crosses and still arrives at 0.7, and climbs out past 1', () => {
    expect(run({ alpha: 0.02 }).value('away')).toBeGreaterThan(1.5);
    expect(sentence(run({ alpha: 0.02 }))).toMatch(/same side.* still/);
    expect(run({ alpha: 0.3 }).value('away')).toBeLessThan(0.05);
    expect(sentence(run({ alpha: 0.7 }))).toMatch(/other side.* you are there/);
    expect(run({ alpha: 1.05 }).value('away')).toBeGreaterThan(2.5);
    expect(sentence(run({ alpha: 1.05 }))).toMatch(/^Too large/);
  });

  it('has the tangent where the walk is, also at its end, and none off the chart', () => {
    const slopeOf = (alpha: number) => {
      const [hill] = run({ alpha }).panels as SurfacePanel[];
      return hill?.lines?.find(({ name }) => name === 'slope')?.label;
    };
    expect(slopeOf(0.5)).toBe('slope 0.0');
    // The start is left of the lowest place.
    expect(slopeOf(0.3)).toBe('slope 0.0');
    expect(slopeOf(1.2)).toBeUndefined();
  });

  it('gives nothing away before the first step, and the whole without a step', () => {
    const values = defaults(experiment.parameters);
    const before = runExperiment(experiment, values, { at: 0 }).presentation;
    expect(sentence(before)).toMatch(/^You stand at −2.50, .*\?$/);
    expect(sentence(run({}))).toMatch(/still/);
  });

  it('arrives in one step at half the limit, and stays as high at the limit', () => {
    expect(run({ alpha: 0.5 }).value('next')).toBe(0);
    expect(run({ alpha: 1 }).value('loss')).toBe(6.25);
    expect(run({ alpha: 1 }).limits?.['alpha']?.[0]?.at).toBe(1);
  });

  it('offers 0.9 of the limit to who is past it, and says what a start on the floor means', () => {
    expect(run({ alpha: 1.1 }).offers?.[0]?.set).toEqual({ alpha: 0.9 });
    expect(run({ alpha: 0.9 }).offers).toBeUndefined();
    expect(sentence(run({ phi: 0 }))).toMatch(/no step goes anywhere/);
  });
});
