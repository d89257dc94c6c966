/** Descent on a network at one rate, reached at once or gradually, with the largest curvature along its path. */
import { createNetworkTraining, createPerceptron } from '../../../engine/networks/index.ts';
import { warmUp } from '../../../engine/training/schedules.ts';
import type { Vector } from '../../../engine/vector.ts';
import { curvatureWork, LOOKS, powerIterations, rounded, smoothNetwork } from '../../kit/largest-curvature.ts';
import { trainingOf } from '../../kit/network-run.ts';

export type Warmed = {
  /** The full rate, on the mean gradient of all examples. */
  alpha: number;
  /** Steps until the full rate: alpha/W, 2 alpha/W, … alpha. */
  warmUp: number;
  steps: number;
  examples: number;
  seed: number;
};

export interface WarmedRun {
  /** The steps at which the curvature is measured, the start first; up to the end of the run. */
  at: number[];
  /** The largest eigenvalue of the Hessian there. */
  curvature: number[];
  /** Loss at the start and at each of `pointsOf`; null once it diverged. */
  losses: (number | null)[];
  /**
   * Largest swing before each of these points, up to the end of the run: half the difference of two consecutive steps.
   */
  swings: number[];
  /**
   * The swings if the loss had been the local parabola from `frozenAt` on; cut off once they are `WIDE` times the real
   * ones.
   */
  frozen: number[];
  divergedAt: number | null;
}

const POINTS = 150;
/** Steps after the warm-up from which the parabola is followed, and the maximum number followed. */
const SETTLES = 100;
const FROZEN = 80;
/** A swing counts as lost once it is this many times as wide as the run's widest. */
const WIDE = 10;

/** The steps at which losses and swings are stored. */
export const pointsOf = (steps: number): number[] => [
  ...new Set(Array.from({ length: POINTS }, (_, k) => Math.round(((k + 1) / POINTS) * steps))),
];

/** Whether its swings on the parabola outgrow all of its own. */
export const isLostOnParabola = ({ frozen, swings }: WarmedRun): boolean => frozen.at(-1)! > Math.max(...swings);

export const frozenAt = (warmUp: number): number => warmUp + SETTLES;

/** Denser at the beginning, where most of the change occurs. */
export const lookAt = (k: number, steps: number): number => Math.round(steps * (k / LOOKS) ** 2);

export const workOf = (run: Warmed): number => curvatureWork(run, run.steps + 2 * FROZEN, POINTS);

export function warmedRun(part: Warmed): WarmedRun {
  const { alpha, steps, seed } = part;
  const options = { ...trainingOf(smoothNetwork(part)), schedule: warmUp(part.warmUp) };
  const training = createNetworkTraining(options);
  const problem = createPerceptron(options);
  const curvatureNow = powerIterations(problem, seed);
  const diverged = (): boolean => training.status.kind === 'diverged';
  const run: WarmedRun = {
    at: [0],
    curvature: [curvatureNow(training.parameters())],
    losses: [rounded(training.evaluate().loss)],
    swings: [],
    frozen: [],
    divergedAt: null,
  };
  const looks = new Set(Array.from({ length: LOOKS }, (_, k) => lookAt(k + 1, steps)));
  const points = new Set(pointsOf(steps));
  let here = training.parameters();
  let step: Vector | undefined;
  let widest = 0;
  let parabola: { at: Vector; step: Vector } | undefined;
  for (let t = 1; t <= steps; t++) {
    if (training.advance(1).length > 0) {
      const next = training.parameters();
      const made = next.map((value, i) => value - here[i]!);
      if (step) widest = Math.max(widest, swingOf(made, step));
      if (t - 1 === frozenAt(part.warmUp)) parabola = { at: here, step: made };
      [here, step] = [next, made];
    }
    if (points.has(t)) {
      const { loss } = training.evaluate();
      run.losses.push(diverged() || !Number.isFinite(loss) ? null : rounded(loss));
      if (!diverged()) run.swings.push(short(widest));
      widest = 0;
    }
    if (diverged() || !looks.has(t)) continue;
    run.at.push(t);
    run.curvature.push(curvatureNow(here));
  }
  if (parabola && !diverged())
    run.frozen = swingsOn(parabola, alpha, WIDE * Math.max(...run.swings), (v, out) =>
      problem.hessianVector(parabola.at, v, out),
    );
  return { ...run, divergedAt: training.status.kind === 'diverged' ? training.status.step : null };
}

const short = (value: number): number => Number(value.toPrecision(3));

/** Half the difference of two alternating steps; steps in the same direction leave next to nothing. */
const swingOf = (step: Vector, before: Vector): number =>
  Math.sqrt(step.reduce((sum, value, i) => sum + (value - before[i]!) ** 2, 0)) / 2;

/** On a parabola with Hessian H the step d is followed by d - a H d. */
function swingsOn(
  { step }: { step: Vector },
  alpha: number,
  most: number,
  hessian: (v: Vector, out: Vector) => void,
): number[] {
  const swings: number[] = [];
  const out = new Float64Array(step.length);
  let now = Float64Array.from(step);
  while (swings.length < FROZEN && (swings.at(-1) ?? 0) < most) {
    hessian(now, out);
    const next = now.map((value, i) => value - alpha * out[i]!);
    swings.push(short(swingOf(next, now)));
    now = next;
  }
  return swings;
}
