/** Settings of a workload for every contender, in any language: sizes, rates, and the ids of requests to a host. */
export const settings = {
  /** Steps on the Gabor loss from one start, and the batch size of momentum and Adam. */
  steps: 2000,
  batch: 5,
  batchSeed: 1,
  descentRate: 0.1,
  momentumRate: 0.1,
  adamRate: 0.01,
  beta: 0.9,
  gamma: 0.999,
  epsilon: 1e-8,
  /** Cells along each side of the surface. */
  cells: 256,
  runs: 1000,
  runSteps: 200,
  runRate: 0.05,
  widths: [40, 100, 100, 10],
  examples: 4000,
  /** On the mean gradient. */
  networkRate: 0.01,
  gridEpochs: 10,
  /** Rates half an octave apart, from here upwards: none diverges, so the work per cell is the same for all. */
  gridRates: Array.from({ length: 8 }, (_, r) => 2 ** (-8 + r / 2)),
  /** The slowest column first. */
  gridBatches: Array.from({ length: 9 }, (_, b) => 2 ** (b + 1)),
} as const;

const stepWorkload = { unit: 'step', count: settings.steps, tolerance: 1e-9, single: 1e-2 } as const;
const epochWorkload = { unit: 'epoch', count: 1, tolerance: 1e-3, single: 1e-3 } as const;

export const workloads = {
  'gabor-descent': { title: 'Gabor step, gradient descent on all 30 examples', ...stepWorkload },
  'gabor-momentum': { title: 'Gabor step, momentum, B 5', ...stepWorkload },
  'gabor-adam': { title: 'Gabor step, Adam, B 5', ...stepWorkload },
  surface: { title: '256 x 256 surface of the Gabor loss', unit: 'surface', count: 1, tolerance: 1e-9, single: 1e-3 },
  // Where a run passes a saddle, rounding errors grow before they shrink; in single precision a few runs end in another
  // valley.
  starts: { title: '1000 starts x 200 steps', unit: 'ensemble', count: 1, tolerance: 1e-6, single: 1e-2, share: 0.98 },
  'epoch-8': { title: 'Epoch of 40-100-100-10 on 4000 examples, B 8', ...epochWorkload },
  'epoch-64': { title: 'Epoch of 40-100-100-10 on 4000 examples, B 64', ...epochWorkload },
  'epoch-512': { title: 'Epoch of 40-100-100-10 on 4000 examples, B 512', ...epochWorkload },
  column: {
    title: 'First column of the grid (B 2), two workers',
    unit: 'column',
    count: 1,
    tolerance: 0.1,
    single: 0.1,
  },
  grid: { title: 'Grid of 8 rates x 9 batch sizes, two workers', unit: 'grid', count: 1, tolerance: 0.1, single: 0.1 },
} as const satisfies Record<string, WorkloadInfo>;
export type WorkloadId = keyof typeof workloads;

export interface WorkloadInfo {
  title: string;
  /** One run consists of `count` of these. */
  unit: string;
  count: number;
  /** Largest difference of a number from the plain one, relative to its size or 1; for peers in single precision, `single`. */
  tolerance: number;
  single: number;
  /** In single precision, the fraction of numbers for which this is required; default all. */
  share?: number;
}
