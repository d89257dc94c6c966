import { createPowerRoom, type PowerRoom, symmetricPower } from '../theory/symmetric-power.ts';
import type { AnyVector } from '../vector.ts';
import { divisionGuard, learningRate } from './hyperparameters.ts';
import { type Matrices, type MatrixPlace, oneRow } from './matrix-places.ts';
import type { Optimizer } from './optimizer.ts';

interface State {
  g: AnyVector;
  /** The matrices in phi, each with its accumulated gradients. */
  matrices: readonly Side[];
  begun: boolean;
}

interface Side extends MatrixPlace {
  /** Sums of G G' and of G' G, and a power of each; the first two are empty for a row. */
  left: Float64Array;
  leftRoot: Float64Array;
  right: Float64Array;
  rightRoot: Float64Array;
  /** L^(-1/4) G. */
  product: Float64Array;
  rooms: readonly [PowerRoom, PowerRoom];
}

const hyperparameters = {
  alpha: learningRate(0.1),
  epsilon: divisionGuard(1e-4),
};

/**
 * Shampoo: Adagrad that also accounts for the correlations of gradients. For a matrix it accumulates the sums of G G'
 * and G' G, and divides by a fourth root on either side; for a vector (a row) the sum of g g', and divides by its root,
 * which is Adagrad with a full matrix. All of phi counts as one row unless `matrices` is given; biases are rows. The
 * published rule computes the roots at every step as here; later ones do so rarely, average instead of summing, or run
 * Adam along the eigenvectors of the two sums (SOAP, Vyas et al. 2024).
 */
export const createShampoo = (matrices: Matrices): Optimizer<typeof hyperparameters, State> => ({
  id: 'shampoo',
  title: 'Shampoo',
  source: 'Gupta, Koren and Singer 2018, algorithm 1 (arXiv 1802.09568)',
  hyperparameters,
  equation: String.raw`\begin{aligned}
\mathbf{L}_{t+1} &\leftarrow \mathbf{L}_t + \mathbf{G}_t\mathbf{G}_t^{\mathsf T} \qquad
\mathbf{R}_{t+1} \leftarrow \mathbf{R}_t + \mathbf{G}_t^{\mathsf T}\mathbf{G}_t \qquad
\mathbf{L}_0 = \mathbf{R}_0 = \epsilon\,\mathbf{I} \\
\boldsymbol{\Phi}_{t+1} &\leftarrow \boldsymbol{\Phi}_t - \alpha\,\mathbf{L}_{t+1}^{-1/4}\,\mathbf{G}_t\,\mathbf{R}_{t+1}^{-1/4}
\qquad\text{a row: } \boldsymbol{\phi}_t - \alpha\,\mathbf{R}_{t+1}^{-1/2}\,\mathbf{g}_t
\end{aligned}`,
  elementwise: false,
  pythonState: `# Where the matrices of phi are: first entry, rows, columns.
matrices = ${matrices.python}
L = [epsilon * np.eye(rows) for first, rows, columns in matrices]
R = [epsilon * np.eye(columns) for first, rows, columns in matrices]`,
  python: `g = gradient(phi)
u = np.zeros_like(phi)
for k in range(len(matrices)):
    first, rows, columns = matrices[k]
    G = g[first:first + rows * columns].reshape(rows, columns)
    L[k] = L[k] + G @ G.T
    R[k] = R[k] + G.T @ G
    values, vectors = np.linalg.eigh(R[k])
    G = G @ ((vectors * values ** (-1 / 2 if rows == 1 else -1 / 4)) @ vectors.T)
    if rows > 1:
        values, vectors = np.linalg.eigh(L[k])
        G = ((vectors * values ** (-1 / 4)) @ vectors.T) @ G
    u[first:first + rows * columns] = G.ravel()
phi = phi - alpha * u`,
  createState(n, create = (length) => new Float64Array(length)) {
    const room = (place: MatrixPlace): Side => {
      const squares = [place.rows > 1 ? place.rows : 0, place.columns] as const;
      const [left, right] = squares.map((size) => new Float64Array(size * size));
      const [leftRoot, rightRoot] = squares.map((size) => new Float64Array(size * size));
      return {
        ...place,
        left: left!,
        leftRoot: leftRoot!,
        right: right!,
        rightRoot: rightRoot!,
        product: new Float64Array(place.rows * place.columns),
        rooms: [createPowerRoom(squares[0]), createPowerRoom(squares[1])],
      };
    };
    return { g: create(n), matrices: matrices.places(n).map(room), begun: false };
  },
  step(phi, state, objective, { alpha, epsilon }) {
    const { g, matrices: places } = state;
    const loss = objective.gradient(phi, g);
    for (const place of places) {
      if (!state.begun) begin(place, epsilon);
      remember(g, place);
      precondition(g, place);
      const { first, product } = place;
      for (let k = 0; k < product.length; k++) phi[first + k]! -= alpha * product[k]!;
    }
    state.begun = true;
    return loss;
  },
});

/** All of phi as one row: Adagrad with a full matrix. */
export const shampoo: Optimizer<typeof hyperparameters, State> = createShampoo(oneRow);

function begin({ rows, columns, left, right }: Side, epsilon: number): void {
  if (rows > 1) for (let i = 0; i < rows; i++) left[i * rows + i] = epsilon;
  for (let j = 0; j < columns; j++) right[j * columns + j] = epsilon;
}

/** Adds G G' and G' G to their sums. */
function remember(g: AnyVector, { first, rows, columns, left, right }: Side): void {
  for (let i = 0; rows > 1 && i < rows; i++)
    for (let j = 0; j < rows; j++)
      for (let k = 0; k < columns; k++)
        left[i * rows + j]! += g[first + i * columns + k]! * g[first + j * columns + k]!;
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < rows; k++)
        right[i * columns + j]! += g[first + k * columns + i]! * g[first + k * columns + j]!;
}

/** Writes L^(-1/4) G R^(-1/4) into the product; for a row, g R^(-1/2). */
function precondition(g: AnyVector, place: Side): void {
  const { first, rows, columns, left, leftRoot, right, rightRoot, product, rooms } = place;
  const order = rows > 1 ? 2 : 1;
  symmetricPower(right, -1 / (2 * order), rightRoot, rooms[1]);
  if (rows > 1) symmetricPower(left, -1 / (2 * order), leftRoot, rooms[0]);
  product.fill(0);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < rows; k++) {
      const share = rows > 1 ? leftRoot[i * rows + k]! : 1;
      for (let l = 0; l < columns; l++) {
        const entry = share * g[first + k * columns + l]!;
        for (let j = 0; j < columns; j++) product[i * columns + j]! += entry * rightRoot[l * columns + j]!;
      }
    }
}
