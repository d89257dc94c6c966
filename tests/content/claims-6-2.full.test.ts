import { describe, expect, it } from 'vitest';
import { batchAt, optimizers, problems, train, trainMany } from '../../src/engine/index.ts';
import { gaborLandmarks } from '../../src/engine/problems/gabor-landmarks.ts';
import { experiments } from '../../src/experiments/index.ts';
import { batchLossAfter } from '../../src/experiments/kit/batch-losses.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { parse } from '../../src/figure/permalink.ts';
import { claims } from '../../src/site/components/claim-table/claims.ts';
import { type Runner, runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { keptAt } from '../experiments/long.ts';

const loaded = new Map<string, Runner & { experiment: Experiment }>();
for (const [id, load] of Object.entries(experiments)) {
  const { default: experiment } = await load();
  loaded.set(id, { experiment, ...(await runnerOf(id, experiment)) });
}

/** The presentation at a permalink: numbers by name, and the verdict. */
function shown(id: string, query = '') {
  const known = loaded.get(id);
  if (!known) throw new Error(`no experiment "${id}"`);
  const { experiment, run } = known;
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, `${id}?${query}`).toEqual([]);
  // A long experiment shows its precomputed results on the page.
  const presentation = experiment.pace === 'long' ? keptAt(id, experiment, query) : run(values);
  const number = (name: string): number => presentation.numbers[name]?.value ?? Number.NaN;
  return { number, numbers: presentation.numbers, panels: presentation.panels, outcome: presentation.verdict.outcome };
}

const measured = claims.filter(({ id }) => loaded.has(id));

describe('the table of the six properties', () => {
  it('of the six the first fails, the fourth holds, and the others depend on what one asks', () =>
    expect(claims.map(({ id }) => shown(id).outcome)).toEqual([
      'fails',
      'depends',
      'depends',
      'holds',
      'depends',
      'depends',
    ]));

  it.each(measured)('$id: every number in its text is one of the experiment', ({ id, holds: text }) => {
    const { numbers, outcome } = shown(id);
    expect(outcome, 'a verdict').toBeDefined();
    for (const [, name] of text.matchAll(/\{(\w+)\}/g)) expect(Object.keys(numbers)).toContain(name);
  });
});

describe('what page 6.2 says of batches', () => {
  const at = (query: string, name: string) => shown('why-batches', query).number(name);

  it('the error of one example is nearly three times the arrow, and often points uphill; sixteen hardly ever do', () => {
    for (const query of ['batchSize=1', 'batchSize=1&examples=4096'])
      expect(Math.abs(at(query, 'single') - 2.75)).toBeLessThan(0.15);
    expect(at('batchSize=1', 'uphill')).toBeGreaterThan(0.2);
    expect(at('batchSize=16', 'uphill')).toBeLessThan(0.03);
  });
});

describe('what page 6.2 says', () => {
  it('exercise 2: the best constant rate is near .05, the best first rate of a linear schedule near .16', () => {
    const best = (schedule: string, rates: readonly number[]) => {
      const losses = rates.map((rate) =>
        shown('learning-rate-schedule', `schedule=${schedule}&aMean=${rate}&runs=20`).number('expected'),
      );
      return rates[losses.indexOf(Math.min(...losses))];
    };
    expect(best('constant', [0.03, 0.04, 0.05, 0.06, 0.07])).toBe(0.05);
    expect(best('linearDecay', [0.08, 0.12, 0.16, 0.2, 0.24])).toBe(0.16);
    expect(shown('learning-rate-schedule', 'aMean=0.06&runs=20').number('best')).toBe(
      shown('learning-rate-schedule', 'aMean=0.06&runs=20').number('constant'),
    );
    expect(shown('learning-rate-schedule', 'aMean=0.07&runs=20').number('best')).toBeLessThan(
      shown('learning-rate-schedule', 'aMean=0.07&runs=20').number('constant'),
    );
  });

  it('exercise 4: a twentieth instead of a quarter stays nearly 800 times as long, about .07 a hundred times', () => {
    const slope = shown('claim-escapes-minima').number('wellSlopeTheory');
    const longer = (a: number) => (0.25 / a) * Math.exp(slope * (1 / a - 4));
    expect(longer(1 / 20)).toBeGreaterThan(740);
    expect(longer(1 / 20)).toBeLessThan(800);
    expect(longer(0.0705)).toBeLessThan(100);
    expect(longer(0.0675)).toBeGreaterThan(100);
  });

  it('a deep valley is harder to leave: of runs from its floor the four lowest keep all, the four shallowest few', () => {
    const { minima } = gaborLandmarks();
    const RUNS = 60;
    const staying = minima.map(({ phi }) => {
      const start = [phi[0]!, phi[1]!] as const;
      const ends = trainMany({
        problem: problems.gabor,
        optimizer: optimizers.gradientDescent,
        hyper: { alpha: 2 / 5 },
        start,
        steps: 300,
        seeds: Array.from({ length: RUNS }, (_, r) => r + 1),
        batches: { size: 5, sampling: 'notebook', seed: 1 },
      });
      const settled = trainMany({
        problem: problems.gabor,
        optimizer: optimizers.gradientDescent,
        hyper: { alpha: 0.02 },
        starts: Array.from({ length: RUNS }, (_, r) => [ends.phi[2 * r]!, ends.phi[2 * r + 1]!]),
        steps: 3000,
      });
      const stays = (r: number) => Math.hypot(settled.phi[2 * r]! - start[0], settled.phi[2 * r + 1]! - start[1]) < 0.5;
      return Array.from({ length: RUNS }, (_, r) => stays(r)).filter(Boolean).length / RUNS;
    });
    for (const share of staying.slice(0, 4)) expect(share).toBeGreaterThan(0.95);
    for (const share of staying.slice(4)) expect(share).toBeLessThan(0.3);
  });

  it('exercise 2: a step that raises its own batch’s loss need not be long', () => {
    const trace = train({
      problem: problems.gabor,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: 0.8 },
      start: [3.5, 6.5],
      steps: 41,
      batches: { size: 5, sampling: 'notebook', seed: 1 },
    });
    const after = batchLossAfter(problems.gabor, trace);
    const steps = Array.from({ length: 41 }, (_, t) => ({
      length: Math.hypot(trace.phi[2 * t + 2]! - trace.phi[2 * t]!, trace.phi[2 * t + 3]! - trace.phi[2 * t + 1]!),
      rises: after[t]! > trace.batchLoss[t]!,
    })).sort((a, b) => b.length - a.length);
    expect(steps.slice(0, 3).map(({ rises }) => rises)).toEqual([false, false, false]);
    expect(steps.slice(20).some(({ rises }) => rises)).toBe(true);
  });

  it('each step draws a new batch, so that most neighbours of five from thirty share an example', () => {
    const trace = train({
      problem: problems.gabor,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: 0.8 },
      start: [3.5, 6.5],
      steps: 41,
      batches: { size: 5, sampling: 'notebook', seed: 1 },
    });
    const shares = Array.from({ length: 40 }, (_, t) => {
      const next = new Set(batchAt(trace, t + 1));
      return [...batchAt(trace, t)!].some((example) => next.has(example));
    });
    expect(shares.filter(Boolean).length).toBeGreaterThan(15);
  });
});
