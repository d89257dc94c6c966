import { axis, ring } from '../../figure/panels/chart.ts';
import { bands } from '../../figure/panels/contours.ts';
import { map } from '../../figure/panels/map.ts';
import type { NetworkPanel, SurfacePanel, UnitPlace } from '../../figure/panels/panel.ts';
import type { Box } from './box.ts';
import { el, type Shape } from './element.ts';
import type { PanelKind } from './kind.ts';
import { drawText, picture } from './picture.ts';
import type { PlacedText } from './placer.ts';
import { round } from './polyline.ts';
import { pointRow, type Row, rowsOfSurface } from './rows.ts';
import { stretch } from './shared.ts';
import { layoutSurface, type SurfaceLayout } from './surface-layout.ts';
import { textWidth } from './text.ts';

interface UnitBox extends UnitPlace {
  x: number;
  y: number;
}

interface Edge {
  d: string;
  value: number;
  /** It leads to the picked unit, or from it; always true if that is the output. */
  isNear: boolean;
}

export interface NetworkLayout {
  kind: 'network';
  width: number;
  height: number;
  /** Side of a unit's square. */
  side: number;
  /** Units with a square: not the output, which has a large field. */
  units: readonly UnitBox[];
  edges: readonly Edge[];
  titles: readonly PlacedText[];
  /** For each layer of variable size: the positions of less and more beside its name, px. */
  sizes: readonly { layer: number; parameter: string; less?: number; more: number; y: number }[];
  /** Boxes of the data sets to choose from. */
  choices: readonly Box[];
  /** The plane of each field. */
  fields: readonly Box[];
  /** The chart of losses of fields side by side. */
  losses: Box | undefined;
  point: number;
  /** The map on which units are picked; its unit is px. */
  picker: { panel: SurfacePanel; layout: SurfaceLayout };
  plane: SurfaceLayout;
}

export const networkKind: PanelKind<NetworkPanel, NetworkLayout> = {
  form: 'picture',
  fitted: 640,
  widths: { '0-640': 350, '640': 1216 },
  seen: {
    main: ['0-640', '640'],
    'wide-main': ['0-640', '640'],
    beside: ['0-640'],
    more: ['0-640'],
  },
  height: heightOf,
  layout: layoutNetwork,
  draw: drawNetwork,
  rows: rowsOfNetwork,
  frames: (panel, { picker, plane: layout }) => [
    { kind: 'surface', ...picker },
    { kind: 'surface', panel: panel.plane, layout },
  ],
};

/** From this width on the field is beside the network, in a box no higher than this fraction of its width. */
const WIDE = 640;
const HIGH = 0.8;
/** The neatline around a field. */
export const NEAT = 5;
/** Space under the field of a narrow picture for playback controls and sentences (scene.css). */
export const UNDER = 152;
/** Space above the network beside its field, and over each column of units. */
const TOP = 66;
const HEAD = 44;
/** From this side on, a field and everything beside it is drawn larger. */
const BIG = 640;
/** Height of the names above fields side by side. */
const NAMES = 27;
/** Space above fields side by side. */
const TOP_OF_SEVERAL = 40;
const GAP = 32;
/** From this distance between layers on, each number of units has its word; below it one word names them all. */
const ROOMY = 150;

const isStacked = (width: number, height: number): boolean => width < WIDE || height > HIGH * width;
const mostIn = ({ units }: NetworkPanel): number => Math.max(...units.map(({ length }) => length));
const smallUnit = (panel: NetworkPanel): number => (mostIn(panel) < 5 ? 44 : 36);

function heightOf(panel: NetworkPanel, width: number): number {
  if (width >= WIDE) return Math.round(0.45 * width);
  const own = panel.fields.length > 1 ? 0 : 116 + mostIn(panel) * (smallUnit(panel) + 6);
  return width + UNDER + own;
}

