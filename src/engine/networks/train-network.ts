import { bestKernels } from '../kernels/kernels.ts';
import { checkExamples, type NetworkShape } from '../problems/perceptron.ts';
import { stream } from '../random-state.ts';
import { type Batches, createSampler, stepsPerEpoch } from '../training/batches.ts';
import type { Schedule } from '../training/schedules.ts';
import type { Status } from '../training/trace.ts';
import type { Vector } from '../vector.ts';
import { createKernelTrainer } from './kernel-trainer.ts';
import { createLayers, initialize, parameterCount } from './layers.ts';
import type { Examples } from './mnist1d.ts';
import { createPlainTrainer } from './plain-trainer.ts';
import type { Evaluation, NetworkRule, Trainer } from './trainer.ts';

/** A run counts as diverged once a loss exceeds this: far beyond any from which a run recovers. */
const LOSS_BOUND = 1e10;

export interface NetworkTrainingOptions extends NetworkShape, Partial<NetworkRule> {
  data: Examples;
  /** Initial parameters, in the layout of `createLayers`. Default: drawn by `initialization`. */
  start?: ArrayLike<number>;
  /** Drawn from `RandomState([seed, 4])`. Default 'he'. */
  initialization?: 'he' | 'fan-in';
  /** On the mean over the batch: a = B alpha for SGD. For Adam, alpha. */
  rate: number;
  /** Factor on the rate at step t (0 at the first). */
  schedule?: Schedule;
  /** Undefined: every step uses all examples. */
  batches?: Batches;
  /** Seed of the initial parameters, and of the batches unless they have their own. Default 0. */
  seed?: number;
  /**
   * 'plain' is double precision in TypeScript, 'wasm' single precision in the kernels, 'auto' the kernels if available.
   * Default 'auto'.
   */
  path?: 'auto' | 'wasm' | 'plain';
  /** Restricts the choice to kernels with the same bits on every machine, about 15 % slower. Default false. */
  replay?: boolean;
}

/** A network in training. */
export interface NetworkTraining {
  readonly path: Trainer['path'];
  /** Steps made. */
  readonly steps: number;
  /** Gradients of single examples: the sum of the batch sizes. */
  readonly evaluations: number;
  /** Its state: 'finished' while all is well. */
  readonly status: Status;
  /** Makes this number of steps, or fewer if it diverges; returns the batch loss before each. */
  advance(steps: number): Vector;
  /** Mean loss and accuracy; default: over the training examples. */
  evaluate(examples?: Examples): Evaluation;
  /** A copy, in the layout of `createLayers`. */
  parameters(): Vector;
}

/**
 * Begins to train a perceptron; `advance` continues. Any number of steps may be made at a time; the steps are the same
 * however they are divided.
 * @throws Error if an option is invalid, or if path 'wasm' is requested and WebAssembly with SIMD is not available.
 */
export function createNetworkTraining(options: NetworkTrainingOptions): NetworkTraining {
  const { rate, schedule, batches, seed = 0 } = options;
  const trainer = createTrainer(options);
  const examples = options.data.y.length;
  const sampler = batches && createSampler(examples, { ...batches, seed: batches.seed ?? seed });
  let steps = 0;
  let evaluations = 0;
  let status: Status = { kind: 'finished' };

  return {
    path: trainer.path,
    get steps() {
      return steps;
    },
    get evaluations() {
      return evaluations;
    },
    get status() {
      return status;
    },
    advance(count) {
      const losses = new Float64Array(count);
      if (status.kind === 'diverged') return losses.slice(0, 0);
      for (let k = 0; k < count; k++) {
        const batch = sampler?.next();
        const loss = trainer.step(batch, schedule ? rate * schedule(steps) : rate);
        if (!(Math.abs(loss) <= LOSS_BOUND)) {
          const reason = Number.isFinite(loss)
            ? 'the loss grew without bound'
            : 'the loss is no longer a finite number';
          status = { kind: 'diverged', step: steps, reason };
          return losses.slice(0, k);
        }
        losses[k] = loss;
        steps += 1;
        evaluations += batch?.length ?? examples;
      }
      return losses;
    },
    evaluate: (asked = options.data) => {
      if (asked !== options.data) checkExamples(asked, options.widths[0]!, options.widths.at(-1)!);
      return trainer.evaluate(asked);
    },
    parameters: () => trainer.parameters(),
  };
}

