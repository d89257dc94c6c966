import { mnist1dData } from '../../../engine/networks/cached-examples.ts';
import { type FirstLayerUnit, firstLayerUnits } from '../../../engine/networks/first-layer.ts';
import {
  confusion,
  createLayers,
  createNetworkTraining,
  createPerceptron,
  mnist1dShape,
  predictions,
} from '../../../engine/networks/index.ts';
import { choice, integer, number, type Values } from '../../../engine/schema.ts';
import { count, defineExperiment, fixed, measuring, type Presentation, percent, some } from '../../../figure/index.ts';
import { networkSeeds } from '../../kit/fields.ts';
import { meanOf } from '../../kit/measured.ts';
import { mnist1dExamples } from '../../kit/mnist1d-examples.ts';
import { type NetworkRun, scriptOf, trainingOf } from '../../kit/network-run.ts';
import { networkWork } from '../../kit/network-work.ts';
import { type Confusion, commonest, easiestClass, mostConfused, sumOf } from './class-counts.ts';
import { BATCH, LOOKS, MODELS, type Model } from './models.ts';
import { accuracyByClass, accuracyOnTheWay, confusionTable, seenUnits, settingsTable } from './network-panels.ts';

const parameters = {
  model: choice<Model>({
    label: 'Model shown',
    help: 'The model whose units and confusions are drawn. Both are trained.',
    default: 'perceptron',
    options: { perceptron: MODELS.perceptron.label, logistic: MODELS.logistic.label },
  }),
  train: integer({
    label: 'Training examples',
    help: 'The published accuracies are for 4000 of them.',
    default: 4000,
    min: 100,
    max: 8000,
    step: 100,
    scale: 'log',
  }),
  rate: number({
    label: 'Rate of Adam α',
    symbol: String.raw`\alpha`,
    help: 'The rate of Adam, with β = 0.9, γ = 0.999 and batches of 100.',
    default: 0.01,
    min: 0.0001,
    max: 0.1,
    step: 0.0001,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps',
    help: 'How many steps Adam makes.',
    default: 6000,
    min: 20,
    max: 12000,
    scale: 'log',
  }),
  ...networkSeeds([1, 5, 20]),
};
type V = Values<typeof parameters>;

/** One network; `detail` also requests the patterns of its first layer. */
type Part = { widths: readonly number[]; train: number; rate: number; steps: number; detail: boolean; seed: number };
interface Trained {
  /** Fractions of right answers, and the test accuracy at each measurement, the start first. */
  trained: number;
  test: number;
  course: number[];
  /** Counts on the test examples: a row of ten for each true class. */
  confusion: number[];
  /** Empty without detail. */
  units: FirstLayerUnit[];
}

const TEST = 4000;
const UNITS = { count: 10, nearest: 40 } as const;
const { classes } = mnist1dShape;

