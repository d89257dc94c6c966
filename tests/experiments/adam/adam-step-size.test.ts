import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/adam/adam-step-size.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { runExperiment } from '../../../src/figure/run.ts';

/** What several tests ask for is measured once. */
const cache = new Map<string, unknown>();

function run(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  return runExperiment(experiment, values, { cache }).presentation;
}

describe('adam-step-size', () => {
  it('the root mean square of step / α is .229, .723, .995 at signal-to-noise ratios of 0, 1, 10, within .005', () => {
    for (const seed of [1, 500]) {
      const { noiseOnly, evenMix, mostlySignal } = run(`seed=${seed}`).numbers;
      expect(Math.abs(noiseOnly!.value - 0.229)).toBeLessThan(0.005);
      expect(Math.abs(evenMix!.value - 0.723)).toBeLessThan(0.005);
      expect(Math.abs(mostlySignal!.value - 0.995)).toBeLessThan(0.005);
    }
  });

  it('the formula is sqrt((μ² + σ²(1-β)/(1+β))/(μ² + σ²)), and is met better the longer the squares are averaged', () => {
    const gap = (query: string): number => {
      const { rms, formula } = run(query).numbers;
      return Math.abs(rms!.value - formula!.value);
    };
    expect(run('beta=0.5&snr=0').numbers['formula']!.value).toBeCloseTo(Math.sqrt(1 / 3), 12);
    expect(gap('gamma=0.999')).toBeLessThan(0.005);
    expect(gap('gamma=0.5')).toBeGreaterThan(0.05);
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

  it('exports Python of the first seed', () => {
    expect(experiment.python!(parse(experiment.parameters, new URLSearchParams()).values)).toContain(
      'RandomState([1, 3])',
    );
  });
});
