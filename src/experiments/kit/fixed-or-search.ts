/** Gradient descent of two parameters at a fixed rate, or at each step at the rate that a line search finds. */
import { optimizers } from '../../engine/optimizers/index.ts';
import type { Problem } from '../../engine/problems/problem.ts';
import type { Bounds, Trace } from '../../engine/training/trace.ts';
import { train } from '../../engine/training/train.ts';
import { defaults } from '../../engine/values.ts';
import { type PythonRun, pythonScript } from '../../figure/python.ts';

export type DescentPart = {
  method: 'fixed' | 'line-search';
  steps: number;
  phi0: number;
  phi1: number;
  /** Absent with a line search, which sets its own: one run for every alpha. */
  alpha?: number;
};

export const descentPart = ({ method, alpha, steps, phi0, phi1 }: Required<DescentPart>): DescentPart => ({
  method,
  steps,
  phi0,
  phi1,
  ...(method === 'fixed' && { alpha }),
});

export function descend(
  problem: Problem,
  { method, alpha = 0, steps, phi0, phi1 }: DescentPart,
  bounds: Partial<Bounds>,
): Trace {
  const run = { problem, start: [phi0, phi1], steps, bounds };
  return method === 'fixed'
    ? train({ ...run, optimizer: optimizers.gradientDescent, hyper: { alpha } })
    : train({ ...run, optimizer: optimizers.lineSearch });
}

/** The same run as a script. */
export function descentScript(
  { method, alpha, steps, phi0, phi1 }: Required<DescentPart>,
  what: Pick<PythonRun<never>, 'about' | 'problem' | 'bounds' | 'prints'>,
): string {
  const run = { ...what, start: [phi0, phi1], steps };
  const { gradientDescent, lineSearch } = optimizers;
  return method === 'fixed'
    ? pythonScript({ ...run, optimizer: gradientDescent, hyper: { alpha } })
    : pythonScript({ ...run, optimizer: lineSearch, hyper: defaults(lineSearch.hyperparameters) });
}