export default defineExperiment({
  title: 'What the networks are given, and what they make of it',
  question: 'What does a network look for in these curves, and which classes does it take for one another?',
  source: 'MNIST-1D: Greydanus and Kobak 2024; UDL 8.1',
  caption:
    'The first chart shows the share of 4000 test examples that are answered correctly as training goes on, with a dashed line where the published accuracies for 4000 training examples lie. The next has the same for each class at the end, strong for the model shown. Then come three examples of each class, and ten units of the first layer: their weights, and in grey the mean of the forty test examples that excite them most, each as a share of its largest value. For the perceptron they are the ten units with the largest part in its answers. What does each of them wait for, and can it be one class alone? Bars are 95 % intervals over the seeds (Student’s t).',
  pace: 'long',
  main: ['model', 'train'],
  parameters,
  quick: { seeds: 2, steps: 20, train: 200 },
  parts({ model, train, rate, steps, seeds, seed }: V) {
    // One network of each model with the detail of its first layer.
    const networks = (widths: readonly number[]): Part[] =>
      Array.from({ length: seeds }, (_, s) => ({ widths, train, rate, steps, detail: s === 0, seed: seed + s }));
    const perceptron = networks(MODELS.perceptron.widths);
    const logistic = networks(MODELS.logistic.widths);
    return model === 'perceptron' ? { perceptron, logistic } : { logistic, perceptron };
  },
  work: { perceptron: workOf, logistic: workOf },
  measure: { perceptron: learn, logistic: learn },
  present(values, { perceptron, logistic }, { large = false } = {}) {
    const runs = { perceptron: some(...perceptron), logistic: some(...logistic) };
    const { short, unit } = MODELS[values.model];
    const other = values.model === 'perceptron' ? 'logistic' : 'perceptron';
    const own = runs[values.model];
    const counts = sumOf(own.map((run) => run.confusion));
    const confused = mostConfused(counts);
    const units = own.find((run) => run.units.length > 0)?.units ?? [];
    const [exciting, next] = commonest(units.map((unit) => unit.class));
    const done = runs.perceptron.length + runs.logistic.length;
    const of = perceptron.length + logistic.length;
    return {
      panels: [
        accuracyOnTheWay(
          { ...values, large },
          {
            perceptron: runs.perceptron.map(({ course }) => course),
            logistic: runs.logistic.map(({ course }) => course),
          },
        ),
        accuracyByClass([MODELS[other].short, sumOf(runs[other].map((run) => run.confusion))], [short, counts]),
        mnist1dExamples(values.seed),
        seenUnits(
          units,
          units.length > 0
            ? `Ten units of the first layer of the ${short} model: weights, and what excites them`
            : 'Units of the first layer: not trained yet',
          unit,
        ),
        confusionTable(counts, `the ${short} model`),
        settingsTable(values, runs),
      ],
      numbers: {
        done: count(done),
        of: count(of),
        perceptron: percent(meanOf(runs.perceptron.map(({ test }) => test)), 1),
        logistic: percent(meanOf(runs.logistic.map(({ test }) => test)), 1),
        // Without an interval: by Student's t it would extend beyond 100 %.
        perceptronTrained: percent(meanOf(runs.perceptron.map(({ trained }) => trained))?.value, 1),
        logisticTrained: percent(meanOf(runs.logistic.map(({ trained }) => trained))?.value, 1),
        perceptronPublished: percent(MODELS.perceptron.published, 0),
        logisticPublished: percent(MODELS.logistic.published, 0),
        trueClass: count(confused?.from),
        takenFor: count(confused?.to),
        confusedShare: percent(confused?.share, 0),
        easiest: count(easiestClass(counts)),
        exciting: count(exciting?.value),
        excitingNext: count(next?.value),
        excitedUnits: count((exciting?.count ?? 0) + (next?.count ?? 0)),
        units: count(units.length),
        epochs: count((values.steps * BATCH) / values.train),
        seedAccuracy: fixed(runs.perceptron[0]?.test, 4),
      },
      verdict: verdictOf(values, { done, of, shown: own.length, confused }),
    };
  },
  python: ({ steps, ...values }) =>
    scriptOf(runOf({ widths: MODELS.perceptron.widths, ...values }), {
      about: 'The perceptron with the first seed.',
      steps,
      prints: { seedAccuracy: 'np.mean(forward(phi, X_test)[-1].argmax(axis=1) == y_test)' },
    }),
});

const runOf = ({ widths, train, rate, seed }: Pick<Part, 'widths' | 'train' | 'rate' | 'seed'>): NetworkRun => ({
  widths,
  seed,
  train,
  test: TEST,
  optimizer: 'adam',
  rate,
  batchSize: BATCH,
});

function workOf({ widths, steps }: Part): number {
  return networkWork({ widths, steps, batchSize: BATCH, looks: (LOOKS + 1) * TEST });
}

function learn({ widths, train, rate, steps, detail, seed }: Part): Trained {
  const training = createNetworkTraining(trainingOf(runOf({ widths, train, rate, seed })));
  const { test: fresh } = mnist1dData({ seed, train, test: TEST });
  const course = Array.from({ length: LOOKS + 1 }, (_, k) => {
    training.advance(Math.round((k / LOOKS) * steps) - training.steps);
    return rounded(training.evaluate(fresh).accuracy, 5);
  });
  const phi = training.parameters();
  const outputs = createPerceptron({ widths, data: fresh }).outputs(phi);
  return {
    trained: rounded(training.evaluate().accuracy, 5),
    test: rounded(training.evaluate(fresh).accuracy, 5),
    course,
    confusion: Array.from(confusion(predictions(outputs, classes), fresh.y, classes)),
    units: detail ? firstLayerUnits(createLayers(widths), phi, fresh, UNITS).map(shortened) : [],
  };
}

const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));
const shortened = (unit: FirstLayerUnit): FirstLayerUnit => ({
  ...unit,
  weights: unit.weights.map((value) => rounded(value, 3)),
  excites: unit.excites.map((value) => rounded(value, 3)),
});

/** The progress: networks trained, and how many of them are of the displayed model. */
interface Progress {
  done: number;
  of: number;
  shown: number;
  confused: Confusion | undefined;
}

function verdictOf({ model }: V, { done, of, shown, confused }: Progress): Presentation['verdict'] {
  if (done === 0) return measuring('No network has been trained at these values yet.');
  if (shown === 0) return { text: 'So far {done} of {of} networks: none of the model shown.' };
  const so = done < of ? 'So far, with {done} of {of} networks, the' : 'The';
  const most = confused
    ? ' It takes class {trueClass} for class {takenFor} most often, in {confusedShare} of its examples.'
    : '';
  return {
    text: `${so} ${MODELS[model].short} model is right on {${model}} of new examples, and on {${model}Trained} of its own; published for 4000: {${model}Published}.${most}`,
  };
}
