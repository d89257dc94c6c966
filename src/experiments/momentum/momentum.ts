import {
  coordinate,
  integer,
  median,
  number,
  optimizers,
  problems,
  train,
  trainMany,
  wilson,
} from '../../engine/index.ts';
import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../engine/schema.ts';
import { stabilityLimit } from '../../engine/theory/momentum-theory.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column, Role, SurfacePanel } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';
import { gaborMarks, gaborSheet, gaborStart } from '../kit/gabor-sheet.ts';

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'The book’s rate: it multiplies the averaged gradient, which is summed over the batch.',
    default: 0.6,
    min: 0.01,
    max: 10,
    step: 0.001,
    scale: 'log',
  }),
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the averaged gradient that each step keeps; 0 is plain descent.',
    default: 0.6,
    min: 0,
    max: 0.99,
    step: 0.01,
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'How many of the 30 examples each step sees.',
    default: 5,
    min: 1,
    max: 30,
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'How many steps the runs make.',
    default: 81,
    min: 1,
    max: 400,
    scale: 'log',
  }),
  seed: integer({ label: 'Seed', help: 'Another seed, other batches.', default: 1, min: 0, max: 9999 }),
  ...gaborStart([-1.5, 6.5], 'the runs start'),
};
type V = Values<typeof parameters>;

const methods = {
  sgd: { name: 'SGD', role: 'baseline' },
  momentum: { name: 'momentum', role: 'run' },
  nesterov: { name: 'Nesterov', role: 'measured' },
} as const satisfies Record<string, { name: string; role: Role }>;
type Method = keyof typeof methods;
const order: readonly Method[] = ['sgd', 'momentum', 'nesterov'];

interface Work extends Readonly<Record<string, unknown>> {
  method: Method;
  /** One run, or only the ends of SEEDS runs with seeds from `seed`. */
  what: 'run' | 'seeds';
  alpha: number;
  beta?: number;
  batchSize: number;
  steps: number;
  seed: number;
  phi0: number;
  phi1: number;
}

interface Result {
  phi0?: Column;
  phi1?: Column;
  loss: Column;
  diverged: boolean;
}

const SEEDS = 100;
/** Losses are drawn up to here; a run that diverged counts as more. */
const HIGHEST = 20;

