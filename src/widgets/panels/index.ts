/**
 * Drawing of panels: plain data to SVG, or to HTML laid out by the browser, the same for live and built pages. Each
 * kind is an object (kind.ts) in the file of its name; functions for all kinds are here.
 *
 * - px: box, axis-scale, polyline; relief and rings, for tilted maps
 * - layout: chart-layout, surface-layout with surface-frame; words: chart-labels and surface-labels define their order,
 * spots their possible positions, and the placer places them (decision 54)
 * - drawing: picture has marks and texts, run-shape the runs; chart, surface, terraces, surface-lens, spring
 * - variants of a panel: altered, walk (its run in progress), arrange (its place in the figure)
 * - caching: remember, once, shared
 *
 * Nothing here measures the page, listens to events, or depends on a page.
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

/** Kinds shown on nearly every page. */
const common = { surface: surfaceKind, chart: chartKind };

/** Kinds shown on few pages: loaded when a panel needs one. */
const rare = {
  multiples: async () => (await import('./multiples.ts')).multiplesKind,
  atlas: async () => (await import('./atlas.ts')).atlasKind,
  network: async () => (await import('./network.ts')).networkKind,
  table: async () => (await import('./table.ts')).tableKind,
  equation: async () => (await import('./equation.ts')).equationKind,
} satisfies { readonly [Kind in Exclude<Panel['kind'], keyof typeof common>]: () => Promise<PanelKind<PanelOf<Kind>>> };

type RareKinds = { readonly [Kind in keyof typeof rare]: Awaited<ReturnType<(typeof rare)[Kind]>> };
type Kinds = typeof common & RareKinds;

/** Loaded kinds. */
const kinds: Partial<Kinds> = { ...common };

/** Registers kinds shown on few pages. */
export function addKinds(fetched: Partial<RareKinds>): void {
  Object.assign(kinds, fetched);
}

const wantsLens = (panel: Panel): boolean =>
  panel.kind === 'surface' && (panel.paths ?? []).some(({ lens }) => lens !== undefined);

/**
 * Loads the code that these panels need beyond the common kinds, if necessary.
 * @throws if loading fails
 */
export async function bringFor(panels: readonly Panel[]): Promise<void> {
  const addTools = (fetched: typeof surfaceTools): void => void Object.assign(surfaceTools, fetched);
  await Promise.all([
    ...panels.map(async ({ kind }) => {
      if (kind !== 'surface' && kind !== 'chart') addKinds({ [kind]: await rare[kind]() });
    }),
    panels.some((panel) => panel.kind === 'surface' && isTilted(panel)) && import('./terraces.ts').then(addTools),
    // The map is complete without it.
    panels.some(wantsLens) && import('./surface-lens.ts').then(addTools, () => {}),
  ]);
}

/** The layout for a box of some size; plain data from a pure function, the same for live and static pictures. */
export type PanelLayout = ReturnType<Kinds[Panel['kind']]['layout']>;

/**
 * The kind of a panel. Safe: its functions only get panels and layouts of the kind by which it is looked up.
 * @throws if it has not been loaded
 */
export function kindOf({ kind }: Pick<Panel, 'kind'>): PanelKind<Panel> {
  const ofKind: PanelKind<Panel> | undefined = kinds[kind];
  if (!ofKind) throw new Error(`the code that draws a ${kind} has not been loaded`);
  return ofKind;
}

/** @param width of the box and `height`, px; kinds with a height of their own ignore it */
export const layout = (panel: Panel, width: number, height: number): PanelLayout =>
  // Safe: a layout of its own kind.
  kindOf(panel).layout(panel, width, height) as PanelLayout;

/** The panel as SVG, or as HTML if the browser lays it out. `uid` makes its ids unique in the page. */
export function draw(panel: Panel, placed: PanelLayout, uid: string, options: DrawOptions = {}): Shape {
  if (panel.kind !== placed.kind)
    throw new Error(`panel "${panel.name}": a ${panel.kind} cannot be drawn with the layout of a ${placed.kind}`);
  return kindOf(panel).draw(panel, placed, uid, options);
}

/** Height of a panel's box at this width, px. 0 if its content decides. */
export const heightFor = (panel: Panel, width: number): number => kindOf(panel).height?.(panel, width) ?? 0;

export const framesOf = (panel: Panel, placed: PanelLayout): Frame[] =>
  panel.kind === placed.kind ? (kindOf(panel).frames?.(panel, placed) ?? []) : [];

/** The maps and charts in a panel. */
export const plotsIn = (panel: Panel): readonly Frame['panel'][] => kindOf(panel).plots?.(panel) ?? [];

/** Px to data and back, for a panel or for the first of its small multiples; undefined without axes. */
export function geometry(panel: Panel, placed: PanelLayout): Coordinates | undefined {
  const [first] = framesOf(panel, placed);
  return first && coordinatesOf(first.layout);
}

/** The iteration nearest to a pointer (px), if it is on a plot with iterations. */
export const nearestStep = (panel: Panel, placed: PanelLayout, px: number, py: number): number | undefined =>
  nearestStepIn(framesOf(panel, placed), px, py);

/** Every handle of a panel with the coordinates of its plot. */
export const handles = (panel: Panel, placed: PanelLayout): { handle: Handle; coordinates: Coordinates }[] =>
  framesOf(panel, placed).flatMap(({ panel: { handle }, layout: own }) =>
    handle ? [{ handle, coordinates: coordinatesOf(own) }] : [],
  );

/** The parts of a panel in which a click moves a handle. */
export const planes = (panel: Panel, placed: PanelLayout): Plane[] => planesIn(framesOf(panel, placed));
