/** Where the names of the runs and the losses of the minima stand on a sheet, so that they hide as little as may be. */
import { toPx } from '../../widgets/panels/axis-scale.ts';
import type { Box } from '../../widgets/panels/labels.ts';
import { overlap } from '../../widgets/panels/labels.ts';
import { indexOf, type Pixels, pointBetween } from '../../widgets/panels/polyline.ts';
import { MINUS, textWidth } from '../../widgets/panels/text.ts';
import type { Minimum } from './compute.ts';
import { type Drawn, headsOf, type Placed, pathOf, type Scales } from './shapes.ts';

interface Place {
  dx: number;
  dy: number;
  anchor: -1 | 0 | 1;
}

/** Places around a mark: offsets of the left end, the middle or the right end, and of the baseline. */
const AROUND: readonly Place[] = [
  { dx: 11, dy: 4.5, anchor: 1 },
  { dx: -11, dy: 4.5, anchor: -1 },
  { dx: 10, dy: -9, anchor: 1 },
  { dx: 10, dy: 19, anchor: 1 },
  { dx: -10, dy: 19, anchor: -1 },
  { dx: -10, dy: -9, anchor: -1 },
  { dx: 0, dy: 23, anchor: 0 },
  { dx: 0, dy: -13, anchor: 0 },
];
/** Where runs meet, their names stand farther away, each on a line. */
const FARTHER: readonly Place[] = [1, 1.7, 2.4].flatMap((far) =>
  [
    [34, -24],
    [-34, -24],
    [34, 34],
    [-34, 34],
    [46, 5],
    [-46, 5],
  ].map(([dx = 0, dy = 0]): Place => ({ dx: dx * far, dy: dy * far, anchor: dx > 0 ? 1 : -1 })),
);
const AT_HEAD = [...AROUND, ...FARTHER];
/** The lowest minimum is always on a line, which tells it from the others. */
const AWAY: readonly Place[] = [
  { dx: 62, dy: 50, anchor: 1 },
  { dx: -62, dy: 50, anchor: -1 },
  { dx: 62, dy: -42, anchor: 1 },
  { dx: -62, dy: -42, anchor: -1 },
  { dx: 40, dy: 32, anchor: 1 },
  { dx: -40, dy: 32, anchor: -1 },
  { dx: 40, dy: -26, anchor: 1 },
  { dx: -40, dy: -26, anchor: -1 },
  { dx: 90, dy: 74, anchor: 1 },
  { dx: -90, dy: -66, anchor: -1 },
];
/** The gain that another place must bring before a text moves there: names must not jump while a run is played. */
const LOYALTY = 8;
const SMALLEST_LOSS = 0.005;

/** @param taken boxes where no text may stand; `before` the places of the last picture, which are kept while they will do */
export function placeNames(
  drawn: readonly Drawn[],
  minima: readonly Minimum[],
  scales: Scales,
  t: number,
  taken: readonly Box[],
  before: readonly Placed[] = [],
): Placed[] {
  const { box, x: xScale, y: yScale } = scales;
  const heads = headsOf(drawn, scales, t);
  const lines = drawn.flatMap(({ run }) => samplesOf(pathOf(run, scales), t));
  const boxes = [...taken];
  const marks = minima.map(({ x, y }) => [toPx(xScale, x), toPx(yScale, y)] as const);
  const put = (
    { of, text, width, x, y, room }: { of: string; text: string; width: number; x: number; y: number; room: number },
    places: readonly Place[],
    rest: Pick<Placed, 'look'>,
    farthest: number,
  ): Placed | undefined => {
    const last = before.find((one) => one.of === of)?.place;
    const options = places.map(({ dx, dy, anchor }, place) => {
      const left = x + dx - (anchor === 1 ? 0 : anchor === -1 ? width : width / 2);
      const area: Box = { x: left - 1, y: y + dy - 11, width: width + 2, height: 15 };
      const cost =
        (places === AT_HEAD && place >= AROUND.length ? 8 : 0) +
        0.4 * place -
        (place === last ? LOYALTY : 0) +
        30 * heads.filter((head) => `${head.look}` !== of && within(area, head.x, head.y, 7)).length +
        20 * marks.filter(([px, py]) => within(area, px, py, 4)).length +
        30 * boxes.filter((other) => overlap(area, other)).length +
        room * countIn(area, lines, 2) +
        (area.x < box.x + 2 || area.x + area.width > box.x + box.width - 2 ? 80 : 0) +
        (area.y < box.y + 2 || area.y + area.height > box.y + box.height - 2 ? 80 : 0);
      return { place, left, baseline: y + dy, area, cost, anchor };
    });
    const best = options.reduce((a, b) => (b.cost < a.cost ? b : a));
    if (best.cost > farthest) return undefined;
    boxes.push(best.area);
    const placed: Placed = { ...rest, of, text, x: best.left, y: best.baseline, place: best.place };
    if (places !== AWAY && best.place < AROUND.length) return placed;
    const end = best.anchor === 1 ? best.left - 3 : best.left + width + 3;
    return { ...placed, leader: [x, y, end, best.baseline - 4] };
  };
  // The reader's own, drawn last, chooses first.
  const names = [...heads].reverse().flatMap(({ look, name, x, y }) => {
    const width = textWidth(name, 13.5, true);
    return put({ of: look, text: name, width, x, y, room: 2 }, AT_HEAD, { look }, 1000) ?? [];
  });
  const small = box.width < 420;
  const soundings = minima.slice(0, small ? 3 : 8).flatMap(({ loss }, i) => {
    const [x = 0, y = 0] = marks[i] ?? [];
    const number = Math.abs(loss) < SMALLEST_LOSS ? '0' : loss.toFixed(2).replace('-', MINUS);
    const text = i === 0 && minima.length > 1 ? `lowest, ${number}` : number;
    const width = textWidth(text, 11.5);
    const mark = { of: `minimum ${i}`, text, width, x, y, room: 4 };
    return put(mark, i === 0 ? AWAY : AROUND, {}, 28) ?? [];
  });
  return [...soundings, ...names];
}

/** Points along a run up to step t, a few px apart: x, y, x, y. */
function samplesOf(points: Pixels, t: number): number[] {
  const end = indexOf(points, t);
  const found: number[] = [];
  for (let i = 0; i < end; i++) {
    const [ax, ay] = pointBetween(points, i);
    const [bx, by] = pointBetween(points, Math.min(end, i + 1));
    const count = Math.min(12, Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 8)));
    for (let k = 0; k < count; k++) found.push(ax + (k / count) * (bx - ax), ay + (k / count) * (by - ay));
  }
  return found;
}

const within = ({ x, y, width, height }: Box, px: number, py: number, by: number): boolean =>
  px > x - by && px < x + width + by && py > y - by && py < y + height + by;

/** How many of the points x, y, x, y lie in a box; asked so often at each key that it must be cheap. */
function countIn({ x, y, width, height }: Box, points: readonly number[], by: number): number {
  const [left, right, top, bottom] = [x - by, x + width + by, y - by, y + height + by];
  let count = 0;
  for (let i = 0; i < points.length; i += 2) {
    const px = points[i] ?? 0;
    const py = points[i + 1] ?? 0;
    if (px > left && px < right && py > top && py < bottom) count += 1;
  }
  return count;
}
