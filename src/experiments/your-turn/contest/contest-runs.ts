/** Runs in a contest: of the engine's rules, and those that the sandbox says it made of a text. */
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { train } from '../../../engine/training/train.ts';
import type { Trials } from '../../../figure/index.ts';
import type { ContestProblem } from './drawn-problems.ts';

/** The outcome of one run. */
export interface Outcome {
  readonly arrived: boolean;
  /** Gradients, and losses, that it had asked for when it arrived; the whole budget if it did not. */
  readonly spent: number;
  readonly diverged: boolean;
}

interface Entrant {
  readonly optimizer: Optimizer;
  readonly hyper: Readonly<Record<string, number>>;
  /** Gradients and losses that its cheapest step asks for. */
  readonly cost: number;
}

/** One rule from the first so many starts of a problem, each with the same budget; a loss costs as much as a gradient. */
export function runsOn(
  { problem, target, starts }: ContestProblem,
  { optimizer, hyper, cost }: Entrant,
  budget: number,
  count = starts.length,
): Outcome[] {
  return starts.slice(0, count).map((start): Outcome => {
    const { status, steps, gradientEvaluations, lossEvaluations } = train({
      problem,
      optimizer,
      hyper,
      start,
      steps: Math.ceil(budget / cost),
      record: { phi: 'ends', loss: 'ends', batches: false },
      until: (phi) => problem.loss(phi) <= target,
    });
    const spent = gradientEvaluations[steps]! + lossEvaluations[steps]!;
    const arrived = status.kind === 'converged' && spent <= budget;
    return { arrived, spent: arrived ? spent : budget, diverged: status.kind === 'diverged' };
  });
}

/** Python and the engine may differ in the last digits of a loss. */
const ROUNDING = 1e-9;

/**
 * Outcomes of what the sandbox claims of a problem's first so many starts; undefined if it cannot be so: the loss at the
 * end of a run that arrived is the engine's to say.
 */
export function outcomesOf(
  { problem, target, lowest }: ContestProblem,
  { arrived, lost, spent, end }: Trials,
  budget: number,
): Outcome[] | undefined {
  const n = problem.dimension;
  if (lost.length !== arrived.length || spent.length !== arrived.length || end.length !== n * arrived.length)
    return undefined;
  const outcomes: Outcome[] = [];
  for (let k = 0; k < arrived.length; k++) {
    const did = arrived[k] === 1;
    const cost = spent[k]!;
    if (!Number.isInteger(cost) || cost < 0 || cost > budget) return undefined;
    const phi = Float64Array.from({ length: n }, (_, i) => end[k * n + i]!);
    if (did && !(problem.loss(phi) <= target + ROUNDING * (target - lowest))) return undefined;
    outcomes.push({ arrived: did, spent: did ? cost : budget, diverged: !did && lost[k] === 1 });
  }
  return outcomes;
}
