import { axis, ring } from '../../figure/panels/chart.ts';
import { map } from '../../figure/panels/map.ts';
import type { NetworkPanel, SurfacePanel, UnitPlace } from '../../figure/panels/panel.ts';
import { el, type Shape } from './element.ts';
import type { PanelKind } from './kind.ts';
import { drawText, picture } from './picture.ts';
import type { PlacedText } from './placer.ts';
import { round } from './polyline.ts';
import { pointRow, type Row, rowsOfSurface } from './rows.ts';
import { stretch } from './shared.ts';
import { bandShapes, surfaceBody } from './surface.ts';
import { layoutSurface, type SurfaceLayout } from './surface-layout.ts';
import { textWidth } from './text.ts';

interface UnitBox extends UnitPlace {
  x: number;
  y: number;
}

interface Edge {
  d: string;
  value: number;
}

export interface NetworkLayout {
  kind: 'network';
  width: number;
  height: number;
  /** Side of a unit's square. */
  side: number;
  units: readonly UnitBox[];
  edges: readonly Edge[];
  titles: readonly PlacedText[];
  /** Of each layer whose size may be changed: where less and more stand beside its name, px. */
  sizes: readonly { layer: number; parameter: string; less: number; more: number; y: number }[];
  /** The sheet on which units are picked: its units are px. */
  map: { panel: SurfacePanel; layout: SurfaceLayout };
  /** The sheet beside the network, or below it. */
  sheet: SurfaceLayout;
}

export const networkKind: PanelKind<NetworkPanel, NetworkLayout> = {
  form: 'picture',
  widths: { '0-410': 350, '410-640': 510, '640': 728 },
  seen: {
    main: ['0-410', '410-640', '640'],
    'wide-main': ['0-410', '640'],
    beside: ['0-410'],
    more: ['0-410'],
  },
  height: heightOf,
  layout: layoutNetwork,
  draw: drawNetwork,
  rows: rowsOfNetwork,
  frames: (panel, { map, sheet: layout }) => [
    { kind: 'surface', ...map },
    { kind: 'surface', panel: panel.sheet, layout },
  ],
};

const TOP = 30;
/** Where the names of layers stand, and how far from them the buttons that change them. */
const NAME = { y: 17, size: 12.5 };
const BESIDE = { narrow: 13, wide: 20 };
const GAP = 8;
const SMALLEST = 40;
const NARROW = 520;
/** From this width on the sheet stands beside the network, and takes so much of the width; both are so much of it high. */
const WIDE = 640;
const SHARE = 0.46;
const HIGH = 0.44;
const ROOM = 24;

const widthOf = (width: number): number => (width < WIDE ? width : Math.round((1 - SHARE) * width) - ROOM);

function heightOf(panel: NetworkPanel, width: number): number {
  const naturalHeight = ownHeight(panel, width);
  return width < WIDE ? naturalHeight + GAP + Math.round(0.75 * width) : naturalHeight;
}

/** Height of the network without its sheet. */
function ownHeight({ units }: NetworkPanel, whole: number): number {
  const most = Math.max(...units.map(({ length }) => length));
  const room = whole < NARROW ? 230 : whole < WIDE ? 330 : Math.round(HIGH * whole);
  return Math.max(room, TOP + most * (SMALLEST + GAP));
}

function layoutNetwork(panel: NetworkPanel, whole: number): NetworkLayout {
  const widths = panel.units.map(({ length }) => length);
  const [width, height] = [widthOf(whole), ownHeight(panel, whole)];
  const largest = whole < NARROW ? 46 : 62;
  const side = Math.min(largest, Math.floor((height - TOP) / Math.max(...widths)) - GAP);
  const last = widths.length - 1;
  const left = (layer: number): number => Math.round((layer / last) * (width - side - 2)) + 1;
  const middle = (layer: number, unit: number): number => TOP + ((height - TOP) * (unit + 0.5)) / (widths[layer] ?? 1);
  const units = widths.flatMap((count, layer) =>
    Array.from({ length: count }, (_, unit) => ({
      layer,
      unit,
      x: left(layer),
      y: Math.round(middle(layer, unit) - side / 2),
    })),
  );
  const edges = panel.weights.flatMap((weights, layer) => {
    const outputs = widths[layer + 1] ?? 1;
    const [x0, x1] = [left(layer) + side + 1, left(layer + 1) - 1];
    const bend = round((x0 + x1) / 2);
    return Array.from(weights, (value, k): Edge => {
      const [y0, y1] = [middle(layer, Math.floor(k / outputs)), middle(layer + 1, k % outputs)].map(round);
      return { value, d: `M${x0} ${y0}C${bend} ${y0} ${bend} ${y1} ${x1} ${y1}` };
    });
  });
  const titles = widths.map(
    (count, layer): PlacedText => ({
      text: layer === 0 ? 'inputs' : layer === last ? 'output' : `${count} ${count === 1 ? 'unit' : 'units'}`,
      x: layer === 0 ? left(0) : layer === last ? width : left(layer) + side / 2,
      y: NAME.y,
      anchor: layer === 0 ? 'start' : layer === last ? 'end' : 'middle',
      style: 'axis',
    }),
  );
  const beside = whole < NARROW ? BESIDE.narrow : BESIDE.wide;
  const sizes = titles.flatMap(({ text, x }, layer) => {
    const parameter = panel.sizes?.[layer];
    const away = textWidth(text, NAME.size) / 2 + beside;
    return parameter === undefined ? [] : [{ layer, parameter, less: x - away, more: x + away, y: NAME.y - 4 }];
  });
  const [left0, top] = whole < WIDE ? [0, height + GAP] : [width + ROOM, 0];
  const inset = { left: left0, top, small: false, yLabels: true };
  return {
    kind: 'network',
    width: whole,
    height: heightOf(panel, whole),
    side,
    units,
    edges,
    titles,
    sizes,
    map: mapOf(panel, { width, height, side, units }),
    sheet: layoutSurface(unringed(panel.sheet), whole - left0, heightOf(panel, whole) - top, inset),
  };
}

