/** Every kind of panel: what is asked of one is asked here, by its kind. */
import type { Handle, Panel } from '../../figure/panels/panel.ts';
import { chartKind } from './chart.ts';
import type { Shape } from './element.ts';
import { type Coordinates, coordinatesOf, type Frame, nearestStepIn, type Plane, planesIn } from './geometry.ts';
import type { DrawOptions, PanelKind } from './kind.ts';
import type { RareKinds } from './rare-kinds.ts';
import { surfaceKind } from './surface.ts';

export type { Coordinates, Plane } from './geometry.ts';
export { pickedAt, ringNear } from './geometry.ts';

const common = { surface: surfaceKind, chart: chartKind };
type Kinds = typeof common & RareKinds;

/** Those that nearly every page shows; bring.ts adds the others. */
const kinds: Partial<Kinds> = { ...common };

/** Adds kinds that few pages show. */
export function addKinds(rare: Partial<RareKinds>): void {
  Object.assign(kinds, rare);
}

/** Where everything stands in a box of some size; plain and pure, the same for live and static pictures. */
export type PanelLayout = ReturnType<Kinds[Panel['kind']]['layout']>;

/**
 * The kind of a panel. Its functions are given panels and layouts of its own only: it is looked up by the panel's kind.
 * @throws if it has not been fetched
 */
export function kindOf({ kind }: Pick<Panel, 'kind'>): PanelKind<Panel> {
  const found: PanelKind<Panel> | undefined = kinds[kind];
  if (!found) throw new Error(`a panel is a ${kind}, whose drawing has not been fetched`);
  return found;
}

/** @param width of the box and `height`, px; a kind whose drawing decides takes no height */
export const layout = (panel: Panel, width: number, height: number): PanelLayout =>
  // That of its own kind.
  kindOf(panel).layout(panel, width, height) as PanelLayout;

/** The panel as SVG, or HTML where the browser lays it out. `uid` makes its ids unique in the page. */
export function draw(panel: Panel, placed: PanelLayout, uid: string, options: DrawOptions = {}): Shape {
  if (panel.kind !== placed.kind)
    throw new Error(`panel "${panel.name}": a ${panel.kind} cannot be drawn with the layout of a ${placed.kind}`);
  return kindOf(panel).draw(panel, placed, uid, options);
}

/** Height of a panel's box at this width, px. 0 where the content decides. */
export const heightFor = (panel: Panel, width: number): number => kindOf(panel).height?.(panel, width) ?? 0;

export const framesOf = (panel: Panel, placed: PanelLayout): Frame[] =>
  panel.kind === placed.kind ? (kindOf(panel).frames?.(panel, placed) ?? []) : [];

/** The sheets and charts in a panel. */
export const sheetsIn = (panel: Panel): readonly Frame['panel'][] => kindOf(panel).sheets?.(panel) ?? [];

/** Px to data and back, of a panel or of the first of its small multiples; undefined if it has no place. */
export function geometry(panel: Panel, placed: PanelLayout): Coordinates | undefined {
  const [first] = framesOf(panel, placed);
  return first && coordinatesOf(first.layout);
}

/** The iteration nearest to a pointer (px), where it is on a plot that has any. */
export const nearestStep = (panel: Panel, placed: PanelLayout, px: number, py: number): number | undefined =>
  nearestStepIn(framesOf(panel, placed), px, py);

/** Every handle of a panel with the coordinates of the plot it lies on. */
export const handles = (panel: Panel, placed: PanelLayout): { handle: Handle; coordinates: Coordinates }[] =>
  framesOf(panel, placed).flatMap(({ panel: { handle }, layout: own }) =>
    handle ? [{ handle, coordinates: coordinatesOf(own) }] : [],
  );

/** The parts of a panel in which a click moves a ring. */
export const planes = (panel: Panel, placed: PanelLayout): Plane[] => planesIn(framesOf(panel, placed));
