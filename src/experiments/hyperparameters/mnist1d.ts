import { type FirstLayerUnit, firstLayerUnits } from '../../engine/networks/first-layer.ts';
import {
  confusion,
  createLayers,
  createNetworkTraining,
  createPerceptron,
  mnist1dShape,
  networkScript,
  parameterCount,
  predictions,
} from '../../engine/networks/index.ts';
import { keptMnist1d } from '../../engine/networks/kept-examples.ts';
import { choice, integer, number, type Values } from '../../engine/schema.ts';
import { meanInterval } from '../../engine/statistics/mean-interval.ts';
import { mean } from '../../engine/statistics/summary.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column, TablePanel } from '../../figure/panels/panel.ts';
import { confusionTable, mnist1dExamples, seenUnits } from '../kit/mnist1d-examples.ts';

const MODELS = { perceptron: 'perceptron 40-100-100-10', logistic: 'logistic regression' } as const;
type Model = keyof typeof MODELS;
const WIDTHS: Readonly<Record<Model, readonly number[]>> = { perceptron: [40, 100, 100, 10], logistic: [40, 10] };
const SHORT: Readonly<Record<Model, string>> = { perceptron: 'perceptron', logistic: 'logistic' };
/** Test accuracies of Greydanus and Kobak 2024, with 4000 training examples; their perceptron adds its first layer to its second. */
const PUBLISHED: Readonly<Record<Model, number>> = { perceptron: 0.68, logistic: 0.32 };

