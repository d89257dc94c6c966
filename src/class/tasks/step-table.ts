import { table, words } from '../../figure/index.ts';
import type { TablePanel } from '../../figure/panels/panel.ts';
import type { Noted } from '../../python/noted.ts';
import { firstDifference } from './compare.ts';
import type { Finding } from './diagnose.ts';
import type { Task } from './task.ts';
import { capital, shown } from './task-verdict.ts';

type Compared = Extract<Finding, { own: unknown }>;

/** The values recorded at a step, beside the reference; the first that differs is marked. */
export function tableOf(task: Task, { own, reference }: Compared, step: number): TablePanel {
  const rows = reference
    .filter((row) => row.step === step)
    .flatMap((row) => {
      const { quantity } = row;
      const mine = own.filter((one) => one.step === step && one.quantity === quantity);
      if (mine.length === 0 && task.optional?.includes(quantity)) return [];
      // Relative to the size of such numbers in the whole run, as in the verdict.
      const others = reference.filter((one) => one.quantity === quantity && one.step !== step);
      const differs = firstDifference([...others, ...mine], [...others, row]) !== undefined;
      const name = task.quantities[quantity] ?? quantity;
      return [[name, shown(mine[0]?.value), shown(row.value), differs ? DIFFERS : 'same']];
    });
  return table({
    name: 'step',
    title: capital(task.at(step)),
    columns: [words('quantity'), numbers('yours'), numbers('reference'), words('compared')],
    rows,
    marked: rows.findIndex((row) => row.includes(DIFFERS)),
  });
}

const DIFFERS = 'differs';
const numbers = (label: string) => ({ label, align: 'right' }) as const;

/** The engine's intermediate values between two recorded ones, a line each, to compare with printed output. */
export const betweenAt = (task: Task, step: number): string =>
  linesOf((task.between?.(step) ?? []).map(([name, value]) => [name, shown(value)]));

/** All recorded values with ten digits, as printed by the downloaded script. */
export const numbersIn = (own: readonly Noted[]): string =>
  linesOf(own.map(({ step, quantity, value }) => [String(step).padEnd(4), quantity, shown(value, 10)]));

const linesOf = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((text, k) => (k === row.length - 2 ? text.padEnd(10) : text)).join(' '))
    .join('\n')
    .replaceAll('\u2212', '-');
