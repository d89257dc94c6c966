import { describe, expect, it } from 'vitest';
import { compile } from '../../content/compile.ts';

describe('the cells of a table', () => {
  it('know the heads of their columns where there are four', async () => {
    const code = await compile('| Rule | Held | Holds | Runs |\n|---|---|---|---|\n| a | b | c | d |\n');
    expect([...code.matchAll(/"data-label": "(\w+)"/g)].map(([, label]) => label)).toEqual([
      'Rule',
      'Held',
      'Holds',
      'Runs',
    ]);
  });

  it('need no label where there are fewer', async () => {
    expect(await compile('| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n')).not.toContain('data-label');
  });
});
