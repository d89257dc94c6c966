/** The frame of a map: its box, scales and ticks, the bars of its neatline and the titles of its axes, in px. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { chooseTicks, createScale, type Scale, type Tick } from './axis-scale.ts';
import type { Box, Inset } from './box.ts';
import type { PlacedText } from './placer.ts';
import { round } from './polyline.ts';
import { fitTitle, textWidth } from './text.ts';

/** Width of the neatline. */
export const NEAT = 4;
const SMALL_TICK = 12;

/** Whether it fills its box: then it has no frame. */
export const isFilled = ({ fills }: SurfacePanel): boolean => fills === 'upright' || fills === 'turned';

export function placeBox(panel: SurfacePanel, frame: Box, narrow: boolean, inset: Inset | undefined) {
  const small = inset?.small ?? false;
  const top = frame.y + (small ? NEAT + 1 : panel.y.label === '' ? 10 : 26);
  const bottom = frame.y + frame.height - (small || panel.x.label === '' ? NEAT + 20 : 42);
  const room = { spacing: narrow ? 58 : 70, across: false };
  const yRange = [bottom, top] as const;
  const yWidth = Math.max(
    0,
    ...chooseTicks(panel.y, createScale(panel.y, yRange), room).map((t) => textWidth(t.text, SMALL_TICK)),
  );
  const left =
    frame.x + (inset ? (inset.yLabels ? yWidth + NEAT + 8 : NEAT + 1) : Math.max(34, Math.ceil(yWidth) + NEAT + 8));
  const right = frame.x + frame.width - (small ? NEAT + 1 : NEAT + 6);
  let box: Box = { x: left, y: top, width: Math.max(10, right - left), height: Math.max(10, bottom - top) };
  if (panel.equal) box = equalUnits(panel, box);
  if (isFilled(panel)) box = frame;
  const x = createScale(panel.x, [box.x, box.x + box.width]);
  const y = createScale(panel.y, [box.y + box.height, box.y]);
  return {
    box,
    x,
    y,
    xTicks: chooseTicks(panel.x, x, { spacing: small ? 48 : narrow ? 62 : 84, across: true }),
    yTicks: chooseTicks(panel.y, y, room),
  };
}

/** The largest centred box inside in which x and y units have the same length. */
function equalUnits({ x, y }: SurfacePanel, box: Box): Box {
  const spanX = Math.abs(x.domain[1] - x.domain[0]);
  const spanY = Math.abs(y.domain[1] - y.domain[0]);
  const unit = Math.min(box.width / spanX, box.height / spanY);
  if (!(unit > 0) || !Number.isFinite(unit)) return box;
  const [width, height] = [unit * spanX, unit * spanY];
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

export function axisTitles({ x, y }: SurfacePanel, box: Box, width: number): PlacedText[] {
  const titles: PlacedText[] = [];
  const fit = (text: string) => fitTitle(text, 12.5, width - 4);
  if (y.label)
    titles.push({ text: fit(y.label), x: box.x - NEAT, y: box.y - NEAT - 7, anchor: 'start', style: 'axis' });
  if (x.label)
    titles.push({
      text: fit(x.label),
      x: box.x + box.width,
      y: box.y + box.height + NEAT + 30,
      anchor: 'end',
      style: 'axis',
    });
  return titles;
}

/** Bars one tick step long, or a half or a quarter of it if there would be too few; the lowest bar is black. */
export function neatBars(xTicks: readonly Tick[], yTicks: readonly Tick[], x: Scale, y: Scale, box: Box): string {
  let path = '';
  const rect = (x0: number, y0: number, w: number, h: number) => {
    path += `M${round(x0)} ${round(y0)}h${round(w)}v${round(h)}h${round(-w)}z`;
  };
  for (const [a, b] of blackBars(xTicks, x)) {
    rect(a, box.y - NEAT, b - a, NEAT);
    rect(a, box.y + box.height, b - a, NEAT);
  }
  for (const [a, b] of blackBars(yTicks, y)) {
    rect(box.x - NEAT, b, NEAT, a - b);
    rect(box.x + box.width, b, NEAT, a - b);
  }
  return path;
}

const FEWEST_BARS = 6;
const SHORTEST_BAR = 16;

function blackBars(ticks: readonly Tick[], { range: [from, to] }: Scale): [number, number][] {
  let edges = ticks.map((tick) => tick.px);
  const direction = Math.sign(to - from);
  const step = (edges[1] ?? to) - (edges[0] ?? from) || to - from;
  if (edges.length === 0) edges = [from];
  for (let e = (edges[0] ?? from) - step; (e - from) * direction > -Math.abs(step) && edges.length < 200; e -= step)
    edges.unshift(e);
  for (let e = (edges.at(-1) ?? to) + step; (e - to) * direction < Math.abs(step) && edges.length < 200; e += step)
    edges.push(e);
  const shown = () => Math.abs(to - from) / Math.abs((edges[1] ?? to) - (edges[0] ?? from));
  while (shown() < FEWEST_BARS && Math.abs((edges[1] ?? to) - (edges[0] ?? from)) >= 2 * SHORTEST_BAR) {
    edges = edges.flatMap((edge, i) => (i === 0 ? [edge] : [(edge + (edges[i - 1] ?? edge)) / 2, edge]));
  }
  const inside = (px: number) => Math.min(Math.max(px, Math.min(from, to)), Math.max(from, to));
  const bars = edges.slice(1).map((edge, i): [number, number] => [inside(edges[i] ?? edge), inside(edge)]);
  return bars.filter(([a, b]) => Math.abs(b - a) > 0.05).filter((_, i) => i % 2 === 0);
}
