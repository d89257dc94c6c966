/** Equations as ledgers, term by term. */
import { defined } from '../defined.ts';
import type { EquationPanel, LedgerTerm, Role } from './panel.ts';

/** Makes a panel of an equation with its numbers, term by term. */
export const equation = (fields: Omit<EquationPanel, 'kind'>): EquationPanel => ({ kind: 'equation', ...fields });

/** A term above its numbers, one for each row, with its plain name. */
export const term = (symbol: string, label: string, values: readonly string[], role?: Role): LedgerTerm =>
  defined<LedgerTerm>({ equation: symbol, label, values, role });

/** A constant above its number, which is the same in each row. */
export const constant = (symbol: string, spoken: string, values: readonly string[]): LedgerTerm => ({
  equation: symbol,
  spoken,
  values,
});

/** A symbol that only joins its neighbours. */
export const sign = (symbol: string): LedgerTerm => ({ equation: symbol });
