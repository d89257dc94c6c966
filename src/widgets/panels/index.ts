/** Every kind of panel: what is asked of one is asked here, by its kind. */
import type { Handle, Panel } from '../../figure/panels/panel.ts';
import { atlasKind } from './atlas.ts';
import { chartKind } from './chart.ts';
import type { Shape } from './element.ts';
import { equationKind } from './equation.ts';
import { type Coordinates, coordinatesOf, type Frame, nearestStepIn, type Plane, planesIn } from './geometry.ts';
import type { DrawOptions, PanelKind, PanelOf } from './kind.ts';
import { multiplesKind } from './multiples.ts';
import { networkKind } from './network.ts';
import type { Row } from './rows.ts';
import { surfaceKind } from './surface.ts';
import { drawRows, tableKind } from './table.ts';

export type { Coordinates, Plane } from './geometry.ts';
export { pickedAt, ringNear } from './geometry.ts';
export type { Row } from './rows.ts';

const kinds = {
  surface: surfaceKind,
  chart: chartKind,
  multiples: multiplesKind,
  atlas: atlasKind,
  network: networkKind,
  table: tableKind,
  equation: equationKind,
} satisfies { readonly [Kind in Panel['kind']]: PanelKind<PanelOf<Kind>> };

/** Where everything stands in a box of some size; plain and pure, the same for live and static pictures. */
export type PanelLayout = ReturnType<(typeof kinds)[Panel['kind']]['layout']>;

/** The kind of a panel. Its functions are given panels and layouts of its own only: it is looked up by the panel's kind. */
export const kindOf = ({ kind }: Pick<Panel, 'kind'>): PanelKind<Panel> => kinds[kind];

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

/** The data behind a panel, in long form. */
export const rows = (panel: Panel): Row[] => kindOf(panel).rows(panel);

/** The same as an HTML table of at most `limit` rows. */
export const dataTable = (panel: Panel, limit: number): Shape => drawRows(panel.title, rows(panel), limit);

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
