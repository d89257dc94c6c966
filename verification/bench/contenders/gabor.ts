import {
  createGabor,
  createSampler,
  gaborSurface,
  optimizers,
  problems,
  type TrainOptions,
  train,
  trainMany,
} from '../../../src/engine/index.ts';
import { gaborData } from '../../../src/engine/problems/gabor-data.ts';
import type { Schema } from '../../../src/engine/schema.ts';
import type { Contender } from './contender.ts';
import { gaborBatches, sheet, start, starts } from './inputs.ts';
import { plainGradient, plainLoss } from './plain-gabor.ts';
import { settings } from './settings.ts';

const { steps, cells, runSteps, runRate, descentRate, momentumRate, adamRate, beta, gamma, epsilon } = settings;

/** The rule of a plain loop: from the gradient to the step, with its state in a closure. */
type Rule = () => (g: readonly number[], t: number) => number[];

const descent: Rule = () => (g) => g.map((slope) => descentRate * slope);
const momentum: Rule = () => {
  let m = [0, 0];
  return (g) => {
    m = m.map((value, i) => beta * value + (1 - beta) * g[i]!);
    return m.map((value) => momentumRate * value);
  };
};
const adam: Rule = () => {
  let m = [0, 0];
  let v = [0, 0];
  return (g, t) => {
    m = m.map((value, i) => beta * value + (1 - beta) * g[i]!);
    v = v.map((value, i) => gamma * value + (1 - gamma) * g[i]! ** 2);
    return m.map(
      (value, i) => (adamRate * (value / (1 - beta ** t))) / (Math.sqrt(v[i]! / (1 - gamma ** t)) + epsilon),
    );
  };
};

function plainSteps(rule: Rule, batched: boolean): Float64Array {
  const step = rule();
  const sampler = batched ? createSampler(problems.gabor.examples, gaborBatches) : undefined;
  let phi: readonly number[] = start;
  for (let t = 1; t <= steps; t++) {
    const change = step(plainGradient(phi, sampler?.next()), t);
    phi = phi.map((value, i) => value - change[i]!);
  }
  return Float64Array.from(phi);
}

function plainStarts(): Float64Array {
  return Float64Array.from(starts, (first) => {
    let phi: readonly number[] = first;
    for (let t = 0; t < runSteps; t++) {
      const g = plainGradient(phi);
      phi = phi.map((value, i) => value - runRate * g[i]!);
    }
    return plainLoss(phi[0]!, phi[1]!);
  });
}

function plainSurface(): Float64Array {
  const [left, right] = sheet.xDomain;
  const [bottom, top] = sheet.yDomain;
  const grid = new Float64Array(cells * cells);
  for (let r = 0; r < cells; r++) {
    const phi1 = bottom + ((r + 0.5) / cells) * (top - bottom);
    for (let c = 0; c < cells; c++) {
      grid[r * cells + c] = plainLoss(left + ((c + 0.5) / cells) * (right - left), phi1);
    }
  }
  return grid;
}

function engineSteps<H extends Schema>(options: Omit<TrainOptions<H>, 'problem' | 'start' | 'steps'>): Float64Array {
  const record = { phi: 'ends', loss: 'ends', batches: false } as const;
  return train<H>({ problem: problems.gabor, start, steps, record, ...options }).phi.slice(-2);
}

const ensemble = {
  problem: problems.gabor,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: runRate },
  steps: runSteps,
};
const plainProblem = createGabor({ ...gaborData, arithmetic: 'plain' });

type Gabor = Record<'gabor-descent' | 'gabor-momentum' | 'gabor-adam' | 'surface' | 'starts', Contender>;

/** A straightforward first version: sin, cos and exp at every example, an array per step. */
export const plainGabor: Gabor = {
  'gabor-descent': { run: () => plainSteps(descent, false) },
  'gabor-momentum': { run: () => plainSteps(momentum, true) },
  'gabor-adam': { run: () => plainSteps(adam, true) },
  surface: { run: plainSurface },
  starts: { run: plainStarts },
};

export const engineGabor: Gabor = {
  'gabor-descent': {
    run: () => engineSteps({ optimizer: optimizers.gradientDescent, hyper: { alpha: descentRate } }),
  },
  'gabor-momentum': {
    run: () =>
      engineSteps({ optimizer: optimizers.momentum, hyper: { alpha: momentumRate, beta }, batches: gaborBatches }),
  },
  'gabor-adam': {
    run: () =>
      engineSteps({
        optimizer: optimizers.adam,
        hyper: { alpha: adamRate, beta, gamma, epsilon },
        batches: gaborBatches,
      }),
  },
  surface: { run: () => gaborSurface({ ...sheet, columns: cells, rows: cells }).grid },
  starts: { run: () => trainMany({ ...ensemble, starts }).loss },
};

/** The engine without its tables: `train` in a loop on plain arithmetic. */
export const plainTrain: Pick<Gabor, 'starts'> = {
  starts: {
    run: () =>
      Float64Array.from(starts, (first) => train({ ...ensemble, problem: plainProblem, start: first }).loss.at(-1)!),
  },
};
