/**
 * The room in which panels are drawn: plain data to SVG, or to HTML that the browser lays out, the same for live and built
 * pages. A kind is one object (kind.ts) in the file of its name, and what is asked of any of them is asked here.
 *
 * - px: box, axis-scale, polyline; relief and rings, of a map that is seen from a side
 * - layout: chart-layout, surface-layout with surface-frame; words: chart-labels and surface-labels say in which order,
 *   spots where, and the placer puts them (decision 54)
 * - drawing: picture has marks and texts, run-shape the runs; chart, surface, terraces, surface-lens, spring
 * - a panel shown otherwise: altered, partial-run (its run up to a step), arrange (its place in the figure)
 * - drawn once and used again: remember, once, shared
 *
 * Nothing here measures, listens, or knows a page.
 */
import type { Handle, Panel } from '../../figure/panels/panel.ts';
import { chartKind } from './chart.ts';
import type { Shape } from './element.ts';
import { type Coordinates, coordinatesOf, type Frame, nearestStepIn, type Plane, planesIn } from './geometry.ts';
import type { DrawOptions, PanelKind, PanelOf } from './kind.ts';
import { isTilted } from './relief.ts';
import { surfaceKind } from './surface.ts';
import { surfaceTools } from './surface-layout.ts';

export type { Coordinates, Plane } from './geometry.ts';
export { pickedAt, ringNear } from './geometry.ts';

/** Those that nearly every page shows. */
const common = { surface: surfaceKind, chart: chartKind };

/** Those that few pages show: a page fetches one when a panel is of it. */
const rare = {
  multiples: async () => (await import('./multiples.ts')).multiplesKind,
  atlas: async () => (await import('./atlas.ts')).atlasKind,
  network: async () => (await import('./network.ts')).networkKind,
  table: async () => (await import('./table.ts')).tableKind,
  equation: async () => (await import('./equation.ts')).equationKind,
} satisfies { readonly [Kind in Exclude<Panel['kind'], keyof typeof common>]: () => Promise<PanelKind<PanelOf<Kind>>> };

type RareKinds = { readonly [Kind in keyof typeof rare]: Awaited<ReturnType<(typeof rare)[Kind]>> };
type Kinds = typeof common & RareKinds;

/** Those that are there. */
const kinds: Partial<Kinds> = { ...common };

/** Adds kinds that few pages show. */
export function addKinds(fetched: Partial<RareKinds>): void {
  Object.assign(kinds, fetched);
}

const wantsLens = (panel: Panel): boolean =>
  panel.kind === 'surface' && (panel.paths ?? []).some(({ lens }) => lens !== undefined);

/**
 * Fetches what these panels are drawn with and most are not, unless it is there.
 * @throws if it cannot be fetched
 */
export async function bringFor(panels: readonly Panel[]): Promise<void> {
  const addTools = (fetched: typeof surfaceTools): void => void Object.assign(surfaceTools, fetched);
  await Promise.all([
    ...panels.map(async ({ kind }) => {
      if (kind !== 'surface' && kind !== 'chart') addKinds({ [kind]: await rare[kind]() });
    }),
    panels.some((panel) => panel.kind === 'surface' && isTilted(panel)) && import('./terraces.ts').then(addTools),
    // The map is whole without.
    panels.some(wantsLens) && import('./surface-lens.ts').then(addTools, () => {}),
  ]);
}

/** The layout of a box of some size; plain and pure, the same for live and static pictures. */
export type PanelLayout = ReturnType<Kinds[Panel['kind']]['layout']>;

/**
 * The kind of a panel. Its functions are given panels and layouts of its own only: it is looked up by the panel's kind.
 * @throws if it has not been fetched
 */
export function kindOf({ kind }: Pick<Panel, 'kind'>): PanelKind<Panel> {
  const ofKind: PanelKind<Panel> | undefined = kinds[kind];
  if (!ofKind) throw new Error(`a panel is a ${kind}, whose drawing has not been fetched`);
  return ofKind;
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

/** The maps and charts in a panel. */
export const plotsIn = (panel: Panel): readonly Frame['panel'][] => kindOf(panel).plots?.(panel) ?? [];

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
