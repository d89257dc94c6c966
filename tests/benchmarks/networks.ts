import { createMnist1d, createNetworkTraining, type NetworkTraining } from '../../src/engine/networks/index.ts';
import { mean } from '../../src/engine/statistics/index.ts';
import type { Contender, Workload } from './workload.ts';

const WIDTHS = [40, 100, 100, 10];
const EXAMPLES = 4000;
const paths = {
  'plain TypeScript': { path: 'plain' },
  SIMD: { path: 'wasm', replay: true },
  'relaxed SIMD': { path: 'wasm' },
} as const;
const rates = { sgd: 0.01, adam: 0.0005 } as const;

/** Products and sums of one example: forward, both ways back, and no slopes for the inputs. */
function operations(): number {
  const products = WIDTHS.slice(1).reduce((sum, outputs, l) => sum + outputs * WIDTHS[l]!, 0);
  return 6 * products - 2 * WIDTHS[0]! * WIDTHS[1]!;
}

const { train: data } = createMnist1d({ seed: 0, train: EXAMPLES, test: 0 });

function contender(
  optimizer: keyof typeof rates,
  size: number,
  [name, path]: [string, (typeof paths)[keyof typeof paths]],
): Contender {
  const begin = (): NetworkTraining =>
    createNetworkTraining({ widths: WIDTHS, data, rate: rates[optimizer], optimizer, batches: { size }, ...path });
  let training = begin();
  return {
    name,
    prepare() {
      training = begin();
    },
    run: () => Float64Array.of(mean(training.advance(Math.ceil(EXAMPLES / size)))),
  };
}

/** One epoch of a network on MNIST-1D, by the kernels and by plain TypeScript; they must agree on the mean batch loss. */
const workloads: readonly Workload[] = (['sgd', 'adam'] as const).flatMap((optimizer) =>
  [8, 64, 512].map((size): Workload => {
    const [first, ...rest] = Object.entries(paths).map((path) => contender(optimizer, size, path));
    return {
      name: `network ${WIDTHS.join('-')}, ${optimizer}, B ${size}`,
      contenders: [first!, ...rest],
      // Single precision against double, over an epoch.
      tolerance: 1e-3,
      operations: operations() * EXAMPLES,
    };
  }),
);
export default workloads;
