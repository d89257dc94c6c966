import { describe, expect, it } from 'vitest';
import experiment from '../../../src/experiments/momentum/moving-average.ts';
import { shownBy } from '../shown-by.ts';

const run = shownBy(experiment);

describe('moving-average', () => {
  it('gives the gradient of step t - k the weight (1 - beta) beta^k, by the engine’s own rule', () => {
    for (const beta of [0, 0.6, 0.9]) {
      const panel = run(`beta=${beta}`, 20).panels.find(({ name }) => name === 'weights');
      const weights = panel?.kind === 'chart' ? panel.series.find(({ name }) => name === 'weights')!.y : [];
      expect(weights).toHaveLength(21);
      weights.forEach((weight, s) => {
        expect(weight).toBeCloseTo((1 - beta) * beta ** (20 - s), 14);
      });
    }
  });

  it('sums the weights of t gradients to 1 - beta^t', () => {
    for (const t of [0, 5, 40]) {
      const { numbers } = run('beta=0.9', t);
      expect(numbers['weightSum']!.value).toBeCloseTo(1 - 0.9 ** (t + 1), 13);
    }
  });

  it('at beta .6 the last five gradients carry 92 % of the weight, at .9 41 %', () => {
    expect(run('').numbers['lastFive']!.value).toBeCloseTo(0.922, 3);
    expect(run('beta=0.9').numbers['lastFive']!.value).toBeCloseTo(0.41, 3);
  });

  it('shows the numbers of the independent run, and arrows that add up', () => {
    const { numbers, panels } = run('', 5);
    expect(numbers['asked']!.value).toBeCloseTo(0.808, 3);
    expect(numbers['moved']!.value).toBeCloseTo(0.422, 3);
    const sheet = panels.find(({ kind }) => kind === 'surface');
    const [batch, memory, step] = sheet?.kind === 'surface' ? sheet.arrows! : [];
    for (const i of [0, 1] as const)
      expect(batch!.to[i] - batch!.from[i] + memory!.to[i] - memory!.from[i]).toBeCloseTo(
        step!.to[i] - step!.from[i],
        12,
      );
  });

  it('has as many steps as the run made, and shows no update at the last', () => {
    const { steps, panels, verdict } = run('', 81);
    expect(steps).toBe(81);
    expect(panels.some((panel) => panel.kind === 'equation' || (panel.kind === 'surface' && panel.arrows))).toBe(false);
    expect(verdict.text).toContain('no update follows');
    expect(run('', 80).panels.some(({ kind }) => kind === 'equation')).toBe(true);
  });
});
