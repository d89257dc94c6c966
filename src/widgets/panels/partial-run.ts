/** Runs in progress: drawn up to an iteration, over the picture of the panel without them. */
import type { ChartPanel, ChartSeries, Panel, SurfacePanel, SurfacePath } from '../../figure/panels/panel.ts';
import { toPx } from './axis-scale.ts';
import { around, type Box, contains, overlap } from './box.ts';
import { runsOf, springAt, valueAt } from './chart.ts';
import type { ChartLayout } from './chart-layout.ts';
import { el, type Shape } from './element.ts';
import type { Frame } from './geometry.ts';
import { HALF } from './guess-words.ts';
import { framesOf, type PanelLayout, plotsIn } from './index.ts';
import { arrow, clipRect, roleClass } from './picture.ts';
import { labelBox, nameHeights, type PlacedText, type Placer, placerOver } from './placer.ts';
import { indexOf, type Pixels, pointBetween, round } from './polyline.ts';
import { runShape } from './run-shape.ts';
import { acrossMap, besideEvent, besideHead } from './spots.ts';
import type { SurfaceLayout } from './surface-layout.ts';
import { mathText, textWidth } from './text.ts';

/** Whether a panel has runs that can be cut at an iteration. */
export const canPlay = (panel: Panel): boolean => plotsIn(panel).some(hasSteps);

const hasSteps = (panel: SurfacePanel | ChartPanel): boolean =>
  panel.kind === 'chart' ? panel.steps === true : (panel.paths ?? []).some(({ steps }) => steps);

/** Whether several runs of a panel have names: during playback, the names follow their heads. */
export const hasNames = (panel: Panel): boolean =>
  panel.kind === 'surface' && (panel.paths ?? []).filter(({ steps, label }) => steps && label !== undefined).length > 1;

/**
 * The runs of a panel up to iteration t, and their heads, drawn over its picture. `uid` makes its ids unique.
 * @param says the last event of the main run, shown beside its head
 */
export function drawPartialRun(panel: Panel, placed: PanelLayout, uid: string, t: number, says?: string): Shape {
  const { width, height } = placed as { width: number; height: number }; // text has no runs
  const parts = framesOf(panel, placed).flatMap((frame, i) =>
    hasSteps(frame.panel) ? runsIn(frame, `${uid}-${i}`, t, says) : [],
  );
  const [w, h] = [round(width), round(height)];
  return el(
    'svg',
    { class: 'picture partial', viewBox: `0 0 ${w} ${h}`, width: w, height: h, 'aria-hidden': 'true' },
    parts,
  );
}

const runsIn = (frame: Frame, uid: string, t: number, says?: string): (Shape | null | undefined)[] =>
  frame.kind === 'surface'
    ? onMap(frame.panel, frame.layout, uid, t, says)
    : onChart(frame.panel, frame.layout, uid, t);

interface Run {
  path: SurfacePath;
  points: Pixels;
  /** The index of the last point drawn, with a fraction of the step to the next. */
  until: number;
}

const runsOn = ({ paths = [] }: SurfacePanel, { paths: drawn }: SurfaceLayout, t: number): Run[] =>
  paths.flatMap((path, i) => {
    const points = drawn[i];
    return points && points.x.length > 0 ? [{ path, points, until: indexOf(points, t) }] : [];
  });

/** The words over a map during playback: the last event, and the names of its runs at their heads. */
export function wordsOnWay(panel: SurfacePanel, layout: SurfaceLayout, t: number, says?: string) {
  const { handle, guess } = panel;
  const { box, labels } = layout;
  const runs = runsOn(panel, layout, t);
  const at = (x: number, y: number) => [toPx(layout.x, x), toPx(layout.y, y)] as const;
  const placer = placerOver(box, labels, handle ? [at(...handle.at)] : []);
  if (guess) placer.claim(around(...at(guess.x, guess.y), HALF + 2));
  const heads = runs.map(({ path, points, until }) => ({ path, at: pointBetween(points, until), until }));
  for (const head of heads) if (!head.path.faint) placer.claim(around(...head.at, HEAD));
  const moving = heads.filter(({ path: { steps } }) => steps);
  // With several rules, the words follow the last one, as in a guess.
  const main = moving.find(({ path: { role } }) => role === 'run') ?? moving.at(-1);
  return { said: says && main ? placeSaid(says, main.at, box, placer) : undefined, names: named(heads, box, placer) };
}

function onMap(panel: SurfacePanel, layout: SurfaceLayout, uid: string, t: number, says?: string) {
  const { box } = layout;
  const runs = runsOn(panel, layout, t);
  const { said, names } = wordsOnWay(panel, layout, t, says);
  return [
    clipRect(uid, box.x, box.y, box.width, box.height),
    el(
      'g',
      { 'clip-path': `url(#${uid})` },
      runs.map(({ path, points, until }) => runShape(points, path, box, { until })),
    ),
    ...runs.map(({ path, points, until }) => kept(path, points, until)),
    ...runs.map(({ path, points, until }) =>
      path.faint ? null : head(pointBetween(points, until), box, roleClass[path.role], 4.5),
    ),
    ...names.map(({ text, x, y, anchor, role }) =>
      el(
        'text',
        { x: round(x), y: round(y), class: `halo toned ${roleClass[role]}`, 'text-anchor': anchor },
        mathText(text),
      ),
    ),
    said &&
      el(
        'text',
        { x: round(said.x), y: round(said.y), class: 'halo name said', 'text-anchor': said.anchor },
        said.text,
      ),
  ];
}

