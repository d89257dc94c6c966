import { describe, expect, it } from 'vitest';
import { resolved } from '../../src/figure/sentences.ts';

const picture = { panels: [], numbers: {} };

describe('resolved', () => {
  it('says the first line that is true, with its outcome', () => {
    const { verdict } = resolved({
      ...picture,
      verdict: [
        [false, 'no'],
        [1, 'first', 'holds'],
        [true, 'second', 'fails'],
      ],
    });
    expect(verdict).toEqual({ text: 'first', outcome: 'holds' });
  });

  it('has no outcome where the line has none', () =>
    expect(resolved({ ...picture, verdict: [[true, 'so it is']] }).verdict).toEqual({ text: 'so it is' }));

  it('says summaries in the same way, by the names of their panels', () => {
    const { summary, summaries } = resolved({
      ...picture,
      verdict: { text: '' },
      summary: [
        [undefined, 'no'],
        [true, 'yes'],
      ],
      summaries: { map: [[true, 'here']], pad: 'there' },
    });
    expect(summary).toBe('yes');
    expect(summaries).toEqual({ map: 'here', pad: 'there' });
  });

  it('leaves a verdict other than a table unchanged', () => {
    const verdict = { text: 'Measuring.', state: 'measuring' } as const;
    expect(resolved({ ...picture, verdict }).verdict).toBe(verdict);
  });

  it('refuses a table without a true line', () =>
    expect(() => resolved({ ...picture, verdict: [[0, 'never']] })).toThrow('end them with one that is: [true, …]'));
});
