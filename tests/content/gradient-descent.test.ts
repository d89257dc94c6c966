import { describe, expect, it } from 'vitest';
import type { Schema, Values as ValuesOf } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import basins from '../../src/experiments/gradient-descent/basins-of-attraction/basins-of-attraction.ts';
import gabor from '../../src/experiments/gradient-descent/gabor-descent.ts';
import search from '../../src/experiments/gradient-descent/line-search/line-search.ts';
import line from '../../src/experiments/gradient-descent/linear-regression/linear-regression.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import type { Measures, Parts } from '../../src/figure/parts.ts';
import { runExperiment } from '../../src/figure/run.ts';

type Values = ReturnType<typeof defaults<typeof gabor.parameters>>;

function numbersOf<S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
  values: Partial<ValuesOf<S>>,
): Record<string, number> {
  const { presentation } = runExperiment(experiment, { ...defaults(experiment.parameters), ...values });
  return Object.fromEntries(Object.entries(presentation.numbers).map(([name, { value }]) => [name, value]));
}
const numbers = (values: Partial<Values>) => numbersOf(gabor, values);
const left = { phi0: -5, phi1: 12 };

describe('what page 6.1 says', () => {
  it('from the figure’s own start the run goes to the lowest minimum', () => {
    const { reachedLoss, lowest, loss, startLoss } = numbers({});
    expect(reachedLoss).toBe(lowest);
    expect(loss).toBeLessThan(startLoss ?? 0);
  });

  it('a small rate does not arrive in eighty steps, and a large one carries the run into another valley', () => {
    const small = numbers({ alpha: 0.01 });
    expect(small['loss']).toBeGreaterThan(10 * (small['lowest'] ?? 0));
    const large = numbers({ alpha: 0.5 });
    expect(large['stepsUphill']).toBeGreaterThan(20);
    expect(large['reachedLoss']).toBeGreaterThan(2 * (large['lowest'] ?? 0));
  });

  it('from the left it falls at every step and comes to rest in a minimum that is not the lowest', () => {
    const { reachedLoss, lowest, loss, stepsUphill } = numbers(left);
    expect(stepsUphill).toBe(0);
    expect(reachedLoss).toBeGreaterThan(2 * (lowest ?? 0));
    expect((loss ?? 0) - (reachedLoss ?? 0)).toBeLessThan(1e-3);
  });

  it('two starts a hair apart end in different valleys', () => {
    const right = numbers({ phi0: -2.84, phi1: 9 });
    expect(right['reachedLoss']).toBe(right['lowest']);
    expect(numbers({ phi0: -2.86, phi1: 9 })['reachedLoss']).toBe(numbers(left)['reachedLoss']);
  });

  it('the notebook’s rate of 0.2 is past the limit, and twenty steps of it do not show it', () => {
    const { limit, stepsUphill } = numbers({ alpha: 0.2, steps: 20 });
    expect(limit).toBeLessThan(0.2);
    expect(stepsUphill).toBe(0);
    const eighty = numbers({ alpha: 0.2, steps: 80 });
    expect(eighty['firstRise']).toBeGreaterThan(20);
    expect(eighty['stepsUphill']).toBeGreaterThan(1);
  });

  it('a line search is no better than the fixed rate of 0.1 here, and chooses no valley', () => {
    const { loss } = numbers({ method: 'line-search' });
    expect(Math.abs((loss ?? 0) - (numbers({ alpha: 0.1 })['loss'] ?? 0))).toBeLessThan(0.005);
    expect(numbers({ method: 'line-search', ...left })['reachedLoss']).toBe(numbers(left)['reachedLoss']);
  });

  it('exercise 1: the run comes to rest just below the limit and not just above it', () => {
    const below = numbers({ alpha: 0.176, steps: 1000 });
    expect((below['loss'] ?? 0) - (below['lowest'] ?? 0)).toBeLessThan(1e-6);
    const above = numbers({ alpha: 0.178, steps: 1000 });
    expect((above['loss'] ?? 0) - (above['lowest'] ?? 0)).toBeGreaterThan(0.01);
    // The nearer the rate, the later it shows.
    expect(above['firstRise']).toBeGreaterThan(numbers({ alpha: 0.2, steps: 1000 })['firstRise'] ?? 0);
  });

  it('exercise 2: past the limit the run is unstable and stays near the minimum', () => {
    const run = numbers({ alpha: 0.2, steps: 1000 });
    expect(run['reachedLoss']).toBe(run['lowest']);
    expect((run['loss'] ?? 0) - (run['lowest'] ?? 0)).toBeGreaterThan(0.1);
  });

  it('exercise 3: a rate of 1 leaves the sheet, and the lowest minimum has the smaller limit', () => {
    const run = numbers({ ...left, alpha: 1, steps: 300 });
    expect(run['endPhi0']).toBeLessThan(-10);
    expect(run['reachedLoss']).toBeNaN();
    expect(numbers(left)['reachedLimit']).toBeGreaterThan(run['limit'] ?? 1);
  });

  it('in the second valley of a Gabor line b is a little lower than c, and the deeper valley is cut off', () => {
    const values = { ...defaults(search.parameters), loss: 'gabor' as const, max: 1.4 };
    const { panels } = runExperiment(search, values).presentation;
    const table = panels.find(({ kind }) => kind === 'table');
    if (table?.kind !== 'table') throw new Error('no table of brackets');
    const [, , , , , , lossB, lossC] = table.rows[0]!.map(Number);
    expect(lossB).toBeLessThan(lossC!);
    expect(lossC! - lossB!).toBeLessThan(3);
  });

  it('the path of the line search turns by a right angle', () => {
    const { panels } = runExperiment(line, defaults(line.parameters)).presentation;
    const [sheet] = panels;
    if (sheet?.kind !== 'surface') throw new Error('no sheet');
    const { x, y } = sheet.paths!.find(({ name }) => name === 'path')!;
    for (let t = 2; t < x.length; t++) {
      const [ax, ay] = [x[t - 1]! - x[t - 2]!, y[t - 1]! - y[t - 2]!];
      const [bx, by] = [x[t]! - x[t - 1]!, y[t]! - y[t - 1]!];
      expect(Math.abs(ax * bx + ay * by) / (Math.hypot(ax, ay) * Math.hypot(bx, by))).toBeLessThan(0.02);
    }
  });

  it('the line search is lucky from the notebook’s start, and as slow as the best fixed rate from another', () => {
    const { factor, worstFactor } = numbersOf(line, {});
    expect(factor).toBeLessThan(0.8 * worstFactor!);
    expect(numbersOf(line, { phi0: 1.63, phi1: -0.08 })['factor']).toBeGreaterThan(0.999 * worstFactor!);
  });

  it('beside a saddle twenty steps hardly move, and twenty more do', () => {
    const start = { alpha: 0.05, phi0: -2.85, phi1: 9.04 };
    const twenty = numbers({ ...start, steps: 20 });
    expect(twenty['startLoss']! - twenty['loss']!).toBeLessThan(0.1);
    expect(twenty['loss']! - numbers({ ...start, steps: 40 })['loss']!).toBeGreaterThan(3);
  });

  it('exercise 5: after ten steps 0.0355 is better than the best fixed rate, after sixty it is worse', () => {
    const excess = (alpha: number, steps: number) => numbersOf(line, { method: 'fixed', alpha, steps })['excess']!;
    for (const alpha of [0.034, 0.035, 0.036, 0.03702, 0.038])
      expect(excess(0.0355, 10)).toBeLessThan(excess(alpha, 10));
    expect(excess(0.0355, 60)).toBeGreaterThan(excess(0.03702, 60));
  });

  it('exercise 6: a basin outlives the limit of its minimum, and the lowest one first wins starts', () => {
    const at = (alpha: number) => numbersOf(basins, { alpha });
    expect(at(0.18)['kept']).toBe(8);
    expect(at(0.22)['kept']).toBe(7);
    expect(at(0.3)['share']).toBeGreaterThan(at(0.05)['share']!);
    expect(at(0.5)['share']).toBeLessThan(0.01);
  });
});
