import { describe, expect, it } from 'vitest';
import type { Optimizer } from '../../src/engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../src/engine/optimizers/since-the-book.ts';
import { compared } from '../../src/references/exported.ts';
import { readStored } from '../../src/references/references.ts';
import { largestDifference, problemById } from '../../src/references/replay.ts';

// A line search has no PyTorch equivalent; notebooks 6.1 and 6.2 check it.
const withoutTwin = ['line-search'];
// Safe: each rule reads only the hyperparameters and the state made for it.
const rules = (Object.values(allOptimizers) as Optimizer[]).filter(({ id }) => !withoutTwin.includes(id));

describe.each(rules)('rule $id', (optimizer) => {
  const { id } = optimizer;
  const runs = readStored('optimizers', id)?.runs ?? [];

  it('has runs on every problem of the comparison', () => {
    const missing = Object.keys(compared).filter((problem) => !runs.some((run) => run.problem === problem));
    expect(
      missing,
      `no settings in verification/reference/optimizers/${id}.py, or not run: npm run reference --prefix verification -- ${id}`,
    ).toEqual([]);
  });

  it('sets every hyperparameter in each of its runs', () => {
    for (const { hyper } of runs)
      expect(Object.keys(hyper).sort()).toEqual(Object.keys(optimizer.hyperparameters).sort());
  });

  describe.each(runs.map((run) => ({ ...run, setting: Object.values(run.hyper).join(' ') })))(
    'on $problem at $setting, by $by',
    ({ problem, hyper, phi, spread }) => {
      const run = { problem: problemById(problem), optimizer, hyper, phi };

      it('makes each step alike', () => {
        expect(largestDifference(run, 'single steps')).toBeLessThanOrEqual(1e-12);
      });

      // If a run amplifies rounding, two correct implementations end apart, and only single steps are meaningful.
      if (spread <= 10) {
        it('makes the whole run alike', () => {
          expect(largestDifference(run, 'whole run')).toBeLessThanOrEqual(1e-11);
        });
      }
    },
  );
});
