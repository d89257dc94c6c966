import type { AnyVector } from '../vector.ts';
import type { Batch, Problem } from './problem.ts';

/** Eight points of a bump, the target of the small network. */
const POINTS = {
  x: [-2, -1.4, -0.9, -0.3, 0.3, 0.9, 1.4, 2],
  y: [-0.6, -0.1, 0.5, 0.95, 0.9, 0.55, -0.05, -0.65],
} as const;

export interface TanhNetwork extends Problem {
  readonly hidden: number;
  /**
   * The largest difference between a parameter of one hidden unit and the same parameter of the first: 0 if all are
   * equal.
   */
  spread(phi: AnyVector): number;
}

/**
 * One input, `hidden` tanh units, one output, squared error: f[x] = c + sum_j w_j tanh(u_j x + b_j). phi is (u_1, b_1,
 * w_1, u_2, b_2, w_2, …, c), length 3 hidden + 1.
 *
 * Units with equal initial values receive the same gradient, bit for bit, from any batch: the network stays on a
 * symmetric saddle that batches cannot leave.
 */
export function createTanhNetwork({
  hidden = 3,
  x = POINTS.x,
  y = POINTS.y,
}: {
  hidden?: number;
  x?: readonly number[];
  y?: readonly number[];
} = {}): TanhNetwork {
  if (x.length !== y.length) throw new Error(`tanh network: ${x.length} inputs, ${y.length} targets; give as many`);
  const examples = x.length;
  const activation = new Float64Array(hidden);

  const forward = (phi: AnyVector, i: number): number => {
    let f = phi[3 * hidden]!;
    for (let j = 0; j < hidden; j++) {
      activation[j] = Math.tanh(phi[3 * j]! * x[i]! + phi[3 * j + 1]!);
      f += phi[3 * j + 2]! * activation[j]!;
    }
    return f;
  };

  return {
    id: 'tanh-network',
    dimension: 3 * hidden + 1,
    examples,
    hidden,
    equation: String.raw`L[\boldsymbol{\phi}] = \sum_i \Bigl(c + \sum_j w_j \tanh[u_j x_i + b_j] - y_i\Bigr)^2`,
    python: `x = np.array(${JSON.stringify(x)})
y = np.array(${JSON.stringify(y)})

def residual(phi, batch=None):
    some = slice(None) if batch is None else batch
    u, b, w = phi[:-1].reshape(-1, 3).T
    h = np.tanh(np.outer(x[some], u) + b)
    return h, w, x[some], h @ w + phi[-1] - y[some]

def loss(phi, batch=None):
    return np.sum(residual(phi, batch)[-1] ** 2)

def gradient(phi, batch=None):
    h, w, inputs, r = residual(phi, batch)
    back = 2 * r[:, None] * w * (1 - h ** 2)
    units = np.stack([inputs @ back, back.sum(axis=0), 2 * r @ h], axis=1)
    return np.append(units.ravel(), 2 * r.sum())
`,
    loss(phi, batch) {
      const size = batch?.length ?? examples;
      let loss = 0;
      for (let k = 0; k < size; k++) {
        const i = exampleAt(k, batch);
        loss += (forward(phi, i) - y[i]!) ** 2;
      }
      return loss;
    },
    gradient(phi, out, batch) {
      const size = batch?.length ?? examples;
      let loss = 0;
      out.fill(0);
      for (let k = 0; k < size; k++) {
        const i = exampleAt(k, batch);
        const r = forward(phi, i) - y[i]!;
        loss += r ** 2;
        out[3 * hidden]! += 2 * r;
        for (let j = 0; j < hidden; j++) {
          const h = activation[j]!;
          const back = 2 * r * phi[3 * j + 2]! * (1 - h ** 2);
          out[3 * j]! += back * x[i]!;
          out[3 * j + 1]! += back;
          out[3 * j + 2]! += 2 * r * h;
        }
      }
      return loss;
    },
    spread(phi) {
      let largest = 0;
      for (let j = 1; j < hidden; j++) {
        for (let part = 0; part < 3; part++) {
          largest = Math.max(largest, Math.abs(phi[3 * j + part]! - phi[part]!));
        }
      }
      return largest;
    },
  };
}

function exampleAt(k: number, batch?: Batch): number {
  return batch === undefined ? k : batch[k]!;
}

export const tanhNetwork: TanhNetwork = createTanhNetwork();
