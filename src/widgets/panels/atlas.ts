import type { AtlasPanel, AtlasPlot, SurfacePanel } from '../../figure/panels/panel.ts';
import { chartBody } from './chart.ts';
import { type ChartLayout, layoutChart } from './chart-layout.ts';
import { el, type Shape } from './element.ts';
import type { PanelKind } from './kind.ts';
import { drawText, picture } from './picture.ts';
import type { PlacedText } from './placer.ts';
import { type Row, rowsOfChart, rowsOfSurface } from './rows.ts';
import type { Shared } from './shared.ts';
import { surfaceBody } from './surface.ts';
import { NEAT } from './surface-frame.ts';
import { layoutSurface, type SurfaceLayout } from './surface-layout.ts';

interface AtlasLayout {
  kind: 'atlas';
  width: number;
  height: number;
  map: SurfaceLayout;
  /** In the order of the panel: those above the map, then those below. */
  plots: readonly ChartLayout[];
  headings: readonly PlacedText[];
  /** Titles of the map's axes. */
  titles: readonly PlacedText[];
}

export const atlasKind: PanelKind<AtlasPanel, AtlasLayout> = {
  form: 'picture',
  widths: { '0-300': 252, '300-410': 350, '620': 808 },
  seen: {
    main: ['300-410'],
    'wide-main': ['300-410', '620'],
    beside: ['0-300', '300-410'],
    more: ['300-410'],
  },
  fitted: 0,
  height: (_, width) => heightOfAtlas(width),
  layout: layoutAtlas,
  draw: (panel, layout, uid, { shared }) => drawAtlas(panel, layout, uid, shared),
  rows: (panel) => rowsOfAtlas(panel),
  frames: (panel, layout) => [
    { kind: 'surface', panel: mapIn(panel, layout.width), layout: layout.map },
    ...seenIn(panel, layout).flatMap(({ plot }, i) => {
      const placed = layout.plots[i];
      return placed ? [{ kind: 'chart' as const, panel: plot.panel, layout: placed }] : [];
    }),
  ],
  plots: (panel) => [panel.map, ...plotsOf(panel).map(({ panel: chart }) => chart)],
};

/** A wider box contains the same picture. */
const WIDEST = 420;
const GAP = 14;
const HEADING = 17;
/** Free space to the right of the map for half of its last number. */
const ROOM = 9;
/** Free space between the charts and the map, for its axis title. */
const WAY = 22;

const plotsOf = ({ above, below }: AtlasPanel): readonly AtlasPlot[] => [...above, ...below];

const stripHeight = (width: number): number => Math.round(Math.min(WIDEST, width) * 0.135);
const mapHeight = (width: number): number => Math.round(Math.min(WIDEST, width) * 0.56) + 2 * NEAT + 17;

function heightOfAtlas(width: number): number {
  if (width >= WIDE) return Math.round(WIDE_HEIGHT * width);
  return rowsBesides(width) + mapHeight(width);
}
/** Height of everything except the map. */
const rowsBesides = (width: number): number => 2 * (HEADING + stripHeight(width) + WAY) + 6;

/** From this width on all charts are in one row above the map; a slide is as wide. */
const WIDE = 540;
const WIDE_ROW = 0.085;
/** Additional space for the headings there. */
const WIDE_HEADING = 24;
const WIDE_HEIGHT = 0.6;

interface Seen {
  plot: AtlasPlot;
  /** Its index among all charts of the panel. */
  index: number;
  row: 'above' | 'below';
}

/** Minimum height of the map: a low box drops charts instead, the reader's own last. */
const LEAST = 60;

type Size = Pick<AtlasLayout, 'width' | 'height'>;

/** The rows of charts that fit into a box. */
function rowsIn({ width, height }: Size): readonly Seen['row'][] {
  const row = width >= WIDE ? WIDE_HEADING + WIDE_ROW * width : HEADING + stripHeight(width);
  const room = height - 2 * WAY - 6 - LEAST;
  if (width >= WIDE) return room >= row ? ['above'] : [];
  return room >= 2 * row ? ['above', 'below'] : room >= row ? ['below'] : [];
}

