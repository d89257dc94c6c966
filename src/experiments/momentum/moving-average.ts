import { coordinate, integer, number, optimizers, problems, train } from '../../engine/index.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column, EquationPanel, SurfacePanel } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';
import { gaborCloseUp } from '../kit/gabor-close-up.ts';
import { momentumTerms, type StepTerms } from '../kit/momentum-steps.ts';
import { endOfRun } from '../kit/two-orders.ts';

const parameters = {
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the average that each step keeps.',
    default: 0.6,
    min: 0,
    max: 0.99,
    step: 0.01,
  }),
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'The book’s rate: it multiplies the averaged gradient.',
    default: 0.6,
    min: 0.01,
    max: 5,
    step: 0.001,
    scale: 'log',
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
    help: 'How many steps the run makes.',
    default: 81,
    min: 2,
    max: 200,
  }),
  seed: integer({ label: 'Seed', help: 'Another seed, other batches.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

interface Result {
  phi: readonly [Column, Column];
  terms: readonly StepTerms[];
  /** Weight of the gradient of step s in the average after the last step is entry s. */
  weights: Column;
  loss: Column;
}

/** The notebook's start. */
const START = [-1.5, 6.5] as const;
/** Past steps drawn before the one in view. */
const TAIL = 12;
/** From this sum of the weights on, m is called an average. */
const WHOLE = 0.95;

export default defineExperiment({
  title: 'Equation 6.11, term by term',
  question: 'Which gradients are in the average, and with what weights?',
  claim: 'The momentum is an “exponentially weighted average” of the gradients',
  source: 'UDL 6.3, eq 6.11, Notebook 6.4',
  caption:
    'One step of the notebook’s run. The step is the memory plus the share of this batch, in the equation and as arrows. The stems are the weights of all gradients so far, as the engine’s rule gives them; the dashed line is theory. Go back to step 0: what is missing from the sum? One seed; the weights are deterministic.',
  pace: 'instant',
  checked: 'notebook 6.4, gradient by gradient',
  parameters,
  stepper: { start: 5 },
  equations: {
    mNext: String.raw`\mathbf{m}_{t+1}`,
    becomes: String.raw`\leftarrow`,
    beta: String.raw`\beta`,
    times: String.raw`\cdot`,
    m: String.raw`\mathbf{m}_{t}`,
    plus: '+',
    share: String.raw`(1-\beta)`,
    g: String.raw`\mathbf{g}_{t}`,
    phiNext: String.raw`\boldsymbol{\phi}_{t+1}`,
    phi: String.raw`\boldsymbol{\phi}_{t}`,
    minus: '-',
    alpha: String.raw`\alpha`,
  },
  parts: (values: V) => ({ run: values }),
  measure: {
    run({ alpha, beta, batchSize, steps, seed }: V): Result {
      const { gabor } = problems;
      const trace = train({
        problem: gabor,
        optimizer: optimizers.momentum,
        hyper: { alpha, beta },
        start: START,
        steps,
        batches: { size: batchSize, sampling: 'notebook', seed },
      });
      return {
        phi: [coordinate(trace, 0), coordinate(trace, 1)],
        terms: momentumTerms(trace, gabor, { alpha, beta, ahead: false }),
        weights: weightsOf(beta, trace.steps),
        loss: trace.loss,
      };
    },
  },
  present(values, { run }, { at, pinned } = {}) {
    if (!run) throw new Error('moving-average has one part, and presents once it is measured');
    const { alpha, beta } = values;
    const last = run.phi[0].length - 1;
    const now = Math.min(at ?? last, last);
    const ended = now === last;
    // At the end there is no next update: what it shows of the average is that of the last.
    const t = Math.min(now, last - 1);
    const weights = weightsAt(run.weights, t);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const [g0, g1] = [run.terms[0]!.g, run.terms[1]!.g];
    const [m0, m1] = [run.terms[0]!.m, run.terms[1]!.m];
    const numbers: Presentation['numbers'] = {
      at: { value: now, digits: 0 },
      gradients: { value: t + 1, digits: 0 },
      weightSum: { value: sum, digits: 3 },
      weightTheory: { value: 1 - beta ** (t + 1), digits: 3 },
      weightMissing: { value: 1 - sum, digits: 3 },
      lastFive: { value: 1 - beta ** 5, digits: 1, percent: true },
      newest: { value: weights.at(-1)!, digits: 3 },
      asked: { value: alpha * Math.hypot(g0[t]!, g1[t]!), digits: 3 },
      moved: { value: alpha * Math.hypot(m0[t + 1]!, m1[t + 1]!), digits: 3 },
      jumpBatch: { value: meanJump(g0, g1), digits: 2 },
      jumpAverage: { value: meanJump(m0.subarray(1), m1.subarray(1)), digits: 2 },
      loss: { value: run.loss.at(-1)!, digits: 3 },
      mEnd0: { value: m0.at(-1)!, digits: 3 },
      mEnd1: { value: m1.at(-1)!, digits: 3 },
    };
    return {
      panels: [
        ended ? endOfRun(run.phi, now) : closeUp(values, run, t),
        weightChart(values, weights, t, pinned?.values),
        gradientChart(run, t),
        ...(ended ? [] : [ledger(values, run, t)]),
      ],
      numbers,
      steps: last,
      verdict: {
        text: ended
          ? 'The run has ended after {at} steps: no update follows. The weights of its {gradients} gradients sum to {weightSum}.'
          : sum >= WHOLE
            ? 'At step {at} the weights of {gradients} gradients sum to {weightSum}: an average, or nearly. The batch alone would have moved the parameters by {asked}; the average moves them by {moved}.'
            : 'At step {at} the weights of {gradients} gradients sum to {weightSum}, so this is no average yet: the rest, {weightMissing}, is the weight of *m* = 0 at the start. The batch alone would have moved the parameters by {asked}; the average moves them by {moved}.',
        outcome: sum >= WHOLE ? 'holds' : 'fails',
      },
    };
  },
  python: ({ alpha, beta, batchSize, steps, seed }) =>
    pythonScript({
      about: 'Momentum on the Gabor loss of notebook 6.4, one seed: the loss and the average at the end.',
      problem: problems.gabor,
      optimizer: optimizers.momentum,
      hyper: { alpha, beta },
      start: START,
      steps,
      batches: { size: batchSize, sampling: 'notebook', seed },
      prints: { loss: 'losses[-1]', mEnd0: 'm[0]', mEnd1: 'm[1]', lastFive: '1 - beta ** 5' },
    }),
});

/** The rule's own weights: with a gradient that is 1 at component s in step s, and else 0, component s of m is its weight. */
function weightsOf(beta: number, steps: number): Column {
  const { createState, step } = optimizers.momentum;
  const phi = new Float64Array(steps);
  const state = createState(steps);
  for (let t = 0; t < steps; t++) {
    const objective = {
      gradient(_: unknown, out: { fill(value: number): unknown; [index: number]: number }) {
        out.fill(0);
        out[t] = 1;
        return 0;
      },
      loss: () => 0,
    };
    // With a rate of 1, phi would be the sum of all averages; only m is wanted.
    step(phi, state, objective, { alpha: 1, beta });
  }
  return Float64Array.from(state.m);
}

/** Weights in the average after step t: those after the last step, seen from there. */
function weightsAt(weights: Column, t: number): Column {
  return weights.slice(weights.length - 1 - t);
}

function meanJump(a: Column, b: Column): number {
  let sum = 0;
  for (let t = 1; t < a.length; t++) sum += Math.hypot(a[t]! - a[t - 1]!, b[t]! - b[t - 1]!);
  return a.length > 1 ? sum / (a.length - 1) : Number.NaN;
}

function closeUp({ alpha, beta }: V, { phi, terms }: Result, t: number): SurfacePanel {
  const from = [phi[0][t]!, phi[1][t]!] as const;
  const to = (weight: number, of: (term: StepTerms) => number): readonly [number, number] => [
    from[0] - alpha * weight * of(terms[0]!),
    from[1] - alpha * weight * of(terms[1]!),
  ];
  const memory = to(beta, ({ m }) => m[t]!);
  const batch = to(1 - beta, ({ g }) => g[t]!);
  const next = to(1, ({ m }) => m[t + 1]!);
  const first = Math.max(0, t - TAIL);
  return {
    ...gaborCloseUp([from, memory, batch, next]),
    title: `Step ${t}: the share of the memory and the share of the batch add up to the step`,
    paths: [
      {
        name: 'steps before',
        role: 'baseline',
        x: phi[0].slice(first, t + 1),
        y: phi[1].slice(first, t + 1),
      },
    ],
    points: [{ name: `step ${t}`, x: from[0], y: from[1], mark: 'now' }],
    arrows: [
      { name: 'share of this batch', role: 'batch', from, to: batch, label: 'this batch' },
      { name: 'share of the memory', role: 'measured', from, to: memory, label: 'the memory' },
      { name: 'the step', role: 'run', from, to: next, label: 'the step' },
    ],
  };
}

function weightChart({ beta }: V, weights: Column, t: number, pinned: V | undefined): ChartPanel {
  const x = weights.map((_, s) => s);
  const theory = (b: number): Column => weights.map((_, s) => (1 - b) * b ** (t - s));
  const top = Math.max(1 - beta, pinned ? 1 - pinned.beta : 0);
  return {
    kind: 'chart',
    name: 'weights',
    title: `Weight of each gradient in the average after step ${t}`,
    x: {
      label: 'gradient of step',
      domain: [-0.5, Math.max(t, 9) + 0.5],
      ticks: t > 9 ? [0, Math.round(t / 2), t] : [0, 3, 6, 9],
    },
    y: { label: `weight in the average after step ${t}`, domain: [0, 1.1 * top], ticks: [0, Number(top.toFixed(2))] },
    series: [
      ...(pinned
        ? [
            {
              name: `pinned, β ${pinned.beta}`,
              role: 'baseline' as const,
              kind: 'line' as const,
              x,
              y: theory(pinned.beta),
              label: 'pinned',
            },
          ]
        : []),
      { name: 'theory', role: 'theory', kind: 'line', x, y: theory(beta) },
      { name: 'weights', role: 'run', kind: 'stems', x, y: weights },
    ],
  };
}

function gradientChart({ terms }: Result, t: number): ChartPanel {
  const { g, m } = terms[0]!;
  const x = g.map((_, s) => s);
  const reach = Math.max(...g.map(Math.abs), 1e-9);
  return {
    kind: 'chart',
    name: 'gradient',
    title: 'The gradient of each batch along the offset, and its average',
    x: { label: 'step *t*', domain: [0, Math.max(1, g.length - 1)] },
    y: { label: 'gradient along ϕ_0, and its average', domain: [-1.05 * reach, 1.05 * reach] },
    steps: true,
    series: [
      { name: 'gradient of the batch', role: 'batch', kind: 'points', x, y: g },
      { name: 'average', role: 'run', kind: 'line', x, y: m.subarray(1).slice(), label: 'average' },
    ],
    points: [{ name: 'now', x: t, y: m[t + 1]!, mark: 'now', label: `step ${t}` }],
  };
}

/** The step as a ledger: each term of eq 6.11 over its two numbers. */
function ledger({ alpha, beta }: V, { phi, terms }: Result, t: number): EquationPanel {
  const two = (of: (i: 0 | 1) => number): string[] => ([0, 1] as const).map((i) => shown(of(i)));
  const both = (value: number): string[] => Array.from({ length: 2 }, () => String(Number(value.toPrecision(3))));
  return {
    kind: 'equation',
    name: 'equation 6.11',
    title: `Equation 6.11 at step ${t}, with its numbers`,
    rows: ['ϕ_0', 'ϕ_1'],
    lines: [
      [
        { equation: 'mNext', label: 'the average', role: 'run', values: two((i) => terms[i]!.m[t + 1]!) },
        { equation: 'becomes' },
        { equation: 'beta', spoken: 'β', values: both(beta) },
        { equation: 'times' },
        { equation: 'm', label: 'the memory', role: 'measured', values: two((i) => terms[i]!.m[t]!) },
        { equation: 'plus' },
        { equation: 'share', spoken: '1 minus β', values: both(1 - beta) },
        { equation: 'times' },
        { equation: 'g', label: 'this batch', role: 'batch', values: two((i) => terms[i]!.g[t]!) },
      ],
      [
        { equation: 'phiNext', label: 'next', values: two((i) => phi[i][t + 1]!) },
        { equation: 'becomes' },
        { equation: 'phi', label: 'now', values: two((i) => phi[i][t]!) },
        { equation: 'minus' },
        { equation: 'alpha', label: 'the rate', values: both(alpha) },
        { equation: 'times' },
        { equation: 'mNext', label: 'the average', role: 'run', values: two((i) => terms[i]!.m[t + 1]!) },
      ],
    ],
  };
}

const shown = (value: number): string => value.toFixed(3).replace('-', '\u2212');