export default defineExperiment({
  title: 'Three runs with the same batches',
  question: 'Does momentum help increase the speed of convergence, and is its trajectory smoother?',
  claim: 'Momentum helps increase speed of convergence',
  source: 'UDL 6.3, Figure 6.7, Notebook 6.4',
  caption:
    'SGD, momentum and Nesterov momentum leave one start and see the same batches. Then the last loss of one hundred seeds: the sooner a curve rises, the better. Set β to 0: what is left of momentum? One seed for the runs, 100 for the shares.',
  pace: 'ensemble',
  checked: 'notebook 6.4',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({
    all: (({ beta, ...shared }: V): Work[] =>
      (['run', 'seeds'] as const).flatMap((what) =>
        // Plain descent is the same run for every beta.
        order.map((method): Work => ({ what, method, ...shared, ...(method !== 'sgd' && { beta }) })),
      ))(values),
  }),
  measure: {
    all({ what, method, alpha, beta = 0, batchSize, steps, seed, phi0, phi1 }: Work): Result {
      const run = {
        problem: problems.gabor,
        start: [phi0, phi1],
        steps,
        batches: { size: batchSize, sampling: 'notebook', seed },
        ...(method === 'nesterov'
          ? { optimizer: optimizers.nesterov, hyper: { alpha, beta } }
          : { optimizer: optimizers.momentum, hyper: { alpha, beta: method === 'sgd' ? 0 : beta } }),
      } as const;
      if (what === 'seeds') {
        const seeds = Array.from({ length: SEEDS }, (_, r) => seed + r);
        const { loss, statuses } = trainMany({ ...run, seeds });
        return { loss: loss.map((end, r) => (statuses[r]!.kind === 'diverged' ? Infinity : end)), diverged: false };
      }
      const trace = train(run);
      return {
        phi0: coordinate(trace, 0),
        phi1: coordinate(trace, 1),
        loss: trace.loss,
        diverged: trace.status.kind === 'diverged',
      };
    },
  },
  present(values, { all: results }, { at, pinned } = {}) {
    const runs = results.slice(0, order.length);
    const ends = results.slice(order.length);
    const last = Math.max(1, ...runs.map((run) => (run?.loss.length ?? 1) - 1));
    // A batch's sum has on average B/30 of the curvature of all examples.
    const lambda = (gaborLandmarks().minima[0]!.eigenvalues[1]! * values.batchSize) / problems.gabor.examples;
    const limit = stabilityLimit(values.beta) / lambda;
    const numbers: Record<string, Presentation['numbers'][string]> = {
      limit: { value: limit, digits: 2 },
      sgdLimit: { value: 2 / lambda, digits: 2 },
      lowest: { value: gaborLandmarks().minima[0]!.loss, digits: 3 },
    };
    for (const [k, method] of order.entries()) {
      const run = runs[k];
      const loss = run?.diverged ? Number.POSITIVE_INFINITY : (run?.loss.at(-1) ?? Number.NaN);
      numbers[`${method}Loss`] = { value: loss, digits: 3 };
      numbers[`${method}Length`] = { value: run ? pathLength(run) : Number.NaN, digits: 1 };
      numbers[`${method}Turn`] = { value: run ? meanTurn(run) : Number.NaN, digits: 0, unit: '°' };
      const end = ends[k];
      if (end) numbers[`${method}Median`] = { value: median(end.loss), digits: 3 };
    }
    const shares = sharesOf(ends);
    if (shares) {
      const { value, low, high } = shares.below;
      numbers['below'] = { value, low, high, digits: 0, percent: true };
    }
    return {
      panels: [
        surface(values, runs, at, pinned?.results.all[1]),
        lossChart(runs, last, at, pinned?.results.all[1]),
        endChart(ends),
      ],
      numbers,
      steps: last,
      verdict: verdictOf(values, shares),
      limits: {
        alpha: [{ at: limit, label: `momentum, ${Number(stabilityLimit(values.beta).toFixed(2))}/λ` }],
      },
      ...(values.alpha > limit && {
        offers: [{ text: 'Set 0.9 of the limit', set: { alpha: Number((0.9 * limit).toPrecision(3)) } }],
      }),
    };
  },
  python: ({ alpha, beta, batchSize, steps, seed, phi0, phi1 }) =>
    pythonScript({
      about: 'Momentum on the Gabor loss of notebook 6.4, one seed.',
      problem: problems.gabor,
      optimizer: optimizers.momentum,
      hyper: { alpha, beta },
      start: [phi0, phi1],
      steps,
      batches: { size: batchSize, sampling: 'notebook', seed },
      prints: {
        momentumLoss: 'losses[-1]',
        momentumLength: 'np.sum(np.linalg.norm(np.diff(path, axis=0), axis=1))',
      },
    }),
});

function pathLength({ phi0, phi1 }: Result): number {
  if (!phi0 || !phi1) return Number.NaN;
  let length = 0;
  for (let t = 1; t < phi0.length; t++) length += Math.hypot(phi0[t]! - phi0[t - 1]!, phi1[t]! - phi1[t - 1]!);
  return length;
}

/** Mean angle between a step and the next, in degrees: 0 goes straight on, 180 turns back. NaN for fewer than two steps. */
function meanTurn({ phi0, phi1 }: Result): number {
  if (!phi0 || !phi1 || phi0.length < 3) return Number.NaN;
  let sum = 0;
  for (let t = 2; t < phi0.length; t++) {
    const [ax, ay] = [phi0[t - 1]! - phi0[t - 2]!, phi1[t - 1]! - phi1[t - 2]!];
    const [bx, by] = [phi0[t]! - phi0[t - 1]!, phi1[t]! - phi1[t - 1]!];
    sum += Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
  }
  return ((sum / (phi0.length - 2)) * 180) / Math.PI;
}

type Share = ReturnType<typeof wilson>;

/** Shares of seeds on which momentum ends strictly below and strictly above SGD: a tie, as of two runs that diverged, is neither. */
function sharesOf([sgd, momentum]: readonly (Result | undefined)[]): { below: Share; above: Share } | undefined {
  if (!sgd || !momentum) return undefined;
  const count = (wins: (own: number, other: number) => boolean): Share =>
    wilson(momentum.loss.filter((end, r) => wins(end, sgd.loss[r]!)).length, SEEDS);
  return { below: count((own, other) => own < other), above: count((own, other) => own > other) };
}

