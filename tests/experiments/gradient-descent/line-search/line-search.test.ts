import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/gradient-descent/line-search/line-search.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import given from '../../../../src/references/given/notebook-6-1.json' with { type: 'json' };
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);

describe('line-search', () => {
  it('repeats notebook 6.1: .3832312147538486 after 10 iterations; the minimum is .3803215288', () => {
    const { value } = run('');
    expect(Math.abs(value('at') - 0.3832312147538486)).toBeLessThan(1e-10);
    expect(value('lowest')).toBeCloseTo(0.3803215288, 10);
    expect(value('iterations')).toBe(10);
  });

  it('needs 20 iterations to 1e-4', () => expect(run('iterations=30').value('iterations')).toBe(20));

  it.each(given.maxIterations10.trace.map((bracket, k) => [k, bracket] as const))(
    'stands at bracket %i of the notebook and names its rule',
    (k, bracket) => {
      const { value, panels } = run('', k);
      for (const name of ['a', 'b', 'c', 'd'] as const)
        expect(Math.abs(value(name) - bracket[name])).toBeLessThan(1e-10);
      expect(value('rule')).toBe(bracket.rule);
      const table = panels.find(({ kind }) => kind === 'table');
      if (table?.kind !== 'table') throw new Error('no table');
      expect(table.marked).toBe(k);
      expect(table.rows[k]?.slice(5, 9).map(Number)).toEqual(bracket.loss.map((loss) => expect.closeTo(loss, 10)));
    },
  );

  it('keeps two thirds of the bracket by rules 2 and 3', () => {
    expect(run('').value('width')).toBeCloseTo((2 / 3) ** 10, 3);
  });

  it('ends beside the lowest point where the bracket is badly chosen: the opposite verdict', () => {
    expect(sentence(run(''))).toContain('The lowest point is at 0.3803');
    const short = run('max=0.3');
    expect(sentence(short)).toContain('the minimum lies beyond the bracket');
    const missed = run('loss=gabor&max=1.4&iterations=30');
    expect(sentence(missed)).toContain('missed the lowest point');
    expect(missed.value('loss')).toBeGreaterThan(5 * missed.value('lowestLoss'));
    const wider = run('loss=gabor&max=1.6&iterations=30');
    expect(wider.value('error')).toBeLessThan(1e-3);
  });

  it('asks for the loss four times as often as a golden section', () => {
    const { value } = run('');
    expect(value('evaluations')).toBe(40);
    expect(value('goldenEvaluations')).toBe(10);
  });
});