function layoutNetwork(panel: NetworkPanel, width: number, given: number): NetworkLayout {
  const height = given || heightOf(panel, width);
  const stacked = isStacked(width, height);
  const fields = fieldBoxes(panel, width, height, stacked);
  const [field = { x: 0, y: 0, width: 0, height: 0 }] = fields;
  const big = field.width >= BIG;
  const isOne = fields.length === 1;
  const options = isOne ? (panel.choices?.options.length ?? 0) : 0;
  const room = (height - TOP) / Math.max(1, options) - 26;
  const picture = stacked ? 50 : Math.max(24, Math.min(big ? 84 : 64, Math.floor(room)));
  const pitch = stacked
    ? (width - picture) / Math.max(1, options - 1)
    : Math.min((height - TOP + 4) / options, picture + (big ? 60 : 42));
  const choices = Array.from({ length: options }, (_, k): Box => {
    const [x, y] = stacked ? [k * pitch, width + UNDER] : [0, TOP + k * pitch];
    return { x, y, width: picture, height: picture };
  });
  const placed = isOne
    ? unitBoxes(panel, stacked, big, {
        x: stacked || options === 0 ? 0 : picture + (big ? 76 : 52),
        y: stacked ? width + UNDER + (options > 0 ? picture + 66 : 30) : TOP,
        right: stacked ? width : field.x - NEAT,
        bottom: height,
      })
    : { side: 44, units: [], edges: [], titles: [], sizes: [] };
  const names = isOne
    ? []
    : panel.fields.map(
        ({ name, role }, k): PlacedText => ({
          text: name,
          x: (fields[k]?.x ?? 0) - NEAT,
          y: (fields[k]?.y ?? 0) - NEAT - 9,
          anchor: 'start',
          style: `label ${role ?? ''}`,
        }),
      );
  const bare = { ...panel.plane, points: [], paths: [], lines: [] };
  return {
    kind: 'network',
    width,
    height,
    ...placed,
    titles: [...placed.titles, ...names],
    choices,
    fields,
    losses: isOne ? undefined : lossBox(fields, width, height, stacked),
    point: big ? 7.5 : field.width > 480 ? 5.4 : field.width > 300 ? 4.6 : field.width > 200 ? 4 : 2.4,
    picker: pickerOf(panel, { width, height, side: placed.side, units: placed.units, field }),
    plane: onBox(bare, field),
  };
}

function fieldBoxes({ fields }: NetworkPanel, width: number, height: number, stacked: boolean): Box[] {
  const square = (x: number, y: number, side: number): Box => ({ x, y, width: side, height: side });
  if (fields.length === 1) {
    const side = stacked ? width - 2 * NEAT : Math.floor(Math.min(height - 2 * NEAT, width / 2));
    return [square(stacked ? NEAT : width - side - NEAT, NEAT, side)];
  }
  if (stacked) {
    const side = Math.floor(width / 2 - NAMES - 2 * NEAT);
    return fields.map((_, k) =>
      square(NEAT + (k % 2) * (width / 2 + 8), NAMES + NEAT + Math.floor(k / 2) * (width / 2), side),
    );
  }
  const side = Math.floor(Math.min((width - 2 * GAP) / 3 - 2 * NEAT, height - TOP_OF_SEVERAL - 2 * NEAT - 100));
  const gap = (width - 3 * (side + 2 * NEAT)) / 2;
  return fields.map((_, k) => square(NEAT + k * (side + 2 * NEAT + gap), TOP_OF_SEVERAL, side));
}

function lossBox(fields: readonly Box[], width: number, height: number, stacked: boolean): Box {
  const last = fields.at(-1);
  if (!last) return { x: 0, y: 0, width, height };
  if (stacked) return { ...last, x: last.x + width / 2 + 8, width: last.width - 12 };
  const top = last.y + last.height + NEAT + 20;
  return { x: 0, y: top, width: width - 104, height: height - top - 4 };
}

interface Room {
  x: number;
  y: number;
  right: number;
  bottom: number;
}

type Units = Pick<NetworkLayout, 'side' | 'units' | 'edges' | 'titles' | 'sizes'>;

