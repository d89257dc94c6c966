import type { AnyVector } from '../vector.ts';
import { learningRate, momentumCoefficient, weightDecay } from './hyperparameters.ts';
import { type Matrices, type MatrixPlace, oneRow } from './matrix-places.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
  m: AnyVector;
  u: AnyVector;
  /** The matrices in phi, each with a workspace for its iteration. */
  matrices: readonly Workspace[];
}

interface Workspace extends MatrixPlace {
  /** The matrix, and its next iterate: rows x columns. */
  x: Float64Array;
  next: Float64Array;
  /** x x' and its multiplier: short x short, for the shorter side. */
  a: Float64Array;
  b: Float64Array;
}

const hyperparameters = {
  alpha: learningRate(0.02),
  beta: momentumCoefficient(0.95),
  weightDecay: weightDecay(0, {
    help: 'Shrinks every parameter by the factor 1 − αλ at each step, past the matrices.',
  }),
};

/** Each of the five iterations applies the polynomial a s + b s^3 + c s^5 to every singular value s. */
const [A, B, C] = [3.4445, -4.775, 2.0315] as const;
const ITERATIONS = 5;
const GUARD = 1e-7;

/**
 * Muon: momentum whose step is orthogonalized, matrix by matrix, so that it moves about equally far along every
 * singular direction. Five Newton-Schulz iterations do so approximately: singular values end between about 0.7 and 1.2,
 * with the coefficients chosen by Jordan, who also scales the step by the root of outputs over inputs if there are more
 * outputs. His code runs in bfloat16; this is exact.
 *
 * It is a rule for matrices. All of phi counts as one row unless `matrices` is given, and a row has one singular value:
 * there the step is the averaged gradient divided by its length, and Muon is momentum with normalized steps. Jordan
 * leaves the first and the last layer, and all biases, to AdamW; here every layer is a matrix, and every bias a row.
 */
export const createMuon = (matrices: Matrices): Optimizer<typeof hyperparameters, State> => ({
  id: 'muon',
  title: 'Muon',
  source: 'Jordan et al. 2024, kellerjordan.github.io/posts/muon',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{M}_{t+1} &\leftarrow \beta\,\mathbf{M}_t + (1-\beta)\,\mathbf{G}_t \\
\mathbf{X} &\leftarrow \frac{\beta\,\mathbf{M}_{t+1} + (1-\beta)\,\mathbf{G}_t}{\lVert\cdot\rVert_F}, \quad\text{then five times}\quad
\mathbf{X} \leftarrow a\,\mathbf{X} + \bigl(b\,\mathbf{X}\mathbf{X}^{\mathsf T} + c\,(\mathbf{X}\mathbf{X}^{\mathsf T})^2\bigr)\mathbf{X} \\
\boldsymbol{\Phi}_{t+1} &\leftarrow (1-\alpha\lambda)\,\boldsymbol{\Phi}_t - \alpha\,\sqrt{\max(1, \mathrm{columns}/\mathrm{rows})}\;\mathbf{X}
\end{aligned}`,
  elementwise: false,
  pythonState: `m = np.zeros_like(phi)
# Where the matrices of phi are: first entry, rows, columns.
matrices = ${matrices.python}`,
  python: `g = gradient(phi)
m = beta * m + (1 - beta) * g
u = beta * m + (1 - beta) * g
for first, rows, columns in matrices:
    U = u[first:first + rows * columns].reshape(rows, columns)
    U = U / (np.sqrt(np.sum(U ** 2)) + 1e-7)
    for k in range(5):
        A = U @ U.T
        U = 3.4445 * U + (-4.775 * A + 2.0315 * (A @ A)) @ U
    u[first:first + rows * columns] = np.sqrt(np.maximum(1, columns / rows)) * U.ravel()
phi = (1 - alpha * weightDecay) * phi - alpha * u`,
  createState(n, create = (length) => new Float64Array(length)) {
    const room = (place: MatrixPlace): Workspace => {
      const short = Math.min(place.rows, place.columns);
      const [x, next] = [0, 0].map(() => new Float64Array(place.rows * place.columns));
      const [a, b] = [0, 0].map(() => new Float64Array(short * short));
      return { ...place, x: x!, next: next!, a: a!, b: b! };
    };
    return { g: create(n), m: create(n), u: create(n), matrices: matrices.places(n).map(room) };
  },
  step(phi, { g, m, u, matrices: places }, objective, { alpha, beta, weightDecay: lambda }) {
    const loss = objective.gradient(phi, g);
    for (let i = 0; i < phi.length; i++) {
      m[i] = beta * m[i]! + (1 - beta) * g[i]!;
      u[i] = beta * m[i]! + (1 - beta) * g[i]!;
    }
    for (const place of places) orthogonalize(u, place);
    for (let i = 0; i < phi.length; i++) phi[i] = (1 - alpha * lambda) * phi[i]! - alpha * u[i]!;
    return loss;
  },
});

/** All of phi as one row. */
export const muon: Optimizer<typeof hyperparameters, State> = createMuon(oneRow);

/** Replaces a matrix inside u by the result of five iterations, scaled for its shape. */
function orthogonalize(u: AnyVector, place: Workspace): void {
  const { first, rows, columns, x, next, a, b } = place;
  let square = 0;
  for (let k = 0; k < x.length; k++) square += u[first + k]! ** 2;
  const size = Math.sqrt(square) + GUARD;
  for (let k = 0; k < x.length; k++) x[k] = u[first + k]! / size;
  // A tall matrix is the transpose of a wide one: (x x') x = x (x' x), and the smaller product is used.
  const wide = rows <= columns;
  const short = wide ? rows : columns;
  const long = wide ? columns : rows;
  const [along, across] = wide ? [columns, 1] : [1, columns];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    for (let i = 0; i < short; i++)
      for (let j = 0; j < short; j++) {
        let sum = 0;
        for (let k = 0; k < long; k++) sum += x[i * along + k * across]! * x[j * along + k * across]!;
        a[i * short + j] = sum;
      }
    for (let i = 0; i < short; i++)
      for (let j = 0; j < short; j++) {
        let sum = 0;
        for (let k = 0; k < short; k++) sum += a[i * short + k]! * a[k * short + j]!;
        b[i * short + j] = B * a[i * short + j]! + C * sum;
      }
    for (let i = 0; i < short; i++)
      for (let k = 0; k < long; k++) {
        let sum = A * x[i * along + k * across]!;
        for (let j = 0; j < short; j++) sum += b[i * short + j]! * x[j * along + k * across]!;
        next[i * along + k * across] = sum;
      }
    x.set(next);
  }
  const scale = Math.sqrt(Math.max(1, columns / rows));
  for (let k = 0; k < x.length; k++) u[first + k] = scale * x[k]!;
}
