import { solvePositiveDefinite, symmetricEigenvalues } from '../theory/symmetric-matrix.ts';
import type { AnyVector, Vector } from '../vector.ts';
import type { Batch, Problem } from './problem.ts';

/** The 12 points of Notebook 6.2 and Figure 6.1 (udlbook/udlbook, MIT, © Simon Prince). */
export const LINE_POINTS = {
  x: [0.03, 0.19, 0.34, 0.46, 0.78, 0.81, 1.08, 1.18, 1.39, 1.6, 1.65, 1.9],
  y: [0.67, 0.85, 1.05, 1.0, 1.4, 1.5, 1.3, 1.54, 1.55, 1.68, 1.73, 1.6],
} as const;

export interface LinearRegression extends Problem {
  /** One example per row, `examples` x `dimension`. */
  readonly design: Vector;
  readonly targets: Vector;
  /** Second derivatives of the loss over all examples, which are constant; `dimension` x `dimension`. */
  readonly hessian: Vector;
  /** Eigenvalues of `hessian`, smallest first. */
  readonly eigenvalues: readonly number[];
  /** The least squares solution, and the loss there. */
  readonly solution: Vector;
  readonly minimum: number;
  /** 2 / largest eigenvalue: full-batch gradient descent diverges at any fixed alpha above it. */
  readonly limit: number;
  /** 2 / (smallest + largest): the fixed alpha that shrinks the slowest direction fastest. */
  readonly bestRate: number;
  hessianAt(phi: AnyVector, out: AnyVector): void;
}

interface LinearRegressionOptions {
  /** One example per row. For a line with an intercept: rows (1, x). */
  design: Vector;
  targets: Vector;
  /** Half the squared error per example, as usual in theory; the notebooks use the whole. Default false. */
  half?: boolean;
  /** Over the batch. Default 'sum'. */
  reduction?: 'sum' | 'mean';
  id?: string;
}

/** Least squares: the loss of example i is (x_i · phi - y_i)^2, or half of it. */
export function createLinearRegression({
  design,
  targets,
  half = false,
  reduction = 'sum',
  id = 'linear-regression',
}: LinearRegressionOptions): LinearRegression {
  const examples = targets.length;
  const n = design.length / examples;
  if (examples === 0 || !Number.isInteger(n)) {
    throw new Error(`linear regression: ${design.length} entries do not fill rows for ${examples} targets`);
  }
  const factor = half ? 0.5 : 1;
  const perExample = (batch?: Batch): number => (reduction === 'mean' ? factor / (batch?.length ?? examples) : factor);
  const residual = (phi: AnyVector, i: number): number => {
    let r = -targets[i]!;
    for (let j = 0; j < n; j++) r += design[i * n + j]! * phi[j]!;
    return r;
  };

  const loss = (phi: AnyVector, batch?: Batch): number => {
    const size = batch?.length ?? examples;
    let sum = 0;
    for (let k = 0; k < size; k++) sum += residual(phi, batch ? batch[k]! : k) ** 2;
    return perExample(batch) * sum;
  };
  const gradient = (phi: AnyVector, out: AnyVector, batch?: Batch): number => {
    const size = batch?.length ?? examples;
    const weight = perExample(batch);
    let sum = 0;
    out.fill(0);
    for (let k = 0; k < size; k++) {
      const i = batch ? batch[k]! : k;
      const r = residual(phi, i);
      sum += r ** 2;
      for (let j = 0; j < n; j++) out[j]! += 2 * weight * r * design[i * n + j]!;
    }
    return weight * sum;
  };

  const { hessian, right } = normalEquations(design, targets, n, 2 * perExample());
  const eigenvalues = symmetricEigenvalues(hessian, n);
  const largest = eigenvalues.at(-1)!;
  const solution = solvePositiveDefinite(hessian, n, right);
  return {
    id,
    dimension: n,
    examples,
    reduction,
    design,
    targets,
    hessian,
    eigenvalues,
    solution,
    minimum: loss(solution),
    limit: 2 / largest,
    bestRate: 2 / (eigenvalues[0]! + largest),
    equation: equation(half, reduction),
    // Computed on demand: for many examples it is long.
    get python() {
      return python(design, targets, half, reduction);
    },
    loss,
    gradient,
    hessianAt(_phi, out) {
      out.set(hessian);
    },
  };
}

