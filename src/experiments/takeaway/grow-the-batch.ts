import { createNetworkTraining, type NetworkTraining } from '../../engine/networks/index.ts';
import { keptMnist1d } from '../../engine/networks/kept-examples.ts';
import { networkScript } from '../../engine/networks/script.ts';
import { integer, number, type Values } from '../../engine/schema.ts';
import { meanInterval } from '../../engine/statistics/mean-interval.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column, Role, TablePanel } from '../../figure/panels/panel.ts';

const parameters = {
  aMean: number({
    label: 'Rate on the mean gradient *B*α',
    symbol: String.raw`B\alpha`,
    help: 'The rate before the change, on the mean gradient of a batch.',
    default: 0.8,
    min: 0.02,
    max: 2,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'Before the change.',
    default: 16,
    min: 1,
    max: 512,
    scale: 'log',
  }),
  factor: integer({
    label: 'Factor',
    help: 'By which the rate is divided, or the batch multiplied; a batch never has more than all 1024 examples.',
    default: 4,
    min: 2,
    max: 64,
    scale: 'log',
  }),
  epochs: integer({ label: 'Epochs', help: 'Of the whole run.', default: 24, min: 2, max: 60 }),
  change: integer({
    label: 'Change after epoch',
    help: 'When the rate or the batch changes.',
    default: 12,
    min: 1,
    max: 60,
  }),
  seeds: integer({
    label: 'Seeds',
    help: 'Each with its own examples, weights and batches, the same for all ways; the first five also run without noise.',
    default: 16,
    min: 2,
    max: 32,
  }),
  seed: integer({ label: 'First seed', help: 'Of examples, weights and batches.', default: 0, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

/** What happens at the change, in the order of the parts; `still` has the steps and rates of `rate` without noise. */
const ways = {
  rate: { label: 'rate divided', role: 'measured' },
  batch: { label: 'batch multiplied', role: 'run' },
  none: { label: 'no change', role: 'baseline' },
  both: { label: 'both', role: 'batch' },
  still: { label: 'rate divided, no noise', role: 'theory' },
} as const satisfies Record<string, { label: string; role: Role }>;
type Way = keyof typeof ways;
// The keys of a literal, which Object.keys forgets.
const WAYS = Object.keys(ways) as Way[];
/** Those that are run with every seed. */
const NOISY = WAYS.filter((way) => way !== 'still');
/** A step without noise sees all examples and takes far longer: these first seeds have it. */
const STILL_SEEDS = 5;

/** One network. */
type Part = Pick<V, 'aMean' | 'batchSize' | 'factor' | 'epochs' | 'change'> & { way: Way; seed: number };
interface Result {
  /** Mean over the training examples after each epoch, the start first; null from where the run diverged. */
  losses: (number | null)[];
  updates: number;
}

const EXAMPLES = 1024;
const WIDTHS = [40, 32, 10];
/** Seeds of the batches after a change of size begin here, so that no order of examples comes twice. */
const LATER = 20_000;
/** The two count as equal where they differ by less than this share of what the change does. */
const MARGIN = 0.1;

export default defineExperiment({
  title: 'Divide the rate, or multiply the batch',
  question: 'Is a larger batch as good as a smaller rate?',
  claim: 'Multiplying the batch is as good as dividing the rate',
  source: 'Smith 2018; MNIST-1D',
  caption:
    'Four ways to go on from the same networks after half of the epochs: divide the rate by 4, multiply the batch by 4, both, or neither. Dashed, the control: as many steps as with the divided rate, at the same rates, each on all examples and so without noise, for the first five seeds. Lines are means over the seeds, the bands 95 % intervals (Student’s t); whiskers likewise. The first two ways change the rate over the batch size alike, and with equal epochs also the rate times the steps. Do their lines part, how much of the loss is noise, and which way makes the fewest updates?',
  pace: 'long',
  parameters,
  quick: { seeds: 2, epochs: 4, change: 2 },
  ahead: [{ aMean: 0.2 }, { batchSize: 64 }],
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: {
    all({ way, aMean, batchSize, factor, epochs, change, seed }: Part): Result {
      const { train: data } = keptMnist1d({ seed, train: EXAMPLES });
      const before = { widths: WIDTHS, data, seed, replay: true };
      const slower = way === 'batch' || way === 'none' ? 1 : 1 / factor;
      const larger = way === 'batch' || way === 'both' ? Math.min(EXAMPLES, batchSize * factor) : batchSize;
      const turn = Math.min(change, epochs);
      const turnStep = turn * Math.ceil(EXAMPLES / batchSize);
      const first = createNetworkTraining({
        ...before,
        rate: aMean,
        ...(way !== 'still' && { batches: { size: batchSize } }),
        schedule: (t) => (larger === batchSize && t >= turnStep ? slower : 1),
      });
      const losses = [rounded(first.evaluate().loss), ...epochsOf(first, turn, batchSize)];
      if (larger === batchSize) {
        losses.push(...epochsOf(first, epochs - turn, batchSize));
        return { losses, updates: first.steps };
      }
      const start = first.parameters();
      const diverged = first.status.kind === 'diverged' || start.some((value) => !Number.isFinite(value));
      if (diverged) return { losses: [...losses, ...new Array<null>(epochs - turn).fill(null)], updates: first.steps };
      const second = createNetworkTraining({
        ...before,
        start,
        rate: aMean * slower,
        batches: { size: larger, seed: LATER + seed },
      });
      losses.push(...epochsOf(second, epochs - turn, larger));
      return { losses, updates: first.steps + second.steps };
    },
  },
  present(values, { all: results }) {
    const runs = runsOf(values, results);
    const done = results.filter((result) => result !== undefined).length;
    const finals = (way: Way): number[] => runs[way].flatMap((run) => (run ? [lastLoss(run)] : []));
    const pairs = (a: Way, b: Way): number[] =>
      runs[a].flatMap((one, s) => {
        const two = runs[b][s];
        return one && two ? [lastLoss(one) - lastLoss(two)] : [];
      });
    const difference = shown(pairs('rate', 'batch'), 4);
    const effect = shown(pairs('rate', 'none'), 4);
    const numbers: Presentation['numbers'] = {
      done: { value: done, digits: 0 },
      of: { value: results.length, digits: 0 },
      seeds: { value: values.seeds, digits: 0 },
      factor: { value: values.factor, digits: 0 },
      ...Object.fromEntries(WAYS.map((way) => [`${way}Loss`, shown(finals(way), 3)])),
      ...Object.fromEntries(
        WAYS.map((way) => [
          `${way}Updates`,
          { value: runs[way].find((run) => run !== undefined)?.updates ?? Number.NaN, digits: 0 },
        ]),
      ),
      difference,
      effect,
      noise: shown(pairs('rate', 'still'), 3),
      seedRate: { value: results[0] ? lastLoss(results[0]) : Number.NaN, digits: 4 },
    };
    return {
      panels: [course(values, runs), ends(numbers), table(numbers)],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(numbers, difference, effect),
    };
  },
  python({ aMean, batchSize, factor, epochs, change, seed }) {
    const steps = Math.ceil(EXAMPLES / batchSize);
    return networkScript({
      about: 'The first seed, with the rate divided.',
      widths: WIDTHS,
      activation: 'relu',
      loss: 'cross-entropy',
      initialization: 'he',
      seed,
      train: EXAMPLES,
      optimizer: 'sgd',
      rate: aMean,
      batchSize,
      steps: epochs * steps,
      schedule: `1.0 if t < ${Math.min(change, epochs) * steps} else 1.0 / ${factor}`,
      prints: { seedRate: 'loss(phi)' },
    });
  },
});

/** Seed after seed, and last what takes longest. */
function partsOf({ seeds, seed, ...rest }: V): Part[] {
  const of = (ways: readonly Way[], count: number): Part[] =>
    Array.from({ length: count }, (_, s) => s).flatMap((s) => ways.map((way) => ({ ...rest, way, seed: seed + s })));
  return [...of(NOISY, seeds), ...of(['still'], Math.min(seeds, STILL_SEEDS))];
}

/** The runs of each way, seed by seed. */
function runsOf(values: V, results: readonly (Result | undefined)[]): Record<Way, (Result | undefined)[]> {
  const runs: Record<Way, (Result | undefined)[]> = { rate: [], batch: [], none: [], both: [], still: [] };
  for (const [k, { way }] of partsOf(values).entries()) runs[way].push(results[k]);
  return runs;
}

function rounded(loss: number): number | null {
  return Number.isFinite(loss) ? Number(loss.toPrecision(6)) : null;
}

/** Goes on for some epochs; the loss after each. */
function epochsOf(training: NetworkTraining, epochs: number, batchSize: number): (number | null)[] {
  return Array.from({ length: epochs }, () => {
    training.advance(Math.ceil(EXAMPLES / batchSize));
    return training.status.kind === 'diverged' ? null : rounded(training.evaluate().loss);
  });
}

const lastLoss = ({ losses }: Result): number => losses.at(-1) ?? Number.POSITIVE_INFINITY;

function shown(values: readonly number[], digits: number): ShownNumber {
  return values.length > 0 ? { ...meanInterval(values), digits } : { value: Number.NaN, digits };
}

/** Mean loss of each way after every epoch. */
function course({ epochs, change }: V, runs: Record<Way, (Result | undefined)[]>): ChartPanel {
  const turn = Math.min(change, epochs);
  const series = WAYS.toReversed().flatMap((way): ChartSeries[] => {
    const arrived = runs[way].filter((run) => run !== undefined);
    if (arrived.length === 0) return [];
    // Until the change all four are the same; the control is not.
    const from = way === 'rate' || way === 'still' ? 0 : turn;
    const means = Array.from({ length: epochs + 1 - from }, (_, k) =>
      meanInterval(arrived.map(({ losses }) => losses[from + k] ?? Number.POSITIVE_INFINITY)),
    );
    const finite = means.findIndex(({ value }) => !Number.isFinite(value));
    const shownMeans = finite < 0 ? means : means.slice(0, finite);
    const x = Float64Array.from(shownMeans, (_, k) => from + k);
    const column = (of: (mean: (typeof means)[number]) => number): Column => Float64Array.from(shownMeans, of);
    const { label, role } = ways[way];
    const line: ChartSeries = { name: label, role, kind: 'line', x, y: column(({ value }) => value), label };
    if (arrived.length < 2 || way === 'both' || way === 'still') return [line];
    const low = column((mean) => ('low' in mean ? mean.low : mean.value));
    const high = column((mean) => ('high' in mean ? mean.high : mean.value));
    return [{ name: `interval, ${label}`, role, kind: 'band', x, y: line.y, low, high }, line];
  });
  const after = series.flatMap(({ x, y }) => [...y].filter((_, k) => x[k]! >= Math.min(2, turn)));
  const [least, most] = after.length > 0 ? [Math.min(...after), Math.max(...after)] : [0.5, 2];
  return {
    kind: 'chart',
    name: 'course',
    title: 'Training loss after each epoch, for the four ways and the control without noise',
    x: { label: 'epoch', domain: [0, epochs] },
    y: { label: 'training loss, mean over seeds', domain: [0.93 * least, 1.05 * most], scale: 'log' },
    references: [{ axis: 'x', at: turn, label: 'the change', role: 'baseline' }],
    series,
  };
}

/** Final loss against the number of updates. */
function ends(numbers: Presentation['numbers']): ChartPanel {
  const found = WAYS.flatMap((way) => {
    const loss = numbers[`${way}Loss`];
    const updates = numbers[`${way}Updates`]?.value ?? Number.NaN;
    return loss && Number.isFinite(loss.value) && updates > 0 ? [{ way, loss, updates }] : [];
  });
  const low = found.map(({ loss }) => loss.low ?? loss.value);
  const high = found.map(({ loss }) => loss.high ?? loss.value);
  const span = Math.max(0.02, Math.max(...high) - Math.min(...low));
  const updates = found.map((one) => one.updates);
  return {
    kind: 'chart',
    name: 'ends',
    title: 'Training loss at the end against the number of updates',
    x: {
      label: 'updates',
      domain: found.length > 0 ? [0.75 * Math.min(...updates), 1.2 * Math.max(...updates)] : [0, 1],
    },
    y: {
      label: 'training loss at the end',
      domain: found.length > 0 ? [Math.min(...low) - 0.15 * span, Math.max(...high) + 0.15 * span] : [0, 1],
    },
    series: found.map(({ way, loss, updates }) => ({
      name: ways[way].label,
      role: ways[way].role,
      kind: 'points',
      x: Float64Array.of(updates),
      y: Float64Array.of(loss.value),
      low: Float64Array.of(loss.low ?? loss.value),
      high: Float64Array.of(loss.high ?? loss.value),
    })),
    points: found.map(({ way, loss, updates }) => ({
      name: ways[way].label,
      x: updates,
      y: loss.value,
      mark: 'dot',
      role: ways[way].role,
      label: ways[way].label,
    })),
  };
}

function table(numbers: Presentation['numbers']): TablePanel {
  const finite = (value: number | undefined): number | null => (Number.isFinite(value) ? (value ?? null) : null);
  return {
    kind: 'table',
    name: 'the four ways',
    title: 'The four ways and the control, in numbers',
    columns: [
      { label: 'at the change', align: 'left' },
      { label: 'training loss', digits: 4 },
      { label: 'from', digits: 4 },
      { label: 'to', digits: 4 },
      { label: 'updates', digits: 0 },
    ],
    rows: WAYS.map((way) => {
      const loss = numbers[`${way}Loss`];
      return [
        ways[way].label,
        finite(loss?.value),
        finite(loss?.low),
        finite(loss?.high),
        finite(numbers[`${way}Updates`]?.value),
      ];
    }),
  };
}

function verdictOf(
  numbers: Presentation['numbers'],
  difference: ShownNumber,
  effect: ShownNumber,
): Presentation['verdict'] {
  const [done, of] = [numbers['done']?.value ?? 0, numbers['of']?.value ?? 0];
  const start = done < of ? 'So far, with {done} of {of} networks: ' : '';
  if (!NOISY.every((way) => Number.isFinite(numbers[`${way}Loss`]?.value)) || difference.low === undefined) {
    const lost = NOISY.filter((way) => numbers[`${way}Loss`]?.value === Number.POSITIVE_INFINITY);
    if (lost.length > 0)
      return {
        text: `${start}Runs diverged, and their loss counts as infinite: ${lost.map((way) => ways[way].label).join(', ')}.`,
      };
    return {
      text:
        done === 0
          ? 'No network has been trained at these values yet.'
          : 'So far {done} of {of} networks: too few to compare.',
    };
  }
  const margin = MARGIN * Math.abs(effect.value);
  const most = Math.max(Math.abs(difference.low), Math.abs(difference.high ?? difference.value));
  const crosses = difference.low <= 0 && (difference.high ?? 0) >= 0;
  const least = crosses ? 0 : Math.min(Math.abs(difference.low), Math.abs(difference.high ?? difference.value));
  const outcome = most <= margin ? 'holds' : least > margin ? 'fails' : 'depends';
  const claim = {
    holds: 'Dividing the rate and multiplying the batch end at the same loss',
    fails: 'Dividing the rate and multiplying the batch do not end at the same loss',
    depends: 'Dividing the rate and multiplying the batch end close together',
  }[outcome];
  const best = NOISY.reduce((a, b) => ((numbers[`${b}Loss`]?.value ?? 0) < (numbers[`${a}Loss`]?.value ?? 0) ? b : a));
  const bestOf =
    best === 'rate' || best === 'batch'
      ? ''
      : ` Neither is best here: ${best === 'none' ? 'with no change' : 'with both'} the loss is {${best}Loss}.`;
  const noise = Number.isFinite(numbers['noise']?.value)
    ? ' Without noise the divided rate ends at {stillLoss}; seed by seed noise makes up {noise} of its loss.'
    : '';
  return {
    text: `${start}${claim}: {rateLoss} after {rateUpdates} updates, {batchLoss} after {batchUpdates}; the difference by seeds is {difference}.${noise}${bestOf}`,
    outcome,
  };
}