function unitBoxes(panel: NetworkPanel, stacked: boolean, big: boolean, { x, y, right, bottom }: Room): Units {
  const counts = panel.units.map(({ length }) => length);
  const last = counts.length - 1;
  const width = right - x;
  const head = stacked ? 0 : HEAD;
  const height = bottom - y - head;
  const most = mostIn(panel);
  const side = stacked ? smallUnit(panel) : Math.min(big ? 72 : 56, Math.max(24, Math.floor(height / most) - 6));
  // The output's square is at the end if its field is elsewhere.
  const pitch = stacked ? (width - side) / last : (width - side - 26) / (last - 0.38);
  const left = (layer: number): number => Math.round(x + layer * pitch);
  const gap = (count: number): number => Math.min(side + (stacked ? 6 : big ? 36 : 28), height / count);
  const middle = (layer: number, unit: number): number => {
    const count = counts[layer] ?? 1;
    return y + head + height / 2 + (unit - (count - 1) / 2) * gap(count);
  };
  const shown = stacked ? counts : counts.slice(0, last);
  const units = shown.flatMap((count, layer) =>
    Array.from({ length: count }, (_, unit) => ({
      layer,
      unit,
      x: left(layer),
      y: Math.round(middle(layer, unit) - side / 2),
    })),
  );
  const picked = panel.picks.units[panel.picks.at];
  const edges = panel.weights.flatMap((weights, layer) => {
    const outputs = counts[layer + 1] ?? 1;
    const inputs = counts[layer] ?? 1;
    const isLast = layer + 1 === last && !stacked;
    const spread = isLast ? 7 : Math.min(5, (0.8 * side) / inputs);
    const [x0, x1] = [left(layer) + side, isLast ? right - 1 : left(layer + 1)];
    const bend = round((x0 + x1) / 2);
    return Array.from(weights, (value, k): Edge => {
      const [from, to] = [Math.floor(k / outputs), k % outputs];
      const y0 = round(middle(layer, from));
      const y1 = round(middle(layer + 1, to) + (from - (inputs - 1) / 2) * spread);
      const isNear =
        !picked ||
        picked.layer === last ||
        (picked.layer === layer && picked.unit === from) ||
        (picked.layer === layer + 1 && picked.unit === to);
      return { value, isNear, d: `M${x0} ${y0}C${bend} ${y0} ${bend} ${y1} ${x1} ${y1}` };
    });
  });
  const nameY = stacked ? y - 22 : y + 14;
  const beside = 22;
  const heads = counts.slice(1, last).map((count, l) => {
    const text = pitch > ROOMY ? `${count} ${count === 1 ? 'unit' : 'units'}` : String(count);
    const half = textWidth(text, 15) / 2 + beside;
    const from = stacked ? Math.min(right - half - 14, left(l + 1) + side / 2) : left(l + 1) + side / 2;
    return { text, half, x: from, layer: l + 1 };
  });
  const titles = heads.map(({ text, x }): PlacedText => ({ text, x, y: nameY + 5, anchor: 'middle', style: 'label' }));
  // The numbers of a picked unit's weights, each where its line begins.
  const into = picked && picked.layer > 0 && picked.layer < last ? panel.weights[picked.layer - 1] : undefined;
  const inputs = into ? (counts[picked!.layer - 1] ?? 0) : 0;
  for (let from = 0; from < inputs; from++) {
    const weight = into![from * (counts[picked!.layer] ?? 1) + picked!.unit] ?? 0;
    titles.push({
      text: weight.toFixed(1).replace('-', '\u2212'),
      x: left(picked!.layer - 1) + side + 5,
      y: middle(picked!.layer - 1, from) - 4,
      anchor: 'start',
      style: 'weight',
    });
  }
  // Between inputs that are close together there is no room for their names.
  if (!stacked)
    ['across', 'up'].forEach((text, unit) => {
      const at = { x: left(0) + side / 2, y: middle(0, unit) - side / 2 - 6 };
      titles.push({ text, ...at, anchor: 'middle', style: 'weight' });
    });
  if (stacked && pitch <= ROOMY) titles.push({ text: 'units', x, y: nameY + 5, anchor: 'start', style: 'label' });
  const sizes = heads.flatMap(({ half, x, layer }) => {
    const parameter = panel.sizes?.[layer];
    return parameter === undefined ? [] : [{ layer, parameter, less: x - half, more: x + half, y: nameY }];
  });
  const added = panel.sizes?.[last];
  if (added !== undefined) {
    const at = stacked ? right - 16 : right - 70;
    titles.push({ text: 'layer', x: at - 18, y: nameY + 5, anchor: 'end', style: 'label' });
    sizes.push({ layer: last, parameter: added, more: at, y: nameY } as (typeof sizes)[number]);
  }
  return { side, units, edges, titles, sizes };
}

/** A map that fills a box. */
function onBox(panel: SurfacePanel, box: Box): SurfaceLayout {
  const [x, y] = [panel.x.domain, panel.y.domain];
  return {
    ...layoutSurface(panel, box.width, box.height),
    box,
    x: { domain: x, range: [box.x, box.x + box.width], log: false },
    y: { domain: y, range: [box.y + box.height, box.y], log: false },
  };
}

/** The squares as places on a map as large as the picture, on which a handle picks one; the output's is its field. */
function pickerOf(
  { name, title, picks }: NetworkPanel,
  { width, height, side, units, field }: Pick<NetworkLayout, 'width' | 'height' | 'side' | 'units'> & { field: Box },
): NetworkLayout['picker'] {
  const places = picks.units.map(({ layer, unit }): readonly [number, number] => {
    const box = units.find((place) => place.layer === layer && place.unit === unit);
    return box ? [box.x + side / 2, box.y + side / 2] : [field.x + field.width / 2, field.y + field.height / 2];
  });
  const panel = map({
    name,
    title,
    x: axis('', [0, width]),
    y: axis('', [height, 0]),
    handle: {
      // Elsewhere, including on the large field, it picks the output.
      ...ring(
        { picks: { name: picks.name, places, otherwise: 1 } },
        places[picks.at] ?? [0, 0],
        'the unit that is shown large',
      ),
      reach: side / 2,
    },
  });
  const layout = onBox(panel, { x: 0, y: 0, width, height });
  return { panel, layout: { ...layout, y: { domain: [height, 0], range: [height, 0], log: false } } };
}

