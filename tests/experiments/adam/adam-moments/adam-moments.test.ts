import { describe, expect, it } from 'vitest';
import { problems } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/adam/adam-moments/adam-moments.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);

/** Numbers under one term of the ledger, by its key. */
function term(at: number, equation: string, query = '', line?: number): number[] {
  const panel = run(query, at).panels.find(({ kind }) => kind === 'equation');
  if (panel?.kind !== 'equation') throw new Error('there is a ledger');
  const lines = line === undefined ? panel.lines : [panel.lines[line]!];
  const found = lines.flat().find((one) => one.equation === equation);
  return (found?.values ?? []).map((text) => Number(text.replaceAll('\u2212', '-')));
}

/** Arrows of the close-up: their ends relative to their starts. */
function arrows(at: number): Record<string, readonly [number, number]> {
  const panel = run('', at).panels.find(({ name }) => name === 'close-up');
  if (panel?.kind !== 'surface') throw new Error('there is a close-up');
  return Object.fromEntries(
    (panel.arrows ?? []).map(({ name, from, to }) => [name, [to[0] - from[0], to[1] - from[1]] as const]),
  );
}

describe('adam-moments: two steps by hand, from (-.7, -.9) with α .05, β .9, γ .99', () => {
  const g = new Float64Array(2);
  problems.gaussianValley.gradient(Float64Array.of(-0.7, -0.9), g);

  it('step 0: m is a tenth of the gradient, v a hundredth of its square; corrected they are both whole', () => {
    for (const i of [0, 1]) {
      expect(term(0, 'mNext')[i]).toBeCloseTo(0.1 * g[i]!, 4);
      expect(term(0, 'vNext')[i]! / (0.01 * g[i]! ** 2)).toBeCloseTo(1, 2);
      expect(term(0, 'mTilde')[i]! / g[i]!).toBeCloseTo(1, 2);
      expect(term(0, 'vTilde')[i]! / g[i]! ** 2).toBeCloseTo(1, 2);
      expect(term(0, 'step')[i]).toBeCloseTo(0.05, 6);
    }
  });

  it('step 1: the weights of the correction are 1 - .9^2 and 1 - .99^2', () => {
    expect(term(1, 'mWeight')[0]).toBeCloseTo(0.19, 12);
    expect(term(1, 'vWeight')[0]).toBeCloseTo(0.0199, 12);
    const [m, m0, g1] = [term(1, 'mNext'), term(1, 'm'), term(1, 'g')];
    for (const i of [0, 1]) expect(m[i]).toBeCloseTo(0.9 * m0[i]! + 0.1 * g1[i]!, 3);
  });
});

describe('adam-moments: the ledger is the engine’s own step', () => {
  it('at every step the step of eq 6.17, from the moments the rule keeps, is the one that the path makes', () => {
    const [sheet] = run('', 0).panels;
    if (sheet?.kind !== 'surface') throw new Error('the first panel is the sheet');
    const { x, y } = sheet.paths!.at(-1)!;
    for (let t = 0; t < x.length - 1; t++) {
      const [dx, dy] = arrows(t)['the step']!;
      expect(Math.abs(x[t + 1]! - x[t]! - dx), `step ${t}`).toBeLessThan(1e-14);
      expect(Math.abs(y[t + 1]! - y[t]! - dy), `step ${t}`).toBeLessThan(1e-14);
    }
  });

  it('without the correction both weights are 1', () => {
    expect(term(3, 'one', 'correctBias=false')).toEqual([1, 1]);
  });
});

describe('adam-moments: verdicts', () => {
  it('the first step has a fixed length, a later one has not', () => {
    expect(run('', 0).verdict.outcome).toBe('holds');
    expect(run('').verdict.outcome).toBe('fails');
  });

  it('without memory every step has a fixed length: normalized gradients', () => {
    const { numbers, verdict } = run('beta=0&gamma=0');
    expect(verdict.outcome).toBe('holds');
    // Except the one step of each coordinate that reaches the middle to the last bit, where ε is not small.
    expect(numbers['fixedSteps']!.value).toBeGreaterThanOrEqual(numbers['steps']!.value - 2);
  });

  it('has as many steps as the run made, and shows no update at the last', () => {
    const { steps, panels, verdict } = run('', 60);
    expect(steps).toBe(60);
    expect(panels.some((panel) => panel.kind === 'equation' || (panel.kind === 'surface' && panel.arrows))).toBe(false);
    expect(verdict.text).toContain('no update follows');
    expect(run('', 59).panels.some(({ kind }) => kind === 'equation')).toBe(true);
  });
});
