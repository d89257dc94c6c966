import { defined, type Fields } from '../defined.ts';
import type { TableColumn, TablePanel } from './panel.ts';

/** Makes a panel with a table. */
export const table = (fields: Omit<Fields<TablePanel>, 'kind'>): TablePanel =>
  defined<TablePanel>({ kind: 'table', ...fields });

/** A column of words. */
export const words = (label: string): TableColumn => ({ label, align: 'left' });

/** A column of numbers, with this number of digits after the point; default: unchanged. */
export const figures = (label: string, digits?: number): TableColumn => defined<TableColumn>({ label, digits });
