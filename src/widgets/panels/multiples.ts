import type { MultiplesPanel } from '../../figure/panels/panel.ts';
import { type ChartLayout, chartBody, layoutChart, rowsOfChart } from './chart.ts';
import { el, type Shape } from './element.ts';
import type { PlacedText } from './labels.ts';
import { drawText, picture } from './picture.ts';
import type { Row } from './rows.ts';
import type { Shared } from './shared.ts';
import { layoutSurface, rowsOfSurface, type SurfaceLayout, surfaceBody } from './surface.ts';
import { type Inset, NEAT } from './surface-layout.ts';
import { breakLine, textWidth } from './text.ts';

type Item = MultiplesPanel['items'][number];

export interface MultiplesLayout {
  kind: 'multiples';
  width: number;
  height: number;
  /** In the coordinates of the whole picture. */
  items: readonly (SurfaceLayout | ChartLayout)[];
  headings: readonly PlacedText[];
}

const NARROW = 520;
const HEADING = 16;
const NOTE = 15;

/** How many stand side by side, in rows as even as possible. */
export function columnsFor({ items }: MultiplesPanel, width: number): number {
  const isChart = items[0]?.panel.kind === 'chart';
  const most = width < NARROW ? (isChart && items.length > 4 ? 3 : 2) : isChart ? 5 : 4;
  return Math.max(1, Math.ceil(items.length / Math.ceil(items.length / most)));
}

/** Height of an item, as a ratio of its share of the width. */
function itemRatio({ items }: MultiplesPanel, width: number): number {
  if (width < NARROW) return items[0]?.panel.kind === 'chart' ? 1.15 : 1.34;
  // Two stand beside other panels, and are no higher than those.
  return items[0]?.panel.kind === 'chart' || items.length <= 2 ? 0.92 : 1.34;
}

export function heightOfMultiples(panel: MultiplesPanel, width: number): number {
  const columns = columnsFor(panel, width);
  return (width / columns) * itemRatio(panel, width) * Math.ceil(panel.items.length / columns);
}

/** Equal plots in a grid; only the first of each row has labels at its y axis. */
export function layoutMultiples(panel: MultiplesPanel, width: number): MultiplesLayout {
  const height = heightOfMultiples(panel, width);
  const columns = columnsFor(panel, width);
  const rowHeight = height / Math.max(1, Math.ceil(panel.items.length / columns));
  const gap = width < NARROW ? 20 : 24;
  const isChart = panel.items[0]?.panel.kind === 'chart';
  const [padLeft, padRight] = isChart ? [2, 8] : [NEAT + 1, NEAT + 1];
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
    const x = plotLeft - (isChart ? 0 : NEAT);
    (wrapped[i] ?? []).forEach((text, k) => {
      headings.push({ text, x, y: top + 12 + HEADING * k, anchor: 'start', style: 'note strong' });
    });
    if (item.note) {
      const fits = textWidth(item.note, 12) <= plot + gap;
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

export function drawMultiples(
  panel: MultiplesPanel,
  layout: MultiplesLayout,
  uid: string,
  shared: readonly Shared[] = [],
): Shape {
  return picture(panel.title, layout.width, layout.height, [
    ...panel.items.map(({ panel: inner }, i) => {
      const own = layout.items[i];
      if (inner.kind === 'chart' && own?.kind === 'chart')
        return el('g', null, chartBody(inner, own, `${uid}-${i}`, shared[i]));
      if (inner.kind === 'surface' && own?.kind === 'surface')
        return el('g', null, surfaceBody(inner, own, `${uid}-${i}`, shared[i]));
      return null;
    }),
    ...layout.headings.map(drawText),
  ]);
}

export function rowsOfMultiples(panel: MultiplesPanel): Row[] {
  return panel.items.flatMap(({ heading, panel: inner }) => {
    const name = `${panel.name}: ${heading}`;
    return inner.kind === 'chart' ? rowsOfChart(inner, name) : rowsOfSurface(inner, name);
  });
}