/** The points of the notebook as rows (1, x): phi is (intercept, slope). */
export const linearRegression: LinearRegression = createLinearRegression({
  design: Float64Array.from(LINE_POINTS.x.flatMap((x) => [1, x])),
  targets: Float64Array.from(LINE_POINTS.y),
});

/**
 * A random design: x ~ N(0, diag(variances)), y = x · weights + noise N(0, 1). From `random` are drawn, in this order,
 * the design row by row, the weights (N(0, 1) each) if none are given, and the noise if it is not 0.
 */
export function createRandomRegression(
  random: { normal(): number },
  { examples, variances, weights, noise = 1, ...options }: RandomRegressionOptions,
): LinearRegression & { readonly weights: Vector } {
  const n = variances.length;
  const design = new Float64Array(examples * n);
  for (let k = 0; k < design.length; k++) design[k] = Math.sqrt(variances[k % n]!) * random.normal();
  const truth = weights ? Float64Array.from(weights) : Float64Array.from({ length: n }, () => random.normal());
  if (truth.length !== n)
    throw new Error(`random regression: ${truth.length} weights for ${n} variances; give as many`);
  const targets = new Float64Array(examples);
  for (let i = 0; i < examples; i++) {
    for (let j = 0; j < n; j++) targets[i]! += design[i * n + j]! * truth[j]!;
    if (noise !== 0) targets[i]! += noise * random.normal();
  }
  return { ...createLinearRegression({ design, targets, ...options }), weights: truth };
}

interface RandomRegressionOptions extends Pick<LinearRegressionOptions, 'half' | 'reduction' | 'id'> {
  examples: number;
  /** Variance of each input: the eigenvalues of the population's Hessian. */
  variances: readonly number[];
  weights?: readonly number[];
  /** Standard deviation of the label noise. Default 1. */
  noise?: number;
}

/** The Hessian `scale` X'X and the right-hand side `scale` X'y. */
function normalEquations(
  design: Vector,
  targets: Vector,
  n: number,
  scale: number,
): { hessian: Vector; right: Vector } {
  const hessian = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (let i = 0; i < targets.length; i++) {
    for (let j = 0; j < n; j++) {
      const scaled = scale * design[i * n + j]!;
      right[j]! += scaled * targets[i]!;
      for (let k = 0; k < n; k++) hessian[j * n + k]! += scaled * design[i * n + k]!;
    }
  }
  return { hessian, right };
}

function equation(half: boolean, reduction: 'sum' | 'mean'): string {
  const mean = reduction === 'mean' ? String.raw`\frac1{\lvert\mathcal{B}\rvert}` : '';
  const tail = half ? String.raw`\tfrac12` : '';
  return String.raw`L[\boldsymbol{\phi}] = ${mean}\sum_{i\in\mathcal{B}} ${tail}\bigl(\mathbf{x}_i^T\boldsymbol{\phi} - y_i\bigr)^2`;
}

function python(design: Vector, targets: Vector, half: boolean, reduction: 'sum' | 'mean'): string {
  const over = `np.${reduction}`;
  const scale = half ? '0.5 * ' : '';
  return `X = np.array(${JSON.stringify(Array.from(design))}).reshape(${targets.length}, -1)
y = np.array(${JSON.stringify(Array.from(targets))})

def loss(phi, batch=None):
    some = slice(None) if batch is None else batch
    return ${scale}${over}((X[some] @ phi - y[some]) ** 2)

def gradient(phi, batch=None):
    some = slice(None) if batch is None else batch
    return ${scale}2 * ${over}((X[some] @ phi - y[some])[:, None] * X[some], axis=0)
`;
}