/** Px between the head of a line and its name. */
const BESIDE = 10;
/** Radius of a head including the space around it, px. */
const HEAD = 6.5;
/** Space for a name, on either side of its head and above and below it, px. */
const NAME = { across: 110, along: 20, size: 13 };

/** The names of runs at their heads, unless another head is near; an earlier run has none before its first step. */
function named(
  heads: readonly { path: SurfacePath; at: readonly [number, number]; until: number }[],
  box: Box,
  placer: Placer,
): (PlacedText & { role: SurfacePath['role'] })[] {
  return heads.flatMap(({ path, at: [px, py], until }) => {
    const isCrowded = heads.some(
      ({ path: other, at: [x, y] }) =>
        other !== path && Math.abs(x - px) < NAME.across && Math.abs(y - py) < NAME.along,
    );
    const isBegun = path.steps || (path.role !== 'theory' && until > 0);
    if (!path.label || !isBegun || path.faint || isCrowded || !contains(box, px, py)) return [];
    const spots = besideHead([px, py], px > box.x + box.width - NAME.across ? 'left' : 'right');
    const [spot] = placer.put({ text: path.label, style: 'name' }, spots, { strict: true }) ?? [];
    return spot ? [{ ...spot, role: path.role }] : [];
  });
}

/** The fraction of its last step that the run keeps, as an arrow from its head. */
function kept({ keeps }: SurfacePath, points: Pixels, at: number): Shape | null {
  if (keeps === undefined || at <= 0) return null;
  const [x, y] = pointBetween(points, at);
  const [px, py] = pointBetween(points, Math.max(0, at - 1));
  return arrow(x, y, x + keeps * (x - px), y + keeps * (y - py), roleClass.measured);
}

/** Three or four words beside the head of the main run, on the side with room; never left out. */
function placeSaid(
  text: string,
  [px, py]: readonly [number, number],
  box: Box,
  placer: Placer,
): PlacedText | undefined {
  const x = Math.min(box.x + box.width - 8, Math.max(box.x + 8, px));
  const y = Math.min(box.y + box.height - 10, Math.max(box.y + 22, py));
  const spots = besideEvent([x, y], x > box.x + box.width * 0.6 ? 'left' : 'right');
  const label = { text, style: 'name' };
  const [spot] =
    placer.put(label, [...spots, ...acrossMap([x, y], box)], { strict: true }) ??
    placer.put(label, spots) ??
    placer.write(label, spots[0]!);
  return spot;
}

function onChart(panel: ChartPanel, layout: ChartLayout, uid: string, t: number) {
  const { box, x, y } = layout;
  const to = Math.min(box.x + box.width, toPx(x, t));
  const heads = panel.series
    .filter(({ kind, role, faint, stays }) => kind === 'line' && role !== 'theory' && !faint && !stays)
    .map((series) => {
      const [px, py] = valueAt(series, t);
      return { series, at: [toPx(x, px), toPx(y, py)] as const };
    });
  return [
    clipRect(uid, box.x - 3, box.y - 4, Math.max(0, to - box.x + 3), box.height + 8),
    el('g', { 'clip-path': `url(#${uid})` }, runsOf(panel, layout)),
    springAt(panel, layout, t),
    ...heads.map(({ series, at }) => head(at, box, roleClass[series.role], 3.6)),
    ...lineNames(heads, layout),
  ];
}

/**
 * The names of lines beside their heads, moved apart, unless the picture below names them. A name waits while its head
 * is near other words, such as the invitation to drag the handle at the start of a run.
 */
function lineNames(
  heads: readonly { series: ChartSeries; at: readonly [number, number] }[],
  { box, right, labels, key }: ChartLayout,
): Shape[] {
  const written = [...labels, ...key.map(({ label }) => label)].map(({ text }) => text);
  const named = heads.flatMap(({ series: { label, role }, at }) =>
    label && !written.includes(label) && contains(box, ...at, 1) ? [{ label, role, at }] : [],
  );
  const heights = nameHeights(
    named.map(({ at }) => at[1]),
    box,
  );
  const words = labels.map((one) => labelBox(one, one));
  return named.flatMap(({ label, role, at: [px] }, i) => {
    const y = heights?.[i] ?? box.y;
    const isRoomy = px + BESIDE + textWidth(label, NAME.size) <= right;
    const spot = isRoomy
      ? ({ x: px + BESIDE, anchor: 'start' } as const)
      : ({ x: px - BESIDE, anchor: 'end' } as const);
    const place = labelBox({ text: label, style: 'note' }, { ...spot, y });
    if (words.some((taken) => overlap(taken, place))) return [];
    return el(
      'text',
      { x: round(spot.x), y: round(y), class: `note halo toned ${roleClass[role]}`, 'text-anchor': spot.anchor },
      mathText(label),
    );
  });
}

const head = (at: readonly [number, number], box: Box, role: string, r: number): Shape | null =>
  contains(box, ...at, 1) ? el('circle', { cx: round(at[0]), cy: round(at[1]), r, class: `end ${role}` }) : null;
