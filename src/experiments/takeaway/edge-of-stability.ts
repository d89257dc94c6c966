import { createNetworkTraining, createPerceptron, powerIteration } from '../../engine/networks/index.ts';
import { keptMnist1d } from '../../engine/networks/kept-examples.ts';
import { networkScript } from '../../engine/networks/script.ts';
import { stream } from '../../engine/random-state.ts';
import { choice, integer, number, type Values } from '../../engine/schema.ts';
import { mean } from '../../engine/statistics/summary.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column, TablePanel } from '../../figure/panels/panel.ts';

const parameters = {
  alpha: number({
    label: 'Rate on the mean gradient *a*',
    symbol: 'a',
    help: 'Of descent on all examples. Runs at 0.1, 0.2 and 0.4 stand beside it.',
    default: 0.15,
    min: 0.02,
    max: 2,
    step: 0.001,
    scale: 'log',
  }),
  loss: choice({
    label: 'Loss',
    help: 'Half the squared error summed over the outputs, or cross-entropy; a mean over the examples.',
    default: 'squared-error',
    options: { 'squared-error': 'squared error', 'cross-entropy': 'cross-entropy' },
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'The largest curvature is measured twenty times on the way.',
    default: 3000,
    min: 100,
    max: 12000,
    scale: 'log',
  }),
  examples: integer({
    label: 'Examples *N*',
    symbol: 'N',
    help: 'Every step sees them all.',
    default: 200,
    min: 50,
    max: 1000,
    scale: 'log',
  }),
  seeds: integer({ label: 'Seeds', help: 'Each with its own examples and weights.', default: 3, min: 1, max: 10 }),
  seed: integer({ label: 'First seed', help: 'Of examples and weights.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

/** One network. */
type Part = Pick<V, 'alpha' | 'loss' | 'steps' | 'examples'> & { seed: number };
interface Result {
  /** Largest eigenvalue of the Hessian at each look, the start first; as far as the run came. */
  curvature: number[];
  /** Loss at the start and after each of `POINTS` equal stretches; null once it diverged. */
  losses: (number | null)[];
  /** Share of the steps between two looks on which the loss rose. */
  uphill: number[];
}

const WIDTHS = [40, 24, 10];
const LOOKS = 20;
/** Losses kept between two looks. */
const BETWEEN = 15;
const POINTS = LOOKS * BETWEEN;
/** The last looks whose mean is reported. */
const LAST = 6;
const COMPANIONS = [0.1, 0.2, 0.4] as const;
/** Within this of the edge a run counts as being there. */
const NEAR = 0.06;
const POWER = { tolerance: 1e-5, most: 1000 };

export default defineExperiment({
  title: 'The edge of stability',
  question: 'What does the largest curvature do while descent runs at a fixed rate?',
  claim: 'Descent at a fixed rate comes to the edge of stability',
  source: 'Cohen 2021; MNIST-1D',
  caption:
    'Descent on all examples, without any noise, on a network of 24 tanh units. The largest curvature is in units of 2/*a*, the value beyond which a quadratic would diverge; grey, the same at rates 0.1, 0.2 and 0.4. Then the loss, and how often it rises. Each seed is a faint line, the mean a strong one; brackets hold the least and the largest of the seeds, and are no intervals. Why does a run whose curvature is past the dashed line not diverge? Each run is deterministic; the seeds differ in examples and weights.',
  pace: 'long',
  checked: 'eigenvalues of the whole Hessian',
  parameters,
  quick: { seeds: 1, steps: 200, examples: 60 },
  ahead: [
    { alpha: 0.8 },
    { loss: 'cross-entropy' },
    { alpha: 0.1, steps: 12000, seeds: 1 },
    { loss: 'cross-entropy', alpha: 1.5, steps: 300 },
  ],
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: {
    all({ alpha, loss, steps, examples, seed }: Part): Result {
      const { train: data } = keptMnist1d({ seed, train: examples });
      const shape = { widths: WIDTHS, activation: 'tanh' as const, loss, data };
      const problem = createPerceptron(shape);
      const training = createNetworkTraining({ ...shape, rate: alpha, seed, initialization: 'fan-in', replay: true });
      const diverged = (): boolean => training.status.kind === 'diverged';
      const random = stream(seed, 'noise');
      let direction = Float64Array.from({ length: problem.dimension }, () => random.normal());
      const curvature: number[] = [];
      const look = (): void => {
        const phi = training.parameters();
        const found = powerIteration((v, out) => problem.hessianVector(phi, v, out), direction, POWER);
        direction = found.vector;
        curvature.push(rounded(found.value));
      };
      const losses: (number | null)[] = [rounded(training.evaluate().loss)];
      const uphill: number[] = [];
      look();
      let before = Number.POSITIVE_INFINITY;
      for (let k = 1; k <= LOOKS && !diverged(); k++) {
        let rises = 0;
        let made = 0;
        for (let j = 1; j <= BETWEEN; j++) {
          const until = Math.round((((k - 1) * BETWEEN + j) / POINTS) * steps);
          for (const value of training.advance(Math.max(0, until - training.steps))) {
            if (value > before) rises++;
            before = value;
            made++;
          }
          losses.push(diverged() ? null : rounded(training.evaluate().loss));
        }
        uphill.push(made > 0 ? rounded(rises / made) : 0);
        if (!diverged()) look();
      }
      return { curvature, losses, uphill };
    },
  },
  present(values, { all: results }) {
    const runs = new Map<number, Result[]>();
    for (const [k, { alpha }] of partsOf(values).entries()) {
      const result = results[k];
      if (result) runs.set(alpha, [...(runs.get(alpha) ?? []), result]);
    }
    const own = runs.get(values.alpha) ?? [];
    const done = results.filter((result) => result !== undefined).length;
    const ratio = (alpha: number): ShownNumber => spread((runs.get(alpha) ?? []).map((run) => lastRatio(run, alpha)));
    const start = spread(own.map(({ curvature }) => (curvature[0]! * values.alpha) / 2));
    const lossAt = (share: number): ShownNumber =>
      spread(own.map(({ losses }) => losses[Math.round(share * POINTS)] ?? Number.POSITIVE_INFINITY));
    const startCurvature = own.length > 0 ? mean(own.map(({ curvature }) => curvature[0]!)) : Number.NaN;
    const numbers: Presentation['numbers'] = {
      done: { value: done, digits: 0 },
      of: { value: results.length, digits: 0 },
      seeds: { value: values.seeds, digits: 0 },
      steps: { value: values.steps, digits: 0 },
      limit: { value: 2 / values.alpha, digits: 3, significant: true },
      ratio: ratio(values.alpha),
      startRatio: start,
      peakRatio: spread(own.map(({ curvature }) => (Math.max(...curvature) * values.alpha) / 2)),
      ratioSlow: ratio(COMPANIONS[0]),
      ratioMiddle: ratio(COMPANIONS[1]),
      ratioFast: ratio(COMPANIONS[2]),
      startLimit: { value: 2 / startCurvature, digits: 3 },
      uphill: { ...spread(own.map(({ uphill }) => mean(uphill.slice(-LAST)))), digits: 0, percent: true },
      startLoss: { value: lossAt(0).value, digits: 2 },
      middleLoss: { value: lossAt(0.5).value, digits: 4 },
      endLoss: { value: lossAt(1).value, digits: 4 },
      seedLoss: { value: own[0]?.losses.at(-1) ?? Number.NaN, digits: 4 },
      seedCurvature: { value: own[0]?.curvature.at(-1) ?? Number.NaN, digits: 2 },
    };
    return {
      panels: [
        curvatureChart(values, runs),
        courseChart(values, runs, 'loss'),
        courseChart(values, runs, 'uphill'),
        table(runs),
      ],
      arrangement: 'sheet-and-stack',
      numbers,
      verdict: verdictOf(numbers, own, values.alpha),
      ...(Number.isFinite(startCurvature) && {
        limits: { alpha: [{ at: 2 / startCurvature, label: '2/λ_max at the start', side: 'none' as const }] },
      }),
    };
  },
  python({ alpha, loss, steps, examples, seed }) {
    return networkScript({
      about: 'Descent of the first seed; the largest curvature from the whole Hessian, by differences of gradients.',
      widths: WIDTHS,
      activation: 'tanh',
      loss,
      initialization: 'fan-in',
      seed,
      train: examples,
      optimizer: 'sgd',
      rate: alpha,
      steps,
      prints: {
        seedLoss: 'loss(phi)',
        seedCurvature:
          'np.linalg.eigvalsh(np.array([(full_gradient(phi + d) - full_gradient(phi - d)) / 2e-5 for d in 1e-5 * np.eye(len(phi))]))[-1]',
      },
    });
  },
});

/** The reader's rate first, then the three that stand beside it. */
function partsOf({ alpha, loss, steps, examples, seeds, seed }: V): Part[] {
  const rates = [alpha, ...COMPANIONS.filter((rate) => rate !== alpha)];
  return rates.flatMap((rate) =>
    Array.from({ length: seeds }, (_, s) => ({ alpha: rate, loss, steps, examples, seed: seed + s })),
  );
}

const rounded = (value: number): number => Number(value.toPrecision(5));

/** Mean and range over the seeds. */
function spread(values: readonly number[]): ShownNumber {
  if (values.length === 0) return { value: Number.NaN, digits: 2 };
  const value = mean(values);
  return { value, ...(values.length > 1 && { low: Math.min(...values), high: Math.max(...values) }), digits: 2 };
}

/** Mean of the last looks, in units of 2/a; Infinity where the run diverged. */
function lastRatio({ curvature }: Result, alpha: number): number {
  if (curvature.length <= LOOKS) return Number.POSITIVE_INFINITY;
  return (mean(curvature.slice(-LAST)) * alpha) / 2;
}

const label = (alpha: number): string => `*a* = ${Number(alpha.toPrecision(3))}`;

/** Faint lines for the seeds and a strong one for their mean, of one rate. */
function lines(
  name: string,
  role: 'run' | 'baseline',
  columns: readonly (readonly number[])[],
  apart: number,
  text: string | undefined,
  offset = 0,
): ChartSeries[] {
  const x = (length: number): Column => Float64Array.from({ length }, (_, k) => (k + offset) * apart);
  const length = Math.min(...columns.map((column) => column.length));
  if (columns.length === 0 || length === 0) return [];
  const means = Float64Array.from({ length }, (_, k) => mean(columns.map((column) => column[k]!)));
  const strong: ChartSeries = {
    name,
    role,
    kind: 'line',
    x: x(length),
    y: means,
    ...(text !== undefined && { label: text }),
  };
  if (columns.length === 1) return [strong];
  return [
    ...columns.map(
      (column, s): ChartSeries => ({
        name: `${name}, seed ${s + 1}`,
        role,
        kind: 'line',
        x: x(column.length),
        y: Float64Array.from(column),
        faint: true,
      }),
    ),
    strong,
  ];
}

function curvatureChart({ alpha, steps }: V, runs: ReadonlyMap<number, readonly Result[]>): ChartPanel {
  const others = [...runs.keys()].filter((rate) => rate !== alpha);
  const series = [...others, alpha].flatMap((rate) =>
    lines(
      `λ_max in units of 2/a, ${label(rate)}`,
      rate === alpha ? 'run' : 'baseline',
      (runs.get(rate) ?? []).map(({ curvature }) => curvature.map((value) => (value * rate) / 2)),
      steps / LOOKS,
      label(rate),
    ),
  );
  const most = Math.max(1.2, ...series.flatMap(({ y }) => [...y]));
  return {
    kind: 'chart',
    name: 'curvature',
    title: 'The largest curvature in units of 2/a, at each rate',
    x: { label: 'step *t*', domain: [0, steps] },
    y: { label: 'largest curvature, *a*λ_max/2', domain: [0, Math.min(4, 1.05 * most)] },
    references: [{ axis: 'y', at: 1, label: 'the edge, λ_max = 2/*a*', role: 'theory' }],
    series,
  };
}

function courseChart(
  { alpha, steps }: V,
  runs: ReadonlyMap<number, readonly Result[]>,
  of: 'loss' | 'uphill',
): ChartPanel {
  const others = [...runs.keys()].filter((rate) => rate !== alpha);
  const columns = (run: Result): readonly number[] => {
    if (of === 'uphill') return run.uphill;
    const end = run.losses.indexOf(null);
    return (end < 0 ? run.losses : run.losses.slice(0, end)).map((value) => value ?? 0);
  };
  const series = [...others, alpha].flatMap((rate) => {
    // One seed shows how uneven the loss is; the mean of several would hide it.
    const own = (runs.get(rate) ?? []).slice(0, of === 'loss' ? 1 : undefined).map(columns);
    const name = of === 'loss' ? 'loss of the first seed' : 'steps uphill';
    return lines(
      `${name}, ${label(rate)}`,
      rate === alpha ? 'run' : 'baseline',
      own,
      steps / (of === 'loss' ? POINTS : LOOKS),
      label(rate),
      of === 'loss' ? 0 : 0.5,
    );
  });
  const values = series.flatMap(({ y }) => [...y]).filter((value) => value > 0);
  const last = Math.min(...values);
  return {
    kind: 'chart',
    name: of === 'loss' ? 'loss' : 'steps uphill',
    title: of === 'loss' ? 'The loss of the first seed' : 'The share of steps on which the loss rises',
    x: { label: 'step *t*', domain: [0, steps] },
    y:
      of === 'loss'
        ? {
            label: 'loss *L*',
            domain:
              values.length > 0 ? [0.9 * last, Math.max(1.3 * last, Math.min(0.5, Math.max(...values)))] : [0.05, 0.5],
            scale: 'log',
          }
        : { label: 'steps uphill', domain: [0, 1], format: 'percent', ticks: [0, 0.25, 0.5, 0.75, 1] },
    series: of === 'loss' ? series : series.filter(({ faint }) => !faint),
  };
}

function table(runs: ReadonlyMap<number, readonly Result[]>): TablePanel {
  return {
    kind: 'table',
    name: 'runs',
    title: 'Every run, in numbers',
    columns: [
      { label: 'rate *a*', digits: 3 },
      { label: 'seed', digits: 0 },
      { label: '2/*a*', digits: 2 },
      { label: 'λ_max at the start', digits: 2 },
      { label: 'λ_max, last six', digits: 2 },
      { label: '*a*λ_max/2, last six', digits: 3 },
      { label: 'loss at the end', digits: 4 },
    ],
    rows: [...runs.entries()]
      .sort(([a], [b]) => a - b)
      .flatMap(([alpha, own]) =>
        own.map((run, s) => {
          const ratio = lastRatio(run, alpha);
          const ended = Number.isFinite(ratio);
          return [
            alpha,
            s + 1,
            2 / alpha,
            run.curvature[0] ?? null,
            ended ? (2 * ratio) / alpha : 'diverged',
            ended ? ratio : null,
            run.losses.at(-1) ?? null,
          ];
        }),
      ),
  };
}

function verdictOf(numbers: Presentation['numbers'], own: readonly Result[], alpha: number): Presentation['verdict'] {
  const [done, of] = [numbers['done']?.value ?? 0, numbers['of']?.value ?? 0];
  if (own.length === 0) return { text: 'No run at this rate has been made yet.' };
  const so = done < of ? 'So far, with {done} of {of} runs: ' : '';
  const ratio = numbers['ratio']?.value ?? Number.NaN;
  if (!Number.isFinite(ratio)) {
    const count = own.filter((run) => !Number.isFinite(lastRatio(run, alpha))).length;
    return {
      text: `${so}${count} of ${own.length} runs diverged: the curvature began at {startRatio} times 2/a = {limit}, and did not come down in time.`,
      outcome: 'fails',
    };
  }
  const first = mean(own.map(({ curvature }) => (curvature.at(-LAST)! * alpha) / 2));
  const last = mean(own.map(({ curvature }) => (curvature.at(-1)! * alpha) / 2));
  if (Math.abs(ratio - 1) <= NEAR)
    return {
      text: `${so}The largest curvature began at {startRatio} times 2/a = {limit} and ended at {ratio} times, at the edge. The loss rises on {uphill} of the last steps, and still falls from {middleLoss} at half time to {endLoss}.`,
      outcome: 'holds',
    };
  const moving = last > first ? 'is still rising' : 'is falling';
  return {
    text: `${so}After {steps} steps the largest curvature is {ratio} times 2/a = {limit} and ${moving}: the run is not at the edge. The loss rises on {uphill} of the last steps.`,
    outcome: 'fails',
  };
}
