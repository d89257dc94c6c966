import { expect, it } from 'vitest';
import { around, count, fixed, known, percent, significant } from '../../src/figure/numbers.ts';
import { showNumber } from '../../src/figure/sentence.ts';

it.each([
  ['fixed', fixed(1.2345, 2), '1.23'],
  ['significant', significant(0.012345, 2), '0.012'],
  ['percent', percent(0.256, 0), '26'],
  ['count', count(12), '12'],
])('%s shows its digits', (_, number, shown) => {
  expect(showNumber(number).replace(/\D+$/, '')).toBe(shown);
});

it('a number that there is not is NaN, and one that is not known is left out', () => {
  expect(fixed(undefined, 1).value).toBeNaN();
  expect(Object.keys(known({ a: count(1), b: undefined }))).toEqual(['a']);
});

it('around has an interval where its half width is finite', () => {
  expect(around(2, 0.5)).toEqual({ value: 2, low: 1.5, high: 2.5 });
  expect(around(2, Number.NaN)).toEqual({ value: 2 });
});
