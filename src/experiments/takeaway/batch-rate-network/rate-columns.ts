/** Networks of one batch size and seed, one for each rate: a column of the grid, and the grid of many. */
import { mnist1dData } from '../../../engine/networks/cached-examples.ts';
import { createPerceptron, initialize, powerIteration, trainNetwork } from '../../../engine/networks/index.ts';
import { stream } from '../../../engine/random-state.ts';
import { type NetworkRun, trainingOf } from '../../kit/network-run.ts';
import { networkWork } from '../../kit/network-work.ts';
import type { RunGrid } from './rate-ridge.ts';

export type Optimizer = 'sgd' | 'adam';
type Network = keyof typeof WIDTHS;

export type GridColumn = {
  optimizer: Optimizer;
  hold: 'epochs' | 'steps';
  epochs: number;
  network: Network;
  batch: number;
  seed: number;
  /** Whether the largest curvature at the start is needed, too. */
  curvature?: true;
};

export interface Losses {
  /** For each rate, the mean over the training examples at the end; null if the run diverged. */
  losses: (number | null)[];
  /** Largest eigenvalue of the Hessian over all examples, at the start. */
  curvature?: number;
}

const WIDTHS = { small: [40, 32, 10], large: [40, 100, 100, 10] } as const;
const EXAMPLES = 1024;
export const BATCHES: readonly number[] = Array.from({ length: 9 }, (_, k) => 2 ** (k + 1));
/** The batch size that sets the number of steps if steps are fixed; slopes are compared below and above it. */
export const REFERENCE = 32;
/** Rates 2^.75 apart, from here upwards. */
const LOWEST = { sgd: -6.75, adam: -9.75 } as const;
const APART = 0.75;
export const RATES = 13;

export const ratesOf = (optimizer: Optimizer): number[] =>
  Array.from({ length: RATES }, (_, k) => 2 ** (LOWEST[optimizer] + APART * k));

export const stepsOf = ({ hold, epochs, batch }: Pick<GridColumn, 'hold' | 'epochs' | 'batch'>): number =>
  epochs * Math.ceil(EXAMPLES / (hold === 'epochs' ? batch : REFERENCE));

export const runOf = (
  { optimizer, network, batch, seed }: Omit<GridColumn, 'hold' | 'epochs'>,
  rate: number,
): NetworkRun => ({
  widths: WIDTHS[network],
  seed,
  train: EXAMPLES,
  optimizer,
  rate,
  batchSize: batch,
});

export const workOf = (column: GridColumn): number =>
  RATES * networkWork({ widths: WIDTHS[column.network], steps: stepsOf(column), batchSize: column.batch });

export function trainColumn(column: GridColumn): Losses {
  const { optimizer, network, seed } = column;
  const losses = ratesOf(optimizer).map((rate) => {
    const { trainLoss } = trainNetwork({ ...trainingOf(runOf(column, rate)), steps: stepsOf(column) });
    const loss = trainLoss.at(-1) ?? Number.NaN;
    return Number.isFinite(loss) ? Number(loss.toPrecision(5)) : null;
  });
  return column.curvature ? { losses, curvature: curvatureAtStart(network, seed) } : { losses };
}

function curvatureAtStart(network: Network, seed: number): number {
  const widths = WIDTHS[network];
  const problem = createPerceptron({ widths, data: mnist1dData({ seed, train: EXAMPLES }).train });
  const phi = initialize(widths, stream(seed, 'weights'));
  const random = stream(seed, 'noise');
  const direction = Float64Array.from({ length: problem.dimension }, () => random.normal());
  const found = powerIteration((v, out) => problem.hessianVector(phi, v, out), direction, { tolerance: 1e-3 });
  return Number(found.value.toPrecision(4));
}

/** The available losses of one optimizer by batch, rate and seed. */
export function gridOf(
  optimizer: Optimizer,
  { seed: first, seeds }: { seed: number; seeds: number },
  columns: ReadonlyMap<GridColumn, Losses>,
): RunGrid {
  const rates = ratesOf(optimizer);
  const losses = BATCHES.map(() => rates.map(() => new Array<number | undefined>(seeds).fill(undefined)));
  for (const [{ optimizer: trained, batch, seed }, column] of columns) {
    if (trained !== optimizer) continue;
    const cells = losses[BATCHES.indexOf(batch)]!;
    for (const [r, loss] of column.losses.entries()) cells[r]![seed - first] = loss ?? Number.POSITIVE_INFINITY;
  }
  return { batches: BATCHES, rates, losses };
}
