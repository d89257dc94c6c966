import type { Value, Values } from '../../engine/schema.ts';
import type { Presentation, ShownNumber } from '../../figure/experiment.ts';
import type { Panel } from '../../figure/panels/panel.ts';
import { rows } from '../panels/index.ts';

/** One cell, quoted if CSV needs it. */
function cell(value: Value | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const valueAndInterval = ({ value, low, high }: ShownNumber): string =>
  low === undefined || high === undefined ? `${value}` : `${value} (${low} to ${high})`;

/**
 * Everything a figure shows as one CSV in long form: panel, series, x, y, low, high.
 * The first lines, after #, are the link, the values, and the numbers of the verdict with all their digits.
 */
export function toCsv(
  link: string,
  values: Values,
  { panels, numbers }: Pick<Presentation, 'panels' | 'numbers'>,
): string {
  const head = [
    `# ${link}`,
    ...Object.entries(values).map(([name, value]) => `# ${name} = ${value}`),
    ...Object.entries(numbers).map(([name, number]) => `# found: ${name} = ${valueAndInterval(number)}`),
  ];
  const body = panels.flatMap((panel: Panel) =>
    rows(panel).map((row) => [row.panel, row.series, row.x, row.y, row.low, row.high].map(cell).join(',')),
  );
  return `${[...head, 'panel,series,x,y,low,high', ...body].join('\n')}\n`;
}

/** A file of CSV begins with a byte order mark: without it a spreadsheet takes Greek letters for something else. */
export const csvFile = (csv: string): Blob => new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' });