/** The visible charts at a size, from left to right: in a wide box all, with the reader's own at the end. */
function seenIn(panel: AtlasPanel, { width, height }: Size): Seen[] {
  const rows = rowsIn({ width, height });
  const plots = plotsOf(panel).map(
    (plot, index): Seen => ({
      plot,
      index,
      row: index < panel.above.length || width >= WIDE ? 'above' : 'below',
    }),
  );
  const seen = plots.filter(({ row, plot }) => rows.includes(row) && (width >= WIDE || plot.spare === undefined));
  return width < WIDE ? seen : [...seen.filter(({ plot }) => !plot.role), ...seen.filter(({ plot }) => plot.role)];
}

/** The map without the marks of hidden charts. */
function mapIn({ map, above, below }: AtlasPanel, width: number): SurfacePanel {
  const spare = [...above, ...below].flatMap(({ spare }) => spare ?? []);
  if (width >= WIDE || spare.length === 0) return map;
  return { ...map, points: (map.points ?? []).filter(({ name }) => !spare.includes(name)) };
}

function layoutAtlas(panel: AtlasPanel, whole: number, height: number): AtlasLayout {
  const wide = whole >= WIDE;
  const width = wide ? whole : Math.min(WIDEST, whole);
  const strip = wide ? Math.round(WIDE_ROW * whole) : stripHeight(width);
  const heading = wide ? WIDE_HEADING : HEADING;
  const rows = rowsIn({ width: whole, height });
  const mapTop = WAY + (rows.includes('above') ? heading + strip : 0);
  const high = height - mapTop - 6 - (rows.includes('below') ? heading + strip + WAY : 0);
  const surface = layoutSurface(mapIn(panel, whole), width - ROOM, high, {
    left: 0,
    top: mapTop,
    small: true,
    yLabels: true,
  });
  // The magenta chart already identifies the handle; screen readers still get its label.
  const map = { ...surface, labels: surface.labels.filter(({ text }) => text !== panel.map.handle?.label) };
  const lowerTop = mapTop + high + WAY;
  const tops = { above: 0, below: lowerTop };
  const seen = seenIn(panel, { width: whole, height });
  const placed = seen.map(({ plot: { heading: name, panel: chart }, row }, k) => {
    const inRow = seen.filter((other) => other.row === row);
    const i = inRow.indexOf(seen[k]!);
    const share = (width - GAP * (inRow.length - 1)) / Math.max(1, inRow.length);
    const top = tops[row];
    const left = i * (share + GAP);
    // A separate chart reserves space for ticks and a title, which these lack.
    const inset = { left: left - 2, top: top + heading - 8, small: true, yLabels: false };
    return {
      plot: layoutChart(chart, share + 10, strip + 32, inset),
      heading: { text: name, x: left, y: top + 12, anchor: 'start', style: 'tick name' } satisfies PlacedText,
    };
  });
  const { box } = map;
  return {
    kind: 'atlas',
    width: whole,
    height,
    map,
    plots: placed.map(({ plot }) => plot),
    headings: placed.map(({ heading }) => heading),
    titles: [
      {
        text: panel.map.x.label,
        x: box.x + box.width / 6,
        y: box.y + box.height + NEAT + 14,
        anchor: 'middle',
        style: 'tick',
      },
      { text: panel.map.y.label, x: box.x - NEAT, y: box.y - NEAT - 5, anchor: 'start', style: 'tick' },
    ],
  };
}

function drawAtlas(panel: AtlasPanel, layout: AtlasLayout, uid: string, shared: readonly Shared[] = []): Shape {
  const seen = seenIn(panel, layout);
  return picture(panel.title, layout.width, layout.height, [
    el('g', null, surfaceBody(mapIn(panel, layout.width), layout.map, `${uid}-map`, shared[0])),
    ...layout.plots.map((placed, i) => {
      const strip = seen[i];
      if (!strip) return null;
      const body = chartBody(strip.plot.panel, placed, `${uid}-${i}`, shared[strip.index + 1]);
      return el('g', { class: 'strip' }, body);
    }),
    ...layout.headings.map(drawText),
    ...layout.titles.map(drawText),
  ]);
}

const rowsOfAtlas = (panel: AtlasPanel): Row[] => [
  ...rowsOfSurface(panel.map, panel.name),
  ...plotsOf(panel).flatMap(({ heading, panel: chart }) => rowsOfChart(chart, `${panel.name}: ${heading}`)),
];