function createTrainer(options: NetworkTrainingOptions): Trainer {
  const { widths, data, rate, batches, seed = 0, optimizer = 'sgd', path = 'auto' } = options;
  const { beta = optimizer === 'adam' ? 0.9 : 0, gamma = 0.999, epsilon = 1e-8 } = options;
  const layers = createLayers(widths);
  checkExamples(data, widths[0]!, widths.at(-1)!);
  if (!(rate > 0 && Number.isFinite(rate)))
    throw new Error(`network: rate must be a finite number above 0; got ${rate}`);
  for (const [name, value] of Object.entries({ beta, gamma })) {
    if (!(value >= 0 && value < 1))
      throw new Error(`network: ${name} must be a number from 0 to below 1; got ${value}`);
  }
  if (!(epsilon >= 0)) throw new Error(`network: epsilon must be a number ≥ 0; got ${epsilon}`);
  const start = options.start ?? initialize(widths, stream(seed, 'weights'), options.initialization);
  const n = parameterCount(layers);
  if (start.length !== n) throw new Error(`network: start must have ${n} numbers; got ${start.length}`);

  const whole = {
    widths,
    activation: options.activation ?? 'relu',
    loss: options.loss ?? 'cross-entropy',
    data,
    start,
    batchSize: batches?.size ?? data.y.length,
    optimizer,
    beta,
    gamma,
    epsilon,
  } as const;
  const kind = path === 'plain' ? undefined : bestKernels({ replay: options.replay ?? false });
  if (kind) return createKernelTrainer(whole, kind);
  if (path === 'wasm') throw new Error("network: WebAssembly with SIMD does not run here; use path 'auto' or 'plain'");
  return createPlainTrainer(whole);
}

/** The length in steps or in epochs (without batches an epoch is one step). */
type Duration = { steps: number; epochs?: never } | { epochs: number; steps?: never };

export type TrainNetworkOptions = NetworkTrainingOptions &
  Duration & {
    /** When losses over all examples are computed: at the ends, after every epoch, or every k steps. Default 'ends'. */
    record?: 'ends' | 'epochs' | number;
    /** Further examples to measure at the same steps. */
    validation?: Examples;
  };

/** The course of a training, as columns; plain and transferable. */
export interface NetworkTrace {
  readonly path: Trainer['path'];
  readonly steps: number;
  /** Gradients of single examples. */
  readonly evaluations: number;
  /** Steps made before each measurement: 0 first, `steps` last. */
  readonly at: Int32Array<ArrayBuffer>;
  /** Mean loss over the training examples at each; Infinity if it diverged. */
  readonly trainLoss: Vector;
  readonly trainAccuracy: Vector;
  /** Empty without validation examples. */
  readonly validationLoss: Vector;
  readonly validationAccuracy: Vector;
  /** Length `steps`: the loss of each step's batch, before the step. */
  readonly batchLoss: Vector;
  /** The final parameters; not finite after a divergence. */
  readonly parameters: Vector;
  readonly status: Status;
}

/**
 * Trains a perceptron on labelled examples: `trainNetwork({ widths: [40, 100, 100, 10], data, rate: 0.1, batches: {
 * size: 64 }, epochs: 10 })`. Divergence is a result.
 * @throws Error as `createNetworkTraining` does, or if the duration or `record` is not an integer.
 */
export function trainNetwork(options: TrainNetworkOptions): NetworkTrace {
  const { data, batches, record = 'ends', validation } = options;
  const epoch = batches ? stepsPerEpoch(data.y.length, batches.size) : 1;
  const steps = options.steps ?? options.epochs * epoch;
  const every = record === 'ends' ? Math.max(steps, 1) : record === 'epochs' ? epoch : record;
  if (!Number.isInteger(steps) || steps < 0) throw new Error(`network: steps must be a whole number ≥ 0; got ${steps}`);
  if (!Number.isInteger(every) || every < 1)
    throw new Error(`network: record must be a whole number ≥ 1; got ${every}`);

  const training = createNetworkTraining(options);
  const rows: { at: number; train: Evaluation; validation?: Evaluation }[] = [];
  const measure = (): void => {
    const row: (typeof rows)[number] = { at: training.steps, train: training.evaluate() };
    if (validation) row.validation = training.evaluate(validation);
    rows.push(row);
  };
  const batchLoss = new Float64Array(steps);
  measure();
  while (training.steps < steps && training.status.kind !== 'diverged') {
    const from = training.steps;
    batchLoss.set(training.advance(Math.min(every, steps - from)), from);
    measure();
  }

  const worst = (loss: number): number => (loss <= LOSS_BOUND ? loss : Number.POSITIVE_INFINITY);
  const last = rows.at(-1)!;
  const hopeless: Status = { kind: 'diverged', step: last.at, reason: 'the loss is no longer a finite number' };
  return {
    path: training.path,
    steps: training.steps,
    evaluations: training.evaluations,
    at: Int32Array.from(rows, ({ at }) => at),
    trainLoss: Float64Array.from(rows, ({ train }) => worst(train.loss)),
    trainAccuracy: Float64Array.from(rows, ({ train }) => train.accuracy),
    validationLoss: Float64Array.from(validation ? rows : [], (row) => worst(row.validation!.loss)),
    validationAccuracy: Float64Array.from(validation ? rows : [], (row) => row.validation!.accuracy),
    batchLoss: batchLoss.slice(0, training.steps),
    parameters: training.parameters(),
    status: training.status.kind !== 'diverged' && worst(last.train.loss) === Infinity ? hopeless : training.status,
  };
}
