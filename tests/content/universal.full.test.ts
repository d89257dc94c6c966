/**
 * Sentences with *always*, *never*, *whatever*, *only* or *every* that have no proof: each is attacked over the
 * settings of its figure. Theorems have their proof or source on the page.
 */
import { describe, expect, it } from 'vitest';
import { optimizers, problems, RandomState, train } from '../../src/engine/index.ts';
import { gaborLandmarks } from '../../src/engine/problems/gabor-landmarks.ts';
import type { Schema, Value, Values } from '../../src/engine/schema.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import { ratesOnGabor } from '../../src/experiments/takeaway/batch-rate-gabor/rates-on-gabor.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { storedResults } from '../../src/widgets/prerender/precomputed.ts';

/** Numbers and verdict of an experiment at settings. */
async function asked(id: string, set: Record<string, Value> = {}) {
  const { default: experiment } = await experiments[id]!();
  const values: Values<Schema> = { ...defaults(experiment.parameters), ...set };
  const { numbers, verdict, panels } = (await runnerOf(id, experiment)).run(values);
  return { of: (name: string): number => numbers[name]?.value ?? Number.NaN, outcome: verdict.outcome, panels };
}

/** `count` values from the first to the last, evenly spaced on a linear or a log scale. */
const between = (from: number, to: number, count: number, log = false): number[] =>
  Array.from({ length: count }, (_, k) => {
    const share = k / (count - 1);
    return log ? from * (to / from) ** share : from + share * (to - from);
  });

/** Equation 6.11 along one direction: positions after each step. */
function swing(alpha: number, beta: number, steps: number, start = 1): number[] {
  let [phi, m] = [start, 0];
  return Array.from({ length: steps }, () => {
    m = beta * m + (1 - beta) * phi;
    phi -= alpha * m;
    return phi;
  });
}

describe('6.1', () => {
  it('the loss of notebook 6.1 never calls for the first rule: every bracket and tolerance of the control', async () => {
    for (const max of between(0.1, 1.6, 31))
      for (const threshold of [1e-4, 1e-2]) {
        const { panels } = await asked('line-search', { max: Number(max.toFixed(2)), iterations: 30, threshold });
        const table = panels.find(({ kind }) => kind === 'table');
        if (table?.kind !== 'table') throw new Error('there is a table of brackets');
        const rule = table.columns.findIndex(({ label }) => /rule/i.test(label));
        expect(rule).toBeGreaterThan(0);
        for (const row of table.rows) expect(Number(row[rule]), `d = ${max}`).not.toBe(1);
      }
  });

  it('from the left the loss falls at every step and the steps shorten, until rounding', () => {
    const { phi, loss } = train({
      problem: problems.gabor,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: 0.1 },
      start: [-5, 12],
      steps: 80,
    });
    for (let t = 1; t < loss.length; t++) expect(loss[t]).toBeLessThanOrEqual(loss[t - 1]! + 1e-12);
    const length = (t: number) => Math.hypot(phi[2 * t + 2]! - phi[2 * t]!, phi[2 * t + 3]! - phi[2 * t + 1]!);
    expect(length(79)).toBeLessThan(0.01 * length(0));
  });
});

describe('6.2', () => {
  it('from a first rate as small as the best constant one every schedule loses', async () => {
    const { default: experiment } = await experiments['learning-rate-schedule']!();
    const schedule = experiment.parameters['schedule'];
    const names = schedule?.kind === 'choice' ? Object.keys(schedule.options) : [];
    expect(names.length).toBeGreaterThan(3);
    const of = async (name: string) =>
      (await asked('learning-rate-schedule', { schedule: name, aMean: 0.05, runs: 20 })).of('expected');
    const constant = await of('constant');
    for (const name of names.filter((one) => one !== 'constant'))
      expect(await of(name), name).toBeGreaterThan(constant);
  });
});

describe('6.3', () => {
  const betas = between(0, 0.99, 34);

  it('past the limit it swings wider at every step', () => {
    for (const beta of betas)
      for (const share of [1.0001, 1.01, 1.3, 3]) {
        const places = swing((share * 2 * (1 + beta)) / (1 - beta), beta, 30).map(Math.abs);
        for (let t = 1; t < places.length; t++) expect(places[t], `β ${beta}`).toBeGreaterThan(places[t - 1]!);
      }
  });

  it('an overdamped run never crosses the floor, and the soft spring of exercise 2 never swings past a twentieth', () => {
    for (const beta of between(0, 0.95, 20)) {
      const root = Math.sqrt(beta);
      const critical = (1 - root) / (1 + root);
      for (const share of [0.05, 0.5, 0.99])
        expect(Math.min(...swing(share * critical, beta, 4000)), `β ${beta}`).toBeGreaterThanOrEqual(0);
    }
    expect(Math.min(...swing(0.02 / (1 - 0.81), 0.81, 2000))).toBeGreaterThan(-1 / 20);
  });

  it('with the smaller pair all starts of the function of Lessard, Recht and Packard settle, far out and between cells too', () => {
    for (const start of [...between(-5, 5, 4001), ...between(-500, 500, 1001)]) {
      const { phi } = train({
        problem: problems.lessard,
        optimizer: optimizers.momentum,
        hyper: { alpha: 0.12, beta: 0.3 },
        start: [start],
        steps: 600,
        record: { loss: 'ends' },
      });
      expect(Math.abs(phi.at(-1)!), `start ${start}`).toBeLessThan(1e-6);
    }
  });
});

