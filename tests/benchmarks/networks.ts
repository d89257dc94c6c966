/**
 * npx node tests/benchmarks/networks.ts   how fast networks train: the kernels beside plain TypeScript, in one run
 *
 * Rounds are interleaved and the best of each is kept, so that what else the machine does weighs on all alike. Ratios
 * carry over to other machines; times do not.
 */
import { createMnist1d, createNetworkTraining } from '../../src/engine/networks/index.ts';

const WIDTHS = [40, 100, 100, 10];
const EXAMPLES = 4000;
const ROUNDS = 6;
const paths = {
  plain: { path: 'plain' },
  SIMD: { path: 'wasm', replay: true },
  'relaxed SIMD': { path: 'wasm' },
} as const;

/** Products and sums of one example: forward, both ways back, and no slopes for the inputs. */
function operations(): number {
  const products = WIDTHS.slice(1).reduce((sum, outputs, l) => sum + outputs * WIDTHS[l]!, 0);
  return 6 * products - 2 * WIDTHS[0]! * WIDTHS[1]!;
}

const { train: data } = createMnist1d({ seed: 0, train: EXAMPLES, test: 0 });
console.log(`One epoch of ${EXAMPLES} examples, ${WIDTHS.join('-')}, best of ${ROUNDS}`);
for (const optimizer of ['sgd', 'adam'] as const) {
  for (const size of [8, 64, 512]) {
    const runs = Object.entries(paths).map(([name, path]) => {
      const rate = optimizer === 'sgd' ? 0.01 : 0.0005;
      return {
        name,
        training: createNetworkTraining({ widths: WIDTHS, data, rate, optimizer, batches: { size }, ...path }),
        best: Infinity,
      };
    });
    // The first round warms up and does not count.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const run of runs) {
        const started = performance.now();
        run.training.advance(Math.ceil(EXAMPLES / size));
        if (round > 0) run.best = Math.min(run.best, performance.now() - started);
      }
    }
    const columns = runs.map(({ name, best }) => {
      const speed = (operations() * EXAMPLES) / best / 1e6;
      const ratio = runs[0]!.best / best;
      return `${name} ${best.toFixed(1)} ms, ${speed.toFixed(1)} GFLOP/s, ${ratio.toFixed(1)}x`.padEnd(44);
    });
    console.log(`${optimizer.padEnd(5)} batch ${String(size).padEnd(4)} ${columns.join('')}`.trimEnd());
  }
}
