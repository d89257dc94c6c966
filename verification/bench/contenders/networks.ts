import { createNetworkTraining, type NetworkTraining } from '../../../src/engine/networks/index.ts';
import { mean } from '../../../src/engine/statistics/index.ts';
import type { Contender } from './contender.ts';
import { network } from './inputs.ts';
import { settings } from './settings.ts';

const { widths, examples, networkRate, gridEpochs, gridRates, gridBatches } = settings;

/** How the engine multiplies matrices. */
export const paths = {
  relaxed: { path: 'wasm' },
  simd: { path: 'wasm', replay: true },
  plain: { path: 'plain' },
} as const;
export type Path = keyof typeof paths;

function begin(path: Path, size: number, rate: number): NetworkTraining {
  const { data, phi } = network();
  return createNetworkTraining({ widths, data, start: phi, rate, batches: { size }, ...paths[path] });
}

const epochMean = (training: NetworkTraining, size: number): number =>
  mean(training.advance(Math.ceil(examples / size)));

/** An epoch of SGD; returns the mean of its batch losses. */
export function epoch(path: Path, size: number): Contender {
  let training: NetworkTraining | undefined;
  return {
    prepare() {
      training = begin(path, size, networkRate);
    },
    run: () => Float64Array.of(epochMean(training!, size)),
  };
}

export interface Cell {
  path: Path;
  size: number;
  rate: number;
}

/** Trains the network of one cell from its start; returns the mean batch loss of the last epoch. */
export function trainCell({ path, size, rate }: Cell): number {
  const training = begin(path, size, rate);
  let last = Number.NaN;
  for (let k = 0; k < gridEpochs; k++) last = epochMean(training, size);
  return last;
}

/** A remote place that trains cells, one at a time. */
export interface CellWorker {
  train(cell: Cell): Promise<number>;
}

/** The cells of these batch sizes, column by column, each given to the first free worker. */
export function grid(path: Path, sizes: readonly number[], workers: readonly CellWorker[]): Contender {
  const cells = sizes.flatMap((size) => gridRates.map((rate): Cell => ({ path, size, rate })));
  return {
    async run() {
      const losses = new Float64Array(cells.length);
      let next = 0;
      const work = async (worker: CellWorker): Promise<void> => {
        while (next < cells.length) {
          const k = next++;
          losses[k] = await worker.train(cells[k]!);
        }
      };
      await Promise.all(workers.map(work));
      return losses;
    },
  };
}

/** All network workloads on one path. */
export function networkContenders(path: Path, workers: readonly CellWorker[]) {
  return {
    'epoch-8': epoch(path, 8),
    'epoch-64': epoch(path, 64),
    'epoch-512': epoch(path, 512),
    column: grid(path, gridBatches.slice(0, 1), workers),
    grid: grid(path, gridBatches, workers),
  };
}
