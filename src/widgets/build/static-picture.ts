import { renderToString } from 'preact-render-to-string';
import type { ChartPanel, Panel, SurfacePanel } from '../../figure/panels/panel.ts';
import { sharedSeries } from '../panels/chart.ts';
import { el } from '../panels/element.ts';
import { draw, heightFor, layout } from '../panels/index.ts';
import type { Shared } from '../panels/shared.ts';
import { sharedRuns, sharedTints } from '../panels/surface.ts';

export { type StandaloneOptions, standaloneSvg } from './standalone-svg.ts';

/** Where a panel stands in its figure: at the left, in the stack beside it (of a wide figure too), in a column, or alone. */
export type StaticPlace = 'sheet' | 'stack' | 'wide-stack' | 'column' | 'row';

export interface StaticContext {
  /** Unique in the page: ids in the picture begin with it. */
  uid: string;
  /** Without it, there is a drawing for every range of widths. */
  place?: StaticPlace;
  /** Typeset terms of equations (HTML), by name. */
  equations?: Readonly<Record<string, string>>;
}

/** A drawing: the ranges of widths at which it is shown (classes of panels.css), and the width it is drawn for, px. */
interface Variant {
  ranges: readonly string[];
  width: number;
}

/** Ranges of widths, bounded where the shape of the box or the choice of marks changes; with a width inside each. */
const RANGES = {
  surface: { '0-240': 165, '240-420': 350, '420-560': 488, '560': 704 },
  chart: { '0-240': 165, '240-352': 285, '352-560': 388, '560': 760 },
  multiples: { '0-520': 350, '520': 808 },
} as const;

/** The ranges that really occur at a place, on a phone, a tablet and a wide page; any other width takes the nearest. */
const SEEN: Readonly<Record<'surface' | 'chart', Readonly<Record<StaticPlace, readonly string[]>>>> = {
  surface: {
    sheet: ['240-420', '420-560', '560'],
    stack: ['0-240', '240-420'],
    'wide-stack': ['0-240', '240-420'],
    column: ['240-420'],
    row: ['240-420', '560'],
  },
  chart: {
    sheet: ['352-560', '560'],
    stack: ['0-240', '240-352'],
    'wide-stack': ['0-240', '240-352', '352-560'],
    column: ['240-352', '352-560'],
    row: ['352-560', '560'],
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
 * A panel as HTML for the built page: a drawing for each range of widths, of which the style sheet shows the one that
 * fits. All share one copy of each sheet's tints. Tables and equations have one form for every width.
 */
export function staticPicture(panel: Panel, context: StaticContext): string {
  const { definitions, drawings } = staticParts(panel, context);
  return heldDefinitions(definitions) + drawings;
}

/** Definitions that the drawings of a page share, in an SVG that takes no room. */
export function heldDefinitions(definitions: string): string {
  return definitions && `<svg class="picture variant-shared" aria-hidden="true"><defs>${definitions}</defs></svg>`;
}

/** Ids of the tints that a page holds already, by their paths: a sheet that comes again refers to those of the first. */
export type SharedTints = Map<string, string>;

/**
 * The drawings of a panel, and apart from them what they share. With `tints`, the definitions must be put where they
 * outlive the drawings, since other figures of the page may use them.
 */
export function staticParts(
  panel: Panel,
  { uid, place, equations = {}, tints = new Map() }: StaticContext & { tints?: SharedTints },
): { definitions: string; drawings: string } {
  const variants = variantsOf(panel.kind, place);
  if (variants.length === 0)
    return { definitions: '', drawings: renderToString(draw(panel, layout(panel, 0, 0), uid, { equations })) };
  const frames = framesOf(panel);
  const fresh = new Set<string>();
  const shared: Shared[] = frames.map((frame, i) => {
    const key = tintsKey(frame);
    if (!tints.has(key)) {
      tints.set(key, `${uid}-tints-${i}`);
      fresh.add(`${uid}-tints-${i}`);
    }
    return { tints: tints.get(key) ?? '', data: `${uid}-data-${i}` };
  });
  const definitions = frames.flatMap((frame, i) => {
    const { tints: id, data } = shared[i] ?? { tints: '', data: '' };
    if (frame.kind === 'chart') return [el('g', { id: data, class: 'picture' }, sharedSeries(frame))];
    return [
      ...(fresh.delete(id) ? [el('g', { id, class: 'picture' }, sharedTints(frame))] : []),
      el('g', { id: data, class: 'picture' }, sharedRuns(frame)),
    ];
  });
  const drawings = variants.map(({ ranges, width }) => {
    const placed = layout(panel, width, heightFor(panel, width));
    const classes = ranges.map((range) => `variant-${range}`).join(' ');
    return `<div class="variant ${classes}">${renderToString(draw(panel, placed, `${uid}-${width}`, { shared }))}</div>`;
  });
  return { definitions: definitions.map((one) => renderToString(one)).join(''), drawings: drawings.join('') };
}

function framesOf(panel: Panel): readonly (SurfacePanel | ChartPanel)[] {
  if (panel.kind === 'surface' || panel.kind === 'chart') return [panel];
  return panel.kind === 'multiples' ? panel.items.map((item) => item.panel) : [];
}

/** The same for two sheets with the same tints, even where they are different objects. */
function tintsKey(frame: SurfacePanel | ChartPanel): string {
  if (frame.kind === 'chart') return '';
  return [...(frame.bands?.paths ?? []), ...(frame.cells?.categories.map(({ path }) => path) ?? [])].join(' ');
}
