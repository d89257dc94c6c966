/** A valley in one parameter, and what becomes of it as a second one gets its say: a parabola, a trough, a hollow. */
import { createQuadratic } from '../../../engine/index.ts';
import type { Column, SurfaceBands } from '../../../figure/index.ts';
import { lossGrid } from '../../kit/loss-grid.ts';

/** Across the valley, and along it: the lowest place lies towards the far end. */
export const WINDOW = { xDomain: [-3.2, 3.2], yDomain: [-11, 5] } as const;
/** How many times more steeply the walls curve than the floor. */
export const KAPPA = 40;
const CURVATURE = 1;

/** @param say share of its curvature that the second parameter has: at 0 the loss does not depend on it */
export const valleyOf = (say: number) => createQuadratic({ eigenvalues: [CURVATURE, (say * CURVATURE) / KAPPA] });

const lossOfBoth = (across: number, along: number): number => valleyOf(1).loss(Float64Array.of(across, along));
/** The loss at the near corners and at the far ones once both have their say: all views have one scale. */
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
  // They grow as squares, which spaces the contours evenly.
  const levels = Array.from({ length: TINTS - 1 }, (_, k) => HIGHEST * ((k + 1) / TINTS) ** 2);
  return {
    grid,
    columns,
    rows,
    bands: { levels, label: 'loss *L*', paths: levels.map((level) => above(level, say)) },
  };
}

/** Arcs in which one side of a contour is drawn. */
const ARCS = 6;
/** How far a contour goes on beyond the frame, in thousandths of it. */
const BEYOND = 100;
const BOX = 1000;

/**
 * Where the loss is at least `level`: the plane without an ellipse; its part near the frame is cut out. While the
 * second parameter has no say the ellipse is endlessly long, and its sides are straight lines.
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
  // The other way round than what is cut out of it.
  const plane = `M${-BOX} ${-BOX}V${2 * BOX}H${2 * BOX}V${-BOX}z`;
  if (say === 0)
    return `${plane}${pen.begin(centre - half, far)}${pen.line(centre + half, far)}${pen.line(centre + half, near)}${pen.line(centre - half, near)}z`;
  const along = (BOX * Math.sqrt((2 * level * KAPPA) / CURVATURE / say)) / (yDomain[1] - yDomain[0]);
  /** The angle on the ellipse of a height in the box. */
  const angle = (py: number) => Math.asin(Math.min(1, Math.max(-1, (py - middle) / along)));
  const [from, to] = [angle(far), angle(near)];
  const step = (to - from) / ARCS;
  const at = (side: 1 | -1, turn: number, out = 1): [number, number] => [
    centre + side * out * half * Math.cos(turn),
    middle + out * along * Math.sin(turn),
  ];
  // An arc of an ellipse bends towards where the tangents at its ends meet.
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

/** Writes an outline in whole units, each point from the last as it was written. */
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
