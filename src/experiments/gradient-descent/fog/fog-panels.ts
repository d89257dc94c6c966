import { type Way, wayOf } from '../../../figure/compass.ts';
import * as f from '../../../figure/index.ts';
import { bands, chooseLevels } from '../../../figure/panels/contours.ts';
import { showNumber } from '../../../figure/sentence.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { cacheLast } from '../../kit/made-once.ts';
import { type OwnWalk, REACH, RULES, SETTINGS, type Walk, type Walks, wayDown } from './fog-walks.ts';
import { createTerrain, HALF } from './terrain.ts';

const WINDOW = { xDomain: [-HALF[0], HALF[0]], yDomain: [-HALF[1], HALF[1]] } as const;
const axes = {
  x: f.axis('ϕ_0', WINDOW.xDomain, { ticks: [-3, -2, -1, 0, 1, 2, 3] }),
  y: f.axis('ϕ_1', WINDOW.yDomain, { ticks: [-2, -1, 0, 1, 2] }),
  // Equal units, so that contours are perpendicular to the direction of descent.
  equal: true,
  fills: true,
} as const;

/** How far the landscape extends beyond the map, for a window of any shape, and the number of its cells. */
const LAND = { xDomain: [-5.4, 5.4], yDomain: [-3.6, 3.6] } as const;
const CELLS = { across: 44, up: 36 };
const TINTS = 14;

const tintsOf = cacheLast((seed: number): f.SurfaceBands => {
  const { problem } = createTerrain(seed);
  // The landscape beyond the map is higher still, and gets no separate tints.
  const seen: number[] = [];
  const grid = lossGrid(LAND, CELLS, (place) => {
    const height = problem.loss(place);
    if (Math.abs(place[0]!) <= HALF[0] && Math.abs(place[1]!) <= HALF[1]) seen.push(height);
    return height;
  });
  const tints = bands({ ...grid, levels: chooseLevels(seen, TINTS, 'low'), slack: 0.8, label: 'height *L*' });
  return { ...tints, window: LAND };
});

/** A slope is drawn as long as the step of descent, outside the mark of its point. */
const descentStep = (slope: number): number => Number(SETTINGS.descent.hyper?.['alpha']) * slope;
/** Fraction of that length at which it stays as a mark. */
const BEHIND = 0.5;
/** Radius of the handle and of a dot, px. */
const BESIDE = { ring: 13, dot: 5 };

const steepness = ([x, y]: readonly [number, number]): number => Math.hypot(x, y);

/** An arrow downhill, longer if steeper; nothing on level ground. */
function downhillArrow(
  name: string,
  [x, y]: readonly [number, number],
  slope: readonly [number, number],
  { share = 1, beside, label }: { share?: number; beside: number; label?: string },
) {
  if (steepness(slope) === 0) return undefined;
  const to = [x - share * descentStep(slope[0]), y - share * descentStep(slope[1])] as const;
  return { ...f.arrow(name, 'measured', [x, y], to, label), beside };
}

/** The name of the circle that limits a step, beside it. */
const longestStep = ([x, y]: readonly [number, number]) => ({
  name: 'longest step',
  role: 'baseline' as const,
  x: Float64Array.of(x + REACH * Math.SQRT1_2),
  y: Float64Array.of(y - REACH * Math.SQRT1_2),
  label: 'longest step',
});

