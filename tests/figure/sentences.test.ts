import { describe, expect, it } from 'vitest';
import { said } from '../../src/figure/sentences.ts';

const picture = { panels: [], numbers: {} };

describe('said', () => {
  it('says the first line that is true, with its outcome', () => {
    const { verdict } = said({
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
    expect(said({ ...picture, verdict: [[true, 'so it is']] }).verdict).toEqual({ text: 'so it is' }));

  it('says briefs in the same way, by the names of their panels', () => {
    const { brief, briefs } = said({
      ...picture,
      verdict: { text: '' },
      brief: [
        [undefined, 'no'],
        [true, 'yes'],
      ],
      briefs: { map: [[true, 'here']], pad: 'there' },
    });
    expect(brief).toBe('yes');
    expect(briefs).toEqual({ map: 'here', pad: 'there' });
  });

  it('leaves a verdict other than a table unchanged', () => {
    const verdict = { text: 'Measuring.', state: 'measuring' } as const;
    expect(said({ ...picture, verdict }).verdict).toBe(verdict);
  });

  it('refuses a table without a true line', () =>
    expect(() => said({ ...picture, verdict: [[0, 'never']] })).toThrow('end them with one that is: [true, …]'));
});
