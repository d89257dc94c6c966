import { vector } from '../../../engine/index.ts';
import {
  arrow,
  axis,
  type Column,
  figures,
  type PanelPoint,
  path,
  point,
  ring,
  type SurfaceBands,
  type SurfacePanel,
  sheet,
  some,
  type TablePanel,
  table,
  words,
} from '../../../figure/index.ts';
import { bands, cellCentres } from '../../../figure/panels/contours.ts';
import { createTerrain, HALF } from './terrain.ts';
import { GRADIENTS, type OwnWalk, RULES, type Walk, type Walks, wayDown } from './walks.ts';

const WINDOW = { xDomain: [-HALF[0], HALF[0]], yDomain: [-HALF[1], HALF[1]] } as const;
const axes = {
  x: axis('ϕ_0', WINDOW.xDomain, { ticks: [-3, -2, -1, 0, 1, 2, 3] }),
  y: axis('ϕ_1', WINDOW.yDomain, { ticks: [-2, -1, 0, 1, 2] }),
  // A contour is to cross the way downhill at a right angle, as on the ground.
  equal: true,
};
const CELLS = 40;

/** Drawn once, since a sheet that is the same object is not drawn again. */
const drawn = new Map<number, SurfaceBands>();
const KEPT = 4;

function tintsOf(seed: number): SurfaceBands {
  const known = drawn.get(seed);
  if (known) return known;
  const { problem } = createTerrain(seed);
  const [x, y] = [cellCentres(WINDOW.xDomain, CELLS), cellCentres(WINDOW.yDomain, CELLS)];
  const tints = bands({
    ...WINDOW,
    grid: Float64Array.from({ length: x.length * y.length }, (_, k) =>
      problem.loss(vector(x[k % x.length]!, y[Math.floor(k / x.length)]!)),
    ),
    columns: x.length,
    rows: y.length,
    label: 'height *L*',
  });
  if (drawn.size >= KEPT) drawn.clear();
  drawn.set(seed, tints);
  return tints;
}

/** How long a slope is drawn: from SHORTEST, which is seen outside the ring on a phone too, to LONGEST; midway at HALFWAY. */
const SHORTEST = 0.6;
const LONGEST = 2.2;
const HALFWAY = 1;
/** Half a contour under one's feet. */
const TICK = 0.45;
/** Share of the sheet's width in which one sees the ground. */
const CLEAR = 0.06;

/** How many slopes stay marked: in a fog one remembers the last places, and more of them would be a thicket. */
const REMEMBERED = 5;
/** A place nearer than this to a newer one is not marked, because strokes over strokes cannot be read. */
const APART = 0.7;

const steepness = ([x, y]: readonly [number, number]): number => Math.hypot(x, y);
const drawnLength = (slope: number): number => SHORTEST + ((LONGEST - SHORTEST) * slope) / (slope + HALFWAY);

/** What was felt at a place: the contour that runs through it, and a stroke downhill, the longer the steeper. */
function felt(name: string, [x, y]: readonly [number, number], slope: readonly [number, number]) {
  const size = steepness(slope);
  if (size === 0) return undefined;
  const [across, up] = [slope[0] / size, slope[1] / size];
  const down = 0.45 * drawnLength(size);
  return {
    name,
    role: 'measured' as const,
    x: Float64Array.of(x - TICK * up, x + TICK * up, x, x - down * across),
    y: Float64Array.of(y + TICK * across, y - TICK * across, y, y - down * up),
  };
}

const placeOf = ({ x, y }: { x: Column; y: Column }, t: number): [number, number] => [x[t]!, y[t]!];

/** The steps whose slopes stay marked, the newest last. */
function remembered(you: OwnWalk): number[] {
  const kept: number[] = [];
  const apart = (s: number, t: number): number => Math.hypot(you.x[s]! - you.x[t]!, you.y[s]! - you.y[t]!);
  for (let t = you.x.length - 1; t >= 0 && kept.length < REMEMBERED; t--)
    if (kept.every((newer) => apart(newer, t) >= APART)) kept.unshift(t);
  return kept;
}

