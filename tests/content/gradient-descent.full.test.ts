import { describe, expect, it } from 'vitest';
import { gaborLandmarks } from '../../src/engine/problems/gabor-landmarks.ts';
import type { Schema, Values as ValuesOf } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import { walksOn, wayDown } from '../../src/experiments/gradient-descent/fog/fog-walks.ts';
import search from '../../src/experiments/gradient-descent/line-search/line-search.ts';
import { lineOf } from '../../src/experiments/gradient-descent/line-search/searched-line.ts';
import line from '../../src/experiments/gradient-descent/linear-regression/linear-regression.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import type { Measures, Parts } from '../../src/figure/parts.ts';
import { runExperiment } from '../../src/figure/run.ts';

function numbersOf<S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
  values: Partial<ValuesOf<S>>,
): Record<string, number> {
  const { presentation } = runExperiment(experiment, { ...defaults(experiment.parameters), ...values });
  return Object.fromEntries(Object.entries(presentation.numbers).map(([name, { value }]) => [name, value]));
}

describe('what page 6.1 says', () => {
  it('the minimum at the lower edge is the shallowest, and the most curved', () => {
    const { minima } = gaborLandmarks();
    const sharpest = minima.toSorted((a, b) => b.eigenvalues[1] - a.eigenvalues[1])[0];
    expect(sharpest).toBe(minima.at(-1));
    expect(sharpest!.phi[1]).toBeLessThan(5);
  });

  it('in the fog momentum and Adam both get past on fewer than half of the terrains on which descent is caught', () => {
    const walked = Array.from({ length: 99 }, (_, k) => {
      const { lowest, ...walks } = walksOn(k + 1, '');
      const { loss } = walks.descent;
      const span = loss[0]! - lowest.loss;
      return {
        down: [walks.descent, walks.momentum, walks.adam].map((walk) => wayDown(walk, lowest.loss)),
        moves: Math.abs(loss.at(-1)! - loss.at(-3)!) / span,
        behind: (walks.momentum.loss.at(-1)! - loss.at(-1)!) / span,
      };
    });
    // For several definitions of caught: at rest, not at the lowest point, and this far away.
    for (const most of [0.7, 0.9, 0.95])
      for (const still of [0.001, 0.01])
        for (const further of [0.02, 0.1]) {
          const caught = walked.filter(({ down, moves }) => down[0]! < most && moves < still);
          const both = caught.filter(({ down: [descent, momentum, adam] }) =>
            [momentum!, adam!].every((one) => one > descent! + further),
          );
          expect(caught.length).toBeGreaterThanOrEqual(20);
          expect(both.length / caught.length).toBeLessThan(0.45);
        }
    const higher = walked.filter(({ behind }) => behind > 0.02).length;
    expect(higher).toBeGreaterThan(1.5 * walked.filter(({ behind }) => behind < -0.02).length);
  });

  it('along the Gabor line the second valley begins beyond the shorter bracket and within the longer one', () => {
    const { loss } = lineOf('gabor');
    const floors: number[] = [];
    for (let at = 0.001; at < 2; at += 0.001)
      if (loss(at) < loss(at - 0.001) && loss(at) <= loss(at + 0.001)) floors.push(at);
    expect(floors).toHaveLength(2);
    expect(floors[1]).toBeGreaterThan(1.4);
    expect(floors[1]).toBeLessThan(1.6);
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

  it('exercise 7: after ten steps 0.0355 is better than the best fixed rate, after sixty it is worse', () => {
    const excess = (alpha: number, steps: number) => numbersOf(line, { method: 'fixed', alpha, steps })['excess']!;
    for (const alpha of [0.034, 0.035, 0.036, 0.03702, 0.038])
      expect(excess(0.0355, 10)).toBeLessThan(excess(alpha, 10));
    expect(excess(0.0355, 60)).toBeGreaterThan(excess(0.03702, 60));
  });
});