/** Width of a weight's line, px: it grows with the weight, ever more slowly, so that none hides the others. */
export const lineWidth = (weight: number, big = false): number =>
  0.5 + (big ? 6.5 : 4.5) * (1 - Math.exp(-Math.abs(weight) / 3));

/** Number of tints from certainly hollow to certainly filled. */
export const TINTS = 11;
const LEVELS = Array.from({ length: TINTS - 1 }, (_, k) => (2 * (k + 1)) / TINTS - 1);

/** Answers as bands of tints, for pictures that are not painted. */
function tinted(answers: ArrayLike<number>, { x, y, width }: Box, uid: string): Shape {
  const side = Math.sqrt(answers.length);
  // Contours expect the lowest row first.
  const grid = Float64Array.from(
    answers,
    (_, k) => answers[(side - 1 - Math.floor(k / side)) * side + (k % side)] ?? 0,
  );
  const { paths } = bands({
    grid,
    columns: side,
    rows: side,
    xDomain: [0, 1],
    yDomain: [0, 1],
    levels: LEVELS,
    slack: width < 100 ? 8 : 2,
    label: '',
  });
  const shapes = [
    el('rect', { width: 1000, height: 1000, class: 'k0' }),
    ...paths.map((d, k) => el('path', { d, class: `k${k + 1}` })),
  ];
  const square = { x, y, width, height: width };
  return el('g', null, [
    el('g', { transform: stretch(square) }, el('g', { 'clip-path': `url(#${uid}-square)` }, shapes)),
    el('rect', { ...square, class: 'unit' }),
  ]);
}

/** The built picture: a live one is painted on a canvas. */
function drawNetwork(panel: NetworkPanel, layout: NetworkLayout, uid: string): Shape {
  const { width, height, side, units, edges, titles, fields, choices, point } = layout;
  const marks = (
    box: Box,
    radius: number,
    points: readonly (readonly [number, number, boolean])[],
    size = '',
  ): Shape[] => {
    const at = ([x, y]: readonly [number, number, boolean]) => {
      const [[left, right], [low, high]] = [panel.plane.x.domain, panel.plane.y.domain];
      return {
        cx: round(box.x + ((x - left) / (right - left)) * box.width),
        cy: round(box.y + ((high - y) / (high - low)) * box.height),
      };
    };
    return points.map((one) =>
      el('circle', { ...at(one), r: radius, class: `${one[2] ? 'filled' : 'hollow'}${size}` }),
    );
  };
  return picture(panel.title, width, height, [
    el('defs', null, el('clipPath', { id: `${uid}-square` }, el('rect', { width: 1000, height: 1000 }))),
    ...titles.map(drawText),
    ...edges.map(({ d, value }) =>
      el('path', { d, class: value < 0 ? 'edge negative' : 'edge', 'stroke-width': round(lineWidth(value)) }),
    ),
    ...units.map(({ layer, unit, x, y }) =>
      tinted(panel.units[layer]?.[unit]?.answers ?? [0], { x, y, width: side, height: side }, uid),
    ),
    ...choices.flatMap((box, k) => {
      const { x, y, kind } = panel.choices?.options[k] ?? { x: [], y: [], kind: [] };
      return [
        el('rect', { ...box, class: 'choice' }),
        ...marks(
          box,
          box.width / 42,
          Array.from(x, (at, i) => [at, y[i] ?? 0, kind[i] === 1] as const),
          '-dot',
        ),
      ];
    }),
    ...fields.flatMap((box, k) => [
      tinted(panel.fields[k]?.answers ?? [0], box, uid),
      el('rect', {
        x: box.x - NEAT,
        y: box.y - NEAT,
        width: box.width + 2 * NEAT,
        height: box.height + 2 * NEAT,
        class: 'unit',
      }),
      ...marks(
        box,
        point,
        (panel.plane.points ?? []).map(({ x, y, mark }) => [x, y, mark === 'dot'] as const),
      ),
    ]),
  ]);
}

/** Its weights, with their two units, and the points on its map. */
function rowsOfNetwork({ name, units, weights, plane }: NetworkPanel): Row[] {
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
