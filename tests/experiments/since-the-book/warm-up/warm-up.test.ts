import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/warm-up/warm-up.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { keptAt, measuredAt, picturesOnTheWay } from '../../long.ts';

describe('warm-up', () => {
  it('at .8 four of four are lost without it and none with 300 steps; the curvature is pressed down to about 2/a', () => {
    const { value, low, high, verdict } = keptAt('warm-up', experiment);
    expect(value('lostCold')).toBe(4);
    expect(value('lostWarm')).toBe(0);
    expect(low('startRatio')).toBeGreaterThan(3);
    expect(high('endCurvature')).toBeLessThan(1.25 * value('edge'));
    expect(low('endCurvature')).toBeGreaterThan(0.9 * value('edge'));
    expect(high('endLoss')).toBeLessThan(0.15);
    expect(verdict.outcome).toBe('holds');
  });

  it('thirty steps are too few for some, and at .15 nothing is lost either way', () => {
    expect(keptAt('warm-up', experiment, 'warmUp=30').verdict.outcome).toBe('depends');
    expect(keptAt('warm-up', experiment, 'alpha=0.15').verdict.outcome).toBe('fails');
  });

  it('presents all that has arrived', () => {
    const pictures = picturesOnTheWay(experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none\b.*none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No run/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it('loses a run at a rate far past the edge even so, and says so', () => {
    const seen = measuredAt(experiment, 'alpha=2&warmUp=3&seeds=1&steps=100&examples=50');
    expect(seen.value('lostWarm')).toBe(1);
    expect(seen.verdict.outcome).toBe('fails');
  });
});
