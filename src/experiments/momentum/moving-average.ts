import { optimizers, type Values } from '../../engine/index.ts';
import * as f from '../../figure/index.ts';
import { batchSize, learningRate, momentumBeta, seed, stepCount } from '../kit/fields.ts';
import { gaborCloseUp } from '../kit/gabor-close-up.ts';
import { type MomentumStep, momentumLedger, momentumSymbols } from '../kit/momentum-ledger.ts';
import { type StepTerms, traceWithTerms } from '../kit/momentum-steps.ts';
import { notebookRun } from '../kit/notebook-run.ts';
import { endOfRun, stepsBefore } from '../kit/step-in-view.ts';

const parameters = {
  beta: momentumBeta('The share of the average that each step keeps.', [0, 0.6, 0.99]),
  alpha: learningRate('The book’s rate: it multiplies the averaged gradient.', [0.01, 0.6, 5]),
  batchSize: batchSize('How many of the 30 examples each step sees.', [1, 5, 30]),
  steps: stepCount('How many steps the run makes.', [2, 81, 200], { scale: undefined }),
  seed: seed('Another seed gives other batches.'),
};
type V = Values<typeof parameters>;

type Run = f.RunInView<{ terms: readonly StepTerms[] }>;

/** From this sum of weights on, m is called an average. */
const WHOLE = 0.95;

export default f.experimentOfRuns({
  title: 'Equation 6.11, term by term',
  question: 'Which gradients are in the average, and with what weights?',
  source: 'UDL 6.3, eq 6.11, Notebook 6.4',
  caption:
    'One step of the notebook’s run. The step is the memory plus the share of this batch, in the equation and as arrows. The stems are the weights of all gradients so far, as the engine’s rule gives them; the dashed line is theory. Go back to step 0: what is missing from the sum? One seed; the weights are deterministic.',
  pace: 'instant',
  checked: 'notebook 6.4, gradient by gradient',
  main: ['beta', 'alpha'],
  parameters,
  stepper: { start: 5 },
  equations: momentumSymbols,
  about: 'Momentum on the Gabor loss of notebook 6.4, one seed: the loss and the average at the end.',
  runs: {
    run: (values: V) =>
      f.run(notebookRun('momentum', values), 'run', 'momentum', {
        prints: { loss: 'losses[-1]', mEnd0: 'm[0]', mEnd1: 'm[1]', lastFive: '1 - beta ** 5' },
        measure: traceWithTerms,
      }),
  },
  present(values, { run }, { pinned }) {
    const { alpha, beta } = values;
    const { last, t: now } = run;
    const ended = now === last;
    // At the end there is no next update: the displayed average is that of the last.
    const t = Math.min(now, last - 1);
    const weights = weightsAt(weightsOf(beta, last), t);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const [g0, g1] = [run.terms[0]!.g, run.terms[1]!.g];
    const [m0, m1] = [run.terms[0]!.m, run.terms[1]!.m];
    const phi = [run.x, run.y] as const;
    const step = { terms: run.terms, phi, t, alpha, beta };
    return {
      panels: f.some<f.Panel>(
        ended ? endOfRun(phi, now) : closeUp(step),
        weightChart(values, weights, t, pinned?.values),
        gradientChart(run, t),
        !ended && momentumLedger('momentum', step),
      ),
      numbers: {
        at: f.count(now),
        gradients: f.count(t + 1),
        weightSum: f.fixed(sum, 3),
        weightMissing: f.fixed(1 - sum, 3),
        lastFive: f.percent(1 - beta ** 5, 1),
        newest: f.fixed(weights.at(-1), 3),
        asked: f.fixed(alpha * Math.hypot(g0[t]!, g1[t]!), 3),
        moved: f.fixed(alpha * Math.hypot(m0[t + 1]!, m1[t + 1]!), 3),
        jumpBatch: f.fixed(meanJump(g0, g1), 2),
        jumpAverage: f.fixed(meanJump(m0.subarray(1), m1.subarray(1)), 2),
        loss: f.fixed(run.loss.at(-1), 3),
        mEnd0: f.fixed(m0.at(-1), 3),
        mEnd1: f.fixed(m1.at(-1), 3),
      },
      verdict: verdictsOf(ended, sum),
    };
  },
});

