/** Runs of the engine's rules in a contest. */
import type { Optimizer } from '../../engine/optimizers/optimizer.ts';
import { train } from '../../engine/training/train.ts';
import type { ContestProblem } from './draw.ts';

/** What became of one run. */
export interface Outcome {
  readonly arrived: boolean;
  /** Gradients, and losses, that it had asked for when it arrived; the whole budget where it did not. */
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
