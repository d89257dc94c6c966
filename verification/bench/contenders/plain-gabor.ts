import { problems } from '../../../src/engine/index.ts';

/** The Gabor loss and gradient in a straightforward first version: sin, cos and exp at every example. */
const { x, y } = problems.gabor;

export function plainLoss(phi0: number, phi1: number): number {
  let loss = 0;
  for (let i = 0; i < x.length; i++) {
    const u = phi0 + 0.06 * phi1 * x[i]!;
    loss += (Math.sin(u) * Math.exp((-u * u) / 32) - y[i]!) ** 2;
  }
  return loss;
}

/** Over the examples of a batch, or all; returns a new array per call, as a first version would. */
export function plainGradient(phi: readonly number[], batch?: ArrayLike<number>): [number, number] {
  const [phi0 = 0, phi1 = 0] = phi;
  let d0 = 0;
  let d1 = 0;
  const size = batch?.length ?? x.length;
  for (let k = 0; k < size; k++) {
    const i = batch ? batch[k]! : k;
    const u = phi0 + 0.06 * phi1 * x[i]!;
    const bell = Math.exp((-u * u) / 32);
    const d = 2 * (Math.sin(u) * bell - y[i]!) * (Math.cos(u) - (Math.sin(u) * u) / 16) * bell;
    d0 += d;
    d1 += d * 0.06 * x[i]!;
  }
  return [d0, d1];
}
