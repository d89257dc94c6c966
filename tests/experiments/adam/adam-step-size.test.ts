import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/adam/adam-step-size.ts';
import { shownBy } from '../shown-by.ts';
import { usualResults } from '../usual.ts';

const run = shownBy(experiment, await usualResults('adam-step-size', experiment));

describe('adam-step-size', () => {
  it('the root mean square of step / α is .229, .723, .995 at signal-to-noise ratios of 0, 1, 10, within .005', () => {
    for (const seed of [1, 500]) {
      const { noiseOnly, evenMix, mostlySignal } = run(`seed=${seed}`).numbers;
      expect(Math.abs(noiseOnly!.value - 0.229)).toBeLessThan(0.005);
      expect(Math.abs(evenMix!.value - 0.723)).toBeLessThan(0.005);
      expect(Math.abs(mostlySignal!.value - 0.995)).toBeLessThan(0.005);
    }
  });
});
