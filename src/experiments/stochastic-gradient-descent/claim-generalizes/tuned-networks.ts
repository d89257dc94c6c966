/**
 * Networks trained by SGD, by larger batches and by descent, each at several rates: the trainings, and their
 * comparison.
 */
import { mnist1dData } from '../../../engine/networks/cached-examples.ts';
import { createNetworkTraining } from '../../../engine/networks/index.ts';
import { deviationInterval } from '../../../engine/statistics/mean-interval.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import type { Column, Role } from '../../../figure/index.ts';
import { type Measured, meanOf, through } from '../../kit/measured.ts';
import { type NetworkRun, trainingOf } from '../../kit/network-run.ts';
import { networkWork } from '../../kit/network-work.ts';

export type Method = 'sgd' | 'larger' | 'all';

interface Setting {
  rate: number;
  batchSize: number;
  steps: number;
  seeds: number;
  descentSeeds: number;
  seed: number;
}

/** Fields that distinguish a network from the others. */
interface Which {
  method: Method;
  rate: number;
  seed: number;
}

/** One network; `detail` also requests its course. */
export type Part = { batch: number; rate: number; steps: number; detail: boolean; seed: number };
export interface Trained {
  trainLoss: number | null;
  validation: number;
  test: number;
  /** Training loss and test accuracy during the training, the start first; empty without detail. */
  course: [number, number][];
}

/** All networks of a method at one rate, in the order of the seeds. */
export interface Cell {
  method: Method;
  rate: number;
  runs: (Trained & { seed: number })[];
}

const SIZES = { train: 1000, validation: 1000, test: 4000 } as const;
const WIDTHS = [40, 64, 64, 10];
/** The rate falls to a tenth after this fraction of the steps. */
export const FALL = { after: 0.6, to: 0.1 } as const;
/** The rate at which descent ends at the training loss of SGD at its default. */
export const DESCENT_RATE = 0.3;
const LARGER = 100;
const LOOKS = 12;

export const METHODS: Readonly<
  Record<
    Method,
    { label: string; role: Role; rates: readonly number[] /** Fraction of the steps of SGD. */; share: number }
  >
> = {
  sgd: { label: 'SGD', role: 'run', rates: [0.05, 0.1, 0.2, 0.3], share: 1 },
  larger: { label: 'batches of 100', role: 'measured', rates: [0.6, 1, 1.5, 2], share: 0.5 },
  all: { label: 'all examples', role: 'baseline', rates: [DESCENT_RATE, 1.5, 2, 2.5, 3], share: 0.4 },
};
/** In the order of sentences and tables. */
export const ORDER = ['sgd', 'larger', 'all'] as const;

type Budget = Pick<Setting, 'batchSize' | 'steps'>;
export const stepsOf = ({ steps }: Budget, method: Method): number =>
  Math.max(1, Math.round(METHODS[method].share * steps));
const batchOf = ({ batchSize }: Budget, method: Method): number =>
  ({ sgd: batchSize, larger: LARGER, all: SIZES.train })[method];
export const epochsOf = (budget: Budget, method: Method): number =>
  (stepsOf(budget, method) * batchOf(budget, method)) / SIZES.train;

/**
 * The pair at equal training loss first, then the rates to tune for each method; seed after seed. Descent has a smaller
 * number of seeds, and so has the pair.
 */
export function networksOf(setting: Setting): Map<Which, Part> {
  const { rate, seeds, descentSeeds, seed: first } = setting;
  const pair = [
    { method: 'sgd', rate, detail: true },
    { method: 'all', rate: DESCENT_RATE, detail: true },
  ] as const;
  const tuned = ORDER.flatMap((method) => METHODS[method].rates.map((rate) => ({ method, rate, detail: false })));
  const rest = tuned.filter((one) => !pair.some(({ method, rate }) => method === one.method && rate === one.rate));
  const ofSeed = (s: number) =>
    s < descentSeeds ? [...pair, ...rest] : tuned.filter(({ method }) => method !== 'all');
  return new Map(
    Array.from({ length: seeds }, (_, s) =>
      ofSeed(s).map(({ method, rate, detail }): [Which, Part] => [
        { method, rate, seed: first + s },
        { batch: batchOf(setting, method), rate, steps: stepsOf(setting, method), detail, seed: first + s },
      ]),
    ).flat(),
  );
}

/** Full batches are represented by undefined. */
export const runOf = ({ batch, rate, seed }: Pick<Part, 'batch' | 'rate' | 'seed'>): NetworkRun => ({
  widths: WIDTHS,
  ...SIZES,
  optimizer: 'sgd',
  rate,
  ...(batch < SIZES.train && { batchSize: batch }),
  seed,
});

export const workOf = ({ batch, steps, detail }: Part): number =>
  networkWork({ widths: WIDTHS, steps, batchSize: batch, looks: (detail ? LOOKS + 1 : 1) * SIZES.test });

