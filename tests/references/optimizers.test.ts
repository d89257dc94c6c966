import { describe, expect, it } from 'vitest';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { readReference } from '../../src/references/references.ts';
import { largestDifference, optimizerById, problemById } from '../../src/references/replay.ts';

const { runs } = readReference('optimizers.json');
// A line search has no PyTorch twin; notebooks 6.1 and 6.2 check it.
const withoutTwin = ['line-search'];

describe('optimizers.json', () => {
  it('has every rule on every problem of the comparison', () => {
    const missing = Object.values(optimizers)
      .filter(({ id }) => !withoutTwin.includes(id))
      .flatMap(({ id }) => ['quadratic', 'rosenbrock', 'gabor'].map((problem) => `${id} on ${problem}`))
      .filter((pair) => !runs.some(({ optimizer, problem }) => `${optimizer} on ${problem}` === pair));
    expect(missing, 'no reference runs; add settings to scripts/reference/optimizers.py').toEqual([]);
  });

  it('sets every hyperparameter of a rule in each of its runs', () => {
    for (const { optimizer, hyper } of runs) {
      expect(Object.keys(hyper).sort(), optimizer).toEqual(
        Object.keys(optimizerById(optimizer).hyperparameters).sort(),
      );
    }
  });
});

describe.each(runs.map((run) => ({ ...run, setting: Object.values(run.hyper).join(' ') })))(
  '$optimizer on $problem at $setting, by $by',
  ({ problem, optimizer, hyper, phi, spread }) => {
    const run = { problem: problemById(problem), optimizer: optimizerById(optimizer), hyper, phi };

    it('makes each step alike', () => {
      expect(largestDifference(run, 'single steps')).toBeLessThanOrEqual(1e-12);
    });

    // Where a run spreads its rounding, two right implementations end apart, and only single steps say anything.
    if (spread <= 10) {
      it('makes the whole run alike', () => {
        expect(largestDifference(run, 'whole run')).toBeLessThanOrEqual(1e-11);
      });
    }
  },
);
