import { defineExperiment, type Presentation, type ShownNumber } from '../engine/experiment.ts';
import {
  confusion,
  createNetworkTraining,
  createPerceptron,
  type Examples,
  type NetworkTraining,
  predictions,
} from '../engine/networks/index.ts';
import { keptMnist1d } from '../engine/networks/kept-examples.ts';
import { networkScript } from '../engine/networks/script.ts';
import { confusionTable, mnist1dExamples } from '../engine/panels/mnist1d-examples.ts';
import type { ChartPanel, ChartSeries, Column, PanelPoint, Role, TablePanel } from '../engine/panels/panel.ts';
import { choice, integer, number, type Values } from '../engine/schema.ts';
import { meanInterval } from '../engine/statistics/mean-interval.ts';
import { mean } from '../engine/statistics/summary.ts';

const parameters = {
  against: choice({
    label: 'SGD is compared with',
    help: 'Descent on all examples, at a rate that ends at the same training loss; or larger batches, both at their best rates.',
    default: 'both',
    options: { both: 'both', all: 'all examples', larger: 'batches of 100' },
  }),
  rate: number({
    label: 'Rate of SGD *B*α',
    symbol: String.raw`B\alpha`,
    help: 'On the mean gradient of a batch; a tenth of it for the last 40 % of the steps.',
    default: 0.1,
    min: 0.005,
    max: 2,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size of SGD *B*',
    symbol: 'B',
    help: 'Examples a step of SGD sees, of 1000.',
    default: 10,
    min: 2,
    max: 50,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps of SGD',
    help: 'Batches of 100 make half as many, descent 40 %.',
    default: 6000,
    min: 20,
    max: 20000,
    scale: 'log',
  }),
  seeds: integer({
    label: 'Seeds',
    help: 'Each with its own examples, weights and batches.',
    default: 6,
    min: 2,
    max: 12,
  }),
  seed: integer({ label: 'First seed', help: 'Of examples, weights and batches.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

/** One network; `detail` asks for its course and its confusions besides. */
type Part = { batch: number; rate: number; steps: number; detail: boolean; seed: number };
interface Result {
  trainLoss: number | null;
  validation: number;
  test: number;
  /** Training loss and test accuracy on the way, the start first; empty without detail. */
  course: [number, number][];
  /** Counts on the test examples: a row of ten for each true class; empty without detail. */
  confusion: number[];
}

const SIZES = { train: 1000, validation: 1000, test: 4000 } as const;
const WIDTHS = [40, 64, 64, 10];
const CLASSES = 10;
const LOOKS = 12;
/** The rate falls to a tenth after this share of the steps. */
const FALL = { after: 0.6, to: 0.1 } as const;
const LARGER = 100;
/** The rate at which descent ends at the training loss of SGD at its default. */
const DESCENT_RATE = 0.3;
/** Training losses count as equal within this factor: both are then far below any test loss. */
const EQUAL = 2;

type Method = 'sgd' | 'larger' | 'all';
const METHODS: Readonly<Record<Method, { label: string; role: Role; rates: readonly number[]; share: number }>> = {
  sgd: { label: 'SGD', role: 'run', rates: [0.05, 0.1, 0.2, 0.3], share: 1 },
  larger: { label: 'batches of 100', role: 'measured', rates: [0.3, 0.6, 1, 1.5, 2], share: 0.5 },
  all: { label: 'all examples', role: 'baseline', rates: [DESCENT_RATE, 1, 2, 3], share: 0.4 },
};

export default defineExperiment({
  title: 'Does SGD generalize better?',
  question: 'Is a network that SGD has trained better on new examples, and at which rates?',
  source: 'UDL 6.2.2; MNIST-1D',
  caption:
    'Networks 40-64-64-10, trained on 1000 examples and tested on 4000 new ones. First, test accuracy for each batch size and rate; rings mark the rate that is best on 1000 validation examples. Then test accuracy against training loss, which falls on the way. At equal training loss SGD is better than descent. How much of that is left where each method has its own best rate? Bars are 95 % intervals over the seeds (Student’s t).',
  pace: 'long',
  parameters,
  quick: { seeds: 2, steps: 20 },
  parts: partsOf,
  measure({ batch, rate, steps, detail, seed }: Part): Result {
    const data = keptMnist1d({ seed, ...SIZES });
    const training = createNetworkTraining({
      widths: WIDTHS,
      data: data.train,
      rate,
      ...(batch < SIZES.train && { batches: { size: batch } }),
      schedule: (t) => (t < FALL.after * steps ? 1 : FALL.to),
      seed,
      replay: true,
    });
    const course: [number, number][] = [];
    for (let k = detail ? 0 : LOOKS; k <= LOOKS; k++) {
      training.advance(Math.round((k / LOOKS) * steps) - training.steps);
      const { loss } = training.evaluate();
      if (training.status.kind === 'diverged' || !Number.isFinite(loss)) break;
      if (detail) course.push([rounded(loss), rounded(training.evaluate(data.test).accuracy)]);
    }
    const { loss } = training.evaluate();
    return {
      trainLoss: training.status.kind !== 'diverged' && Number.isFinite(loss) ? rounded(loss) : null,
      validation: rounded(training.evaluate(data.validation).accuracy),
      test: rounded(training.evaluate(data.test).accuracy),
      course,
      confusion: detail ? confusionsOf(training, data.test) : [],
    };
  },
  present(values, results) {
    const table = cellsOf(values, results);
    const pair = { sgd: cellAt(table, 'sgd', values.rate), all: cellAt(table, 'all', DESCENT_RATE) };
    const best = { sgd: bestOf(table, 'sgd'), larger: bestOf(table, 'larger'), all: bestOf(table, 'all') };
    const gain = differences(pair.sgd, pair.all);
    const tunedLarger = differences(best.sgd, best.larger);
    const tunedAll = differences(best.sgd, best.all);
    const done = results.filter((result) => result !== undefined).length;
    const losses = [pair.sgd, pair.all].map((cell) => (cell ? trainLossOf(cell) : Number.NaN));
    const numbers: Presentation['numbers'] = {
      done: { value: done, digits: 0 },
      of: { value: results.length, digits: 0 },
      seeds: { value: values.seeds, digits: 0 },
      batch: { value: values.batchSize, digits: 0 },
      sgdTest: accuracy(pair.sgd),
      descentTest: accuracy(pair.all),
      gain: points(gain),
      sgdTrain: { value: losses[0]!, digits: 2, significant: true },
      descentTrain: { value: losses[1]!, digits: 2, significant: true },
      sgdTuned: accuracy(best.sgd),
      largerTuned: accuracy(best.larger),
      descentTuned: accuracy(best.all),
      sgdRate: { value: best.sgd?.rate ?? Number.NaN, digits: 2 },
      largerRate: { value: best.larger?.rate ?? Number.NaN, digits: 1 },
      descentRate: { value: best.all?.rate ?? Number.NaN, digits: 1 },
      tunedGain: points(tunedLarger),
      tunedDescentGain: points(tunedAll),
      seedAccuracy: { value: pair.sgd?.runs[0]?.test ?? Number.NaN, digits: 4 },
    };
    return {
      panels: [
        ratesChart(values, table, best),
        courseChart(pair),
        mnist1dExamples(values.seed),
        cellTable(table),
        confusionTable(
          Array.from({ length: CLASSES ** 2 }, (_, k) =>
            (pair.sgd?.runs ?? []).reduce((sum, run) => sum + (run.confusion[k] ?? 0), 0),
          ),
          'SGD',
        ),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, numbers, losses),
    };
  },
  python({ rate, batchSize, steps, seed }) {
    return networkScript({
      about: 'SGD with the first seed.',
      widths: WIDTHS,
      activation: 'relu',
      loss: 'cross-entropy',
      initialization: 'he',
      seed,
      ...SIZES,
      optimizer: 'sgd',
      rate,
      batchSize,
      steps,
      schedule: `1.0 if t < ${FALL.after * steps} else ${FALL.to}`,
      prints: { seedAccuracy: 'np.mean(forward(phi, X_test)[-1].argmax(axis=1) == y_test)' },
    });
  },
});

const rounded = (value: number): number => Number(value.toPrecision(5));

function confusionsOf(training: NetworkTraining, data: Examples): number[] {
  const outputs = createPerceptron({ widths: WIDTHS, data }).outputs(training.parameters());
  return Array.from(confusion(predictions(outputs, CLASSES), data.y, CLASSES));
}

/** The pair at equal training loss first, then the rates that each method is tuned over; seed after seed. */
function partsOf({ rate, batchSize, steps, seeds, seed }: V): Part[] {
  const batches = { sgd: batchSize, larger: LARGER, all: SIZES.train };
  const cell = (method: Method, at: number, detail = false) => ({
    batch: batches[method],
    rate: at,
    steps: Math.max(1, Math.round(METHODS[method].share * steps)),
    detail,
  });
  const pair = [cell('sgd', rate, true), cell('all', DESCENT_RATE, true)];
  const tuned = (['sgd', 'larger', 'all'] as const).flatMap((method) =>
    METHODS[method].rates.map((at) => cell(method, at)),
  );
  const rest = tuned.filter((one) => !pair.some(({ batch, rate }) => batch === one.batch && rate === one.rate));
  return Array.from({ length: seeds }, (_, s) => [...pair, ...rest].map((one) => ({ ...one, seed: seed + s }))).flat();
}

/** All runs at one batch size and rate, in the order of the seeds. */
interface Cell {
  method: Method;
  rate: number;
  seeds: number[];
  runs: Result[];
}

function cellsOf(values: V, results: readonly (Result | undefined)[]): Cell[] {
  const cells: Cell[] = [];
  for (const [k, { batch, rate, seed }] of partsOf(values).entries()) {
    const result = results[k];
    if (!result) continue;
    const method = batch === SIZES.train ? 'all' : batch === LARGER ? 'larger' : 'sgd';
    let cell = cells.find((one) => one.method === method && one.rate === rate);
    if (!cell) {
      cell = { method, rate, seeds: [], runs: [] };
      cells.push(cell);
    }
    cell.seeds.push(seed);
    cell.runs.push(result);
  }
  return cells.sort((a, b) => a.rate - b.rate);
}

const cellAt = (cells: readonly Cell[], method: Method, rate: number): Cell | undefined =>
  cells.find((cell) => cell.method === method && cell.rate === rate);

/** The cell of the tuned rates that is best on the validation examples; the reader's own rate does not take part. */
function bestOf(cells: readonly Cell[], method: Method): Cell | undefined {
  const score = ({ runs }: Cell): number => mean(runs.map(({ validation }) => validation));
  return cells
    .filter((cell) => cell.method === method && METHODS[method].rates.includes(cell.rate))
    .reduce<Cell | undefined>(
      (best, cell) => (best === undefined || score(cell) > score(best) ? cell : best),
      undefined,
    );
}

const trainLossOf = ({ runs }: Cell): number =>
  mean(runs.map(({ trainLoss }) => trainLoss ?? Number.POSITIVE_INFINITY));

/** Differences in test accuracy by seed, where both have run. */
function differences(one: Cell | undefined, other: Cell | undefined): number[] {
  return (one?.seeds ?? []).flatMap((seed, k) => {
    const at = other?.seeds.indexOf(seed) ?? -1;
    return at >= 0 ? [one!.runs[k]!.test - other!.runs[at]!.test] : [];
  });
}

function percent(values: readonly number[]): ShownNumber {
  return { ...(values.length > 0 ? meanInterval(values) : { value: Number.NaN }), digits: 1, percent: true };
}

/** Differences between percentages. */
function points(values: readonly number[]): ShownNumber {
  const { percent: _, ...shown } = percent(values.map((value) => 100 * value));
  return { ...shown, unit: ' points' };
}

const accuracy = (cell: Cell | undefined): ShownNumber => percent((cell?.runs ?? []).map(({ test }) => test));

function ratesChart(values: V, cells: readonly Cell[], best: Readonly<Record<Method, Cell | undefined>>): ChartPanel {
  const labels = { ...mapLabels(), sgd: `SGD, *B* = ${values.batchSize}` };
  const series = (['all', 'larger', 'sgd'] as const).flatMap((method): ChartSeries[] => {
    const own = cells.filter((cell) => cell.method === method).map((cell) => ({ rate: cell.rate, ...accuracy(cell) }));
    if (own.length === 0) return [];
    const column = (of: (one: (typeof own)[number]) => number): Column => Float64Array.from(own, of);
    const shape = { role: METHODS[method].role, x: column(({ rate }) => rate), y: column(({ value }) => value) };
    return [
      { name: labels[method], kind: 'line', ...shape, label: labels[method] },
      {
        name: `${labels[method]}, with intervals`,
        kind: 'points',
        ...shape,
        low: column(({ low, value }) => low ?? value),
        high: column(({ high, value }) => high ?? value),
      },
    ];
  });
  const points = (['sgd', 'larger', 'all'] as const).flatMap((method): PanelPoint[] => {
    const cell = best[method];
    if (!cell) return [];
    return [{ name: `best on validation, ${labels[method]}`, x: cell.rate, y: accuracy(cell).value, mark: 'minimum' }];
  });
  const rates = [...cells.map(({ rate }) => rate), values.rate];
  return {
    kind: 'chart',
    name: 'accuracy by rate',
    title: 'Test accuracy for each batch size and rate',
    x: {
      label: 'rate on the mean gradient',
      domain: [0.8 * Math.min(...rates), 1.25 * Math.max(...rates)],
      scale: 'log',
    },
    y: { label: 'test accuracy', domain: accuracyDomain(series), format: 'percent' },
    series,
    points,
  };
}

const mapLabels = (): Record<Method, string> => ({
  sgd: METHODS.sgd.label,
  larger: METHODS.larger.label,
  all: METHODS.all.label,
});

/** The means near the best one; what is far worse, as means of runs that diverged, runs out of the picture. */
function accuracyDomain(series: readonly ChartSeries[]): [number, number] {
  const means = series.flatMap(({ y }) => [...y]);
  if (means.length === 0) return [0, 1];
  const top = Math.max(...means) + 0.025;
  return [Math.max(Math.min(...means) - 0.02, top - 0.12), top];
}

/** Test accuracy against training loss on the way, means over the seeds at each look. */
function courseChart(pair: Readonly<Record<'sgd' | 'all', Cell | undefined>>): ChartPanel {
  const series = (['all', 'sgd'] as const).flatMap((method): ChartSeries[] => {
    const runs = (pair[method]?.runs ?? []).filter(({ course }) => course.length === LOOKS + 1);
    if (runs.length === 0) return [];
    const at = (k: number, of: 0 | 1): number =>
      mean(runs.map(({ course }) => (of === 0 ? Math.log(course[k]![0]) : course[k]![1])));
    const x = Float64Array.from({ length: LOOKS + 1 }, (_, k) => Math.exp(at(k, 0)));
    const y = x.map((_, k) => at(k, 1));
    const { role, label } = METHODS[method];
    return [
      { name: label, role, kind: 'line', x, y, label },
      { name: `${label}, at each look`, role, kind: 'points', x, y },
    ];
  });
  const losses = series.flatMap(({ x }) => [...x]);
  return {
    kind: 'chart',
    name: 'course',
    title: 'Test accuracy against training loss on the way',
    x: {
      label: 'training loss',
      domain: losses.length > 0 ? [0.8 * Math.min(...losses), 1.2 * Math.max(...losses)] : [0.01, 3],
      scale: 'log',
    },
    y: {
      label: 'test accuracy',
      domain: [0.05, Math.max(0.3, ...series.flatMap(({ y }) => [...y])) + 0.02],
      format: 'percent',
    },
    series,
  };
}

function cellTable(cells: readonly Cell[]): TablePanel {
  return {
    kind: 'table',
    name: 'runs',
    title: 'Every batch size and rate, means over the seeds',
    columns: [
      { label: 'method', align: 'left' },
      { label: 'rate', digits: 2 },
      { label: 'training loss', digits: 4 },
      { label: 'validation accuracy, %', digits: 1 },
      { label: 'test accuracy, %', digits: 1 },
      { label: 'from', digits: 1 },
      { label: 'to', digits: 1 },
      { label: 'runs', digits: 0 },
    ],
    rows: (['sgd', 'larger', 'all'] as const).flatMap((method) =>
      cells
        .filter((cell) => cell.method === method)
        .map((cell) => {
          const { value, low, high } = accuracy(cell);
          const loss = trainLossOf(cell);
          return [
            METHODS[method].label,
            cell.rate,
            Number.isFinite(loss) ? loss : 'diverged',
            100 * mean(cell.runs.map(({ validation }) => validation)),
            100 * value,
            low === undefined ? null : 100 * low,
            high === undefined ? null : 100 * high,
            cell.runs.length,
          ];
        }),
    ),
  };
}

function verdictOf(
  { against }: V,
  numbers: Presentation['numbers'],
  [sgdLoss = Number.NaN, descentLoss = Number.NaN]: readonly number[],
): Presentation['verdict'] {
  const [done, of] = [numbers['done']?.value ?? 0, numbers['of']?.value ?? 0];
  const { gain, tunedGain } = numbers;
  if (gain?.low === undefined || (against !== 'all' && tunedGain?.low === undefined))
    return {
      text:
        done === 0
          ? 'No network has been trained at these values yet.'
          : 'So far {done} of {of} networks: too few to compare.',
    };
  const so = done < of ? 'So far, with {done} of {of} networks: ' : '';
  const ratio = sgdLoss / descentLoss;
  const equal = ratio < EQUAL && ratio > 1 / EQUAL;
  const losses =
    Number.isFinite(sgdLoss) && Number.isFinite(descentLoss) ? '{sgdTrain} and {descentTrain}' : 'one of them infinite';
  const first = `${equal ? 'At equal training loss' : 'At unlike training losses'}, ${losses}, SGD is right on {sgdTest} of new examples and descent on {descentTest}`;
  const second = 'At their best rates by validation, SGD and batches of 100 differ by {tunedGain}';
  const better = gain.low > 0;
  const betterTuned = (tunedGain?.low ?? 0) > 0;
  if (against === 'all')
    return { text: `${so}${first}: a difference of {gain} by seeds.`, outcome: better ? 'holds' : 'fails' };
  if (against === 'larger')
    return { text: `${so}${second}: {sgdTuned} and {largerTuned}.`, outcome: betterTuned ? 'holds' : 'fails' };
  return {
    text: `${so}${first}. ${second}: the advantage is small, and depends on the tuning.`,
    outcome: better && betterTuned ? 'holds' : better || betterTuned ? 'depends' : 'fails',
  };
}
