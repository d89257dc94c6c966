import { describe, expect, it } from 'vitest';
import { lastState, optimizers, type Problem, problems, train } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/adam/figure-6-9/figure-6-9.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);
const numbers = (query: string) =>
  Object.fromEntries(Object.entries(run(query).numbers).map(([name, { value }]) => [name, value]));

describe('figure-6-9: the notebook’s four runs', () => {
  it('end at the losses of notebook 6.5 with exact gradients', () => {
    const { smallLoss, normalizedLoss, adamLoss } = numbers('length=figure');
    expect(smallLoss).toBeCloseTo(1.2478e-4, 8);
    expect(normalizedLoss).toBeCloseTo(7.3727e-3, 7);
    expect(adamLoss).toBeCloseTo(1.8743e-3, 7);
  });

  it('the large rate is chaotic: with exact gradients it ends at .0731152, with the notebook’s finite differences at .073128', () => {
    // 40-digit arithmetic gives .07311523301426; errors of the last bit grow by about 6e4.
    expect(numbers('length=figure')['largeLoss']).toBeCloseTo(0.073115233, 8);
    const { gaussianValley } = problems;
    const half = 1e-5 / 2;
    const notebook: Problem = {
      ...gaussianValley,
      gradient(phi, out) {
        const at = (x: number, y: number) => gaussianValley.loss(Float64Array.of(x, y));
        const [x, y] = [phi[0]!, phi[1]!];
        out[0] = (at(x + half, y) - at(x - half, y)) / (2 * half);
        out[1] = (at(x, y + half) - at(x, y - half)) / (2 * half);
        return at(x, y);
      },
    };
    const end = (problem: Problem, start: number[]) =>
      train({ problem, optimizer: optimizers.gradientDescent, hyper: { alpha: 1 }, start, steps: 40 });
    expect(end(notebook, [-0.7, -0.9]).loss.at(-1)).toBeCloseTo(0.073128, 5);
    const [one, other] = [end(gaussianValley, [-0.7, -0.9]), end(gaussianValley, [-0.7 + 1e-9, -0.9])].map(lastState);
    const growth = Math.hypot(one![0]! - other![0]!, one![1]! - other![1]!) / 1e-9;
    expect(growth).toBeGreaterThan(5e4);
    expect(growth).toBeLessThan(8e4);
    expect(numbers('length=figure')['growth']).toBeCloseTo(growth, 6);
    expect(numbers('alphaLarge=0.4&length=figure')['growth']).toBeLessThan(1);
  });

  it('gradient descent is stable below 2/λ_max = .5: it settles at .49 and not at .51', () => {
    expect(numbers('length=figure')['limit']).toBeCloseTo(0.5, 8);
    expect(numbers('alphaLarge=0.49&length=equal')['largeLoss']).toBeLessThan(1e-6);
    expect(numbers('alphaLarge=0.51&length=equal')['largeLoss']).toBeGreaterThan(1e-3);
  });

  it('normalized gradients end in a two-cycle, for as long as they run', () => {
    for (const query of ['length=figure', 'length=equal']) {
      const { cycleFrom0, cycleFrom1, cycleTo0, cycleTo1 } = numbers(query);
      expect([cycleFrom0, cycleFrom1, cycleTo0, cycleTo1].map((value) => Number(value?.toFixed(2)))).toEqual([
        0.66, -0.02, 0.74, 0.06,
      ]);
    }
  });

  it('the loss that it shows is that of the point it shows', () => {
    const [panel] = run('sheets=four&length=figure').panels;
    if (panel?.kind !== 'multiples') throw new Error('the first panel holds the four sheets');
    const sheet = panel.items[3]?.panel;
    if (sheet?.kind !== 'surface') throw new Error('Adam has a sheet');
    const { x, y } = sheet.paths!.at(-1)!;
    expect(problems.gaussianValley.loss(Float64Array.of(x.at(-1)!, y.at(-1)!))).toBeCloseTo(
      numbers('length=figure')['adamLoss']!,
      14,
    );
  });
});

