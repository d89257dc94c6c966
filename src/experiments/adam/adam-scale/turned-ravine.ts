import { optimizers } from '../../../engine/optimizers/index.ts';
import type { Optimizer } from '../../../engine/optimizers/optimizer.ts';
import { createQuadratic, type Quadratic } from '../../../engine/problems/quadratic.ts';
import { median } from '../../../engine/statistics/index.ts';
import { train } from '../../../engine/training/train.ts';
import { vector } from '../../../engine/vector.ts';
import * as f from '../../../figure/index.ts';

/** Curvatures along and across the ravine. */
const RAVINE = [1, 100] as const;
/** A run has arrived once its loss is this fraction of its first. */
const ARRIVED = 1e-3;
/** Longer runs count as never arriving. */
const LONGEST = 150;
/** Half the unit circle: the other half is its mirror image, for the loss and for every rule. */
const STARTS = Array.from({ length: 32 }, (_, k) => {
  const angle = (Math.PI * (k + 0.5)) / 32;
  return [Math.cos(angle), Math.sin(angle)] as const;
});
const RATES = 25;
/** A start that shows both rules at work; momentum's leap from it stays on the map at every angle. */
export const SHOWN_START = [-0.6, 0.8] as const;
/** Steps drawn of a rule that never arrives. */
const DRAWN = 60;

interface Rule {
  optimizer: Optimizer;
  /** All except the rate. */
  hyper: Readonly<Record<string, number>>;
  /** The lowest and the highest rate tried. */
  rates: readonly [number, number];
}
const adam: Rule = { optimizer: optimizers.adam, hyper: { beta: 0.9, gamma: 0.99 }, rates: [0.01, 2] };
const momentum: Rule = { optimizer: optimizers.momentum, hyper: { beta: 0.9 }, rates: [0.01, 0.4] };

export function createRavine(degrees: number): Quadratic {
  return createQuadratic({ eigenvalues: RAVINE, rotation: (degrees * Math.PI) / 180 });
}

/** A rule in the ravine at the rate that needs the fewest steps until the loss is a thousandth of its first. */
export interface TunedRule {
  /** Median over 64 starts on the unit circle; Infinity if fewer than half arrive at any rate. */
  steps: number;
  /** The best of 25 from low to high. */
  rate: number;
  /** From the displayed start, for that many steps. */
  path: f.PlaneRun;
}

export interface Turn {
  adam: TunedRule;
  momentum: TunedRule;
}

/** Both rules in the ravine rotated by an angle in degrees. */
export function turnedRavine(degrees: number): Turn {
  const ravine = createRavine(degrees);
  return { adam: tuned(ravine, adam), momentum: tuned(ravine, momentum) };
}

function tuned(ravine: Quadratic, rule: Rule): TunedRule {
  const [low, high] = rule.rates;
  let [steps, rate] = [Number.POSITIVE_INFINITY, low];
  for (let k = 0; k < RATES; k++) {
    const tried = low * (high / low) ** (k / (RATES - 1));
    const needed = median(STARTS.map((start) => arrival(ravine, rule, tried, start)));
    if (needed < steps) [steps, rate] = [needed, tried];
  }
  const { optimizer, hyper } = rule;
  const drawn = Math.min(DRAWN, Math.ceil(steps));
  const trace = train({
    problem: ravine,
    optimizer,
    hyper: { ...hyper, alpha: rate },
    start: SHOWN_START,
    steps: drawn,
  });
  return { steps, rate, path: f.planeRun(trace) };
}

function arrival(
  ravine: Quadratic,
  { optimizer, hyper }: Rule,
  alpha: number,
  start: readonly [number, number],
): number {
  const target = ARRIVED * ravine.loss(vector(...start));
  const { status } = train({
    problem: ravine,
    optimizer,
    hyper: { ...hyper, alpha },
    start,
    steps: LONGEST,
    until: (phi) => ravine.loss(phi) <= target,
    record: { phi: 'ends', loss: 'ends' },
  });
  return status.kind === 'converged' ? status.step : Number.POSITIVE_INFINITY;
}
