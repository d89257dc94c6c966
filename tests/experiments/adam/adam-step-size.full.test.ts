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
    // Of thirty intervals that hold the truth 95 times in 100, 26 or more do so with a probability of .98.
    expect(all).toBe(30);
    expect(held).toBeGreaterThanOrEqual(26);
    expect(byFormula).toBeLessThanOrEqual(18);
  });
});