export function trainNetwork({ steps, detail, ...network }: Part): Trained {
  const data = mnist1dData({ seed: network.seed, ...SIZES });
  const training = createNetworkTraining({
    ...trainingOf(runOf(network)),
    schedule: (t) => (t < FALL.after * steps ? 1 : FALL.to),
  });
  const course: [number, number][] = [];
  let trainLoss: number | null = null;
  for (let k = detail ? 0 : LOOKS; k <= LOOKS; k++) {
    training.advance(Math.round((k / LOOKS) * steps) - training.steps);
    const { loss } = training.evaluate();
    trainLoss = training.status.kind !== 'diverged' && Number.isFinite(loss) ? rounded(loss) : null;
    if (trainLoss === null) break;
    if (detail) course.push([trainLoss, rounded(training.evaluate(data.test).accuracy)]);
  }
  return {
    trainLoss,
    validation: rounded(training.evaluate(data.validation).accuracy),
    test: rounded(training.evaluate(data.test).accuracy),
    course,
  };
}

const rounded = (value: number): number => Number(value.toPrecision(5));

/** The trained networks, by method and rate, the rates ascending. */
export function cellsOf(networks: ReadonlyMap<Which, Trained>): Cell[] {
  const cells: Cell[] = [];
  for (const [{ method, rate, seed }, trained] of networks) {
    const own = cells.find((cell) => cell.method === method && cell.rate === rate);
    if (own) own.runs.push({ ...trained, seed });
    else cells.push({ method, rate, runs: [{ ...trained, seed }] });
  }
  return cells.sort((a, b) => a.rate - b.rate);
}

/** The runs of a cell with seeds that another cell has, too. */
export function atSeedsOf(cell: Cell | undefined, other: Cell | undefined): Cell | undefined {
  if (!cell || !other) return cell;
  return { ...cell, runs: cell.runs.filter(({ seed }) => other.runs.some((run) => run.seed === seed)) };
}

/** The cell of the tuned rates that is best on the validation examples; the reader's own rate does not take part. */
export function bestOf(cells: readonly Cell[], method: Method): Cell | undefined {
  return cells
    .filter((cell) => cell.method === method && METHODS[method].rates.includes(cell.rate))
    .reduce<Cell | undefined>(
      (best, cell) => (best === undefined || validationOf(cell) > validationOf(best) ? cell : best),
      undefined,
    );
}

export const validationOf = ({ runs }: Cell): number => mean(runs.map(({ validation }) => validation));

export const trainLossOf = ({ runs }: Cell): number =>
  mean(runs.map(({ trainLoss }) => trainLoss ?? Number.POSITIVE_INFINITY));

/** Test accuracy, with its interval over the seeds, clipped to the range of accuracies. */
export function accuracyOf(cell: Cell | undefined): Measured | undefined {
  const accuracy = meanOf((cell?.runs ?? []).map(({ test }) => test));
  return accuracy && through(accuracy, (value) => Math.min(1, Math.max(0, value)));
}

/** A quantity of both, seed by seed, for seeds run by both. */
const bySeed = (
  one: Cell | undefined,
  other: Cell | undefined,
  of: (run: Trained, same: Trained) => number,
): number[] =>
  (one?.runs ?? []).flatMap((run) => {
    const same = other?.runs.find(({ seed }) => seed === run.seed);
    return same ? [of(run, same)] : [];
  });

const gainsOf = (one: Cell | undefined, other: Cell | undefined): number[] =>
  bySeed(one, other, (run, same) => 100 * (run.test - same.test));

/** The difference in test accuracy in percentage points, seed by seed. */
export const gainOf = (one: Cell | undefined, other: Cell | undefined): Measured | undefined =>
  meanOf(gainsOf(one, other));

/** The difference of two such differences in percentage points, seed by seed, for seeds run by all four. */
export function shrinkOf(
  [one, other]: readonly [Cell | undefined, Cell | undefined],
  [tuned, otherTuned]: readonly [Cell | undefined, Cell | undefined],
): Measured | undefined {
  const shrinks = (one?.runs ?? []).flatMap(({ seed, test }) => {
    const [b, c, d] = [other, tuned, otherTuned].map((cell) => cell?.runs.find((run) => run.seed === seed)?.test);
    return b === undefined || c === undefined || d === undefined ? [] : [100 * (test - b - (c - d))];
  });
  return meanOf(shrinks);
}

/** The standard deviation of that difference from seed to seed. */
export function gainSpread(one: Cell | undefined, other: Cell | undefined): Measured | undefined {
  const gains = gainsOf(one, other);
  return gains.length < 2 ? undefined : deviationInterval(gains);
}

/** The ratio of the training losses, seed by seed; undefined if a run diverged. */
export function trainRatioOf(one: Cell | undefined, other: Cell | undefined): Measured | undefined {
  const logs = bySeed(one, other, (run, same) =>
    Math.log((run.trainLoss ?? Number.NaN) / (same.trainLoss ?? Number.NaN)),
  );
  const ratio = logs.every(Number.isFinite) ? meanOf(logs) : undefined;
  return ratio && through(ratio, Math.exp);
}

/** Means over the seeds at each measurement; losses on a log scale. */
export function courseOf(cell: Cell | undefined): { losses: Column; accuracies: Column } {
  const whole = (cell?.runs ?? []).filter(({ course }) => course.length === LOOKS + 1);
  const looks =
    whole.length > 0 ? Array.from({ length: LOOKS + 1 }, (_, k) => whole.map(({ course }) => course[k]!)) : [];
  return {
    losses: Float64Array.from(looks, (look) => Math.exp(mean(look.map(([loss]) => Math.log(loss))))),
    accuracies: Float64Array.from(looks, (look) => mean(look.map(([, right]) => right))),
  };
}