/** The sheet in fog: where the reader stands and has stood, and nothing that was not felt there. */
export function foggySheet({ you }: Walks): SurfacePanel {
  const last = you.x.length - 1;
  const [x, y] = placeOf(you, last);
  const slope = you.slopes[last]!;
  const size = steepness(slope);
  const tip = size === 0 ? 0 : drawnLength(size) / size;
  return sheet({
    name: 'sheet',
    title: `A sheet in fog. You stand at (${x.toFixed(1)}, ${y.toFixed(1)}) and feel a slope of ${size.toFixed(2)}`,
    ...axes,
    fog: { x, y, clear: CLEAR },
    lines: remembered(you).flatMap((t) => some(felt(`slope felt at step ${t}`, placeOf(you, t), you.slopes[t]!))),
    paths: [path('your steps', 'run', { x: you.x, y: you.y })],
    points: you.slopes.slice(0, -1).map((_, t) => point('dot', `step ${t}`, ...placeOf(you, t), { role: 'run' })),
    arrows: [
      arrow('downhill', 'measured', [x, y], [x - tip * slope[0], y - tip * slope[1]], `slope ${size.toFixed(2)}`),
    ],
    handle: ring(
      { adds: 'moves' },
      [x, y],
      last === 0 ? 'you: click or tap to step' : `you, ${GRADIENTS - last} steps left`,
    ),
  });
}

export const NAMES = { you: 'you', descent: 'descent', momentum: 'momentum', adam: 'Adam' } as const;

/** The sheet without fog, with the four walks over it. */
export function clearSheet(seed: number, walks: Walks, at: number | undefined): SurfacePanel {
  const { you, lowest } = walks;
  const marks = (who: 'you' | (typeof RULES)[number]): PanelPoint[] => {
    const walk: Walk = walks[who];
    const role = who === 'you' ? 'run' : who;
    const end = walk.x.length - 1;
    return some(
      point('end', `${NAMES[who]}, end`, ...placeOf(walk, end), { role, label: NAMES[who] }),
      at !== undefined && point('now', `${NAMES[who]}, step ${at}`, ...placeOf(walk, Math.min(at, end))),
    );
  };
  return sheet({
    name: 'sheet',
    title: 'The sheet without fog, with your walk and those of descent, momentum and Adam from the same start',
    ...axes,
    bands: tintsOf(seed),
    paths: [
      ...RULES.map((rule) => path(NAMES[rule], rule, walks[rule], { steps: true })),
      path('your steps', 'run', { x: you.x, y: you.y }, { steps: true }),
    ],
    points: [
      point('lowest', 'lowest place', ...lowest.at, { label: 'lowest place' }),
      point('start', 'start', ...placeOf(you, 0), { role: 'run', label: 'start' }),
      ...RULES.flatMap(marks),
      ...marks('you'),
    ],
  });
}

const COMPASS = ['right', 'upper right', 'up', 'upper left', 'left', 'lower left', 'down', 'lower right'] as const;

/** Where downhill is on the sheet, in words. */
export function downhill([x, y]: readonly [number, number]): string {
  const eighth = Math.round(Math.atan2(-y, -x) / (Math.PI / 4));
  return COMPASS[(eighth + COMPASS.length) % COMPASS.length]!;
}

export const slopeTable = ({ slopes, ...you }: OwnWalk): TablePanel =>
  table({
    name: 'table',
    title: 'What you have felt so far',
    columns: [
      figures('step', 0),
      figures('ϕ_0', 2),
      figures('ϕ_1', 2),
      figures('slope', 2),
      words('downhill on the sheet'),
    ],
    rows: slopes.map((slope, t) => [t, ...placeOf(you, t), steepness(slope), downhill(slope)]),
  });

export const scoreTable = (walks: Walks): TablePanel =>
  table({
    name: 'table',
    title: 'How low each of the four got',
    columns: [
      words('who'),
      figures('gradients', 0),
      figures('lowest height', 3),
      figures('above the lowest place', 3),
      figures('of the way down, %', 1),
    ],
    rows: (['you', ...RULES] as const).map((who) => {
      const walk: Walk = walks[who];
      const low = Math.min(...walk.loss);
      const used = who === 'you' ? walk.x.length - 1 : GRADIENTS;
      return [NAMES[who], used, low, low - walks.lowest.loss, 100 * wayDown(walk, walks.lowest.loss)];
    }),
  });
