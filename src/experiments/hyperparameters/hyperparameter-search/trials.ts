/** Trials of a network on MNIST-1D: the search space, the training, and successive halving. */
import { mnist1dData } from '../../../engine/networks/cached-examples.ts';
import { createNetworkTraining } from '../../../engine/networks/train-network.ts';
import { type RandomState, stream } from '../../../engine/random-state.ts';
import { type NetworkRun, trainingOf } from '../../kit/network-run.ts';
import { networkWork } from '../../kit/network-work.ts';
import { randomDesign } from './designs.ts';

export interface Configuration {
  optimizer: 'sgd' | 'adam';
  /** On the mean gradient. */
  rate: number;
  beta: number;
  batch: number;
  /** Hidden units. */
  width: number;
}

/** One coordinate of the unit cube: a hyperparameter between two ends. */
export interface SearchAxis {
  name: 'rate' | 'beta' | 'batch' | 'width';
  label: string;
  from: number;
  to: number;
  scale: 'linear' | 'log';
}

/** Searched hyperparameters, and fixed ones. */
export const spaces = {
  four: {
    axes: [
      { name: 'rate', label: 'rate', from: 2 ** -8, to: 4, scale: 'log' },
      { name: 'beta', label: 'momentum', from: 0, to: 0.95, scale: 'linear' },
      { name: 'batch', label: 'batch size', from: 4, to: 256, scale: 'log' },
      { name: 'width', label: 'width', from: 8, to: 128, scale: 'log' },
    ],
    fixed: { optimizer: 'sgd', rate: 0.1, beta: 0, batch: 32, width: 32 },
  },
  adam: {
    axes: [{ name: 'rate', label: 'rate', from: 2 ** -13, to: 2, scale: 'log' }],
    fixed: { optimizer: 'adam', rate: 0.01, beta: 0.9, batch: 64, width: 32 },
  },
} as const satisfies Record<string, { axes: readonly SearchAxis[]; fixed: Configuration }>;
export type SpaceName = keyof typeof spaces;

const SIZES = { train: 1024, validation: 1024, test: 2000 } as const;

/** The results of a trained network; losses are null if it diverged. */
export interface Score {
  train: number | null;
  validation: number | null;
  /** Fractions of wrong answers. */
  validationError: number;
  test: number | null;
  testError: number;
}
export type Criterion = 'validation' | 'error' | 'training';

export interface Trial {
  configuration: Configuration;
  epochs: number;
  score: Score;
}

/** A trial as one row of numbers, since hundreds of them are stored in files. */
export type TrialRow = (number | null)[];

export function toRow({ configuration: c, epochs, score: s }: Trial): TrialRow {
  const setting = [c.rate, c.beta, c.batch, c.width, Number(epochs.toFixed(4))];
  return [...setting, s.train, s.validation, s.validationError, s.test, s.testError];
}

export function fromRow(space: SpaceName, row: TrialRow): Trial {
  const [rate, beta, batch, width, epochs, train, validation, validationError, test, testError] = row;
  return {
    configuration: {
      optimizer: spaces[space].fixed.optimizer,
      rate: rate ?? 0,
      beta: beta ?? 0,
      batch: batch ?? 1,
      width: width ?? 1,
    },
    epochs: epochs ?? 0,
    score: {
      train: train ?? null,
      validation: validation ?? null,
      validationError: validationError ?? 1,
      test: test ?? null,
      testError: testError ?? 1,
    },
  };
}

/** The hyperparameters at a point of the unit cube. */
export function configurationAt(space: SpaceName, point: readonly number[]): Configuration {
  const { axes, fixed } = spaces[space];
  const found: Configuration = { ...fixed };
  for (const [d, { name, from, to, scale }] of axes.entries()) {
    const share = point[d] ?? 0.5;
    const value = scale === 'log' ? from * (to / from) ** share : from + share * (to - from);
    found[name] = name === 'batch' || name === 'width' ? Math.round(value) : Number(value.toPrecision(4));
  }
  return found;
}

/** The position of a configuration on an axis, from 0 to 1. */
export function placeOn({ name, from, to, scale }: SearchAxis, configuration: Configuration): number {
  const value = configuration[name];
  return scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}

