/** The data behind a panel of each kind: for dialogs and files, which a page fetches on need. */
import type { Panel } from '../../figure/panels/panel.ts';
import { rowsOfAtlas } from './atlas.ts';
import type { Shape } from './element.ts';
import { rowsOfEquation } from './equation.ts';
import type { PanelOf } from './kind.ts';
import { rowsOfMultiples } from './multiples.ts';
import { rowsOfNetwork } from './network.ts';
import { type Row, rowsOfChart, rowsOfSurface } from './rows.ts';
import { drawRows, rowsOfTable } from './table.ts';

const rowsOf = {
  surface: rowsOfSurface,
  chart: rowsOfChart,
  multiples: rowsOfMultiples,
  atlas: rowsOfAtlas,
  network: rowsOfNetwork,
  table: rowsOfTable,
  equation: rowsOfEquation,
} satisfies { readonly [Kind in Panel['kind']]: (panel: PanelOf<Kind>) => Row[] };

/** In long form. */
export function rows(panel: Panel): Row[] {
  // It is looked up by the panel's kind, and given panels of that kind only.
  const ofKind: (panel: never) => Row[] = rowsOf[panel.kind];
  return ofKind(panel as never);
}

/** The same as an HTML table of at most `limit` rows. */
export const dataTable = (panel: Panel, limit: number): Shape => drawRows(panel.title, rows(panel), limit);
