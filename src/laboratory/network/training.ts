/** A network under training, and what is shown of it at each look. */
import { initialize } from '../../engine/networks/layers.ts';
import type { Objective } from '../../engine/optimizers/optimizer.ts';
import { onLayers } from '../../engine/optimizers/since-the-book.ts';
import type { Batch } from '../../engine/problems/problem.ts';
import { stream } from '../../engine/random-state.ts';
import { createSampler } from '../../engine/training/batches.ts';
import { defaults } from '../../engine/values.ts';
import { type PointSet, pointsOf } from './data-sets.ts';
import { gridPlaces } from './grid.ts';
import { createPlaneNetwork, type PlaneNetwork } from './plane-network.ts';
import type { Setup } from './setup.ts';

/** The picture at one look. */
export interface Frame {
  step: number;
  phi: Float64Array<ArrayBuffer>;
  /** Mean loss over the points that are learned, and over those kept back; NaN where there are none. */
  train: number;
  test: number;
  /** Points that are right, of those that are learned and of those kept back. */
  right: number;
  testRight: number;
  /** Of each layer, a row for each place of the grid, the lowest row first; the output as a share of 1. */
  answers: Float32Array<ArrayBuffer>[];
  /** The step that led nowhere. */
  lost?: number;
}

export interface Training {
  readonly points: { train: PointSet; test: PointSet };
  readonly network: PlaneNetwork;
  /** Makes so many steps. */
  advance(steps: number): void;
  /** Takes over what was reached elsewhere: by the reader's rule, in Python. */
  stand(at: Pick<Frame, 'step' | 'phi' | 'lost'>): void;
  look(): Frame;
}

export function createTraining(setup: Setup): Training {
  const { hidden, activation, rule, rate, batch: size, seed } = setup;
  const points = pointsOf(setup);
  const network = createPlaneNetwork(hidden, activation, points.train);
  const phi = initialize([2, ...hidden, 1], stream(seed, 'weights'), activation === 'relu' ? 'he' : 'fan-in');
  const before = phi.slice();
  const optimizer = onLayers(rule === 'own' ? 'gradientDescent' : rule, network.layers);
  const schema = optimizer.hyperparameters;
  const hyper = { ...defaults(schema), ...(Object.hasOwn(schema, 'alpha') && { alpha: rate }) };
  const state = optimizer.createState(phi.length);
  const examples = points.train.y.length;
  const sampler = size > 0 && size < examples ? createSampler(examples, { size, seed }) : undefined;
  const places = gridPlaces();
  let step = 0;
  let lost: number | undefined;
  let batch: Batch | undefined;
  const objective: Objective = {
    gradient: (point, out) => network.gradient(point, out, batch),
    loss: (point) => network.loss(point, batch),
  };

  return {
    points,
    network,
    advance(steps) {
      for (let k = 0; k < steps && lost === undefined && examples > 0; k++) {
        before.set(phi);
        batch = sampler?.next();
        const loss = optimizer.step(phi, state, objective, hyper);
        if (Number.isFinite(loss) && phi.every((value) => Math.abs(value) < 1e8)) step += 1;
        else {
          phi.set(before);
          lost = step + 1;
        }
      }
    },
    stand(at) {
      phi.set(at.phi);
      step = at.step;
      lost = at.lost;
    },
    look() {
      const on = (set: PointSet) => (set.y.length > 0 ? network.evaluate(phi, set) : { loss: Number.NaN, right: 0 });
      const [train, test] = [on(points.train), on(points.test)];
      return {
        step,
        phi: phi.slice(),
        train: train.loss,
        test: test.loss,
        right: train.right,
        testRight: test.right,
        answers: network.answers(phi, places),
        ...(lost !== undefined && { lost }),
      };
    },
  };
}
