import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/adam/bias-correction.ts';
import { shownBy } from '../shown-by.ts';

const run = shownBy(experiment);

describe('bias-correction: under a constant gradient', () => {
  it.each([
    [0.99, 2.13, 13],
    [0.999, 6.57, 12],
  ])('with γ = %f the uncorrected step peaks at %f α, at step %i', (gamma, peak, at) => {
    const { numbers } = run(`gamma=${gamma}`);
    expect(numbers['peak']!.value).toBeCloseTo(peak, 2);
    expect(numbers['peakAt']!.value).toBe(at);
  });

  it('every uncorrected step is (1 - β^t)/sqrt(1 - γ^t) long, to within ε', () => {
    for (const query of ['', 'gamma=0.9', 'beta=0.5&gamma=0.95', 'gamma=0.999&beta=0']) {
      const chart = run(query).panels.find(({ name }) => name === 'constant gradient');
      if (chart?.kind !== 'chart') throw new Error('there is a chart of the constant gradient');
      const [theory, measured] = ['theory', 'uncorrected'].map(
        (name) => chart.series.find((one) => one.name === name)!.y,
      );
      measured!.forEach((length, t) => {
        expect(Math.abs(length / theory![t]! - 1)).toBeLessThan(1e-6);
      });
    }
  });

  it('every corrected step is α long, whatever the decays', () => {
    for (const query of ['', 'gamma=0.999', 'beta=0.3&gamma=0.9'])
      expect(run(query).numbers['correctedMost']!.value).toBeCloseTo(1, 6);
  });
});

describe('bias-correction: verdicts', () => {
  it('the uncorrected steps are too long at the usual decays, and too short where the squares are forgotten sooner', () => {
    expect(run('').verdict.outcome).toBe('holds');
    expect(run('gamma=0.95').verdict.outcome).toBe('depends');
    const short = run('gamma=0.9');
    expect(short.verdict.outcome).toBe('fails');
    expect(short.numbers['first']!.value).toBeLessThan(0.5);
  });

  it('on the loss of Figure 6.9 Adam ends lower without it, and higher at γ = .9', () => {
    const ends = (query: string) => {
      const { loss, plainLoss } = run(query).numbers;
      return { loss: loss!.value, plainLoss: plainLoss!.value };
    };
    expect(ends('').loss).toBeCloseTo(1.8743e-3, 7);
    expect(ends('').plainLoss).toBeLessThan(ends('').loss);
    expect(ends('gamma=0.9').plainLoss).toBeGreaterThan(ends('gamma=0.9').loss);
  });
});
