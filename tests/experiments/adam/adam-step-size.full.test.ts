import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/adam/adam-step-size.ts';
import { shownBy } from '../shown-by.ts';

const run = shownBy(experiment);

describe('adam-step-size', () => {
  it('the formula is sqrt((μ² + σ²(1-β)/(1+β))/(μ² + σ²)), and is met better the longer the squares are averaged', () => {
    const gap = (query: string): number => {
      const { rms, formula } = run(query).numbers;
      return Math.abs(rms!.value - formula!.value);
    };
    expect(run('beta=0.5&snr=0').numbers['formula']!.value).toBeCloseTo(Math.sqrt(1 / 3), 12);
    expect(gap('gamma=0.999')).toBeLessThan(0.005);
    expect(gap('gamma=0.5')).toBeGreaterThan(0.05);
  });

  it('its intervals hold the exact theory at about 95 in 100 of many settings, and not the formula', () => {
    let [held, byFormula, all] = [0, 0, 0];
    for (const [beta, gamma] of [
      [0.9, 0.99],
      [0.9, 0.999],
      [0.9, 0.9],
      [0.5, 0.99],
      [0.98, 0.99],
      [0.9, 0.5],
    ] as const)
      for (const snr of [0, 0.5, 1, 3, 10]) {
        const { rms, theory, formula } = run(`snr=${snr}&beta=${beta}&gamma=${gamma}&seed=4000`).numbers;
        const holds = (value: number): boolean => rms!.low! <= value && value <= rms!.high!;
        all++;
        if (holds(theory!.value)) held++;
        if (holds(formula!.value)) byFormula++;
      }
    // Among thirty intervals with 95 % coverage, 26 or more contain the truth with a probability of .98.
    expect(all).toBe(30);
    expect(held).toBeGreaterThanOrEqual(26);
    expect(byFormula).toBeLessThanOrEqual(18);
  });

  it('a fixed distance holds for normalized gradients, and for Adam only where there is hardly any noise', () => {
    expect(run('').verdict.outcome).toBe('fails');
    expect(run('snr=10').verdict.outcome).toBe('holds');
    for (const snr of [0, 0.3, 10]) expect(run(`snr=${snr}`).numbers['normalizedRms']!.value).toBeCloseTo(1, 9);
  });

  it('squares that are forgotten at once make steps longer than α: no fixed distance either', () => {
    const { numbers, verdict } = run('gamma=0.2');
    expect(numbers['rms']!.value).toBeGreaterThan(1.1);
    expect(verdict.outcome).toBe('fails');
  });

  it('Adam without memory moves a fixed distance too', () => {
    expect(run('beta=0&gamma=0&snr=0.5').numbers['rms']!.value).toBeCloseTo(1, 5);
  });
});
