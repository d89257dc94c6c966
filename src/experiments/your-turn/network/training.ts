/** A network in training: any number of steps, with the losses along the way. */
import { type Activation, initialize } from '../../../engine/networks/layers.ts';
import type { Objective, Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { allOptimizers, onLayers } from '../../../engine/optimizers/since-the-book.ts';
import type { Batch } from '../../../engine/problems/problem.ts';
import { stream } from '../../../engine/random-state.ts';
import type { Values } from '../../../engine/schema.ts';
import { createSampler } from '../../../engine/training/batches.ts';
import { defaults } from '../../../engine/values.ts';
import type { Column, Run, Waypoints } from '../../../figure/index.ts';
import { type RuleId, suitedRates } from '../../kit/network-rates.ts';
import { type PointSet, pointsOf, type Source } from './data-sets.ts';
import { networkText } from './network-text.ts';
import { createPlaneNetwork, type PlaneNetwork } from './plane-network.ts';

/** Everything that determines a training except its length. */
export type Setup = Source & {
  /** Units of each hidden layer: one layer or two. */
  hidden: readonly number[];
  activation: Activation;
  optimizer: RuleId;
  /** The rate, as a multiple of the suggested rate of the rule. */
  rate: number;
  /** Points in a batch; 0: all of them. */
  batch: number;
  /** The number of the initial weights: 1 are those of the seed. */
  weights?: number;
};

/** A training at one of its steps. */
export interface Stand {
  step: number;
  phi: Column;
  /** The step without a finite result. */
  lost?: number;
  /** The first step after which all points were right. */
  done?: number;
  /** Steps, and the mean loss over the training points and over the test points: NaN if there are none. */
  losses: { step: Column; learned: Column; kept: Column };
}

/** Number of steps between two losses. */
export const LOOK = 5;
/** Beyond it a weight has diverged. */
const FAR = 1e8;

export const hasRate = (id: RuleId): boolean => Object.hasOwn(allOptimizers[id].hyperparameters, 'alpha');

export const learningRate = ({ optimizer, rate }: Pick<Setup, 'optimizer' | 'rate'>): number =>
  Number((rate * suitedRates[optimizer]).toPrecision(6));

/** The run of a training; a run in Python makes the same steps. */
export function runOf(setup: Setup): Run & { problem: PlaneNetwork; points: { train: PointSet; test: PointSet } } {
  const { hidden, activation, optimizer: id, batch: size, seed, weights = 1 } = setup;
  const points = pointsOf(setup);
  const problem = {
    ...createPlaneNetwork(hidden, activation, points.train),
    get python() {
      return networkText({ hidden, activation }, points.train);
    },
  };
  // Safe: the hyperparameters of every rule fit some schema.
  const optimizer = onLayers(id, problem.layers) as Optimizer;
  return {
    points,
    problem,
    optimizer,
    hyper: hasRate(id) ? { alpha: learningRate(setup) } : {},
    start: initialize(
      [2, ...hidden, 1],
      stream(weights === 1 ? seed : seed * 1000 + weights, 'weights'),
      activation === 'relu' ? 'he' : 'fan-in',
    ),
    steps: 0,
    bounds: { norm: FAR },
    ...(size > 0 && size < problem.examples && { batches: { size, seed } }),
  };
}

export interface Training {
  readonly points: { train: PointSet; test: PointSet };
  readonly network: PlaneNetwork;
  readonly step: number;
  readonly lost: number | undefined;
  /** Makes steps up to this number. */
  goTo(step: number): void;
  /** Takes over the waypoints of a reader's rule, computed in Python. */
  follow(waypoints: Waypoints): void;
  stand(): Stand;
}

export function createTraining(setup: Setup): Training {
  const { points, problem: network, optimizer, hyper, start, batches } = runOf(setup);
  const phi = Float64Array.from(start);
  const before = phi.slice();
  const state = optimizer.createState(phi.length);
  const sampler = batches && createSampler(network.examples, batches);
  const settings = { ...defaults(optimizer.hyperparameters), ...hyper } as Values;
  const losses: [number, number, number][] = [];
  let step = 0;
  let lost: number | undefined;
  let done: number | undefined;
  let batch: Batch | undefined;
  const objective: Objective = {
    gradient: (point, out) => network.gradient(point, out, batch),
    loss: (point) => network.loss(point, batch),
  };
  const lossOn = (set: PointSet): number => (set.y.length > 0 ? network.evaluate(phi, set).loss : Number.NaN);
  const look = (): [number, number, number] => [step, lossOn(points.train), lossOn(points.test)];
  const note = (): void => {
    if (done === undefined && step > 0 && network.evaluate(phi, points.train).right === network.examples) done = step;
    if (step % LOOK === 0 && losses.at(-1)?.[0] !== step) losses.push(look());
  };
  note();

  return {
    points,
    network,
    get step() {
      return step;
    },
    get lost() {
      return lost;
    },
    goTo(to) {
      while (step < to && lost === undefined && network.examples > 0) {
        before.set(phi);
        batch = sampler?.next();
        const loss = optimizer.step(phi, state, objective, settings);
        if (Number.isFinite(loss) && phi.every((value) => Math.abs(value) < FAR)) step++;
        else {
          phi.set(before);
          lost = step + 1;
        }
        note();
      }
    },
    follow({ at, places, isLost }) {
      for (const [row, made] of at.entries()) {
        if (made <= step) continue;
        phi.set(places.subarray(row * phi.length, (row + 1) * phi.length));
        step = made;
        note();
      }
      lost = isLost ? step + 1 : undefined;
    },
    stand() {
      const all = step % LOOK === 0 ? losses : [...losses, look()];
      const column = (k: 0 | 1 | 2): Column => Float64Array.from(all, (row) => row[k]);
      return {
        step,
        phi: phi.slice(),
        ...(lost !== undefined && { lost }),
        ...(done !== undefined && { done }),
        losses: { step: column(0), learned: column(1), kept: column(2) },
      };
    },
  };
}

/** Trainings in progress: one more step costs one step. Their results are the same as from the beginning. */
const underWay = new Map<string, Training>();
const MOST_UNDER_WAY = 4;

/** A training after a number of steps. */
export function trainedTo(setup: Setup, steps: number, made?: Waypoints, rule = ''): Stand {
  const key = JSON.stringify([setup, rule]);
  const known = underWay.get(key);
  const training = known && known.step <= steps ? known : createTraining(setup);
  underWay.delete(key);
  underWay.set(key, training);
  if (underWay.size > MOST_UNDER_WAY) underWay.delete(underWay.keys().next().value ?? '');
  if (made) training.follow(made);
  else training.goTo(steps);
  return training.stand();
}