function verdictOf({ beta }: V, shares: ReturnType<typeof sharesOf>): Presentation['verdict'] {
  // A tie refutes nothing.
  if (beta === 0)
    return { text: 'At β = 0 momentum is SGD, and so is Nesterov: the same run, which ends at a loss of {sgdLoss}.' };
  const runs =
    'With these batches SGD ends at a loss of {sgdLoss}, momentum at {momentumLoss}, Nesterov at {nesterovLoss}.';
  if (!shares) return { text: runs };
  const outcome: Outcome = shares.below.low > 0.5 ? 'holds' : shares.above.low > 0.5 ? 'fails' : 'depends';
  return { text: `${runs} Over a hundred seeds momentum ends below SGD in {below} of them.`, outcome };
}

function surface(
  values: V,
  runs: readonly (Result | undefined)[],
  at: number | undefined,
  before: Result | undefined,
): SurfacePanel {
  const points = gaborMarks('minimum');
  const paths: NonNullable<SurfacePanel['paths']>[number][] = [];
  if (before?.phi0 && before.phi1)
    paths.push({ name: 'pinned momentum', role: 'baseline', x: before.phi0, y: before.phi1, faint: true });
  for (const [k, method] of order.entries()) {
    const { name, role } = methods[method];
    const run = runs[k];
    if (!run?.phi0 || !run.phi1) continue;
    const t = Math.min(at ?? run.phi0.length - 1, run.phi0.length - 1);
    paths.push({ name, role, x: run.phi0, y: run.phi1, steps: method === 'momentum' });
    points.push({
      name: at === undefined ? `${name}, end` : `${name}, step ${t}`,
      x: run.phi0[t]!,
      y: run.phi1[t]!,
      mark: at === undefined ? 'end' : method === 'momentum' ? 'now' : 'dot',
      role,
      label: name,
    });
  }
  return {
    ...gaborSheet(),
    title: `Loss surface of the Gabor model, with SGD, momentum and Nesterov momentum from (${values.phi0}, ${values.phi1})`,
    paths,
    points,
    handle: { x: 'phi0', y: 'phi1', at: [values.phi0, values.phi1], label: 'drag the start' },
  };
}

function lossChart(
  runs: readonly (Result | undefined)[],
  last: number,
  at: number | undefined,
  before: Result | undefined,
): ChartPanel {
  const steps = (loss: Column): Column => loss.map((_, t) => t);
  const own = runs[order.indexOf('momentum')];
  const now = at === undefined || !own ? undefined : Math.min(at, own.loss.length - 1);
  return {
    kind: 'chart',
    name: 'loss',
    title: 'Loss of all thirty examples at each step',
    x: { label: 'step *t*', domain: [0, last] },
    y: { label: 'loss *L*, log scale', domain: [0.5, HIGHEST], scale: 'log', ticks: [0.5, 1, 2, 5, 10, 20] },
    steps: true,
    references: [{ axis: 'y', at: gaborLandmarks().minima[0]!.loss, label: 'lowest possible', role: 'theory' }],
    series: [
      ...(before
        ? [
            {
              name: 'pinned momentum',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: steps(before.loss),
              y: before.loss,
              faint: true,
            },
          ]
        : []),
      ...order.flatMap((method, k) => {
        const run = runs[k];
        const { name, role } = methods[method];
        return run ? [{ name, role, kind: 'line' as const, x: steps(run.loss), y: run.loss, label: name }] : [];
      }),
    ],
    points:
      now === undefined || !own
        ? []
        : [{ name: 'now', x: now, y: own.loss[now]!, mark: 'now', label: `step ${now}: ${own.loss[now]!.toFixed(3)}` }],
  };
}

/** Share of the seeds that end at or below each loss. */
function endChart(ends: readonly (Result | undefined)[]): ChartPanel {
  return {
    kind: 'chart',
    name: 'ends',
    title: 'Share of a hundred seeds whose last loss is at or below the value',
    x: { label: 'last loss *L*, log scale', domain: [0.5, HIGHEST], scale: 'log', ticks: [0.5, 1, 2, 5, 10, 20] },
    y: { label: 'share of 100 seeds that end at or below', domain: [0, 1], ticks: [0, 0.5, 1], format: 'percent' },
    series: order.flatMap((method, k) => {
      const end = ends[k];
      if (!end) return [];
      const sorted = end.loss.slice().sort();
      const finite = sorted.filter((loss) => loss < HIGHEST);
      const { name, role } = methods[method];
      const x = Float64Array.from([0.5, ...finite, HIGHEST]);
      const y = Float64Array.from(x, (_, i) => Math.min(i, finite.length) / SEEDS);
      return [{ name, role, kind: 'step' as const, x, y, label: name }];
    }),
  };
}