function verdictsOf(ended: boolean, sum: number): f.Sentences {
  const weights = 'At step {at} the weights of {gradients} gradients sum to {weightSum}';
  const moved = 'The batch alone would have moved the parameters by {asked}; the average moves them by {moved}.';
  return [
    [
      ended,
      'The run has ended after {at} steps: no update follows. The weights of its {gradients} gradients sum to {weightSum}.',
    ],
    [sum >= WHOLE, `${weights}: an average, or nearly. ${moved}`],
    [
      true,
      `${weights}, so this is not an average yet: the rest, {weightMissing}, is the weight of *m* = 0 at the start. ${moved}`,
    ],
  ];
}

/**
 * The rule's own weights: with a gradient of 1 at component s in step s, and 0 elsewhere, component s of m is its
 * weight.
 */
function weightsOf(beta: number, steps: number): f.Column {
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
    // With a rate of 1, phi would be the sum of all averages; only m is needed.
    step(phi, state, objective, { alpha: 1, beta });
  }
  return Float64Array.from(state.m);
}

/** Weights in the average after step t: those after the last step, counted back from there. */
function weightsAt(weights: f.Column, t: number): f.Column {
  return weights.slice(weights.length - 1 - t);
}

/** Mean change of the gradient, or of its average, between two steps; undefined for a single step. */
function meanJump(a: f.Column, b: f.Column): number | undefined {
  let sum = 0;
  for (let t = 1; t < a.length; t++) sum += Math.hypot(a[t]! - a[t - 1]!, b[t]! - b[t - 1]!);
  return a.length > 1 ? sum / (a.length - 1) : undefined;
}

function closeUp({ phi, terms, t, alpha, beta }: MomentumStep): f.SurfacePanel {
  const from = [phi[0][t]!, phi[1][t]!] as const;
  const to = (weight: number, of: (term: StepTerms) => number): readonly [number, number] => [
    from[0] - alpha * weight * of(terms[0]!),
    from[1] - alpha * weight * of(terms[1]!),
  ];
  const memory = to(beta, ({ m }) => m[t]!);
  const batch = to(1 - beta, ({ g }) => g[t]!);
  const next = to(1, ({ m }) => m[t + 1]!);
  return {
    ...gaborCloseUp([from, memory, batch, next]),
    title: `Step ${t}: the share of the memory and the share of the batch add up to the step`,
    paths: [stepsBefore(phi, t)],
    points: [f.point('now', `step ${t}`, ...from)],
    arrows: [
      f.arrow('share of this batch', 'batch', from, batch, 'this batch'),
      f.arrow('share of the memory', 'measured', from, memory, 'the memory'),
      f.arrow('the step', 'run', from, next, 'the step'),
    ],
  };
}

function weightChart({ beta }: V, weights: f.Column, t: number, pinned: V | undefined): f.ChartPanel {
  const x = f.stepsOf(weights);
  const theory = (b: number) => (s: number) => (1 - b) * b ** (t - s);
  const top = Math.max(1 - beta, pinned ? 1 - pinned.beta : 0);
  return f.chart({
    name: 'weights',
    title: `Weight of each gradient in the average after step ${t}`,
    x: f.axis('gradient of step', [-0.5, Math.max(t, 9) + 0.5], {
      ticks: t > 9 ? [0, Math.round(t / 2), t] : [0, 3, 6, 9],
    }),
    y: f.axis(`weight in the average after step ${t}`, [0, 1.1 * top], { ticks: [0, Number(top.toFixed(2))] }),
    series: f.some(
      pinned && f.curve(`pinned, β ${pinned.beta}`, 'baseline', x, theory(pinned.beta), { label: 'pinned' }),
      f.curve('theory', 'theory', x, theory(beta)),
      f.stems('weights', 'run', x, weights),
    ),
  });
}

function gradientChart({ terms }: Run, t: number): f.ChartPanel {
  const { g, m } = terms[0]!;
  const x = f.stepsOf(g);
  const reach = Math.max(...g.map(Math.abs), 1e-9);
  return f.chart({
    name: 'gradient',
    title: 'The gradient of each batch along the offset, and its average',
    x: f.axis('step *t*', [0, Math.max(1, g.length - 1)]),
    y: f.axis('gradient along ϕ_0, and its average', [-1.05 * reach, 1.05 * reach]),
    steps: true,
    series: [
      f.dots('gradient of the batch', 'batch', x, g),
      f.line('average', 'run', x, m.subarray(1).slice(), { label: true }),
    ],
    points: [f.point('now', 'now', t, m[t + 1]!, { label: `step ${t}` })],
  });
}
