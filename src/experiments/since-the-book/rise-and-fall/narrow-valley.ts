/**
 * A valley that is narrow far from its minimum and wide around it, and a noisy walk in it whose rate rises and may
 * fall.
 */
import { gradientDescent } from '../../../engine/optimizers/gradient-descent.ts';
import type { Problem } from '../../../engine/problems/problem.ts';
import { createSchedule, type Schedule, warmUp } from '../../../engine/training/schedules.ts';
import { lastState } from '../../../engine/training/trace.ts';
import { train } from '../../../engine/training/train.ts';
import * as f from '../../../figure/index.ts';

/** Curvature along the valley, and the growth of the curvature across it with the distance: 1 + NARROW x². */
const ALONG = 0.08;
const NARROW = 0.06;
/** Standard deviation of the noise in each coordinate of the gradient. */
export const NOISE = 0.4;
export const WINDOW = { xDomain: [-10, 5], yDomain: [-4, 4] } as const;

export const lossAt = (x: number, y: number): number => (ALONG * x * x + (1 + NARROW * x * x) * y * y) / 2;

/**
 * The limit of the rate on the valley's floor: 2 divided by the curvature across it; a step at a larger rate lands
 * higher.
 */
export const limitAt = (x: number): number => 2 / (1 + NARROW * x * x);

const valley: Problem = {
  id: 'narrow-valley',
  dimension: 2,
  examples: 0,
  python: `def loss(phi, batch=None):
    x, y = phi
    return (${ALONG} * x**2 + (1 + ${NARROW} * x**2) * y**2) / 2

def gradient(phi, batch=None):
    x, y = phi
    return np.array([${ALONG} * x + ${NARROW} * x * y**2, (1 + ${NARROW} * x**2) * y])`,
  loss: ([x = 0, y = 0]) => lossAt(x, y),
  gradient(phi, out) {
    const [x, y] = [phi[0]!, phi[1]!];
    out[0] = ALONG * x + NARROW * x * y * y;
    out[1] = (1 + NARROW * x * x) * y;
    return lossAt(x, y);
  },
};
export const valleyPython = valley.python;

/**
 * The end of a run: at its full rate, with a falling rate, or at its full rate with the mean of its points as the
 * result.
 */
export type Ending = 'stays' | 'falls' | 'mean';

export type Walk = {
  alpha: number;
  warmUp: number;
  ending: Ending;
  steps: number;
  phi0: number;
  phi1: number;
  seed: number;
};

/**
 * The factor on the rate: it rises in equal steps, and then stays constant or falls to zero along half a cosine wave.
 */
export function factorOf({ warmUp: rise, ending, steps }: Pick<Walk, 'warmUp' | 'ending' | 'steps'>): Schedule {
  const up = warmUp(rise);
  if (ending !== 'falls' || rise >= steps) return up;
  const down = createSchedule('cosine', { duration: steps - rise });
  return (t) => (t < rise ? up(t) : down(t - rise));
}

const optionsOf = (walk: Walk, seed: number) => ({
  problem: valley,
  optimizer: gradientDescent,
  hyper: { alpha: walk.alpha },
  start: [walk.phi0, walk.phi1],
  steps: walk.steps,
  schedule: factorOf(walk),
  noise: { sd: NOISE },
  seed,
});

export const walkOf = (walk: Walk): f.PlaneRun => f.planeRun(train(optionsOf(walk, walk.seed)));

/** The mean of the later half of the points up to each step. */
export function laterMean({ x, y }: Pick<f.PlaneRun, 'x' | 'y'>): { x: f.Column; y: f.Column } {
  const half = (column: f.Column): f.Column => {
    const sums = new Float64Array(column.length + 1);
    for (let t = 0; t < column.length; t++) sums[t + 1] = sums[t]! + column[t]!;
    return column.map((_, t) => {
      const from = Math.ceil(t / 2);
      return (sums[t + 1]! - sums[from]!) / (t + 1 - from);
    });
  };
  return { x: half(x), y: half(y) };
}

export const RUNS = 200;

const isWithin = (place: number, [low, high]: readonly [number, number]) => place >= low && place <= high;
export const isOnMap = (x: number, y: number): boolean => isWithin(x, WINDOW.xDomain) && isWithin(y, WINDOW.yDomain);

/** The last loss of each of many runs, NaN for a lost one: diverged, or off the map at its end. */
export function endsOf(walk: Walk): f.Column {
  return Float64Array.from({ length: RUNS }, (_, r) => {
    const trace = train({
      ...optionsOf(walk, walk.seed + r),
      record: { phi: walk.ending === 'mean' ? 'all' : 'ends', loss: 'ends' },
    });
    const [x = Number.NaN, y = Number.NaN] = lastState(trace);
    if (trace.status.kind === 'diverged' || !isOnMap(x, y)) return Number.NaN;
    if (walk.ending !== 'mean') return lossAt(x, y);
    const mean = laterMean(f.planeRun(trace));
    return lossAt(mean.x.at(-1)!, mean.y.at(-1)!);
  });
}
