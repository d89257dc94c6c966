import type { Handle, Panel } from '../../figure/panels/panel.ts';
import { type ChartLayout, drawChart, layoutChart, rowsOfChart } from './chart.ts';
import type { Shape } from './element.ts';
import { drawEquation, type EquationLayout, layoutEquation, rowsOfEquation } from './equation.ts';
import { type Coordinates, coordinatesOf, frames } from './geometry.ts';
import {
  drawMultiples,
  heightOfMultiples,
  layoutMultiples,
  type MultiplesLayout,
  rowsOfMultiples,
} from './multiples.ts';
import type { Row } from './rows.ts';
import type { Shared } from './shared.ts';
import { drawSurface, layoutSurface, rowsOfSurface, type SurfaceLayout } from './surface.ts';
import { drawRows, drawTable, layoutTable, rowsOfTable, type TableLayout } from './table.ts';

export { type Coordinates, nearestStep } from './geometry.ts';
export { type MathPart, mathParts } from './math-text.ts';
export type { Row } from './rows.ts';

export type PanelLayout = SurfaceLayout | ChartLayout | MultiplesLayout | TableLayout | EquationLayout;

/** Where everything stands in a box of this size (px): plain data, the same for live and static pictures. */
export function layout(panel: Panel, width: number, height: number): PanelLayout {
  switch (panel.kind) {
    case 'surface':
      return layoutSurface(panel, width, height);
    case 'chart':
      return layoutChart(panel, width, height);
    case 'multiples':
      return layoutMultiples(panel, width);
    case 'table':
      return layoutTable();
    case 'equation':
      return layoutEquation();
  }
}

export interface DrawOptions {
  /** Typeset terms of equations (HTML), by name. */
  equations?: Readonly<Record<string, string>>;
  /** Tints and data that the page holds already, an entry for each sheet or chart of the panel. */
  shared?: readonly Shared[];
}

/** The panel as SVG, or HTML for tables and equations. `uid` makes its ids unique in the page. */
export function draw(panel: Panel, placed: PanelLayout, uid: string, { equations, shared }: DrawOptions = {}): Shape {
  if (panel.kind === 'surface' && placed.kind === 'surface') return drawSurface(panel, placed, uid, shared?.[0]);
  if (panel.kind === 'chart' && placed.kind === 'chart') return drawChart(panel, placed, uid, shared?.[0]);
  if (panel.kind === 'multiples' && placed.kind === 'multiples') return drawMultiples(panel, placed, uid, shared);
  if (panel.kind === 'table') return drawTable(panel);
  if (panel.kind === 'equation') return drawEquation(panel, equations);
  throw new Error(`panel "${panel.name}": a ${panel.kind} cannot be drawn with the layout of a ${placed.kind}`);
}

/** The data behind a panel, in long form. */
export function rows(panel: Panel): Row[] {
  switch (panel.kind) {
    case 'surface':
      return rowsOfSurface(panel);
    case 'chart':
      return rowsOfChart(panel);
    case 'multiples':
      return rowsOfMultiples(panel);
    case 'table':
      return rowsOfTable(panel);
    case 'equation':
      return rowsOfEquation(panel);
  }
}

/** The same as an HTML table of at most `limit` rows. */
export function dataTable(panel: Panel, limit: number): Shape {
  return drawRows(panel.title, rows(panel), limit);
}

/** Height of a panel's box at this width, px, by the same rule as in panels.css; 0 if the content decides. */
export function heightFor(panel: Panel, width: number): number {
  switch (panel.kind) {
    case 'surface':
      return width * (width >= 560 ? 0.62 : 0.92);
    case 'chart':
      return width * (width < 240 ? 168 / 165 : width < 352 ? 0.75 : width < 560 ? 222 / 388 : 0.46);
    case 'multiples':
      return heightOfMultiples(panel, width);
    default:
      return 0;
  }
}

/** Px to data and back, of a panel or of the first of its small multiples; undefined for tables and equations. */
export function geometry(panel: Panel, placed: PanelLayout): Coordinates | undefined {
  const first = frames(panel, placed)[0];
  return first && coordinatesOf(first.layout);
}

/** Every handle of a panel, with the coordinates of the plot it lies on. */
export function handles(panel: Panel, placed: PanelLayout): { handle: Handle; coordinates: Coordinates }[] {
  return frames(panel, placed).flatMap((frame) =>
    frame.panel.handle ? [{ handle: frame.panel.handle, coordinates: coordinatesOf(frame.layout) }] : [],
  );
}
