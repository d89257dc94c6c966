import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { createQuadratic, type Quadratic } from '../../../engine/problems/quadratic.ts';
import type { Schema, Values } from '../../../engine/schema.ts';
import { median } from '../../../engine/statistics/index.ts';
import { train } from '../../../engine/training/train.ts';
import { vector } from '../../../engine/vector.ts';

/** Curvatures along and across the ravine. */
export const RAVINE = [1, 100] as const;
/** A run has arrived once its loss is this share of its first. */
const ARRIVED = 1e-3;
/** Runs that take longer count as never arriving. */
const LONGEST = 150;
/** Half the unit circle: the other half is its mirror image, for the loss and for every rule. */
const STARTS = Array.from({ length: 32 }, (_, k) => {
  const angle = (Math.PI * (k + 0.5)) / 32;
  return [Math.cos(angle), Math.sin(angle)] as const;
});
const RATES = 25;

export function createRavine(degrees: number): Quadratic {
  return createQuadratic({ eigenvalues: RAVINE, rotation: (degrees * Math.PI) / 180 });
}

export interface BestSteps {
  /** Median over 64 starts on the unit circle; Infinity where fewer than half arrive at any rate. */
  steps: number;
  /** The rate at which it is lowest, of 25 from low to high. */
  rate: number;
}

/** Steps until the loss is a thousandth of its first, at the rate that needs fewest. */
export function bestSteps<H extends Schema>(
  ravine: Quadratic,
  optimizer: Optimizer<H>,
  hyperAt: (alpha: number) => Partial<Values<H>>,
  [low, high]: readonly [number, number],
): BestSteps {
  let best: BestSteps = { steps: Number.POSITIVE_INFINITY, rate: low };
  for (let k = 0; k < RATES; k++) {
    const rate = low * (high / low) ** (k / (RATES - 1));
    const steps = median(STARTS.map((start) => arrival(ravine, optimizer, hyperAt(rate), start)));
    if (steps < best.steps) best = { steps, rate };
  }
  return best;
}

function arrival<H extends Schema>(
  ravine: Quadratic,
  optimizer: Optimizer<H>,
  hyper: Partial<Values<H>>,
  start: readonly [number, number],
): number {
  const target = ARRIVED * ravine.loss(vector(...start));
  const { status } = train({
    problem: ravine,
    optimizer,
    hyper,
    start,
    steps: LONGEST,
    until: (phi) => ravine.loss(phi) <= target,
    record: { phi: 'ends', loss: 'ends' },
  });
  return status.kind === 'converged' ? status.step : Number.POSITIVE_INFINITY;
}