/** Among points a ring that adds one would be taken for a point: it is seen only by whoever moves it by keys. */
const unringed = ({ handle: _, ...sheet }: SurfacePanel): SurfacePanel => sheet;

/** The squares as places of a sheet as large as the picture, on which a ring picks one. */
function mapOf(
  { name, title, picks }: NetworkPanel,
  { width, height, side, units }: Pick<NetworkLayout, 'width' | 'height' | 'side' | 'units'>,
): NetworkLayout['map'] {
  const places = picks.units.map(({ layer, unit }): readonly [number, number] => {
    const box = units.find((place) => place.layer === layer && place.unit === unit);
    return [(box?.x ?? 0) + side / 2, (box?.y ?? 0) + side / 2];
  });
  const panel = map({
    name,
    title,
    x: axis('', [0, width]),
    y: axis('', [height, 0]),
    handle: {
      ...ring({ picks: { name: picks.name, places } }, places[picks.at] ?? [0, 0], 'the unit that is shown large'),
      reach: side / 2,
    },
  });
  const plane = {
    box: { x: 0, y: 0, width, height },
    x: { domain: [0, width], range: [0, width], log: false },
    y: { domain: [height, 0], range: [height, 0], log: false },
  } as const;
  return { panel, layout: { ...layoutSurface(panel, width, height), ...plane } };
}

/** Lines from which on all are drawn thinner. */
const CROWD = 40;

/** How wide the line of a weight is, px: it grows with the weight, ever more slowly, so that none hides the others. */
export const lineWidth = (weight: number, lines = 0): number =>
  0.4 + (lines > CROWD ? 3.2 : 5.6) * (1 - Math.exp(-Math.abs(weight) / 3));

function drawNetwork(panel: NetworkPanel, layout: NetworkLayout, uid: string): Shape {
  const { width, height, side, units, edges, titles } = layout;
  const picked = panel.picks.units[panel.picks.at];
  return picture(panel.title, width, height, [
    el('defs', null, el('clipPath', { id: `${uid}-square` }, el('rect', { width: 1000, height: 1000 }))),
    ...titles.map(drawText),
    ...edges.map(({ d, value }) =>
      el('path', {
        d,
        class: value < 0 ? 'edge negative' : 'edge',
        'stroke-width': round(lineWidth(value, edges.length)),
      }),
    ),
    ...units.flatMap(({ layer, unit, x, y }) => {
      const tints = panel.units[layer]?.[unit]?.bands;
      const square = { x, y, width: side, height: side };
      return [
        tints
          ? el('g', { transform: stretch(square) }, el('g', { 'clip-path': `url(#${uid}-square)` }, bandShapes(tints)))
          : null,
        el('rect', { ...square, class: 'unit' }),
        layer === picked?.layer && unit === picked.unit
          ? el('rect', { x: x - 3, y: y - 3, width: side + 6, height: side + 6, class: 'unit picked' })
          : null,
      ];
    }),
    el('g', null, surfaceBody(unringed(panel.sheet), layout.sheet, `${uid}-sheet`)),
  ]);
}

/** Its weights, from which unit to which, and what lies on its sheet. */
function rowsOfNetwork({ name, units, weights, sheet: plane }: NetworkPanel): Row[] {
  const edges = weights.flatMap((column, layer) => {
    const to = units[layer + 1] ?? [];
    return Array.from(column, (value, k) =>
      pointRow(
        name,
        `to ${to[k % to.length]?.name ?? ''}`,
        `from ${units[layer]?.[Math.floor(k / to.length)]?.name ?? ''}`,
        value,
      ),
    );
  });
  return [...edges, ...rowsOfSurface(plane, `${name}: ${plane.name}`)];
}
