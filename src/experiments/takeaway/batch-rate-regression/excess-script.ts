import { BATCH_SIZES, RATES } from './excess-by-rate.ts';
import { ISOTROPIC } from './isotropic-regression.ts';

interface ExcessScript {
  batchSize: number;
  /** Number of steps for any batch size, as Python over `size` and `N`. */
  steps: string;
  noise: boolean;
  seed: number;
}

/** The first seed at one batch size, and the best rates of the recursion. */
export function excessScript({ batchSize, steps, noise, seed }: ExcessScript): string {
  return `"""SGD on least squares at each rate, for one seed; the slope of the best rates of the exact recursion."""
import json

import numpy as np

D, N, B = ${ISOTROPIC.dimension}, ${ISOTROPIC.examples}, ${batchSize}
noise = ${noise ? 1 : 0}
rates = ${RATES[0]} * 2 ** (np.arange(${RATES.length}) / 2)
sizes = np.array(${JSON.stringify(BATCH_SIZES)})


def steps_of(size):
    return ${steps}


def expected_errors(a, size):
    errors = np.ones(len(a))
    for _ in range(steps_of(size)):
        errors = (1 - 2 * a + a * a * (1 + (D + 1) / size)) * errors + a * a * noise * D / size
    return errors


def lowest(size):
    """The best of the rates, then of thirteen between its neighbours, three times over."""
    some = rates
    for _ in range(3):
        k = int(np.argmin(expected_errors(some, size)))
        low, high = some[max(0, k - 1)], some[min(len(some) - 1, k + 1)]
        some = low * (high / low) ** (np.arange(13) / 12)
    return some[int(np.argmin(expected_errors(some, size)))]


w = np.random.RandomState([${seed}, 4]).randn(D)
w /= np.linalg.norm(w)
rng = np.random.RandomState([${seed}, 2])
X = rng.randn(N, D)
n = noise * rng.randn(N)
H = X.T @ X / N
best = np.linalg.solve(H, X.T @ n / N)
rng = np.random.RandomState(${seed})
# The error e = w - w*, one row for each rate.
e = np.tile(-w, (len(rates), 1))
for _ in range(steps_of(B)):
    batch = rng.randint(0, N, B)
    residuals = e @ X[batch].T - n[batch]
    e = e - rates[:, None] * (residuals @ X[batch]) / B
excess = 0.5 * np.sum((e - best) @ H * (e - best), axis=1)

with np.errstate(over="ignore"):
    theory = [lowest(size) for size in sizes]
print(json.dumps({
    "seedLowest": float(np.min(excess)),
    "slopeTheory": float(np.polyfit(np.log(sizes), np.log(theory), 1)[0]),
}))
`;
}
