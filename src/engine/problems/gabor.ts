import { type AnyVector, type Vector, vector } from '../vector.ts';
import { gaborData } from './gabor-data.ts';
import { createGaborKernel, type GaborKernel } from './gabor-kernel.ts';
import { gaborTable, tableGradient, tableLoss } from './gabor-table.ts';
import type { Batch, Problem } from './problem.ts';

export interface Gabor extends Problem {
  /** Inputs and targets of the examples. */
  readonly x: Vector;
  readonly y: Vector;
  /** The fitted function at an input: sin(u) exp(-u^2/32), u = phi0 + 0.06 phi1 x. */
  model(phi0: number, phi1: number, x: number): number;
  hessianAt(phi: AnyVector, out: AnyVector): void;
  gradients: Sums['gradients'];
}

interface GaborOptions {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** `plain` computes sin, cos and exp at every example: the reference for the table, four times slower. */
  arithmetic?: 'table' | 'plain';
}

/**
 * Least squares for the Gabor model of notebooks 6.3 and 6.4: L = sum over the batch of (g(u_i) - y_i)^2, with
 * g(u) = sin(u) exp(-u^2/32) and u_i = phi0 + 0.06 phi1 x_i. phi is (offset, frequency).
 * @throws Error if x and y are empty or differ in length.
 */
export function createGabor({ x: inputs, y: targets, arithmetic = 'table' }: GaborOptions): Gabor {
  if (inputs.length === 0 || inputs.length !== targets.length) {
    throw new Error(`createGabor: needs as many targets as inputs; got ${inputs.length} x and ${targets.length} y`);
  }
  const x = Float64Array.from(inputs);
  const y = Float64Array.from(targets);
  const sums = arithmetic === 'table' ? createTableSums(x, y) : createSums(x, y, plainLoss, plainGradient);
  return {
    id: 'gabor',
    dimension: 2,
    examples: x.length,
    reduction: 'sum',
    equation: String.raw`L[\boldsymbol{\phi}] = \sum_{i\in\mathcal{B}} \Bigl(\sin[u_i]\,\exp\bigl[-\tfrac{u_i^2}{32}\bigr] - y_i\Bigr)^2,\quad u_i = \phi_0 + 0.06\,\phi_1 x_i`,
    python: python(x, y),
    x,
    y,
    model(phi0, phi1, input) {
      const u = phi0 + 0.06 * phi1 * input;
      return Math.sin(u) * Math.exp((-u * u) / 32);
    },
    hessianAt: (phi, out) => hessian(x, y, phi, out),
    ...sums,
  };
}

type Sums = Required<Pick<Problem, 'loss' | 'gradient' | 'gradients'>>;

function createSums(x: Vector, y: Vector, loss: typeof tableLoss, gradient: typeof tableGradient): Sums {
  return {
    loss: (phi, batch) => loss(x, y, phi[0]!, phi[1]!, batch),
    gradient: (phi, out, batch) => gradient(x, y, phi[0]!, phi[1]!, out, 0, batch),
    gradients(points, out, losses, batches) {
      for (let r = 0; 2 * r < points.length; r++) {
        losses[r] = gradient(x, y, points[2 * r]!, points[2 * r + 1]!, out, 2 * r, batches?.[r]);
      }
    },
  };
}

/** By the kernel if available, and otherwise identical to the last bit. */
function createTableSums(x: Vector, y: Vector): Sums {
  const plain = createSums(x, y, tableLoss, tableGradient);
  // Created on first use: a problem may only be needed for its description.
  let made: { kernel: GaborKernel | undefined } | undefined;
  const kernelFor = (batch: Batch | undefined): GaborKernel | undefined => {
    made ??= { kernel: createGaborKernel(x, y, gaborTable) };
    return batch && batch.length > x.length ? undefined : made.kernel;
  };
  const unused = vector(0, 0);
  return {
    loss: (phi, batch) => kernelFor(batch)?.gradient(phi[0]!, phi[1]!, unused, batch) ?? plain.loss(phi, batch),
    gradient: (phi, out, batch) =>
      kernelFor(batch)?.gradient(phi[0]!, phi[1]!, out, batch) ?? plain.gradient(phi, out, batch),
    gradients(points, out, losses, batches) {
      const { gradients } = kernelFor(batches?.[0]) ?? plain;
      gradients(points, out, losses, batches);
    },
  };
}

function plainLoss(x: Vector, y: Vector, phi0: number, phi1: number, batch?: Batch): number {
  const size = batch ? batch.length : x.length;
  let loss = 0;
  for (let k = 0; k < size; k++) {
    const i = batch ? batch[k]! : k;
    const u = phi0 + 0.06 * phi1 * x[i]!;
    const residual = Math.sin(u) * Math.exp((-u * u) / 32) - y[i]!;
    loss += residual * residual;
  }
  return loss;
}

function plainGradient(
  x: Vector,
  y: Vector,
  phi0: number,
  phi1: number,
  out: AnyVector,
  at: number,
  batch?: Batch,
): number {
  const size = batch ? batch.length : x.length;
  let loss = 0;
  let d0 = 0;
  let d1 = 0;
  for (let k = 0; k < size; k++) {
    const i = batch ? batch[k]! : k;
    const u = phi0 + 0.06 * phi1 * x[i]!;
    const sin = Math.sin(u);
    const gauss = Math.exp((-u * u) / 32);
    const residual = sin * gauss - y[i]!;
    const d = 2 * residual * (Math.cos(u) - (sin * u) / 16) * gauss;
    loss += residual * residual;
    d0 += d;
    d1 += d * 0.06 * x[i]!;
  }
  out[at] = d0;
  out[at + 1] = d1;
  return loss;
}

/** Second derivatives over all examples: sum of 2 (g'^2 + (g - y) g'') du du'. */
function hessian(x: Vector, y: Vector, phi: AnyVector, out: AnyVector): void {
  let h00 = 0;
  let h01 = 0;
  let h11 = 0;
  for (let i = 0; i < x.length; i++) {
    const du = 0.06 * x[i]!;
    const u = phi[0]! + du * phi[1]!;
    const sin = Math.sin(u);
    const cos = Math.cos(u);
    const gauss = Math.exp((-u * u) / 32);
    const dg = (cos - (sin * u) / 16) * gauss;
    const d2g = (-sin - (cos * u) / 8 - sin / 16 + (sin * u * u) / 256) * gauss;
    const h = 2 * (dg * dg + (sin * gauss - y[i]!) * d2g);
    h00 += h;
    h01 += h * du;
    h11 += h * du * du;
  }
  out[0] = h00;
  out[1] = h01;
  out[2] = h01;
  out[3] = h11;
}

function python(x: Vector, y: Vector): string {
  return `x = np.array(${JSON.stringify(Array.from(x))})
y = np.array(${JSON.stringify(Array.from(y))})

def model(phi, x):
    u = phi[0] + 0.06 * phi[1] * x
    return np.sin(u) * np.exp(-u * u / 32)

def loss(phi, batch=None):
    some = slice(None) if batch is None else batch
    return np.sum((model(phi, x[some]) - y[some]) ** 2)

def gradient(phi, batch=None):
    some = slice(None) if batch is None else batch
    u = phi[0] + 0.06 * phi[1] * x[some]
    d = 2 * (model(phi, x[some]) - y[some]) * (np.cos(u) - np.sin(u) * u / 16) * np.exp(-u * u / 32)
    return np.array([np.sum(d), np.sum(d * 0.06 * x[some])])
`;
}

/** The notebooks' 30 points. */
export const gabor: Gabor = createGabor(gaborData);
