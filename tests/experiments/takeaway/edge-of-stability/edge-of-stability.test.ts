import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/takeaway/edge-of-stability/edge-of-stability.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { keptAt } from '../../long.ts';

describe('edge-of-stability', () => {
  it('comes to 2/a at .15 from below and at .4 from above, and stays', () => {
    const { value, low, high, verdict } = keptAt('edge-of-stability', experiment);
    expect(low('ratio')).toBeGreaterThan(0.94);
    expect(high('ratio')).toBeLessThan(1.03);
    expect(high('startRatio')).toBeLessThan(0.95);
    expect(low('ratioFast')).toBeGreaterThan(1.01);
    expect(high('ratioFast')).toBeLessThan(1.05);
    expect(keptAt('edge-of-stability', experiment, 'alpha=0.4').low('startRatio')).toBeGreaterThan(1.5);
    expect(verdict.outcome).toBe('holds');
    expect(value('endLoss')).toBeLessThan(0.9 * value('middleLoss'));
  });

  it('is uneven at the edge, and yet the loss falls', () => {
    const { value } = keptAt('edge-of-stability', experiment, 'alpha=0.2');
    expect(value('uphill')).toBeGreaterThan(0.2);
    expect(value('endLoss')).toBeLessThan(0.9 * value('middleLoss'));
  });

  it('is not there yet at .1, where the curvature is still rising and the loss never rises', () => {
    const seen = keptAt('edge-of-stability', experiment, 'alpha=0.1');
    expect(seen.verdict.outcome).toBe('fails');
    expect(sentence(seen)).toMatch(/still rising/);
    expect(seen.low('ratio')).toBeGreaterThan(0.55);
    expect(seen.high('ratio')).toBeLessThan(0.76);
    expect(seen.value('uphill')).toBe(0);
  });

  it('leaves the edge with cross-entropy, at each of the four rates', () => {
    const { high, verdict } = keptAt('edge-of-stability', experiment, 'loss=cross-entropy');
    for (const ratio of ['ratio', 'ratioSlow', 'ratioMiddle', 'ratioFast']) expect(high(ratio)).toBeLessThan(0.1);
    expect(verdict.outcome).toBe('fails');
  });
});
