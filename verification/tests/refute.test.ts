import { expect, it } from 'vitest';
import { CLAIMS } from '../refute/claims.ts';
import { complaintOn, tried } from '../refute/tries.ts';

// `npm run refute` makes more tries of each, and also uses NumPy.
it.each(CLAIMS)('$page: “$words” says no more than what holds', { timeout: 300_000 }, async (claim) => {
  expect(complaintOn(claim, await tried(claim, 40, false))).toBeUndefined();
});