describe('figure-6-9: one sheet', () => {
  const mapOf = (query: string) => {
    const [sheet] = run(query).panels;
    if (sheet?.kind !== 'surface') throw new Error('the first panel is the sheet of all');
    return sheet;
  };

  it('the reader’s run is the rule of their choice', () => {
    const { yours } = experiment.parameters;
    const ends = Object.keys(yours.options).map((rule) => {
      const { x, y } = mapOf(`yours=${rule}`).paths!.at(-1)!;
      const loss = problems.gaussianValley.loss(Float64Array.of(x.at(-1)!, y.at(-1)!));
      expect(loss, rule).toBeCloseTo(numbers(`yours=${rule}`)[`${rule}Loss`]!, 14);
      return loss;
    });
    expect(new Set(ends).size).toBe(4);
  });

  it('momentum is written out: m ← βm + (1 − β)g, ϕ ← ϕ − αm', () => {
    const [phi, m, g] = [Float64Array.of(-0.7, -0.9), new Float64Array(2), new Float64Array(2)];
    for (let t = 0; t < 60; t++) {
      problems.gaussianValley.gradient(phi, g);
      for (const i of [0, 1] as const) {
        m[i] = 0.9 * m[i]! + 0.1 * g[i]!;
        phi[i] = phi[i]! - 0.2 * m[i]!;
      }
    }
    const { x, y } = mapOf('').paths!.find(({ name }) => name === 'momentum')!;
    expect([x.at(-1), y.at(-1)]).toEqual([expect.closeTo(phi[0]!, 12), expect.closeTo(phi[1]!, 12)]);
  });

  it('a run is down after sixty steps at these rates: descent below its limit, Adam over a far wider range', () => {
    const { smallSpan, momentumSpan, adamSpan } = numbers('');
    // Twenty rates to a decade: the spans are powers of 10^(1/20).
    for (const span of [smallSpan, momentumSpan, adamSpan]) {
      const steps = 20 * Math.log10(span!);
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-9);
    }
    expect(adamSpan).toBeGreaterThan(10 * smallSpan!);
    const chart = run('').panels.find(({ name }) => name === 'good rates');
    if (chart?.kind !== 'chart') throw new Error('the third panel has the rates');
    for (const [i, [rule, loss]] of (
      [
        ['alphaSmall', 'smallLoss'],
        ['alphaMomentum', 'momentumLoss'],
        ['alphaAdam', 'adamLoss'],
      ] as const
    ).entries())
      for (const k of [14, 25, 30])
        expect(chart.series[i]!.y[k]).toBeCloseTo(numbers(`${rule}=${chart.series[i]!.x[k]}`)[loss]!, 10);
    // The rates do not change while one is dragged.
    expect(numbers('alphaAdam=0.3')['adamSpan']).toBe(adamSpan);
  });

  it('judges Adam by the descents that are drawn', () => {
    expect(run('alphaLarge=0.4').verdict.outcome).toBe('fails');
    expect(run('alphaLarge=0.4&yours=normalized').verdict.outcome).toBe('holds');
    expect(run('alphaLarge=0.4&yours=normalized&sheets=four').verdict.outcome).toBe('fails');
  });
});

describe('figure-6-9: verdicts', () => {
  it('Adam is ahead of both gradient descents of the figure, and behind one at a rate just below the limit', () => {
    expect(run('').verdict.outcome).toBe('holds');
    const tuned = run('alphaLarge=0.4');
    expect(tuned.verdict.outcome).toBe('fails');
    expect(tuned.numbers['largeSteps']!.value).toBeLessThan(tuned.numbers['adamSteps']!.value);
  });

  it('offers the small rate a way back from past its limit; the large rate is past it on purpose', () => {
    expect(run('').offers).toBeUndefined();
    const { offers, panels } = run('alphaSmall=0.7&sheets=four');
    const [sheets] = panels;
    if (sheets?.kind !== 'multiples') throw new Error('the first panel holds the sheets');
    expect(sheets.items[0]!.note).toMatch(/^past its limit: /);
    expect(run(`alphaSmall=${offers?.[0]?.set['alphaSmall']}`).offers).toBeUndefined();
  });
});

describe('figure-6-9: what is kept and what is said', () => {
  it('keeps the path of each rule that has another way since it was pinned, and of no other', () => {
    const at = (query: string) => parse(experiment.parameters, new URLSearchParams(query)).values;
    const [sheet] = runExperiment(experiment, at('alphaAdam=0.2'), { pinned: at('') }).presentation.panels;
    const pinned = sheet?.kind === 'surface' ? (sheet.paths ?? []).filter(({ name }) => name.startsWith('pinned')) : [];
    expect(pinned.map(({ name }) => name)).toEqual(['pinned path, adam']);
  });
});
