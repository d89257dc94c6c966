import { describe, expect, it } from 'vitest';
import { allOptimizers } from '../../src/engine/optimizers/since-the-book.ts';
import { compared } from '../../src/references/exported.ts';
import { checkTable } from '../../src/references/table.ts';

const table = checkTable();

describe('checkTable', () => {
  it('has a row for every rule on every problem, all within one part in 10^12', () => {
    for (const { id } of Object.values(allOptimizers)) {
      const rows = [...table.optimizers, ...table.exported].filter(({ optimizer }) => optimizer === id);
      expect(new Set(rows.map(({ problem }) => problem)), id).toEqual(new Set(Object.keys(compared)));
    }
    for (const { difference } of [...table.optimizers, ...table.exported])
      expect(difference).toBeLessThanOrEqual(1e-12);
  });

  it('has every notebook of the chapter', () => {
    expect([...new Set(table.notebooks.map(({ notebook }) => notebook))]).toEqual(['6.1', '6.2', '6.3', '6.4', '6.5']);
  });

  it('compares whole runs, except the one that is chaotic', () => {
    expect(table.notebooks.filter(({ compared }) => compared === 'single steps').map(({ run }) => run)).toEqual([
      'gradient descent, large rate',
    ]);
  });
});
