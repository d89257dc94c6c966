import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/momentum/momentum/momentum.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { shownBy } from '../../shown-by.ts';
import { usualResults } from '../../usual.ts';

const run = shownBy(experiment, await usualResults('momentum', experiment));
const numbersOf = (query: string) => {
  const { numbers } = run(query);
  return (name: string): number => numbers[name]?.value ?? Number.NaN;
};

describe('momentum', () => {
  it('repeats notebook 6.4: SGD .93632, momentum .74591, Nesterov .80087', () => {
    const of = numbersOf('');
    expect(of('sgdLoss')).toBeCloseTo(0.93632, 5);
    expect(of('momentumLoss')).toBeCloseTo(0.74591, 4);
    expect(of('nesterovLoss')).toBeCloseTo(0.80087, 5);
  });

  it('is plain descent at beta 0', () => {
    const of = numbersOf('beta=0');
    expect(of('momentumLoss')).toBe(of('sgdLoss'));
    expect(of('nesterovLoss')).toBe(of('sgdLoss'));
    expect(of('limit')).toBeCloseTo(of('sgdLimit'), 14);
  });

  it('at beta 0 says that it is the same run, and does not call a tie over all seeds a failure', () => {
    const same = run('beta=0');
    expect(same.numbers['below']!.value).toBe(0);
    expect(same.verdict.outcome).toBeUndefined();
    expect(sentence(same)).toContain('the same run, which ends at a loss of 0.936');
    expect(sentence(same)).not.toContain('seeds');
  });

  it('is ahead at the notebook’s own rate and start, and depends on both: one pair is not a verdict', () => {
    const notebook = run('');
    expect(notebook.numbers['below']!.low).toBeGreaterThan(0.5);
    expect(notebook.verdict.outcome).toBe('depends');
    const { lower, higher, asked } = notebook.numbers;
    expect(lower!.value).toBeGreaterThan(0);
    expect(higher!.value).toBeGreaterThan(0);
    // In most of them a hundred seeds are not enough.
    expect(lower!.value + higher!.value).toBeLessThan(asked!.value / 2);
    expect(run('alpha=0.2').verdict.outcome).toBe('depends');
  });

  it('holds where momentum ends lower at every rate and start asked, and fails where it nowhere does', () => {
    const exact = run('batchSize=30&alpha=0.4');
    expect(exact.verdict.outcome).toBe('holds');
    expect(exact.numbers['lower']!.value).toBe(exact.numbers['asked']!.value);
    expect(exact.verdict.text).not.toContain('at the others');
    expect(run('').verdict.text).toContain('at the others a hundred seeds do not tell');
    const short = run('steps=10&alpha=0.05&beta=0.9');
    expect(short.verdict.outcome).toBe('fails');
    expect(short.numbers['higher']!.value).toBe(short.numbers['asked']!.value);
  });

  it('has the reader’s own rate and start among those asked', () => {
    const { panels } = run('');
    const table = panels.find(({ name }) => name === 'elsewhere');
    if (table?.kind !== 'table') throw new Error('there is a table');
    expect(table.rows).toHaveLength(16);
    const own = table.rows.find(([start, rate]) => start === '(-1.5, 6.5)' && rate === 0.6);
    expect(own?.[4]).toBeCloseTo(100 * run('').numbers['below']!.value, 12);
  });

  it('the notebook’s rate is more than half of plain descent’s limit, and a seventh of momentum’s', () => {
    const of = numbersOf('');
    expect(of('sgdLimit')).toBeCloseTo((30 / 5) * 0.1765, 2);
    expect(0.6 / of('sgdLimit')).toBeGreaterThan(0.5);
    expect(0.6 / of('limit')).toBeLessThan(1 / 6);
  });
});