describe('6.4', () => {
  it('normalized gradients end in two places that they repeat to the last bit, so without end', () => {
    const { phi } = train({
      problem: problems.gaussianValley,
      optimizer: optimizers.normalizedGradients,
      hyper: { ...defaults(optimizers.normalizedGradients.hyperparameters), alpha: 0.08 },
      start: [-0.7, -0.9],
      steps: 400,
    });
    const row = (t: number): string => `${phi[2 * t]} ${phi[2 * t + 1]}`;
    for (let t = 200; t < 399; t++) expect(row(t + 1)).toBe(row(t - 1));
    expect(row(399)).not.toBe(row(400));
  });

  it('no rule is first on all six problems on three sets of starts: three ways to tune, every rule', async () => {
    const { default: experiment } = await experiments['optimizer-race']!();
    const follow = experiment.parameters['follow'];
    const rules = follow?.kind === 'choice' ? Object.keys(follow.options) : [];
    expect(rules.length).toBeGreaterThan(10);
    for (const rates of ['tuned', 'rate', 'defaults'])
      for (const seed of [1, 100, 200])
        for (const rule of rules) {
          const { of } = await asked('optimizer-race', { rates, seed, follow: rule });
          expect(of('wins'), `${rule}, ${rates}, seed ${seed}`).toBeLessThan(of('problems'));
        }
  }, 120_000);

  it('momentum needs as many steps at every angle of the valley, Adam more at every turned one', async () => {
    const straight = await asked('adam-scale', { angle: 0 });
    for (const angle of [5, 10, 15, 20, 30, 40, 45]) {
      const turned = await asked('adam-scale', { angle });
      expect(turned.of('momentumSteps'), `${angle}°`).toBe(straight.of('momentumSteps'));
      expect(turned.of('adamSteps'), `${angle}°`).toBeGreaterThan(straight.of('adamSteps'));
    }
  });
});

describe('6.5', () => {
  it('with a third of the epochs no network has learned its own examples by heart, with all of them some have', () => {
    interface Kept {
      result: { train: number | null } | number[][];
      key: string;
    }
    const losses = (epochs: number): number[] =>
      (storedResults('hyperparameter-search').parts as Kept[]).flatMap(({ key, result }) =>
        key.includes(`"epochs":${epochs},`) && !Array.isArray(result) && typeof result.train === 'number'
          ? [result.train]
          : [],
      );
    expect(losses(7.5).length).toBeGreaterThan(100);
    expect(Math.min(...losses(7.5))).toBeGreaterThan(0.5);
    expect(Math.min(...losses(22.5))).toBeLessThan(0.1);
  });
});

describe('the takeaway', () => {
  it('beyond the limit no run of all thirty comes to rest at the lowest minimum: 60 starts around it, 8 rates', () => {
    const { phi: lowest, eigenvalues } = gaborLandmarks().minima[0]!;
    const limit = 2 / eigenvalues[1]!;
    const random = new RandomState(28);
    for (const share of [1.002, 1.01, 1.05, 1.2, 1.5, 2, 4, 10])
      for (let k = 0; k < 60; k++) {
        const { phi } = train({
          problem: problems.gabor,
          optimizer: optimizers.gradientDescent,
          hyper: { alpha: share * limit },
          start: [lowest[0]! + random.normal(0, 0.5), lowest[1]! + random.normal(0, 1)],
          steps: 3000,
          record: { phi: 'ends', loss: 'ends' },
        });
        const away = Math.hypot(phi.at(-2)! - lowest[0]!, phi.at(-1)! - lowest[1]!);
        expect(away, `${share} of the limit, start ${k}`).toBeGreaterThan(1e-3);
      }
  });

  it('not one run changes with the name of its rate: every best loss and rate, three settings', async () => {
    for (const set of [{}, { start: 'far' }, { budget: 300, seed: 70 }]) {
      const [sum, mean] = await Promise.all(
        ['sum', 'mean'].map((reduction) => asked('batch-rate-gabor', { ...set, reduction })),
      );
      for (const size of [1, 2, 3, 5, 10, 15, 30])
        for (const name of [`loss${size}`, `mean${size}`, `alpha${size}`])
          expect(sum!.of(name), name).toBe(mean!.of(name));
    }
  });

  it('from the other start no rate does well for batches of 10 or more: three other sets of starts', async () => {
    const zero = problems.gabor.y.reduce((sum, y) => sum + y * y, 0);
    for (const seed of [3000, 5000, 7000])
      for (const batchSize of [10, 12, 15, 20, 25, 30]) {
        const { lowest } = ratesOnGabor({ batchSize, start: 'far', budget: 600, seeds: 200, seed });
        expect(lowest, `B = ${batchSize}, seed ${seed}`).toBeGreaterThan(0.9 * zero);
      }
  });

  it('without label noise no sequence of rates does better than the best of each single step', () => {
    // E after a step is (1 - 2a + a^2 (B + D + 1)/B) E: step by step, and for ten thousand sequences.
    const [D, random] = [16, new RandomState(7)];
    for (const B of [1, 8, 64, 512]) {
      const factor = (a: number): number => 1 - 2 * a + (a * a * (B + D + 1)) / B;
      const best = factor(1 / (1 + (D + 1) / B)) ** 25;
      for (let k = 0; k < 10_000; k++) {
        let error = 1;
        for (let t = 0; t < 25; t++) error *= factor(2 * random.randomSample());
        expect(error).toBeGreaterThanOrEqual(best);
      }
    }
  });
});
