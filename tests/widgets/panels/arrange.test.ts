import { describe, expect, test } from 'vitest';
import type { EquationPanel, Panel, TablePanel } from '../../../src/figure/panels/panel.ts';
import { chart, multiples, surface } from '../../../src/figure/panels/sample-panels.ts';
import { arrange } from '../../../src/widgets/panels/arrange.ts';
import '../../../src/widgets/panels/bring-all.ts';

const table: TablePanel = { kind: 'table', name: 'table', title: 'A table', columns: [], rows: [] };
const equation: EquationPanel = { kind: 'equation', name: 'equation', title: 'A ledger', rows: [], lines: [] };

describe('arrange', () => {
  test('puts the first picture first, the next beside it, the rest in the fold, and ledgers before tables', () => {
    const other = { ...chart, name: 'other' };
    expect(arrange([table, surface, equation, chart, other])).toEqual({
      main: surface,
      beside: chart,
      more: [other],
      below: [equation, table],
    });
  });
  test('never puts a row of small pictures beside another', () => {
    expect(arrange([surface, multiples, chart])).toMatchObject({ main: surface, beside: chart, more: [multiples] });
    expect(arrange([multiples, chart])).toMatchObject({ main: multiples, beside: chart, more: [] });
  });
  test('loses no panel', () => {
    const panels: Panel[] = [table, multiples, equation];
    const { main, beside, more, below } = arrange(panels);
    expect(new Set([main, beside, ...more, ...below])).toEqual(new Set([...panels, undefined]));
  });
});
