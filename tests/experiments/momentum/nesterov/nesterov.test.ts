import { describe, expect, it } from 'vitest';
import { nesterovLimit, stabilityLimit } from '../../../../src/engine/theory/momentum-theory.ts';
import { factors, racers } from '../../../../src/experiments/momentum/nesterov/bowl-race.ts';
import experiment from '../../../../src/experiments/momentum/nesterov/nesterov.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);

describe('nesterov', () => {
  it.each([
    [10, 64, 25, 34, 40],
    [100, 634, 87, 123, 143],
    [1000, 6333, 296, 406, 470],
  ])(
    'at condition number %i needs %i, %i and %i steps, and %i as proved',
    (kappa, descent, heavyBall, nesterov, proved) => {
      const { numbers } = run(`kappa=${kappa}`);
      expect(numbers['descent']!.value).toBe(descent);
      expect(numbers['heavyBall']!.value).toBe(heavyBall);
      expect(numbers['nesterov']!.value).toBe(nesterov);
      expect(numbers['nesterovProved']!.value).toBe(proved);
    },
  );

  it('no settings beside Nesterov’s give it a lower factor per step on the bowl', () => {
    // The larger modulus of the roots of z^2 - (1 + beta)(1 - a h) z + beta (1 - a h) at both ends of the curvatures.
    const slowest = (kappa: number, a: number, beta: number): number =>
      Math.max(
        ...[1, kappa].map((h) => {
          const [sum, product] = [(1 + beta) * (1 - a * h), beta * (1 - a * h)];
          const under = sum * sum - 4 * product;
          return under < 0 ? Math.sqrt(product) : (Math.abs(sum) + Math.sqrt(under)) / 2;
        }),
      );
    for (const kappa of [10, 100, 1000]) {
      const { alpha, beta } = racers(kappa)[2]!.hyper as { alpha: number; beta: number };
      const own = slowest(kappa, alpha * (1 - beta), beta);
      expect(own).toBeCloseTo(factors(kappa)[2]!, 6);
      for (const moved of [0.9, 0.97, 1, 1.03, 1.1])
        for (const gap of [0.8, 0.95, 1, 1.05, 1.2])
          expect(slowest(kappa, alpha * (1 - beta) * moved, 1 - (1 - beta) * gap)).toBeGreaterThan(own - 1e-6);
    }
  });

  it('measures the limits that theory gives, within .01 %', () => {
    const panel = run('').panels.find(({ name }) => name === 'limits');
    if (panel?.kind !== 'chart') throw new Error('no chart of limits');
    for (const [name, limit] of [
      ['momentum, measured', stabilityLimit],
      ['Nesterov, measured', nesterovLimit],
    ] as const) {
      const { x, y } = panel.series.find((series) => series.name === name)!;
      for (const [i, beta] of x.entries()) expect(Math.abs(y[i]! / limit(beta) - 1)).toBeLessThan(1e-4);
    }
  });

  it('Nesterov’s limit is above descent’s at equal alpha, and below it at an equal library rate', () => {
    expect(run('').verdict.outcome).toBe('holds');
    const library = run('rate=library');
    expect(library.verdict.outcome).toBe('fails');
    expect(library.numbers['nesterovLimit']!.value).toBeCloseTo((2 + 2 * 0.6) / (1 + 2 * 0.6), 12);
    expect(run('beta=0').verdict.outcome).toBe('depends');
  });

  it('the arrows of its order lead to the next state, and both orders share the memory', () => {
    const sheet = run('', 5).panels.find(({ kind }) => kind === 'surface');
    if (sheet?.kind !== 'surface') throw new Error('no sheet');
    const arrow = (name: string) => sheet.arrows!.find((one) => one.name === name)!;
    const length = (name: string, i: 0 | 1) => arrow(name).to[i] - arrow(name).from[i];
    for (const i of [0, 1] as const) {
      expect(length('Nesterov: the memory', i)).toBeCloseTo(length('momentum: then the memory', i), 12);
      expect(length('Nesterov: the memory', i) + length('Nesterov: gradient ahead', i)).toBeCloseTo(
        length('Nesterov: the step', i),
        12,
      );
    }
  });

  it('has as many steps as the run made, and shows no update at the last', () => {
    const { steps, panels, verdict } = run('', 81);
    expect(steps).toBe(81);
    expect(panels.some((panel) => panel.kind === 'equation' || (panel.kind === 'surface' && panel.arrows))).toBe(false);
    expect(verdict.text).toContain('no update follows');
    expect(run('', 80).panels.some(({ kind }) => kind === 'equation')).toBe(true);
  });
});
