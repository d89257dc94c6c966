import { renderToString } from 'preact-render-to-string';
import type { ChartPanel, Panel, SurfacePanel } from '../engine/panels/panel.ts';
import { sharedSeries } from './panels/chart.ts';
import { el } from './panels/element.ts';
import { draw, heightFor, layout } from './panels/index.ts';
import type { Shared } from './panels/shared.ts';
import { sharedGround, sharedRuns } from './panels/surface.ts';

export { type StandaloneOptions, standaloneSvg } from './standalone-svg.ts';

/** Where a panel stands in its figure: at the left, the same across the page, stacked beside it, in a column, or alone. */
export type StaticPlace = 'sheet' | 'wide-sheet' | 'stack' | 'column' | 'row';

export interface StaticContext {
  /** Unique in the page: ids in the picture begin with it. */
  uid: string;
  /** Left out: a drawing for every width there is. */
  place?: StaticPlace;
  /** Typeset terms of equations (HTML), by name. */
  equations?: Readonly<Record<string, string>>;
}

/** A drawing: the ranges of widths it is shown at (classes of panels.css), and the width it is drawn for, px. */
interface Variant {
  ranges: readonly string[];
  width: number;
}

/** Ranges between the widths where the shape of the box or the choice of marks changes. */
const RANGES = {
  surface: { '0-420': 350, '420-560': 488, '560': 704 },
  chart: { '0-240': 165, '240-340': 285, '340-560': 388, '560': 760 },
  multiples: { '0-520': 350, '520': 808 },
} as const;

/** The ranges that a place really has on a phone, a tablet and a wide page; what lies between takes the nearest. */
const SEEN: Readonly<Record<'surface' | 'chart', Readonly<Record<StaticPlace, readonly string[]>>>> = {
  surface: {
    sheet: ['0-420', '420-560', '560'],
    'wide-sheet': ['0-420', '560'],
    stack: ['0-420'],
    column: ['0-420'],
    row: ['0-420', '560'],
  },
  chart: {
    sheet: ['340-560', '560'],
    'wide-sheet': ['340-560', '560'],
    stack: ['0-240', '240-340', '340-560'],
    column: ['240-340', '340-560'],
    row: ['340-560', '560'],
  },
};

function variantsOf(kind: Panel['kind'], place: StaticPlace | undefined): readonly Variant[] {
  if (kind === 'table' || kind === 'equation') return [];
  const ranges = Object.entries(RANGES[kind]).map(([range, width]) => ({ range, width }));
  const seen = place && kind !== 'multiples' ? SEEN[kind][place] : undefined;
  const drawn = ranges.filter(({ range }) => !seen || seen.includes(range));
  const nearest = (width: number) =>
    drawn.reduce((best, next) =>
      Math.abs(Math.log(next.width / width)) < Math.abs(Math.log(best.width / width)) ? next : best,
    );
  return drawn.map((variant) => ({
    width: variant.width,
    ranges: ranges.filter(({ width }) => nearest(width) === variant).map(({ range }) => range),
  }));
}

/**
 * A panel as HTML for the built page: one drawing for each range of widths, of which the style sheet shows the fitting
 * one, all sharing one copy of each sheet's tints. Tables and equations have one form for every width.
 */
export function staticPicture(panel: Panel, { uid, place, equations = {} }: StaticContext): string {
  const variants = variantsOf(panel.kind, place);
  if (variants.length === 0) return renderToString(draw(panel, layout(panel, 0, 0), uid, { equations }));
  const frames = framesOf(panel);
  const grounds = [...new Set(frames.map(groundKey))];
  const shared: Shared[] = frames.map((frame, i) => ({
    ground: `${uid}-ground-${grounds.indexOf(groundKey(frame))}`,
    data: `${uid}-data-${i}`,
  }));
  const definitions = frames.flatMap((frame, i) => {
    const isFirst = frames.findIndex((other) => groundKey(other) === groundKey(frame)) === i;
    const { ground, data } = shared[i] ?? { ground: '', data: '' };
    if (frame.kind === 'chart') return [el('g', { id: data, class: 'picture' }, sharedSeries(frame))];
    return [
      ...(isFirst ? [el('g', { id: ground, class: 'picture' }, sharedGround(frame))] : []),
      el('g', { id: data, class: 'picture' }, sharedRuns(frame)),
    ];
  });
  const held = renderToString(
    el('svg', { class: 'picture variant-ground', 'aria-hidden': 'true' }, el('defs', null, definitions)),
  );
  const drawings = variants.map(({ ranges, width }) => {
    const placed = layout(panel, width, heightFor(panel, width));
    const classes = ranges.map((range) => `variant-${range}`).join(' ');
    return `<div class="variant ${classes}">${renderToString(draw(panel, placed, `${uid}-${width}`, { shared }))}</div>`;
  });
  return held + drawings.join('');
}

function framesOf(panel: Panel): readonly (SurfacePanel | ChartPanel)[] {
  if (panel.kind === 'surface' || panel.kind === 'chart') return [panel];
  return panel.kind === 'multiples' ? panel.items.map((item) => item.panel) : [];
}

/** Two sheets with the same tints share them, even where they are not the same object. */
function groundKey(frame: SurfacePanel | ChartPanel): string {
  if (frame.kind === 'chart') return '';
  return [...(frame.bands?.paths ?? []), ...(frame.cells?.categories.map(({ path }) => path) ?? [])].join(' ');
}
