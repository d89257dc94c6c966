import { expect, test } from 'vitest';
import { decimal } from '../../src/figure/decimal.ts';

test.each([
  ['0.5', 0.5],
  [' 1,25 ', 1.25],
  ['−3', -3],
  ['.5', 0.5],
  ['2.', 2],
  ['1e-3', 0.001],
  ['+7', 7],
])('%s is a number', (text, value) => expect(decimal(text)).toBe(value));

test.each(['0x10', '0b1', 'Infinity', '', ' ', '1,234,5', '1.2.3', '1 2', '--1', 'NaN'])('“%s” is none', (text) =>
  expect(decimal(text)).toBeNaN(),
);

test('reads twenty thousand digits and a letter at once', () => {
  // A quadratic regular expression took 5 s; fifty such texts would exceed a test's time limit.
  const texts = Array.from({ length: 50 }, (_, k) => `${'1'.repeat(20_000)}x${k}`);
  expect(texts.map(decimal)).toEqual(texts.map(() => Number.NaN));
});
