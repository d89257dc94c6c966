import type { Reply } from './protocol.ts';

/** A number recorded by the check of a task. */
export interface Noted {
  readonly step: number;
  readonly quantity: string;
  readonly value: number;
}

/** The columns of a reply as rows; a column that was never requested is ignored. */
export function notedIn({ columns }: Pick<Reply, 'columns'>, quantities: readonly string[]): Noted[] {
  const { step = [], quantity = [], value = [] } = columns;
  return Array.from(value, (number, k) => ({
    step: step[k] ?? Number.NaN,
    quantity: quantities[quantity[k] ?? -1] ?? '',
    value: number,
  })).filter((row) => row.quantity !== '');
}
