import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/adam/adam-step-size.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { scriptAt } from '../../../src/figure/python.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { usualResults } from '../usual.ts';

/** Parts for which several tests ask are measured once. */
const cache = await usualResults('adam-step-size', experiment);

function run(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  return runExperiment(experiment, values, { cache }).presentation;
}

describe('adam-step-size', () => {
  it('a theory that has no value is not given as a dash', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('gamma=0'));
    const { verdict } = runExperiment(experiment, values).presentation;
    expect(verdict.text).toContain('theory has no value for γ = 0');
    expect(verdict.text).not.toContain('{theory}');
  });

  it('the root mean square of step / α is .229, .723, .995 at signal-to-noise ratios of 0, 1, 10, within .005', () => {
    for (const seed of [1, 500]) {
      const { noiseOnly, evenMix, mostlySignal } = run(`seed=${seed}`).numbers;
      expect(Math.abs(noiseOnly!.value - 0.229)).toBeLessThan(0.005);
      expect(Math.abs(evenMix!.value - 0.723)).toBeLessThan(0.005);
      expect(Math.abs(mostlySignal!.value - 0.995)).toBeLessThan(0.005);
    }
  });

  it('exports Python of the first seed', () => {
    expect(scriptAt(experiment, parse(experiment.parameters, new URLSearchParams()).values)?.text).toContain(
      'RandomState([1, 3])',
    );
  });
});
