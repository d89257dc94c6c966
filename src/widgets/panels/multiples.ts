import type { MultiplesPanel } from '../../figure/panels/panel.ts';
import type { Inset } from './box.ts';
import { chartBody } from './chart.ts';
import { type ChartLayout, layoutChart } from './chart-layout.ts';
import { el, type Shape } from './element.ts';
import type { Frame } from './geometry.ts';
import type { PanelKind } from './kind.ts';
import { drawText, picture } from './picture.ts';
import type { PlacedText } from './placer.ts';
import { type Row, rowsOfChart, rowsOfSurface } from './rows.ts';
import type { Shared } from './shared.ts';
import { SPRING_ROOM } from './spring.ts';
import { surfaceBody } from './surface.ts';
import { NEAT } from './surface-frame.ts';
import { layoutSurface, type SurfaceLayout } from './surface-layout.ts';
import { breakLine, textWidth } from './text.ts';

type Item = MultiplesPanel['items'][number];

interface MultiplesLayout {
  kind: 'multiples';
  width: number;
  height: number;
  /** In the coordinates of the whole picture. */
  items: readonly (SurfaceLayout | ChartLayout)[];
  headings: readonly PlacedText[];
}

export const multiplesKind: PanelKind<MultiplesPanel, MultiplesLayout> = {
  form: 'row',
  widths: { '0-410': 350, '410-640': 510, '640': 808 },
  seen: {
    main: ['0-410', '410-640'],
    'wide-main': ['0-410', '640'],
    beside: ['0-410'],
    more: ['0-410', '640'],
  },
  height: heightOfMultiples,
  layout: (panel, width) => layoutMultiples(panel, width),
  draw: (panel, layout, uid, { shared }) => drawMultiples(panel, layout, uid, shared),
  rows: rowsOfMultiples,
  frames: ({ items }, layout) => items.flatMap(({ panel }, i) => frameOf(panel, layout.items[i])),
  plots: ({ items }) => items.map(({ panel }) => panel),
  linked: () => true,
};

const NARROW = 640;
const HEADING = 16;
const NOTE = 15;

/** The number of columns, for rows as even as possible. */
function columnsFor({ items }: MultiplesPanel, width: number): number {
  const isChart = items[0]?.panel.kind === 'chart';
  const most = width < NARROW ? (isChart && items.length > 4 ? 3 : 2) : isChart ? 5 : 4;
  return Math.max(1, Math.ceil(items.length / Math.ceil(items.length / most)));
}

/** Height of an item relative to its share of the width. */
function itemRatio({ items }: MultiplesPanel, width: number): number {
  // The width of a spring depends on the height of its plot.
  if (items.some(({ panel }) => panel.kind === 'chart' && panel.spring))
    return width < 410 ? 0.95 : width < NARROW ? 0.66 : 0.8;
  // Four maps together are no higher than a single one may be.
  if (width < NARROW) return items[0]?.panel.kind === 'chart' ? 1.15 : items.length > 2 ? 0.8 : 1.34;
  // Two maps are no higher than the other panels beside them.
  return items[0]?.panel.kind === 'chart' || items.length <= 2 ? 0.92 : 1.34;
}

function heightOfMultiples(panel: MultiplesPanel, width: number): number {
  const columns = columnsFor(panel, width);
  return (width / columns) * itemRatio(panel, width) * Math.ceil(panel.items.length / columns);
}

/** Equal plots in a grid; only the first in each row has y labels. */
function layoutMultiples(panel: MultiplesPanel, width: number): MultiplesLayout {
  const height = heightOfMultiples(panel, width);
  const columns = columnsFor(panel, width);
  const rowHeight = height / Math.max(1, Math.ceil(panel.items.length / columns));
  const gap = width < NARROW ? 20 : 24;
  const isChart = panel.items[0]?.panel.kind === 'chart';
  const sprung = panel.items.some(({ panel: inner }) => inner.kind === 'chart' && inner.spring) ? SPRING_ROOM : 0;
  const [padLeft, padRight] = isChart ? [2 + sprung, 8] : [NEAT + 1, NEAT + 1];
  const nominal = (width - gap * (columns - 1)) / columns;
  const wrapped = panel.items.map(({ heading }) => breakLine(heading, 13, nominal - 4, true));
  const lines = Math.max(1, ...wrapped.map((parts) => parts.length));
  const notes = panel.items.some(({ note }) => note);
  const head = HEADING * lines + (notes ? NOTE : 0) + 6;
  const layoutItem = ({ panel: inner }: Item, w: number, inset: Inset) =>
    inner.kind === 'chart'
      ? layoutChart(inner, w, rowHeight - head - 6, inset)
      : layoutSurface(inner, w, rowHeight - head - 6, inset);

  const first = panel.items[0];
  const trial = first && layoutItem(first, nominal, { left: 0, top: head, small: true, yLabels: true });
  const left = trial?.box.x ?? 0;
  const plot = (width - left - padRight - (gap + padLeft) * (columns - 1)) / columns;
  const step = plot + gap + padLeft;
  const headings: PlacedText[] = [];
  const items = panel.items.map((item, i) => {
    const column = i % columns;
    const top = Math.floor(i / columns) * rowHeight;
    const plotLeft = left + column * step;
    const leads = column === 0;
    const inset: Inset = { left: leads ? 0 : plotLeft - padLeft, top: top + head, small: true, yLabels: leads };
    const x = plotLeft - (isChart ? sprung : NEAT);
    (wrapped[i] ?? []).forEach((text, k) => {
      headings.push({ text, x, y: top + 12 + HEADING * k, anchor: 'start', style: 'note strong' });
    });
    if (item.note) {
      const fits = textWidth(item.note, 12) <= plot + sprung + gap;
      headings.push({
        text: fits ? item.note : (item.note.split(', ').at(-1) ?? ''),
        x,
        y: top + head - 10,
        anchor: 'start',
        style: 'tick',
      });
    }
    return layoutItem(item, (leads ? left : padLeft) + plot + padRight, inset);
  });
  return { kind: 'multiples', width, height, items, headings };
}

function drawMultiples(
  panel: MultiplesPanel,
  layout: MultiplesLayout,
  uid: string,
  shared: readonly Shared[] = [],
): Shape {
  return picture(panel.title, layout.width, layout.height, [
    ...panel.items.flatMap(({ panel: inner }, i) =>
      frameOf(inner, layout.items[i]).map((frame) => el('g', null, bodyOf(frame, `${uid}-${i}`, shared[i]))),
    ),
    ...layout.headings.map(drawText),
  ]);
}

/** An item with its layout; undefined if the two are of different kinds. */
function frameOf(panel: Item['panel'], layout: MultiplesLayout['items'][number] | undefined): Frame[] {
  if (panel.kind === 'chart' && layout?.kind === 'chart') return [{ kind: 'chart', panel, layout }];
  return panel.kind === 'surface' && layout?.kind === 'surface' ? [{ kind: 'surface', panel, layout }] : [];
}

const bodyOf = (frame: Frame, uid: string, shared: Shared | undefined): (Shape | null)[] =>
  frame.kind === 'chart'
    ? chartBody(frame.panel, frame.layout, uid, shared)
    : surfaceBody(frame.panel, frame.layout, uid, shared);

function rowsOfMultiples(panel: MultiplesPanel): Row[] {
  return panel.items.flatMap(({ heading, panel: inner }) => {
    const name = `${panel.name}: ${heading}`;
    return inner.kind === 'chart' ? rowsOfChart(inner, name) : rowsOfSurface(inner, name);
  });
}
