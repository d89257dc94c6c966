import type { AtlasPanel, AtlasPlot } from '../../figure/panels/panel.ts';
import { toPx } from './axis-scale.ts';
import { chartBody, rowsOfChart } from './chart.ts';
import { type ChartLayout, layoutChart } from './chart-layout.ts';
import { el, type Shape } from './element.ts';
import type { PanelKind } from './kind.ts';
import type { PlacedText } from './labels.ts';
import { drawText, MARK_RADIUS, picture, roleClass } from './picture.ts';
import { round } from './polyline.ts';
import type { Shared } from './shared.ts';
import { rowsOfSurface, surfaceBody } from './surface.ts';
import { NEAT } from './surface-frame.ts';
import { layoutSurface, type SurfaceLayout } from './surface-layout.ts';

/** A line from a small chart to its place on the map, px. */
interface Leader {
  from: readonly [number, number];
  to: readonly [number, number];
}

export interface AtlasLayout {
  kind: 'atlas';
  width: number;
  height: number;
  map: SurfaceLayout;
  /** In the order of the panel: those above, then those below. */
  plots: readonly ChartLayout[];
  headings: readonly PlacedText[];
  leaders: readonly Leader[];
  /** Letters of the map's axes, which have no room for titles. */
  letters: readonly PlacedText[];
}

export const atlasKind: PanelKind<AtlasPanel, AtlasLayout> = {
  form: 'picture',
  widths: { '0-300': 252, '300-410': 350 },
  seen: {
    main: ['300-410'],
    'wide-main': ['300-410'],
    beside: ['0-300', '300-410'],
    more: ['300-410'],
  },
  height: (_, width) => heightOfAtlas(width),
  layout: layoutAtlas,
  draw: (panel, layout, uid, { shared }) => drawAtlas(panel, layout, uid, shared),
  rows: (panel) => [
    ...rowsOfSurface(panel.map, panel.name),
    ...plotsOf(panel).flatMap(({ heading, panel: chart }) => rowsOfChart(chart, `${panel.name}: ${heading}`)),
  ],
  frames: (panel, layout) => [
    { kind: 'surface', panel: panel.map, layout: layout.map },
    ...plotsOf(panel).flatMap(({ panel: chart }, i) => {
      const own = layout.plots[i];
      return own ? [{ kind: 'chart' as const, panel: chart, layout: own }] : [];
    }),
  ],
  sheets: (panel) => [panel.map, ...plotsOf(panel).map(({ panel: chart }) => chart)],
};

/** A wider box holds the same picture. */
const WIDEST = 420;
const GAP = 14;
const HEADING = 17;
/** Kept free at the right of the map, since half of its last number stands there. */
const ROOM = 9;
/** Kept free between the charts and the map, so that the lines have a way to go. */
const WAY = 14;

const plotsOf = ({ above, below }: AtlasPanel): readonly AtlasPlot[] => [...above, ...below];

const stripHeight = (width: number): number => Math.round(Math.min(WIDEST, width) * 0.135);
const mapHeight = (width: number): number => Math.round(Math.min(WIDEST, width) * 0.56) + 2 * NEAT + 17;

function heightOfAtlas(width: number): number {
  return 2 * (HEADING + stripHeight(width) + WAY) + mapHeight(width) + 6;
}

function layoutAtlas(panel: AtlasPanel, whole: number): AtlasLayout {
  const width = Math.min(WIDEST, whole);
  const strip = stripHeight(width);
  const mapTop = HEADING + strip + WAY;
  const surface = layoutSurface(panel.map, width - ROOM, mapHeight(width), {
    left: 0,
    top: mapTop,
    small: true,
    yLabels: true,
  });
  // The lines from the charts would cross the word beside the ring; a screen reader says it all the same.
  const map = { ...surface, labels: surface.labels.filter(({ text }) => text !== panel.map.handle?.label) };
  const lowerTop = mapTop + mapHeight(width) + WAY;
  const rows = [
    { plots: panel.above, top: 0, meet: HEADING + strip + 3 },
    { plots: panel.below, top: lowerTop, meet: lowerTop - 2 },
  ];
  const placed = rows.flatMap(({ plots, top, meet }) => {
    const share = (width - GAP * (plots.length - 1)) / Math.max(1, plots.length);
    return plots.map(({ heading, at, panel: chart }, i) => {
      const left = i * (share + GAP);
      // A chart of its own keeps room for ticks and a title, which these have not.
      const inset = { left: left - 2, top: top + HEADING - 8, small: true, yLabels: false };
      const [px, py] = [toPx(map.x, at[0]), toPx(map.y, at[1])];
      return {
        plot: layoutChart(chart, share + 10, strip + 32, inset),
        heading: { text: heading, x: left, y: top + 12, anchor: 'start', style: 'tick name' } satisfies PlacedText,
        leader: leaderBetween([left + share / 2, meet], [px, py]),
      };
    });
  });
  const { box } = map;
  return {
    kind: 'atlas',
    width: whole,
    height: heightOfAtlas(whole),
    map,
    plots: placed.map(({ plot }) => plot),
    headings: placed.map(({ heading }) => heading),
    leaders: placed.map(({ leader }) => leader),
    letters: [
      {
        text: panel.map.x.label,
        x: box.x + box.width * 0.83,
        y: box.y + box.height + NEAT + 14,
        anchor: 'middle',
        style: 'tick',
      },
      { text: panel.map.y.label, x: box.x - NEAT - 6, y: box.y + box.height / 2 + 4, anchor: 'end', style: 'tick' },
    ],
  };
}

/** Ends at the edge of the mark on the map. */
function leaderBetween(from: readonly [number, number], [px, py]: readonly [number, number]): Leader {
  const length = Math.hypot(px - from[0], py - from[1]);
  const share = Math.max(0, 1 - (MARK_RADIUS.badge + 1) / Math.max(length, 1e-9));
  return { from, to: [from[0] + share * (px - from[0]), from[1] + share * (py - from[1])] };
}

function drawAtlas(panel: AtlasPanel, layout: AtlasLayout, uid: string, shared: readonly Shared[] = []): Shape {
  const plots = plotsOf(panel);
  return picture(panel.title, layout.width, layout.height, [
    el('g', null, surfaceBody(panel.map, layout.map, `${uid}-map`, shared[0])),
    ...layout.leaders.flatMap(({ from, to }, i) => {
      const d = `M${round(from[0])} ${round(from[1])}L${round(to[0])} ${round(to[1])}`;
      const role = plots[i]?.role;
      return [
        el('path', { d, class: 'casing' }),
        el('path', { d, class: role ? `line ${roleClass[role]}` : 'leader' }),
      ];
    }),
    ...layout.plots.map((plot, i) => {
      const chart = plots[i]?.panel;
      return chart ? el('g', { class: 'strip' }, chartBody(chart, plot, `${uid}-${i}`, shared[i + 1])) : null;
    }),
    ...layout.headings.map(drawText),
    ...layout.letters.map(drawText),
  ]);
}
