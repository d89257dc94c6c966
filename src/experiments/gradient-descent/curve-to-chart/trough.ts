/** A valley in one parameter, and what becomes of it as a second one gets its say: a parabola, a trough, a hollow. */
import { createQuadratic } from '../../../engine/index.ts';
import type { Column, SurfaceBands } from '../../../figure/index.ts';
import { cellCentres } from '../../../figure/panels/contours.ts';

/** Across the valley, and along it: the lowest place lies towards the far end. */
export const WINDOW = { xDomain: [-3.2, 3.2], yDomain: [-11, 5] } as const;
/** How many times more steeply the walls curve than the floor. */
export const KAPPA = 25;
const CURVATURE = 1;

/** @param say share of its curvature that the second parameter has: at 0 the loss does not depend on it */
export const valleyOf = (say: number) => createQuadratic({ eigenvalues: [CURVATURE, (say * CURVATURE) / KAPPA] });

const lossOfBoth = (across: number, along: number): number => valleyOf(1).loss(Float64Array.of(across, along));
/** The loss at the near corners and at the far ones once both have their say: all views have one scale. */
const HIGHEST = lossOfBoth(WINDOW.xDomain[1], WINDOW.yDomain[0]);
export const FARTHEST = lossOfBoth(WINDOW.xDomain[1], WINDOW.yDomain[1]);

const CELLS = 48;
const TINTS = 14;

export interface Ground {
  grid: Column;
  columns: number;
  rows: number;
  bands: SurfaceBands;
}

/** Heights and bands of the valley. */
export function groundOf(say: number): Ground {
  const valley = valleyOf(say);
  const [across, along] = [cellCentres(WINDOW.xDomain, CELLS), cellCentres(WINDOW.yDomain, CELLS)];
  const [columns, rows] = [across.length, along.length];
  const grid = Float64Array.from({ length: columns * rows }, (_, i) =>
    valley.loss(Float64Array.of(across[i % columns]!, along[Math.floor(i / columns)]!)),
  );
  // They grow as squares, which spaces the contours evenly.
  const levels = Array.from({ length: TINTS - 1 }, (_, k) => HIGHEST * ((k + 1) / TINTS) ** 2);
  return {
    grid,
    columns,
    rows,
    bands: { levels, label: 'loss *L*', paths: levels.map((level) => above(level, say)) },
  };
}

const CORNERS = 24;
/** How far a contour goes on beyond the frame, in thousandths of it. */
const BEYOND = 100;
const BOX = 1000;

/**
 * Where the loss is at least `level`: all of the plane but an ellipse, of which the part near the frame is cut out. Without a
 * say of the second parameter it is endlessly long, and its sides are straight lines.
 */
function above(level: number, say: number): string {
  const { xDomain, yDomain } = WINDOW;
  const box = ([from, to]: readonly [number, number], value: number) => (BOX * (value - from)) / (to - from);
  const [halfAcross, halfAlong] = [
    Math.sqrt((2 * level) / CURVATURE),
    Math.sqrt((2 * level * KAPPA) / CURVATURE / say),
  ];
  const [left, right] = [box(xDomain, -halfAcross), box(xDomain, halfAcross)];
  const y = (along: number) => BOX - box(yDomain, along);
  const beyond = ((yDomain[1] - yDomain[0]) * BEYOND) / BOX;
  /** The angle on the ellipse of a place along the valley. */
  const angle = (along: number) => Math.asin(Math.min(1, Math.max(-1, along / halfAlong)));
  const [from, to] = [angle(yDomain[0] - beyond), angle(yDomain[1] + beyond)];
  const side = Array.from({ length: CORNERS + 1 }, (_, k): [number, number] => {
    const turn = from + (k / CORNERS) * (to - from);
    const along = Number.isFinite(halfAlong)
      ? halfAlong * Math.sin(turn)
      : yDomain[0] - beyond + (k / CORNERS) * (yDomain[1] - yDomain[0] + 2 * beyond);
    return [Math.cos(turn), y(along)];
  });
  const middle = (left + right) / 2;
  const half = (right - left) / 2;
  const corner = (px: number, py: number) => `${Math.round(px * 10) / 10} ${Math.round(py * 10) / 10}`;
  const hole = [
    ...side.map(([share, py]) => corner(middle + share * half, py)),
    ...side.reverse().map(([share, py]) => corner(middle - share * half, py)),
  ];
  return `M${-BOX} ${-BOX}H${2 * BOX}V${2 * BOX}H${-BOX}zM${hole.join('L')}z`;
}
