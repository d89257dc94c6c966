import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/how-fast/how-fast.ts';
import { noisyRuns, quietLosses, RUNS } from '../../../../src/experiments/since-the-book/how-fast/race-to-the-floor.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { presentWith, runExperiment } from '../../../../src/figure/run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';

const cache = new Map<string, unknown>();
const run = (query: string) =>
  runExperiment(experiment, parse(experiment.parameters, new URLSearchParams(query)).values, { cache }).presentation;

describe('how-fast', () => {
  it('counts as the powers of each curvature’s matrix do: 319, 58 and 55 at κ = 100', () => {
    // verification/second-hand/since_the_book.py, which makes no step.
    const { numbers, verdict } = run('');
    expect(numbers['descentSteps']!.value).toBe(319);
    expect(numbers['nesterovSteps']!.value).toBe(58);
    expect(numbers['momentumSteps']!.value).toBe(55);
    expect(verdict.outcome).toBe('holds');
  });

  it('only theory is dashed, and each of its lines is named', () => {
    for (const kappa of [10, 100, 1000])
      for (const panel of run(`kappa=${kappa}`).panels) {
        if (panel.kind !== 'chart') continue;
        for (const { name, role, label } of panel.series) {
          expect(['descent', 'momentum', 'adam'], name).not.toContain(role);
          if (role === 'theory' && panel.name === 'loss') expect(label, name).toMatch(/theory/);
        }
      }
  });

  it('tells what a bowl a tenth as long took, so that ten times and three times can be checked', () => {
    const { numbers, brief } = run('kappa=100');
    expect(brief).toContain('at κ = {tenth} it was {descentTenth}, {nesterovTenth} and {momentumTenth}');
    for (const name of ['descent', 'nesterov', 'momentum'])
      expect(numbers[`${name}Tenth`]?.value, name).toBe(run('kappa=10').numbers[`${name}Steps`]?.value);
    expect(run('kappa=10').brief).not.toContain('tenth');
  });

  it('says nothing of a bowl that is not counted yet, which a rail comes past', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('kappa=55'));
    const all = new Map<string, unknown>();
    runExperiment(experiment, values, { cache: all });
    const seen = presentWith(experiment, values, (key) => (key.includes('55') ? undefined : all.get(key)));
    expect([sentence(seen), seen.brief]).toEqual(['Measuring.', undefined]);
    // Nor of runs that have not begun, whose counts the reader is asked for.
    expect(runExperiment(experiment, values, { cache: all, at: 0 }).presentation.brief).not.toContain('{');
  });

  it('descent falls by its factor in the long run, exactly', () => {
    const losses = quietLosses({ rule: 'descent', kappa: 30 });
    expect(losses.at(-1)! / losses.at(-2)!).toBeCloseTo((29 / 31) ** 2, 3);
  });

  it('with noise the floor and the line of 1/T are where theory has them, within their intervals', () => {
    const { numbers } = run('seed=7');
    for (const [name, theory] of [
      ['fixedLeft', 'fixedTheory'],
      ['fallingLeft', 'fallingTheory'],
    ] as const) {
      const { low = 0, high = 0, value } = numbers[name]!;
      // Twice as far as the interval goes: a fault of a factor would be further.
      expect(Math.abs(numbers[theory]!.value - value)).toBeLessThan(high - low);
    }
    expect(numbers['cornerLeft']!.value).toBeLessThan(numbers['cornerTheory']!.value);
  });

  it('at 1/t the first step lands on minus the first noise: phi is minus the mean of the noise so far', () => {
    const quiet = noisyRuns({ kind: 'falling', sd: 1e-9, seed: 1 });
    expect(Math.max(...quiet)).toBeLessThan(1e-17);
    expect(quiet).toHaveLength(5 * RUNS);
  });
});
