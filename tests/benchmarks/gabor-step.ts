import { createSampler, optimizers, problems, type TrainOptions, train } from '../../src/engine/index.ts';
import type { Schema } from '../../src/engine/schema.ts';
import { plainGradient } from './plain-gabor.ts';
import type { Workload } from './workload.ts';

const STEPS = 20_000;
const START = [-1.5, 8.5];
const batches = { size: 5, sampling: 'epochs', seed: 1 } as const;

/** The rule of a plain loop: from the gradient to the step, with what it remembers in a closure. */
type Rule = () => (g: readonly number[], t: number) => number[];

function plain(rule: Rule, size?: number): Float64Array {
  const step = rule();
  const sampler = size === undefined ? undefined : createSampler(problems.gabor.examples, batches);
  let phi = START;
  for (let t = 1; t <= STEPS; t++) {
    const change = step(plainGradient(phi, sampler?.next()), t);
    phi = phi.map((value, i) => value - change[i]!);
  }
  return Float64Array.from(phi);
}

function engine<H extends Schema>(options: Omit<TrainOptions<H>, 'problem' | 'start' | 'steps'>): Float64Array {
  const record = { phi: 'ends', loss: 'ends', batches: false } as const;
  const { phi } = train<H>({ problem: problems.gabor, start: START, steps: STEPS, record, ...options });
  return phi.slice(-2);
}

const descent: Rule = () => (g) => g.map((slope) => 0.1 * slope);
const momentum: Rule = () => {
  let m = [0, 0];
  return (g) => {
    m = m.map((value, i) => 0.9 * value + (1 - 0.9) * g[i]!);
    return m.map((value) => 0.1 * value);
  };
};
const adam: Rule = () => {
  let m = [0, 0];
  let v = [0, 0];
  return (g, t) => {
    m = m.map((value, i) => 0.9 * value + (1 - 0.9) * g[i]!);
    v = v.map((value, i) => 0.999 * value + (1 - 0.999) * g[i]! ** 2);
    return m.map((value, i) => (0.01 * (value / (1 - 0.9 ** t))) / (Math.sqrt(v[i]! / (1 - 0.999 ** t)) + 1e-8));
  };
};

const name = (what: string): string => `${what}, ${STEPS} steps`;

/** Steps on the Gabor loss, one run: gradient descent on all examples, momentum and Adam on batches of five. */
const workloads: readonly Workload[] = [
  {
    name: name('gradient descent'),
    tolerance: 1e-9,
    contenders: [
      { name: 'plain loop', run: () => plain(descent) },
      { name: 'train', run: () => engine({ optimizer: optimizers.gradientDescent, hyper: { alpha: 0.1 } }) },
    ],
  },
  {
    name: name('momentum, B 5'),
    tolerance: 1e-9,
    contenders: [
      { name: 'plain loop', run: () => plain(momentum, batches.size) },
      {
        name: 'train',
        run: () => engine({ optimizer: optimizers.momentum, hyper: { alpha: 0.1, beta: 0.9 }, batches }),
      },
    ],
  },
  {
    name: name('Adam, B 5'),
    tolerance: 1e-9,
    contenders: [
      { name: 'plain loop', run: () => plain(adam, batches.size) },
      {
        name: 'train',
        run: () =>
          engine({
            optimizer: optimizers.adam,
            hyper: { alpha: 0.01, beta: 0.9, gamma: 0.999, epsilon: 1e-8 },
            batches,
          }),
      },
    ],
  },
];
export default workloads;