/** The map in fog: the reader's current and earlier positions, and only the slopes felt there. */
export function foggyMap({ you, lowest }: Walks): f.SurfacePanel {
  const last = you.x.length - 1;
  const here = f.standing(you, last);
  const slope = you.slopes[last]!;
  const size = steepness(slope);
  const way = (t: number): number => wayDown(you, lowest.loss, t);
  const howFar = (t: number): string => showNumber(down(way(t)));
  const place = way(last) < 0 ? 'higher than you began' : `${howFar(last)} down`;
  return f.map({
    name: 'sheet',
    title: `A map in fog. You stand at (${here[0].toFixed(1)}, ${here[1].toFixed(1)}) and feel a slope of ${size.toFixed(2)}`,
    ...axes,
    fog: true,
    paths: [f.path('your steps', 'run', you, { hops: true })],
    lines: last === 0 ? [longestStep(here)] : [],
    // Points keep their depth: information felt earlier is not lost with the next step.
    points: you.slopes
      .slice(0, -1)
      .map((_, t) => f.point('dot', `step ${t}`, ...f.standing(you, t), { role: 'run', label: howFar(t) })),
    arrows: f.some(
      ...you.slopes.map((slope, t) =>
        t < last
          ? downhillArrow(`slope felt at step ${t}`, f.standing(you, t), slope, { share: BEHIND, beside: BESIDE.dot })
          : downhillArrow('downhill', here, slope, { beside: BESIDE.ring, label: `slope ${size.toFixed(2)}` }),
      ),
    ),
    handle: {
      ...f.ring({ adds: 'moves' }, here, last === 0 ? 'you: click or tap to step' : `you, ${place}`),
      reach: REACH,
      falls: [here[0] - descentStep(slope[0]), here[1] - descentStep(slope[1])],
    },
  });
}

/** The depth in whole percent; 100 % only at the lowest point. */
export const down = (way: number): f.ShownNumber => f.percent(way, way < 1 && Math.round(100 * way) === 100 ? 1 : 0);

export const NAMES = { you: 'you', descent: 'descent', momentum: 'momentum', adam: 'Adam' } as const;

/**
 * The map without fog, with the four walks.
 * @param deepestAt the step after which the reader was lowest, if it was not the last
 */
export function clearMap(
  seed: number,
  walks: Walks,
  at: number | undefined,
  deepestAt: number | undefined,
): f.SurfacePanel {
  const { you, lowest } = walks;
  const walked = you.x.length > 1;
  const marks = (who: 'you' | (typeof RULES)[number]): f.PanelPoint[] => {
    const walk: Walk = walks[who];
    const role = who === 'you' ? 'run' : who;
    return f.some(
      f.point('end', `${NAMES[who]}, end`, ...f.standing(walk), { role }),
      at !== undefined && f.point('now', `${NAMES[who]}, step ${at}`, ...f.standing(walk, at)),
    );
  };
  return f.map({
    name: 'sheet',
    title: 'The map without fog, with your walk and those of descent, momentum and Adam from the same start',
    ...axes,
    bands: tintsOf(seed),
    paths: [
      ...RULES.map((rule) => f.path(NAMES[rule], rule, walks[rule], { steps: true, label: true })),
      ...f.some(walked && f.path('your steps', 'run', you, { steps: true, hops: true, label: NAMES.you })),
    ],
    points: [
      f.point('lowest', 'lowest place', ...lowest.at, { label: true }),
      f.point('start', 'start', ...f.standing(you, 0), { role: 'run', label: true }),
      ...RULES.flatMap(marks),
      ...(walked ? marks('you') : []),
      ...f.some(
        deepestAt !== undefined &&
          f.point('dot', 'your lowest', ...f.standing(you, deepestAt), { role: 'run', label: `step ${deepestAt}` }),
      ),
    ],
  });
}

/** The direction of descent on the map, in words. */
export const downhill = ([x, y]: readonly [number, number]): Way => wayOf(-x, -y);

export const slopeTable = ({ slopes, ...you }: OwnWalk): f.TablePanel =>
  f.table({
    name: 'table',
    title: 'What you have felt so far',
    columns: [
      f.figures('step', 0),
      f.figures('ϕ_0', 2),
      f.figures('ϕ_1', 2),
      f.figures('slope', 2),
      f.words('downhill on the map'),
    ],
    rows: slopes.map((slope, t) => [t, ...f.standing(you, t), steepness(slope), downhill(slope)]),
  });

export const scoreTable = (walks: Walks): f.TablePanel =>
  f.table({
    name: 'table',
    title: 'How low each of the four got',
    columns: [
      f.words('who'),
      f.figures('steps', 0),
      f.figures('height at the end', 3),
      f.figures('above the lowest place', 3),
      f.figures('of the way down, %', 1),
    ],
    rows: (['you', ...RULES] as const).map((who) => {
      const walk: Walk = walks[who];
      const last = walk.loss.length - 1;
      const end = walk.loss[last]!;
      return [NAMES[who], last, end, end - walks.lowest.loss, 100 * wayDown(walk, walks.lowest.loss)];
    }),
  });
