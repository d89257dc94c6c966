/** The data of each kind of panel, for dialogs and files; loaded on demand. */
import type { Panel } from '../../figure/panels/panel.ts';
import type { Shape } from './element.ts';
import { kindOf } from './index.ts';
import { type Row, rowsOfChart, rowsOfSurface } from './rows.ts';
import { drawRows } from './table.ts';

/** In long form. @throws if its kind has not been loaded */
export function rows(panel: Panel): Row[] {
  if (panel.kind === 'surface') return rowsOfSurface(panel);
  if (panel.kind === 'chart') return rowsOfChart(panel);
  return kindOf(panel).rows?.(panel) ?? [];
}

/** The rows as an HTML table, at most `limit` of them. */
export const dataTable = (panel: Panel, limit: number): Shape => drawRows(panel.title, rows(panel), limit);
