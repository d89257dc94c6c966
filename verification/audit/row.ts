/** A row of the audit's table. */
export interface Row {
  page: string;
  what: string;
  measured: string;
  budget: string;
  /** Undefined without a budget: the number is only for the record. */
  met?: boolean;
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

/** The smallest number that at least this fraction of them does not exceed. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

export function atMost(
  page: string,
  what: string,
  value: number,
  limit: number,
  show: (value: number) => string = String,
): Row {
  return { page, what, measured: show(value), budget: `<= ${show(limit)}`, met: value <= limit };
}

export function atLeast(page: string, what: string, value: number, limit: number): Row {
  return { page, what, measured: String(value), budget: `>= ${limit}`, met: value >= limit };
}

/** The table, followed by the missed budgets; `complete` is false if an error ended the measurements. */
export function table(rows: readonly Row[], complete = true): string {
  const head: Row = { page: 'page', what: 'what', measured: 'measured', budget: 'budget' };
  const width = (key: 'page' | 'what' | 'measured' | 'budget') =>
    Math.max(...[head, ...rows].map((row) => row[key].length));
  const widths = { page: width('page'), what: width('what'), measured: width('measured'), budget: width('budget') };
  const line = (row: Row, mark: string) =>
    `${row.page.padEnd(widths.page)}  ${row.what.padEnd(widths.what)}  ${row.measured.padStart(widths.measured)}  ${row.budget.padEnd(widths.budget)}  ${mark}`;
  const lines = rows.map((row) => line(row, row.met === undefined ? '' : row.met ? 'ok' : 'MISSED'));
  return [line(head, '').trimEnd(), ...lines.map((text) => text.trimEnd()), '', ...summary(rows, complete)].join('\n');
}

function summary(rows: readonly Row[], complete: boolean): string[] {
  const misses = rows.filter((row) => row.met === false);
  const named = misses.map(({ page, what, measured, budget }) => `  ${page} ${what}: ${measured}, budget ${budget}`);
  const missed = misses.length > 0 ? [`${misses.length} missed:`, ...named] : [];
  if (!complete) return ['An error ended this: rows are missing.', ...missed];
  if (misses.length > 0) return missed;
  return [rows.some((row) => row.met) ? 'Every budget is met.' : 'No row has a budget.'];
}
