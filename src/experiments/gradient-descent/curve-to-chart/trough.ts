/** A valley in one parameter that changes as a second one gains influence: a parabola, a trough, a hollow. */
import { createQuadratic } from '../../../engine/index.ts';
import type { Column, SurfaceBands } from '../../../figure/index.ts';
import { lossGrid } from '../../kit/loss-grid.ts';

/** Across the valley, and along it: the minimum is near the far end. */
export const WINDOW = { xDomain: [-3.2, 3.2], yDomain: [-11, 5] } as const;
/** Ratio of the walls' curvature to that of the floor. */
export const KAPPA = 40;
const CURVATURE = 1;

/** @param say fraction of its curvature that the second parameter has: at 0 the loss does not depend on it */
export const valleyOf = (say: number) => createQuadratic({ eigenvalues: [CURVATURE, (say * CURVATURE) / KAPPA] });

const lossOfBoth = (across: number, along: number): number => valleyOf(1).loss(Float64Array.of(across, along));
/** The loss at the near corners and at the far ones once both have full influence: all views use the same scale. */
const HIGHEST = lossOfBoth(WINDOW.xDomain[1], WINDOW.yDomain[0]);
export const FARTHEST = lossOfBoth(WINDOW.xDomain[1], WINDOW.yDomain[1]);

const CELLS = 48;
const TINTS = 14;

export interface Surface {
  grid: Column;
  columns: number;
  rows: number;
  bands: SurfaceBands;
}

/** Heights and bands of the valley. */
export function surfaceOf(say: number): Surface {
  const { grid, columns, rows } = lossGrid(WINDOW, { across: CELLS }, valleyOf(say).loss);
  // Proportional to squares, which spaces the contours evenly.
  const levels = Array.from({ length: TINTS - 1 }, (_, k) => HIGHEST * ((k + 1) / TINTS) ** 2);
  return {
    grid,
    columns,
    rows,
    bands: { levels, label: 'loss *L*', paths: levels.map((level) => above(level, say)) },
  };
}

/** Number of arcs for one side of a contour. */
const ARCS = 6;
/** How far a contour continues beyond the frame, in thousandths of it. */
const BEYOND = 100;
const BOX = 1000;

/**
 * The region where the loss is at least `level`: the plane without an ellipse; only its part near the frame is drawn.
 * Without influence of the second parameter the ellipse is infinitely long, and its sides are straight lines.
 */
function above(level: number, say: number): string {
  const { xDomain, yDomain } = WINDOW;
  const half = (BOX * Math.sqrt((2 * level) / CURVATURE)) / (xDomain[1] - xDomain[0]);
  const [centre, middle] = [
    (BOX * -xDomain[0]) / (xDomain[1] - xDomain[0]),
    (BOX * yDomain[1]) / (yDomain[1] - yDomain[0]),
  ];
  const [far, near] = [-BEYOND, BOX + BEYOND];
  const pen = createOutline();
  // With the opposite orientation to the part cut out of it.
  const plane = `M${-BOX} ${-BOX}V${2 * BOX}H${2 * BOX}V${-BOX}z`;
  if (say === 0)
    return `${plane}${pen.begin(centre - half, far)}${pen.line(centre + half, far)}${pen.line(centre + half, near)}${pen.line(centre - half, near)}z`;
  const along = (BOX * Math.sqrt((2 * level * KAPPA) / CURVATURE / say)) / (yDomain[1] - yDomain[0]);
  /** The angle on the ellipse at a height in the box. */
  const angle = (py: number) => Math.asin(Math.min(1, Math.max(-1, (py - middle) / along)));
  const [from, to] = [angle(far), angle(near)];
  const step = (to - from) / ARCS;
  const at = (side: 1 | -1, turn: number, out = 1): [number, number] => [
    centre + side * out * half * Math.cos(turn),
    middle + out * along * Math.sin(turn),
  ];
  // The control point of an arc is where the tangents at its ends meet.
  const bend = (side: 1 | -1, turn: number, by: number) =>
    pen.bend(...at(side, turn + by / 2, 1 / Math.cos(by / 2)), ...at(side, turn + by));
  const arcs = Array.from({ length: ARCS }, (_, k) => k);
  return [
    plane,
    pen.begin(...at(1, from)),
    ...arcs.map((k) => bend(1, from + k * step, step)),
    pen.line(...at(-1, to)),
    ...arcs.map((k) => bend(-1, to - k * step, -step)),
    'z',
  ].join('');
}

/** Writes an outline in whole units, each point relative to the last one as written. */
function createOutline() {
  let [x, y] = [0, 0];
  const from = (px: number, py: number) => `${Math.round(px) - x} ${Math.round(py) - y}`;
  const to = (px: number, py: number): void => {
    [x, y] = [Math.round(px), Math.round(py)];
  };
  return {
    begin(px: number, py: number): string {
      to(px, py);
      return `M${x} ${y}`;
    },
    line(px: number, py: number): string {
      const text = `l${from(px, py)}`;
      to(px, py);
      return text;
    },
    bend(cx: number, cy: number, px: number, py: number): string {
      const text = `q${from(cx, cy)} ${from(px, py)}`;
      to(px, py);
      return text;
    },
  };
}
