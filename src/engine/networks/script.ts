import { adam } from '../optimizers/adam.ts';
import { momentum } from '../optimizers/momentum.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { NetworkShape } from '../problems/perceptron.ts';
import { networkFunctions } from './python.ts';

interface NetworkScript extends Required<NetworkShape> {
  /** First line of the script: its description. */
  about: string;
  seed: number;
  /** Sizes of the MNIST-1D sets, as for `createMnist1d` with the same seed. */
  train: number;
  validation?: number;
  test?: number;
  initialization: 'he' | 'fan-in';
  /** `sgd` is momentum with `beta`; any other rule is given as an optimizer, with `hyper`. */
  optimizer: 'sgd' | 'adam' | Optimizer;
  /** Hyperparameters of such a rule; its alpha is `rate`. */
  hyper?: Readonly<Record<string, number | boolean | string>>;
  rate: number;
  beta?: number;
  /** Batch size, shuffled each epoch; undefined: all examples. */
  batchSize?: number;
  steps: number;
  /** Python expression for the factor on the rate, over `t` (0 at the first step). Default 1. */
  schedule?: string;
  /** Python expressions by name over `phi`, `loss`, `forward`, `X`, `y`, `X_validation`, `y_validation`, `X_test`, `y_test`. */
  prints: Readonly<Record<string, string>>;
}

/**
 * A complete NumPy script of one run of `trainNetwork` on MNIST-1D, in double precision: it generates the examples,
 * draws the initial weights and the batches from the same seeds, trains, and prints JSON. It contains no result.
 */
export function networkScript(options: NetworkScript): string {
  const { about, seed, train, validation = 0, test = 0, initialization, optimizer, rate, steps } = options;
  const { beta = optimizer === 'adam' ? 0.9 : 0, batchSize = train, schedule = '1' } = options;
  const rule = optimizer === 'adam' ? adam : optimizer === 'sgd' ? momentum : optimizer;
  const constants = options.hyper
    ? Object.entries(options.hyper)
        .filter(([name]) => name !== 'alpha')
        .map(([name, value]) => `${name} = ${literal(value)}`)
    : [`beta, gamma, epsilon, correctBias, weightDecay = ${beta}, 0.999, 1e-8, True, 0.0`];
  const prints = Object.entries(options.prints).map(([name, expression]) => `    "${name}": ${expression},`);
  return `"""${about}"""
import json

import numpy as np

${MNIST1D}

all_x, all_y = mnist1d(${seed}, [${train}, ${validation}, ${test}])
X, X_validation, X_test = np.split(all_x, [${train}, ${train + validation}])
y, y_validation, y_test = np.split(all_y, [${train}, ${train + validation}])

${networkFunctions({ ...options, reduction: 'mean' })}
start = np.random.RandomState([${seed}, 4])
phi = np.zeros(layers[-1][3] + layers[-1][1])
for m, n, w, b in layers:
    phi[w:b] = np.sqrt(${initialization === 'he' ? 2 : 1} / m) * start.normal(size=m * n)

full_gradient = gradient
gradient = lambda point: full_gradient(point, batch)
${constants.join('\n')}
N, B, order, rng = ${train}, ${batchSize}, np.arange(${train}), np.random.RandomState(${seed})
${rule.pythonState}
for step in range(${steps}):
    k = step % -(-N // B)
    if B < N and k == 0:
        rng.shuffle(order)
    batch = order[k * B:(k + 1) * B]
    t = step
    alpha = ${rate} * (${schedule})
    t = step + 1
${rule.python
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}

print(json.dumps({
${prints.join('\n')}
}))
`;
}

const literal = (value: number | boolean | string): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value);

const MNIST1D = `def mnist1d(seed, sizes):
    """Examples and classes, set after set: greydanus/mnist1d (Apache-2.0), class i mod 10 for example i."""
    digits = np.array([
        [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5], [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
        [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5], [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
        [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5], [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
        [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5], [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
        [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5], [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5]])
    digits = (digits - digits.mean(1, keepdims=True)) / digits.std(1, keepdims=True)
    digits = (digits - digits[:, :1]) / 6
    random = np.random.RandomState([seed, 2])
    kernel = np.exp(-0.5 * (np.arange(-8, 9) / 2) ** 2)
    place = lambda n: np.linspace(0, 1, n)
    made = []
    for label in [i % 10 for size in sizes for i in range(size)]:
        x = np.append(digits[label] + 1e-8, np.zeros(36 + int(25 * random.random_sample())))
        x = np.interp(place(72), place(len(x)), x)
        x = np.roll(x * (1 + 0.4 * (random.random_sample() - 0.5)), random.randint(48))
        noise = np.pad(0.25 * random.normal(size=72), 8, mode="symmetric")
        x = np.where(x == 0, np.convolve(noise, kernel / kernel.sum(), mode="valid"), x)
        x = x + 0.02 * random.normal(size=72)
        x = x - 0.75 * (random.random_sample() - 0.5) * np.linspace(-0.5, 0.5, 72)
        made.append(np.interp(place(40), place(72), x))
    made = np.array(made)
    return (made - made.mean()) / made.std(), np.concatenate([np.arange(size) % 10 for size in sizes])`;