const parameters = {
  model: choice<Model>({
    label: 'Model shown',
    help: 'Whose units and confusions are drawn; both are trained.',
    default: 'perceptron',
    options: MODELS,
  }),
  train: integer({
    label: 'Training examples',
    help: 'Published accuracies are for 4000.',
    default: 4000,
    min: 100,
    max: 8000,
    step: 100,
    scale: 'log',
  }),
  rate: number({
    label: 'Rate of Adam α',
    symbol: String.raw`\alpha`,
    help: 'With β = 0.9, γ = 0.999 and batches of 100.',
    default: 0.01,
    min: 0.0001,
    max: 0.1,
    step: 0.0001,
    scale: 'log',
  }),
  steps: integer({ label: 'Steps', help: 'Of Adam.', default: 6000, min: 20, max: 12000, scale: 'log' }),
  seeds: integer({
    label: 'Seeds',
    help: 'Each with its own examples, weights and batches.',
    default: 5,
    min: 1,
    max: 20,
  }),
  seed: integer({ label: 'First seed', help: 'Of examples, weights and batches.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

/** One network; `detail` asks what its first layer looks for besides. */
type Part = { model: Model; train: number; rate: number; steps: number; detail: boolean; seed: number };
interface Result {
  /** Shares of right answers, and the test accuracy at each look, the start first. */
  trained: number;
  test: number;
  course: number[];
  /** Counts on the test examples: a row of ten for each true class. */
  confusion: number[];
  /** Empty without detail. */
  units: FirstLayerUnit[];
}

const BATCH = 100;
const TEST = 4000;
const LOOKS = 12;
const UNITS = { count: 10, nearest: 40 } as const;
const { classes } = mnist1dShape;

export default defineExperiment({
  title: 'What the networks are given, and what they make of it',
  question: 'What does a network look for in these curves, and which classes does it take for one another?',
  source: 'MNIST-1D: Greydanus and Kobak 2024; UDL 8.1',
  caption:
    'First, the share of 4000 test examples that are answered rightly, on the way; dashed, what is published for 4000 training examples. Then the same for each class at the end, strong for the model shown. Below, three examples of each class; then ten units of the first layer: their weights, and in grey the mean of the forty test examples that excite them most, each as a share of its largest value. The perceptron’s ten are those it hears most. What does each of them wait for, and can it be one class alone? Bars are 95 % intervals over the seeds (Student’s t).',
  pace: 'long',
  parameters,
  quick: { seeds: 2, steps: 20, train: 200 },
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: {
    all({ model, train, rate, steps, detail, seed }: Part): Result {
      const widths = [...WIDTHS[model]];
      const data = keptMnist1d({ seed, train, test: TEST });
      const training = createNetworkTraining({
        widths,
        data: data.train,
        optimizer: 'adam',
        rate,
        batches: { size: BATCH },
        seed,
        replay: true,
      });
      const course = Array.from({ length: LOOKS + 1 }, (_, k) => {
        training.advance(Math.round((k / LOOKS) * steps) - training.steps);
        return rounded(training.evaluate(data.test).accuracy);
      });
      const phi = training.parameters();
      const outputs = createPerceptron({ widths, data: data.test }).outputs(phi);
      return {
        trained: rounded(training.evaluate().accuracy),
        test: rounded(training.evaluate(data.test).accuracy),
        course,
        confusion: Array.from(confusion(predictions(outputs, classes), data.test.y, classes)),
        units: detail ? firstLayerUnits(createLayers(widths), phi, data.test, UNITS).map(shortened) : [],
      };
    },
  },
  present(values, { all: results }) {
    const parts = partsOf(values);
    const runsOf = (model: Model): Result[] =>
      results.filter((result, k): result is Result => result !== undefined && parts[k]!.model === model);
    const runs = { perceptron: runsOf('perceptron'), logistic: runsOf('logistic') };
    const other: Model = values.model === 'perceptron' ? 'logistic' : 'perceptron';
    const own = runs[values.model];
    const counts = sumOf(own.map((run) => run.confusion));
    const confused = mostConfused(counts);
    const units = own.find((run) => run.units.length > 0)?.units ?? [];
    const [exciting, next] = commonest(units.map((unit) => unit.class));
    const numbers: Presentation['numbers'] = {
      done: { value: results.filter((result) => result !== undefined).length, digits: 0 },
      of: { value: results.length, digits: 0 },
      perceptron: percent(runs.perceptron.map(({ test }) => test)),
      logistic: percent(runs.logistic.map(({ test }) => test)),
      // Without an interval: by Student's t it would reach beyond all examples.
      perceptronTrained: { value: trainedOf(runs.perceptron), digits: 1, percent: true },
      logisticTrained: { value: trainedOf(runs.logistic), digits: 1, percent: true },
      perceptronPublished: { value: PUBLISHED.perceptron, digits: 0, percent: true },
      logisticPublished: { value: PUBLISHED.logistic, digits: 0, percent: true },
      trueClass: { value: confused?.from ?? Number.NaN, digits: 0 },
      takenFor: { value: confused?.to ?? Number.NaN, digits: 0 },
      confusedShare: { value: confused?.share ?? Number.NaN, digits: 0, percent: true },
      easiest: { value: bestClass(counts) ?? Number.NaN, digits: 0 },
      exciting: { value: exciting?.value ?? Number.NaN, digits: 0 },
      excitingNext: { value: next?.value ?? Number.NaN, digits: 0 },
      excitedUnits: { value: (exciting?.count ?? 0) + (next?.count ?? 0), digits: 0 },
      units: { value: units.length, digits: 0 },
      epochs: { value: (values.steps * BATCH) / values.train, digits: 0 },
      seedAccuracy: { value: runs.perceptron[0]?.test ?? Number.NaN, digits: 4 },
    };
    return {
      panels: [
        courseChart(values, runs),
        classChart(counts, sumOf(runs[other].map((run) => run.confusion)), SHORT[values.model], SHORT[other]),
        mnist1dExamples(values.seed),
        seenUnits(
          units.map(({ unit, weights, excites, class: label, ofClass, of }) => ({
            heading: values.model === 'logistic' ? `output ${unit}` : `unit ${unit}`,
            note: `class ${label}: ${ofClass} of ${of}`,
            weights,
            excites,
          })),
          units.length > 0
            ? `Ten units of the first layer of the ${SHORT[values.model]} model: weights, and what excites them`
            : 'Units of the first layer: not trained yet',
        ),
        confusionTable(counts, `the ${SHORT[values.model]} model`),
        settingsTable(values, runs),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, numbers),
    };
  },
  python({ train, rate, steps, seed }) {
    return networkScript({
      about: 'The perceptron with the first seed.',
      widths: WIDTHS.perceptron,
      activation: 'relu',
      loss: 'cross-entropy',
      initialization: 'he',
      seed,
      train,
      test: TEST,
      optimizer: 'adam',
      rate,
      batchSize: Math.min(BATCH, train),
      steps,
      prints: { seedAccuracy: 'np.mean(forward(phi, X_test)[-1].argmax(axis=1) == y_test)' },
    });
  },
});

const rounded = (value: number): number => Number(value.toPrecision(5));
const shortened = (unit: FirstLayerUnit): FirstLayerUnit => ({
  ...unit,
  weights: unit.weights.map((value) => Number(value.toPrecision(3))),
  excites: unit.excites.map((value) => Number(value.toPrecision(3))),
});

/** The model shown first; one network of each looks into its first layer. */
function partsOf({ model, train, rate, steps, seeds, seed }: V): Part[] {
  const order: Model[] = model === 'perceptron' ? ['perceptron', 'logistic'] : ['logistic', 'perceptron'];
  return Array.from({ length: seeds }, (_, s) =>
    order.map((one) => ({ model: one, train, rate, steps, detail: s === 0, seed: seed + s })),
  ).flat();
}

function percent(values: readonly number[]): ShownNumber {
  return { ...(values.length > 0 ? meanInterval(values) : { value: Number.NaN }), digits: 1, percent: true };
}

const trainedOf = (runs: readonly Result[]): number =>
  runs.length > 0 ? mean(runs.map(({ trained }) => trained)) : Number.NaN;

const sumOf = (tables: readonly number[][]): number[] =>
  Array.from({ length: classes ** 2 }, (_, k) => tables.reduce((sum, table) => sum + table[k]!, 0));

/** Values by how often they occur, the most frequent first. */
function commonest(values: readonly number[]): { value: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value - b.value);
}

/** Of each true class, the share of right answers; NaN before there are any. */
function shareRight(counts: readonly number[]): number[] {
  return Array.from({ length: classes }, (_, row) => {
    const own = counts.slice(row * classes, (row + 1) * classes);
    return own[row]! / own.reduce((sum, count) => sum + count, 0);
  });
}

function bestClass(counts: readonly number[]): number | undefined {
  const shares = shareRight(counts);
  return shares.some(Number.isNaN) ? undefined : shares.indexOf(Math.max(...shares));
}

/** The class that is most often taken for one other, as a share of its examples. */
function mostConfused(counts: readonly number[]): { from: number; to: number; share: number } | undefined {
  let most: { from: number; to: number; share: number } | undefined;
  for (let from = 0; from < classes; from++) {
    const own = counts.slice(from * classes, (from + 1) * classes);
    const total = own.reduce((sum, count) => sum + count, 0);
    for (const [to, count] of own.entries())
      if (to !== from && count > 0 && count / total > (most?.share ?? 0)) most = { from, to, share: count / total };
  }
  return most;
}

function courseChart({ steps, model }: V, runs: Readonly<Record<Model, readonly Result[]>>): ChartPanel {
  const x: Column = Float64Array.from({ length: LOOKS + 1 }, (_, k) => Math.round((k / LOOKS) * steps));
  const models = Object.keys(MODELS) as Model[];
  const series = models.flatMap((one): ChartSeries[] => {
    if (runs[one].length === 0) return [];
    const at = Array.from(x, (_, k) => meanInterval(runs[one].map(({ course }) => course[k]!)));
    const role = one === model ? 'run' : 'baseline';
    const y = Float64Array.from(at, ({ value }) => value);
    return [
      { name: SHORT[one], role, kind: 'line', x, y, label: SHORT[one] },
      {
        name: `${SHORT[one]}, with intervals`,
        role,
        kind: 'points',
        x,
        y,
        low: Float64Array.from(at, (mean) => ('low' in mean ? mean.low : mean.value)),
        high: Float64Array.from(at, (mean) => ('high' in mean ? mean.high : mean.value)),
      },
    ];
  });
  return {
    kind: 'chart',
    name: 'accuracy',
    title: 'Test accuracy on the way, and what is published',
    x: { label: 'step', domain: [0, steps] },
    y: { label: 'test accuracy', domain: [0, 0.8], format: 'percent' },
    series,
    references: models.map((one) => ({
      axis: 'y',
      at: PUBLISHED[one],
      label: `published, ${SHORT[one]}`,
      role: 'theory',
    })),
  };
}

function classChart(own: readonly number[], other: readonly number[], name: string, otherName: string): ChartPanel {
  const x: Column = Float64Array.from({ length: classes }, (_, k) => k);
  const series = (
    [
      [otherName, other, 'baseline'],
      [name, own, 'run'],
    ] as const
  ).flatMap(([label, counts, role]): ChartSeries[] => {
    const shares = shareRight(counts);
    if (shares.some(Number.isNaN)) return [];
    return [{ name: label, role, kind: 'points', x, y: Float64Array.from(shares) }];
  });
  return {
    kind: 'chart',
    name: 'by class',
    title: 'Share of right answers in each class',
    x: { label: 'true class', domain: [-0.5, classes - 0.5], ticks: [...x] },
    y: { label: 'right answers', domain: [0, 1], format: 'percent' },
    series,
  };
}

function settingsTable({ train, rate, steps }: V, runs: Readonly<Record<Model, readonly Result[]>>): TablePanel {
  return {
    kind: 'table',
    name: 'settings',
    title: 'Settings, and accuracy beside what is published',
    columns: [
      { label: 'model', align: 'left' },
      { label: 'parameters', digits: 0 },
      { label: 'training examples', digits: 0 },
      { label: 'Adam’s rate' },
      { label: 'batch', digits: 0 },
      { label: 'steps', digits: 0 },
      { label: 'training accuracy, %', digits: 1 },
      { label: 'test accuracy, %', digits: 1 },
      { label: 'from', digits: 1 },
      { label: 'to', digits: 1 },
      { label: 'published, %', digits: 0 },
      { label: 'runs', digits: 0 },
    ],
    rows: (Object.keys(MODELS) as Model[]).map((model) => {
      const own = runs[model];
      const { value, low, high } = percent(own.map(({ test }) => test));
      return [
        MODELS[model],
        parameterCount(createLayers(WIDTHS[model])),
        train,
        rate,
        BATCH,
        steps,
        own.length > 0 ? 100 * trainedOf(own) : null,
        own.length > 0 ? 100 * value : null,
        low === undefined ? null : 100 * low,
        high === undefined ? null : 100 * high,
        100 * PUBLISHED[model],
        own.length,
      ];
    }),
    open: true,
  };
}

function verdictOf({ model }: V, numbers: Presentation['numbers']): Presentation['verdict'] {
  const [done, of] = [numbers['done']?.value ?? 0, numbers['of']?.value ?? 0];
  if (done === 0) return { text: 'No network has been trained at these values yet.' };
  const so = done < of ? 'So far, with {done} of {of} networks, the' : 'The';
  if (Number.isNaN(numbers[model]?.value ?? Number.NaN))
    return { text: 'So far {done} of {of} networks: none of the model shown.' };
  const most = Number.isNaN(numbers['confusedShare']?.value ?? Number.NaN)
    ? ''
    : ' It takes class {trueClass} for class {takenFor} most often, in {confusedShare} of its examples.';
  return {
    text: `${so} ${SHORT[model]} model is right on {${model}} of new examples, and on {${model}Trained} of its own; published for 4000: {${model}Published}.${most}`,
  };
}
