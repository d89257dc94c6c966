/**
 * A perceptron on MNIST-1D, trained in double precision by any rule of the engine; its rate decreases linearly to zero.
 */
import { mnist1dData } from '../../engine/networks/cached-examples.ts';
import { createPerceptron, initialize, networkScript } from '../../engine/networks/index.ts';
import type { Optimizer } from '../../engine/optimizers/optimizer.ts';
import { stream } from '../../engine/random-state.ts';
import { createSchedule } from '../../engine/training/schedules.ts';
import { lastState } from '../../engine/training/trace.ts';
import { type Step, train } from '../../engine/training/train.ts';
import { defaults } from '../../engine/values.ts';
import type { Vector } from '../../engine/vector.ts';

export const WIDTHS = [40, 32, 32, 10];
/** Number of new examples for the test. */
const TEST = 1000;

export interface RuledRun {
  optimizer: Optimizer;
  /** The hyperparameters that differ from the rule's defaults, including the initial rate. */
  hyper: Readonly<Record<string, number>> & { alpha: number };
  steps: number;
  examples: number;
  batchSize: number;
  seed: number;
}

export interface RuledEnd {
  phi: Vector;
  /** Mean losses over the examples and over new ones; infinite if the run diverged. */
  loss: number;
  testLoss: number;
}

/** Trains one network; `look` is called with every step. */
export function trainByRule(run: RuledRun, look?: (step: Step<unknown>) => void): RuledEnd {
  const { optimizer, steps, examples, batchSize, seed } = run;
  const { train: data, test } = mnist1dData({ seed, train: examples, test: TEST });
  const problem = createPerceptron({ widths: WIDTHS, data });
  const trace = train({
    problem,
    optimizer,
    hyper: hyperOf(run),
    start: initialize(WIDTHS, stream(seed, 'weights'), 'he'),
    steps,
    batches: { size: batchSize, seed },
    schedule: createSchedule('linearDecay', { duration: steps }),
    record: { phi: 'ends', loss: 'ends' },
    ...(look && { observe: look }),
  });
  const phi = Float64Array.from(lastState(trace));
  const finite = (loss: number): number => (trace.status.kind !== 'diverged' && loss < 1e10 ? loss : Infinity);
  return {
    phi,
    loss: finite(problem.loss(phi)),
    testLoss: finite(createPerceptron({ widths: WIDTHS, data: test }).loss(phi)),
  };
}

const hyperOf = ({ optimizer, hyper }: RuledRun) => ({ ...defaults(optimizer.hyperparameters), ...hyper });

/** A script that makes the run in NumPy. */
export const scriptByRule = (run: RuledRun, about: string, prints: Readonly<Record<string, string>>): string =>
  networkScript({
    about,
    widths: WIDTHS,
    activation: 'relu',
    loss: 'cross-entropy',
    initialization: 'he',
    seed: run.seed,
    train: run.examples,
    test: TEST,
    batchSize: run.batchSize,
    optimizer: run.optimizer,
    hyper: hyperOf(run),
    rate: run.hyper.alpha,
    steps: run.steps,
    schedule: `1.0 - t / ${run.steps}`,
    prints,
  });
