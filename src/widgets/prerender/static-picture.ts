import { renderToString } from 'preact-render-to-string';
import type { Panel, SurfacePanel } from '../../figure/panels/panel.ts';
import { sharedSeries } from '../panels/chart.ts';
import { el, type Shape } from '../panels/element.ts';
import { filled, heightInSight } from '../panels/filled.ts';
import { draw, heightFor, kindOf, layout, plotsIn } from '../panels/index.ts';
import type { StaticPlace } from '../panels/kind.ts';
import { isTilted } from '../panels/relief.ts';
import type { Shared } from '../panels/shared.ts';
import { sharedRuns, sharedTints } from '../panels/surface.ts';
import '../panels/bring-all.ts';

export { standaloneSvg } from './standalone-svg.ts';

interface StaticContext {
  /** Unique in the page: ids in the picture begin with it. */
  uid: string;
  /** Without it, there is a drawing for every range of widths. */
  place?: StaticPlace;
  /**
   * In a fold: one drawing is scaled to every width, until the live one replaces it. It is the widest; beside the main
   * picture, where a laptop has little room and text would shrink with it, the narrowest.
   */
  folded?: boolean;
  /** The box may have any shape, which a map may fill. */
  fills?: boolean;
  /** Typeset terms of equations (HTML), by name. */
  equations?: Readonly<Record<string, string>>;
}

/** A drawing: its ranges of widths (classes of panels.css), and the width for which it is drawn, px. */
interface Variant {
  ranges: readonly string[];
  width: number;
}

function variantsOf(panel: Panel, place: StaticPlace | undefined, folded: boolean): readonly Variant[] {
  const { widths = {}, seen } = kindOf(panel);
  const ranges = Object.entries(widths).map(([range, width]) => ({ range, width }));
  const real = place && seen?.[place];
  const drawn = ranges.filter(({ range }) => !real || real.includes(range));
  if (folded && drawn.length > 0) {
    const choose = place === 'beside' ? Math.min : Math.max;
    return [{ width: choose(...drawn.map(({ width }) => width)), ranges: ranges.map(({ range }) => range) }];
  }
  // The drawn range nearest to a width.
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
 * A panel as HTML for the built page: one drawing for each range of widths (the style sheet shows one), which share one
 * copy of each map's tints. Panels laid out by the browser have one form for every width.
 */
export function staticPicture(panel: Panel, context: StaticContext): string {
  const { definitions, drawings } = staticParts(panel, context);
  return heldDefinitions(definitions) + drawings;
}

/** Definitions shared by the drawings of a page, in an SVG without size. */
export function heldDefinitions(definitions: string): string {
  return definitions && `<svg class="picture variant-shared" aria-hidden="true"><defs>${definitions}</defs></svg>`;
}

/** Ids of the tints already in a page, by their paths: a repeated map refers to those of the first. */
export type SharedTints = Map<string, string>;

/**
 * The drawings of a panel, and separately the definitions they share. With `tints`, the definitions must outlive the
 * drawings, since other figures of the page may use them.
 */
export function staticParts(
  panel: Panel,
  {
    uid,
    place,
    folded = false,
    fills = false,
    equations = {},
    tints = new Map(),
  }: StaticContext & { tints?: SharedTints },
): { definitions: string; drawings: string } {
  const variants = variantsOf(panel, place, folded);
  if (variants.length === 0)
    return { definitions: '', drawings: renderToString(draw(panel, layout(panel, 0, 0), uid, { equations })) };
  // Each has a different shape, so they share nothing.
  if (fills && panel.kind === 'surface' && panel.fills) {
    const drawings = variants.map(({ ranges, width }) => {
      const height = heightInSight(panel, width);
      const shown = filled(panel, width, height);
      return variant(ranges, draw(shown, layout(shown, width, height), `${uid}-${width}`));
    });
    return { definitions: '', drawings: drawings.join('') };
  }
  const frames = plotsIn(panel);
  const fresh = new Set<string>();
  const shared: Shared[] = frames.map((frame, i) => {
    // A map may have no tints either, and must not look for those of a chart.
    if (frame.kind === 'chart') return { tints: '', data: `${uid}-data-${i}` };
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
    return variant(ranges, draw(panel, placed, `${uid}-${width}`, { shared }));
  });
  return {
    definitions: definitions.map((definition) => renderToString(definition)).join(''),
    drawings: drawings.join(''),
  };
}

const variant = (ranges: readonly string[], drawn: Shape): string =>
  `<div class="variant ${ranges.map((range) => `variant-${range}`).join(' ')}">${renderToString(drawn)}</div>`;

/** Two maps with equal tints share them, even if they are different objects. A tilted map has none to share. */
function tintsKey(frame: SurfacePanel): string {
  return [
    ...(isTilted(frame) ? ['tilted'] : []),
    ...(frame.bands?.paths ?? []),
    ...(frame.cells?.categories.map(({ path }) => path) ?? []),
  ].join(' ');
}
