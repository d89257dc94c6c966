/** The surface under the runs of the playground: a loss of ours, or a reader's loss or model, and its map. */
import type { Problem } from '../../../engine/problems/problem.ts';
import * as f from '../../../figure/index.ts';
import { copied, latticeOf, rungsOf } from '../../kit/lattice.ts';
import type { Point } from '../../kit/loss-frames.ts';
import { surfaceOf as landOf, problemOf, stationary } from '../../kit/loss-map.ts';
import { isCurve, type LossId, type Span } from '../../kit/losses.ts';

/** A map as a part: the code is a reader's loss, or their model written as one. */
export type World = {
  loss: LossId;
  points: readonly Point[];
  ground: string;
  x: Span;
  y: Span;
};

export interface Minimum {
  x: number;
  y: number;
  loss: number;
}

/** A loss displayed as 0. The error of the interpolation of Python's values is smaller than that. */
export const SMALLEST_LOSS = 0.005;
/** Whether a minimum is above the lowest one, rather than equally low. */
export const isHigher = (one: Minimum, lowest: Minimum): boolean => one.loss > lowest.loss + SMALLEST_LOSS;

export interface Scene {
  /** For a loss of two parameters; a loss of one has its curve. */
  bands?: f.SurfaceBands;
  tilt?: f.SurfaceTilt;
  curve?: { x: f.Column; y: f.Column };
  marks: readonly f.PanelPoint[];
  /** Lowest first. */
  minima: readonly Minimum[];
}

/** A model as a loss of the one or two parameters on the map: the sum of squares over its points. */
export function lossOfModel(text: string, points: readonly Point[], phi: readonly number[], over: Point): string {
  const names = phi.map((value, i) => (i === over[0] ? 'x' : i === over[1] ? 'y' : String(value)));
  return `${text.trimEnd()}

data = ${JSON.stringify(points)}

def loss(${names.includes('y') ? 'x, y' : 'x'}):
    phi = np.array([${names.join(', ')}])
    total = 0
    for at, value in data:
        total = total + (model(at, phi) - value) ** 2
    return total`;
}

/** Grid points of a map; fewer for a model, which is evaluated at every data point for each. */
const MESH = { across: 49, up: 37 } as const;
/** Maximum number of evaluations of a model for a map, and minimum number of points across. */
const QUESTIONS = 1800;
const FEWEST = 10;
const SHAPE = 0.8;
/** Number of points of a curve. */
const CURVE = 401;

/** The request to Python about the reader's own loss or model. */
export function surfaceAskOf({ loss, ground, points, x, y }: World): f.SurfaceAsk {
  const cost = loss === 'model' ? points.length : 1;
  if (isCurve(ground)) return { loss: ground, cost, across: rungsOf(x, CURVE) };
  const wanted = Math.round(Math.sqrt(QUESTIONS / cost / SHAPE));
  const across = Math.max(FEWEST, Math.min(MESH.across, wanted));
  const mesh = loss === 'model' ? { across, up: Math.round(SHAPE * across) } : MESH;
  return { loss: ground, cost, ...latticeOf({ x, y }, mesh) };
}

export const ourProblem = ({ loss, points }: Pick<World, 'loss' | 'points'>): Problem => problemOf({ loss, points });

/** @param measured Python's values of the reader's own loss or model */
export function sceneOf(world: World, measured?: f.Surface): Scene {
  const { across, up } = world.ground === '' ? {} : surfaceAskOf(world);
  if (measured && across && !up) return curveOf(measured.values, world.x);
  const problem = measured && across && up ? copied({ across, up, ...measured }) : ourProblem(world);
  // A model may be flat along whole lines.
  const marks = world.loss === 'model' ? [] : stationary(problem, world);
  return {
    ...landOf(problem, world),
    marks,
    minima: marks.flatMap(({ mark, x, y }) =>
      mark === 'minimum' ? [{ x, y, loss: problem.loss(Float64Array.of(x, y)) }] : [],
    ),
  };
}

/** The curve of a loss of one parameter, with its minima: between its points a parabola is accurate enough. */
function curveOf(y: f.Column, [from, to]: Span): Scene {
  const apart = (to - from) / (y.length - 1);
  const x = Float64Array.from(y, (_, k) => from + k * apart);
  const minima = Array.from(y, (middle, k): Minimum[] => {
    const [left = Number.NaN, right = Number.NaN] = [y[k - 1], y[k + 1]];
    if (!(middle < left && middle <= right)) return [];
    const [lean, bend] = [right - left, right - 2 * middle + left];
    const loss = middle - lean ** 2 / (8 * bend);
    return [{ x: from + (k - lean / (2 * bend)) * apart, y: loss, loss }];
  })
    .flat()
    .sort((a, b) => a.loss - b.loss);
  return {
    curve: { x, y },
    marks: minima.map(({ x, y }, k) => ({ name: `minimum ${k + 1}`, x, y, mark: 'minimum' })),
    minima,
  };
}

/** Space above and below a curve, as a fraction of its height. */
const MARGIN = 0.08;

/** The vertical axis of a map; for a curve it is that of its heights. */
export function uprightOf(scene: Scene, name: string, y: Span) {
  if (!scene.curve) return f.axis(name, y);
  const finite = scene.curve.y.filter(Number.isFinite);
  const [low, high] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [0, 1];
  const room = MARGIN * (high - low || 1);
  return f.axis('loss *L*', [low - room, high + room]);
}

/** The height of a curve, given at equidistant points, at x. */
export function heightAt({ x, y }: { x: f.Column; y: f.Column }, at: number): number {
  const [from = 0, to = 1] = [x[0], x.at(-1)];
  const place = Math.min(x.length - 1, Math.max(0, ((at - from) / (to - from)) * (x.length - 1)));
  const k = Math.min(x.length - 2, Math.floor(place));
  const [left = Number.NaN, right = Number.NaN] = [y[k], y[k + 1]];
  return left + (place - k) * (right - left);
}
