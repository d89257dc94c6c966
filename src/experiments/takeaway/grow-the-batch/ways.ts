/** Ways to continue a run of SGD on a network: a smaller rate, a larger batch, both or neither. */
import { createNetworkTraining, type NetworkTraining } from '../../../engine/networks/index.ts';
import { type NetworkRun, trainingOf } from '../../kit/network-run.ts';
import { networkWork } from '../../kit/network-work.ts';

/** Ways to make the change, in the order of the parts; `still` has the steps and rates of `rate` without noise. */
export const ways = {
  rate: { label: 'rate divided', role: 'measured', divides: true, multiplies: false },
  batch: { label: 'batch multiplied', role: 'run', divides: false, multiplies: true },
  none: { label: 'no change', role: 'baseline', divides: false, multiplies: false },
  both: { label: 'both', role: 'batch', divides: true, multiplies: true },
  still: { label: 'rate divided, no noise', role: 'theory', divides: true, multiplies: false },
} as const;
export type Way = keyof typeof ways;
// Safe: the keys of a literal, which Object.keys does not type.
export const WAYS = Object.keys(ways) as Way[];
/** Those run with every seed. */
export const NOISY: readonly Way[] = WAYS.filter((way) => way !== 'still');

export type Network = {
  way: Way;
  /** On the mean gradient, before the change. */
  aMean: number;
  batchSize: number;
  factor: number;
  epochs: number;
  /** The epoch after which the rate or the batch changes. */
  change: number;
  seed: number;
};

export interface Course {
  /** Mean over the training examples after each epoch, the start first; null once the run has diverged. */
  losses: (number | null)[];
  updates: number;
}

const EXAMPLES = 1024;
const WIDTHS = [40, 32, 10];
/** First seed of the batches after a change of size, so that no order of examples is repeated. */
const LATER = 20_000;

export const stepsPerEpoch = (batchSize: number): number => Math.ceil(EXAMPLES / batchSize);
export const turnOf = ({ change, epochs }: Pick<Network, 'change' | 'epochs'>): number => Math.min(change, epochs);
export const lastLoss = ({ losses }: Course): number => losses.at(-1) ?? Number.POSITIVE_INFINITY;

/** Before the change; without noise each step uses all examples. */
export const runOf = ({ aMean, batchSize, seed }: Pick<Network, 'aMean' | 'batchSize' | 'seed'>): NetworkRun => ({
  widths: WIDTHS,
  seed,
  train: EXAMPLES,
  optimizer: 'sgd',
  rate: aMean,
  batchSize,
});

/** A step without noise uses all examples. */
export function workOf(network: Network): number {
  const { way, epochs } = network;
  const work = (batchSize: number, epochs: number): number =>
    networkWork({
      widths: WIDTHS,
      steps: epochs * stepsPerEpoch(batchSize),
      batchSize: way === 'still' ? EXAMPLES : batchSize,
      looks: epochs * EXAMPLES,
    });
  const turn = turnOf(network);
  return work(network.batchSize, turn) + work(laterBatch(network), epochs - turn);
}

const laterBatch = ({ way, batchSize, factor }: Network): number =>
  ways[way].multiplies ? Math.min(EXAMPLES, batchSize * factor) : batchSize;

export function goOn(network: Network): Course {
  const { way, aMean, batchSize, factor, epochs, seed } = network;
  const { batches, ...all } = trainingOf(runOf(network));
  const turn = turnOf(network);
  const slower = ways[way].divides ? 1 / factor : 1;
  const larger = laterBatch(network);
  const grows = larger !== batchSize;
  const first = createNetworkTraining({
    ...all,
    ...(batches && way !== 'still' && { batches }),
    // A change of size begins another training, at its own rate.
    schedule: (t) => (!grows && t >= turn * stepsPerEpoch(batchSize) ? slower : 1),
  });
  const before = [rounded(first.evaluate().loss), ...lossesOf(first, grows ? turn : epochs, batchSize)];
  if (!grows) return { losses: before, updates: first.steps };
  const start = first.parameters();
  const diverged = first.status.kind === 'diverged' || start.some((value) => !Number.isFinite(value));
  if (diverged) return { losses: [...before, ...new Array<null>(epochs - turn).fill(null)], updates: first.steps };
  const second = createNetworkTraining({
    ...all,
    start,
    rate: aMean * slower,
    batches: { size: larger, seed: LATER + seed },
  });
  return { losses: [...before, ...lossesOf(second, epochs - turn, larger)], updates: first.steps + second.steps };
}

const rounded = (loss: number): number | null => (Number.isFinite(loss) ? Number(loss.toPrecision(6)) : null);

/** Continues for some epochs; the loss after each. */
function lossesOf(training: NetworkTraining, epochs: number, batchSize: number): (number | null)[] {
  return Array.from({ length: epochs }, () => {
    training.advance(stepsPerEpoch(batchSize));
    return training.status.kind === 'diverged' ? null : rounded(training.evaluate().loss);
  });
}
