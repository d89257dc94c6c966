import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activation, NetworkLoss } from '../../../src/engine/networks/layers.ts';

export interface NetworkCase {
  widths: number[];
  activation: Activation;
  loss: NetworkLoss;
  initialization: 'he' | 'fan-in';
  seed: number;
  batches: number[][];
  start: number[];
  value: number;
  gradient: number[];
  along: number[];
  product: number[];
  adam: number[][];
}

interface NetworkReference {
  numpy: string;
  torch: string;
  mnist1d: { seed: number; train: number; test: number; x: number[]; y: number[] };
  cases: NetworkCase[];
}

/** The file written by verification/reference/make_perceptron.py. */
export const reference = JSON.parse(
  readFileSync(join(process.cwd(), 'src', 'references', 'perceptron.json'), 'utf8'),
) as NetworkReference;

/** Norm of the difference relative to the norm of the expected values. */
export function difference(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let off = 0;
  let size = 0;
  for (let i = 0; i < wanted.length; i++) {
    off += (got[i]! - wanted[i]!) ** 2;
    size += wanted[i]! ** 2;
  }
  return Math.sqrt(off / size);
}
