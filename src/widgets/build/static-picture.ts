import { renderToString } from 'preact-render-to-string';
import type { ChartPanel, Panel, SurfacePanel } from '../../figure/panels/panel.ts';
import { sharedSeries } from '../panels/chart.ts';
import { el } from '../panels/element.ts';
import { draw, heightFor, kindOf, layout, sheetsIn } from '../panels/index.ts';
import type { StaticPlace } from '../panels/kind.ts';
import type { Shared } from '../panels/shared.ts';
import { sharedGround, sharedRuns } from '../panels/surface.ts';

export { type StandaloneOptions, standaloneSvg } from './standalone-svg.ts';

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

function variantsOf(panel: Panel, place: StaticPlace | undefined): readonly Variant[] {
  const { widths = {}, seen } = kindOf(panel);
  const ranges = Object.entries(widths).map(([range, width]) => ({ range, width }));
  const real = place && seen?.[place];
  const drawn = ranges.filter(({ range }) => !real || real.includes(range));
  // What lies between two ranges that are drawn takes the nearest.
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
 * one, all sharing one copy of each sheet's tints. What the browser lays out has one form for every width.
 */
export function staticPicture(panel: Panel, context: StaticContext): string {
  const { definitions, drawings } = staticParts(panel, context);
  return heldDefinitions(definitions) + drawings;
}

/** Definitions that drawings of a page share, as SVG that takes no room. */
export function heldDefinitions(definitions: string): string {
  return definitions && `<svg class="picture variant-ground" aria-hidden="true"><defs>${definitions}</defs></svg>`;
}

/** Grounds that a page holds already, by what they show; a sheet that comes again on the page takes the first one's. */
export type Grounds = Map<string, string>;

/**
 * The drawings of a panel apart from what they share. With `grounds`, the definitions must stand where they outlive
 * the drawings: other figures of the page may use them.
 */
export function staticParts(
  panel: Panel,
  { uid, place, equations = {}, grounds = new Map() }: StaticContext & { grounds?: Grounds },
): { definitions: string; drawings: string } {
  const variants = variantsOf(panel, place);
  if (variants.length === 0)
    return { definitions: '', drawings: renderToString(draw(panel, layout(panel, 0, 0), uid, { equations })) };
  const frames = sheetsIn(panel);
  const fresh = new Set<string>();
  const shared: Shared[] = frames.map((frame, i) => {
    const key = groundKey(frame);
    if (!grounds.has(key)) {
      grounds.set(key, `${uid}-ground-${i}`);
      fresh.add(`${uid}-ground-${i}`);
    }
    return { ground: grounds.get(key) ?? '', data: `${uid}-data-${i}` };
  });
  const definitions = frames.flatMap((frame, i) => {
    const { ground, data } = shared[i] ?? { ground: '', data: '' };
    if (frame.kind === 'chart') return [el('g', { id: data, class: 'picture' }, sharedSeries(frame))];
    return [
      ...(fresh.delete(ground) ? [el('g', { id: ground, class: 'picture' }, sharedGround(frame))] : []),
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

/** Two sheets with the same tints share them, even where they are not the same object. */
function groundKey(frame: SurfacePanel | ChartPanel): string {
  if (frame.kind === 'chart') return '';
  return [...(frame.bands?.paths ?? []), ...(frame.cells?.categories.map(({ path }) => path) ?? [])].join(' ');
}
