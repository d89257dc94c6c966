import { createNetworkTraining } from '../../../engine/networks/index.ts';
import { keptMnist1d } from '../../../engine/networks/kept-examples.ts';
import { networkScript } from '../../../engine/networks/script.ts';
import { choice, integer, number, type Values } from '../../../engine/schema.ts';
import { meanInterval } from '../../../engine/statistics/mean-interval.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../../figure/experiment.ts';
import type { Column, Role, TablePanel } from '../../../figure/panels/panel.ts';
import { mnist1dExamples } from '../../kit/mnist1d-examples.ts';
import { accuracyByLoss, accuracyByRate } from './tuned-rates.ts';

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
    help: 'Batches of 100 make half as many, descent 40 %: far more epochs. The table has both.',
    default: 6000,
    min: 20,
    max: 20000,
    scale: 'log',
  }),
  seeds: integer({
    label: 'Seeds',
    help: 'Each with its own examples, weights and batches.',
    default: 24,
    min: 2,
    max: 48,
  }),
  descentSeeds: integer({
    label: 'Seeds of descent',
    help: 'Of these, the first so many. A run of descent takes eight times as long as one of SGD.',
    default: 10,
    min: 2,
    max: 48,
  }),
  seed: integer({ label: 'First seed', help: 'Of examples, weights and batches.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

/** One network; `detail` asks for its course besides. */
type Part = { batch: number; rate: number; steps: number; detail: boolean; seed: number };
interface Result {
  trainLoss: number | null;
  validation: number;
  test: number;
  /** Training loss and test accuracy on the way, the start first; empty without detail. */
  course: [number, number][];
}

const SIZES = { train: 1000, validation: 1000, test: 4000 } as const;
const WIDTHS = [40, 64, 64, 10];
const LOOKS = 12;
/** The rate falls to a tenth after this share of the steps. */
const FALL = { after: 0.6, to: 0.1 } as const;
const LARGER = 100;
/** The rate at which descent ends at the training loss of SGD at its default. */
const DESCENT_RATE = 0.3;
/** An advantage that counts, in points: ours to choose. Whether one can be excluded is for the interval to say. */
const MARGIN = 1;
/** Training losses count as equal within this factor: both are then far below any test loss. */
const EQUAL = 2;

type Method = 'sgd' | 'larger' | 'all';
const METHODS: Readonly<Record<Method, { label: string; role: Role; rates: readonly number[]; share: number }>> = {
  sgd: { label: 'SGD', role: 'run', rates: [0.05, 0.1, 0.2, 0.3], share: 1 },
  larger: { label: 'batches of 100', role: 'measured', rates: [0.6, 1, 1.5, 2], share: 0.5 },
  all: { label: 'all examples', role: 'baseline', rates: [DESCENT_RATE, 1.5, 2, 2.5, 3], share: 0.4 },
};

/** As they are told and tabled. */
const ORDER = ['sgd', 'larger', 'all'] as const;

export default defineExperiment({
  title: 'Does SGD generalize better?',
  question: 'Is a network that SGD has trained better on new examples, and at which rates?',
  claim: 'In practice, finds parameters that generalize well to new data',
  source: 'UDL 6.2.2; MNIST-1D',
  caption:
    'Networks 40-64-64-10, trained on 1000 examples and tested on 4000 new ones. First, test accuracy for each batch size and rate; rings mark the rate that is best on 1000 validation examples. Then test accuracy against training loss, which falls on the way. At equal training loss SGD is better than descent. How much of that is left where each method has its own best rate? Bars are 95 % intervals over the seeds (Student’s t): over examples, weights and batches, not over networks or sizes. The methods do not cost the same: the table has steps and epochs of each. The small charts are an example of each class.',
  pace: 'long',
  parameters,
  quick: { seeds: 3, descentSeeds: 2, steps: 20 },
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: {
    all({ batch, rate, steps, detail, seed }: Part): Result {
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
      };
    },
  },
  present(values, { all: results }) {
    const table = cellsOf(values, results);
    const [sgd, all] = [cellAt(table, 'sgd', values.rate), cellAt(table, 'all', DESCENT_RATE)];
    const pair = { sgd: atSeedsOf(sgd, all), all: atSeedsOf(all, sgd) };
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
      descentSeeds: { value: Math.min(values.seeds, values.descentSeeds), digits: 0 },
      margin: { value: MARGIN, digits: 0, unit: MARGIN === 1 ? ' point' : ' points' },
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
      sgdEpochs: { value: epochsOf(values, 'sgd'), digits: 0 },
      largerEpochs: { value: epochsOf(values, 'larger'), digits: 0 },
      descentEpochs: { value: epochsOf(values, 'all'), digits: 0 },
      seedAccuracy: { value: pair.sgd?.runs[0]?.test ?? Number.NaN, digits: 4 },
    };
    return {
      panels: [
        accuracyByRate(
          ORDER.map((method) => ({
            label: method === 'sgd' ? `SGD, *B* = ${values.batchSize}` : METHODS[method].label,
            role: METHODS[method].role,
            at: table.filter((cell) => cell.method === method).map((cell) => ({ rate: cell.rate, ...accuracy(cell) })),
            ...(best[method] && { best: best[method].rate }),
          })),
          values.rate,
        ),
        accuracyByLoss(
          (['sgd', 'all'] as const)
            .map((method) => ({ ...METHODS[method], ...courseOf(pair[method]?.runs ?? []) }))
            .filter(({ losses: some }) => some.length > 0),
        ),
        mnist1dExamples(values.seed, 1),
        cellTable(values, table),
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

const stepsOf = ({ steps }: V, method: Method): number => Math.max(1, Math.round(METHODS[method].share * steps));
const batchOf = ({ batchSize }: V, method: Method): number =>
  ({ sgd: batchSize, larger: LARGER, all: SIZES.train })[method];
const epochsOf = (values: V, method: Method): number =>
  (stepsOf(values, method) * batchOf(values, method)) / SIZES.train;

/**
 * The pair at equal training loss first, then the rates that each method is tuned over; seed after seed. Descent stops
 * at its own number of seeds, and with it the pair.
 */
function partsOf(values: V): Part[] {
  const { rate, seeds, descentSeeds, seed } = values;
  const cell = (method: Method, at: number, detail = false) => ({
    method,
    batch: batchOf(values, method),
    rate: at,
    steps: stepsOf(values, method),
    detail,
  });
  const pair = [cell('sgd', rate, true), cell('all', DESCENT_RATE, true)];
  const tuned = ORDER.flatMap((method) => METHODS[method].rates.map((at) => cell(method, at)));
  const rest = tuned.filter((one) => !pair.some(({ batch, rate }) => batch === one.batch && rate === one.rate));
  return Array.from({ length: seeds }, (_, s) =>
    (s < descentSeeds ? [...pair, ...rest] : tuned.filter(({ method }) => method !== 'all')).map(
      ({ method: _, ...one }) => ({ ...one, seed: seed + s }),
    ),
  ).flat();
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

/** The runs of a cell whose seeds another cell has too. */
function atSeedsOf(cell: Cell | undefined, other: Cell | undefined): Cell | undefined {
  if (!cell || !other) return cell;
  const shared = cell.seeds.map((seed) => other.seeds.includes(seed));
  return { ...cell, seeds: cell.seeds.filter((_, k) => shared[k]), runs: cell.runs.filter((_, k) => shared[k]) };
}

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

/** Means over the seeds at each look, of the losses in log. */
function courseOf(runs: readonly Result[]): { losses: Column; accuracies: Column } {
  const whole = runs.filter(({ course }) => course.length === LOOKS + 1);
  const looks =
    whole.length > 0 ? Array.from({ length: LOOKS + 1 }, (_, k) => whole.map(({ course }) => course[k]!)) : [];
  return {
    losses: Float64Array.from(looks, (look) => Math.exp(mean(look.map(([loss]) => Math.log(loss))))),
    accuracies: Float64Array.from(looks, (look) => mean(look.map(([, right]) => right))),
  };
}

function cellTable(values: V, cells: readonly Cell[]): TablePanel {
  return {
    kind: 'table',
    name: 'runs',
    title: 'Every batch size and rate, means over the seeds',
    columns: [
      { label: 'method', align: 'left' },
      { label: 'rate', digits: 2 },
      { label: 'steps', digits: 0 },
      { label: 'epochs', digits: 0 },
      { label: 'training loss', digits: 4 },
      { label: 'validation accuracy, %', digits: 1 },
      { label: 'test accuracy, %', digits: 1 },
      { label: 'from', digits: 1 },
      { label: 'to', digits: 1 },
      { label: 'runs', digits: 0 },
    ],
    rows: ORDER.flatMap((method) =>
      cells
        .filter((cell) => cell.method === method)
        .map((cell) => {
          const { value, low, high } = accuracy(cell);
          const loss = trainLossOf(cell);
          return [
            METHODS[method].label,
            cell.rate,
            stepsOf(values, method),
            epochsOf(values, method),
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
  const better = gain.low > 0;
  if (against === 'all')
    return { text: `${so}${first}: a difference of {gain} by seeds.`, outcome: better ? 'holds' : 'fails' };
  const [low, high] = [tunedGain?.low ?? Number.NaN, tunedGain?.high ?? Number.NaN];
  const tuned = low > 0 ? 'holds' : high < MARGIN ? 'fails' : 'depends';
  const end = {
    holds: high < MARGIN ? 'SGD is better, by less than {margin}' : 'SGD is better',
    fails: 'an advantage of {margin} is excluded',
    depends: 'an advantage of {margin} is not excluded',
  }[tuned];
  const second = `At their best rates by validation, SGD and batches of 100 differ by {tunedGain}`;
  if (against === 'larger') return { text: `${so}${second}, {sgdTuned} and {largerTuned}: ${end}.`, outcome: tuned };
  return {
    text: `${so}${first}. ${second}: ${end}.`,
    outcome: better && tuned === 'holds' ? 'holds' : better || tuned !== 'fails' ? 'depends' : 'fails',
  };
}