export const runOf = ({ optimizer, rate, beta, batch, width }: Configuration, seed: number): NetworkRun => ({
  widths: [40, width, 10],
  seed,
  ...SIZES,
  optimizer,
  rate,
  beta,
  batchSize: batch,
});

export function stepsOf({ batch }: Configuration, epochs: number): number {
  return Math.max(1, Math.round((epochs * SIZES.train) / batch));
}

/** A network and how long to train it. */
export type Training = { configuration: Configuration; epochs: number; seed: number };

const workOf = (configuration: Configuration, epochs: number): number =>
  networkWork({
    widths: [40, configuration.width, 10],
    steps: stepsOf(configuration, epochs),
    batchSize: configuration.batch,
    looks: SIZES.train + SIZES.validation + SIZES.test,
  });

export const trainingWork = ({ configuration, epochs }: Training): number => workOf(configuration, epochs);

/**
 * Trains one network. All trials of a search have its seed: the same examples, and the same other random draws if
 * possible.
 */
export function tryConfiguration({ configuration, epochs, seed }: Training): Score {
  const training = createNetworkTraining(trainingOf(runOf(configuration, seed)));
  training.advance(stepsOf(configuration, epochs));
  const diverged = training.status.kind === 'diverged';
  const kept = (loss: number): number | null =>
    !diverged && Number.isFinite(loss) ? Number(loss.toPrecision(5)) : null;
  const data = mnist1dData({ seed, ...SIZES });
  const [train, validation, test] = [data.train, data.validation, data.test].map((some) => training.evaluate(some));
  return {
    train: kept(train!.loss),
    validation: kept(validation!.loss),
    validationError: Number((1 - validation!.accuracy).toFixed(5)),
    test: kept(test!.loss),
    testError: Number((1 - test!.accuracy).toFixed(5)),
  };
}

/** Lower is better; a network that diverged is the worst by any criterion. */
export function scoreBy(criterion: Criterion, score: Score): number {
  if (score.train === null || score.validation === null) return Number.POSITIVE_INFINITY;
  return { validation: score.validation, error: score.validationError, training: score.train }[criterion];
}

/** Fractions of the epochs in the rounds of halving. */
const ROUNDS = [1 / 9, 1 / 3, 1] as const;

/** The number of networks in each round of halving, and their cost in full trainings. */
export function roundsOf(trials: number): { size: number; cost: number }[] {
  return ROUNDS.map((share, round) => {
    const size = Math.max(1, Math.round(trials / 3 ** (round - 1)));
    return { size, cost: share * size };
  });
}

/** A whole search: its later rounds depend on its first, and it depends on the criterion. */
export type Halving = { space: SpaceName; trials: number; epochs: number; criterion: Criterion; seed: number };

/**
 * A search costs about as much as its trials; it chooses its networks during training, so it is scheduled as one part.
 */
export const halvingWork = ({ space, trials, epochs }: Halving): number =>
  trials * workOf(configurationAt(space, []), epochs);

/**
 * Successive halving, by thirds (Jamieson and Talwalkar 2016): `3 trials` random configurations at a ninth of the
 * epochs, the best third of them at a third, and the best third of these at all epochs. Each round trains from scratch
 * and costs about `trials / 3` full trainings, so that all rounds together cost as much as `trials`.
 */
export function halving(
  { space, trials, epochs, criterion, seed }: Halving,
  random: RandomState = stream(seed, 'noise'),
): Trial[] {
  const rounds = roundsOf(trials);
  let left = randomDesign(rounds[0]!.size, spaces[space].axes.length, random).map((point) =>
    configurationAt(space, point),
  );
  const made: Trial[] = [];
  for (const [round, share] of ROUNDS.entries()) {
    const tried = left.map((configuration) => ({
      configuration,
      epochs: share * epochs,
      score: tryConfiguration({ configuration, epochs: share * epochs, seed }),
    }));
    made.push(...tried);
    left = [...tried]
      .sort((a, b) => scoreBy(criterion, a.score) - scoreBy(criterion, b.score))
      .slice(0, rounds[round + 1]?.size ?? 1)
      .map(({ configuration }) => configuration);
  }
  return made;
}
