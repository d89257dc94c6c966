import { describe, expect, it } from 'vitest';
import { lastState, optimizers, type Problem, problems, train } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/adam/figure-6-9/figure-6-9.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

function run(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  return runExperiment(experiment, values).presentation;
}
const numbers = (query: string) =>
  Object.fromEntries(Object.entries(run(query).numbers).map(([name, { value }]) => [name, value]));

describe('figure-6-9: the notebook’s four runs', () => {
  it('end at the losses of notebook 6.5 with exact gradients', () => {
    const { smallLoss, normalizedLoss, adamLoss } = numbers('');
    expect(smallLoss).toBeCloseTo(1.2478e-4, 8);
    expect(normalizedLoss).toBeCloseTo(7.3727e-3, 7);
    expect(adamLoss).toBeCloseTo(1.8743e-3, 7);
  });

  it('the large rate is chaotic: with exact gradients it ends at .0731152, with the notebook’s finite differences at .073128', () => {
    // 40-digit arithmetic gives .07311523301426; errors of the last bit grow about 6e4 times.
    expect(numbers('')['largeLoss']).toBeCloseTo(0.073115233, 8);
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
    expect(numbers('')['growth']).toBe(Number(growth.toPrecision(1)));
    expect(numbers('alphaLarge=0.4')['growth']).toBeLessThan(1);
  });

  it('gradient descent is stable below 2/λ_max = .5: it settles at .49 and not at .51', () => {
    expect(numbers('')['limit']).toBeCloseTo(0.5, 8);
    expect(numbers('alphaLarge=0.49&length=equal')['largeLoss']).toBeLessThan(1e-6);
    expect(numbers('alphaLarge=0.51&length=equal')['largeLoss']).toBeGreaterThan(1e-3);
  });

  it('normalized gradients end in a two-cycle, for as long as they run', () => {
    for (const query of ['', 'length=equal']) {
      const { cycleFrom0, cycleFrom1, cycleTo0, cycleTo1 } = numbers(query);
      expect([cycleFrom0, cycleFrom1, cycleTo0, cycleTo1].map((value) => Number(value?.toFixed(2)))).toEqual([
        0.66, -0.02, 0.74, 0.06,
      ]);
    }
  });

  it('says of each panel what goes wrong or right in it', () => {
    const [panel] = run('').panels;
    if (panel?.kind !== 'multiples') throw new Error('the first panel holds the four sheets');
    expect(panel.items.map(({ heading, note }) => `${heading}: ${note}`)).toEqual([
      'Small rate: slow: 92 steps to the floor',
      'Large rate: leaps across the valley',
      'Normalized gradients: ends in a two-cycle',
      'Adam: 34 steps to the floor',
    ]);
    expect(panel.items.filter(({ panel: sheet }) => sheet.handle)).toHaveLength(1);
  });

  it('the loss that it shows is that of the point it shows', () => {
    const [panel] = run('').panels;
    if (panel?.kind !== 'multiples') throw new Error('the first panel holds the four sheets');
    const sheet = panel.items[3]?.panel;
    if (sheet?.kind !== 'surface') throw new Error('Adam has a sheet');
    const { x, y } = sheet.paths!.at(-1)!;
    expect(problems.gaussianValley.loss(Float64Array.of(x.at(-1)!, y.at(-1)!))).toBeCloseTo(
      numbers('')['adamLoss']!,
      14,
    );
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
    const { offers, panels } = run('alphaSmall=0.7');
    const [sheets] = panels;
    if (sheets?.kind !== 'multiples') throw new Error('the first panel holds the sheets');
    expect(sheets.items[0]!.note).toMatch(/^past its limit: /);
    expect(run(`alphaSmall=${offers?.[0]?.set['alphaSmall']}`).offers).toBeUndefined();
  });

  it('exports Python of three runs', () => {
    const script = experiment.python!(parse(experiment.parameters, new URLSearchParams()).values);
    for (const name of ['small', 'normalized', 'adam']) expect(script).toContain(`def ${name}():`);
  });
});
