import type { Values } from '../../engine/schema.ts';
import type { Presentation, ShownNumber } from '../../figure/experiment.ts';
import type { Panel } from '../../figure/panels/panel.ts';
import { csvText } from '../page/csv-text.ts';
import { rows } from '../panels/data.ts';
import { LONG_FORM } from '../panels/rows.ts';

const valueAndInterval = ({ value, low, high }: ShownNumber): string =>
  low === undefined || high === undefined ? `${value}` : `${value} (${low} to ${high})`;

/** Lines of the header; code has several lines, which a spreadsheet must not read as formulas. */
const headed = (text: string): string[] =>
  text.split('\n').map((line, k) => csvText([[`#${k === 0 ? ' ' : '   '}${line}`]]).trimEnd());

/**
 * All data in a figure as one CSV in long form: panel, series, x, y, low, high.
 * The first lines, after #, contain the link, the values, and the verdict's numbers with all their digits.
 */
export function toCsv(
  link: string,
  values: Values,
  { panels, numbers }: Pick<Presentation, 'panels' | 'numbers'>,
): string {
  const head = [
    `# ${link}`,
    ...Object.entries(values).flatMap(([name, value]) => headed(`${name} = ${value}`)),
    ...Object.entries(numbers).map(([name, number]) => `# found: ${name} = ${valueAndInterval(number)}`),
  ];
  const body = panels.flatMap((panel: Panel) => rows(panel).map((row) => LONG_FORM.map((name) => row[name])));
  return `${head.join('\n')}\n${csvText([LONG_FORM, ...body])}`;
}
