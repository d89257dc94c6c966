import type { ComponentChildren } from 'preact';
import type { TableColumn, TablePanel } from '../../figure/panels/panel.ts';
import { el, type Shape } from './element.ts';
import type { PanelKind } from './kind.ts';
import { drawnOnce } from './once.ts';
import { pointRow, type Row } from './rows.ts';
import { MINUS, mathHtml, signed } from './text.ts';

export const tableKind: PanelKind<TablePanel> = {
  form: 'text',
  // No px positions: the browser lays out a table.
  layout: () => ({ kind: 'table' }),
  draw: drawTable,
  rows: rowsOfTable,
  folded: ({ isOpen }) => isOpen !== true,
};

/** A table that scrolls inside its own box if it is wider than the page. */
const scrolled = (title: string, heads: ComponentChildren, rows: ComponentChildren): Shape =>
  el('div', { class: 'table-scroll', role: 'group', 'aria-label': title }, [
    el('table', { class: 'figures' }, [el('thead', null, el('tr', null, heads)), el('tbody', null, rows)]),
  ]);

function drawTable(panel: TablePanel): Shape {
  const side = (column: TableColumn, i: number) =>
    (column.align ?? (panel.rows.some((row) => typeof row[i] === 'number') ? 'right' : 'left')) === 'right'
      ? 'numeric'
      : undefined;
  return scrolled(
    panel.title,
    panel.columns.map((column, i) => el('th', { scope: 'col', class: side(column, i) }, mathHtml(column.label))),
    panel.rows.map((row, r) => drawRow(row, panel.columns, panel.columns.map(side), r === panel.marked)),
  );
}

const drawRow = drawnOnce(
  (
    row: TablePanel['rows'][number],
    columns: readonly TableColumn[],
    sides: readonly (string | undefined)[],
    marked: boolean,
  ): Shape =>
    el(
      'tr',
      marked ? { class: 'marked', 'aria-current': 'step' } : null,
      columns.map((column, i) => el('td', { class: sides[i] }, cellText(row[i], column))),
    ),
  (columns, sides, marked) => `${columns.map(({ digits }) => digits).join()} ${sides.join()} ${marked}`,
);

function cellText(value: string | number | null | undefined, { digits }: TableColumn): (Shape | string)[] | string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return mathHtml(value);
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value < 0 ? `${MINUS}∞` : '∞';
  return signed(digits === undefined ? String(value) : value.toFixed(digits)).replace('e-', `e${MINUS}`);
}

/** Long form: a series for each column, x the row's first cell (or its number), y the cell. */
function rowsOfTable(panel: TablePanel): Row[] {
  return panel.columns.flatMap((column, i) =>
    panel.rows.map((row, r): Row => ({ ...pointRow(panel.name, column.label, row[0] ?? r, ''), y: row[i] ?? null })),
  );
}

/** The data of a panel for reading: its rows in long form, at most `limit` of them. */
export function drawRows(title: string, rows: readonly Row[], limit: number): Shape {
  const columns = ['series', 'x', 'y', 'low', 'high'] as const;
  const used = columns.filter((name) => rows.some((row) => row[name] !== null));
  const shown = rows.slice(0, limit);
  const sideOf = (name: string) => (name === 'series' ? undefined : 'numeric');
  const text = (value: Row[keyof Row]) =>
    typeof value === 'number' ? String(Number(value.toPrecision(7)) + 0).replaceAll('-', MINUS) : value;
  return el('section', { class: 'data-table' }, [
    el('h3', null, mathHtml(title)),
    scrolled(
      title,
      used.map((name) => el('th', { scope: 'col', class: sideOf(name) }, name)),
      shown.map((row) =>
        el(
          'tr',
          null,
          used.map((name) => el('td', { class: sideOf(name) }, text(row[name]))),
        ),
      ),
    ),
    rows.length > limit ? el('p', null, `The first ${limit} of ${rows.length} rows; the CSV has them all.`) : null,
  ]);
}
