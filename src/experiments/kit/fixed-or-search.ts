/** Gradient descent on two parameters at a fixed rate, or with a line search at each step. */
import { optimizers } from '../../engine/optimizers/index.ts';
import type { Problem } from '../../engine/problems/problem.ts';
import type { Bounds } from '../../engine/training/trace.ts';
import type { Run } from '../../figure/python.ts';

export type DescentPart = {
  method: 'fixed' | 'line-search';
  steps: number;
  phi0: number;
  phi1: number;
  /** Undefined with a line search, which sets its own rate: one run for every alpha. */
  alpha?: number;
  /** Maximum rate of a line search, if not the default. */
  maxBracket?: number;
};

export const descentPart = ({
  method,
  alpha,
  maxBracket,
  steps,
  phi0,
  phi1,
}: DescentPart & { alpha: number }): DescentPart => ({
  method,
  steps,
  phi0,
  phi1,
  ...(method === 'fixed' ? { alpha } : maxBracket !== undefined && { maxBracket }),
});

/** The run of a part, for training or for a script. */
export function descentRun(
  problem: Problem,
  { method, alpha = 0, maxBracket, steps, phi0, phi1 }: DescentPart,
  bounds: Partial<Bounds>,
): Run {
  const run = { problem, start: [phi0, phi1], steps, bounds };
  return method === 'fixed'
    ? { ...run, optimizer: optimizers.gradientDescent, hyper: { alpha } }
    : { ...run, optimizer: optimizers.lineSearch, ...(maxBracket !== undefined && { hyper: { maxBracket } }) };
}
