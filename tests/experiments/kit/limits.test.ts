import { expect, it } from 'vitest';
import { rateLimit } from '../../../src/experiments/kit/limits.ts';

it('a reader past the limit of a rate is told which it is, and offered nine tenths of it', () => {
  expect(rateLimit('alpha', 1, 0.61733).offers).toEqual([
    { text: 'Set the rate to 0.9 of its limit, 0.617', set: { alpha: 0.556 } },
  ]);
  expect(rateLimit('alpha', 0.5, 0.61733).offers).toBeUndefined();
});
