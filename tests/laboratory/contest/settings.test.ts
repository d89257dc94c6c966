import { describe, expect, it } from 'vitest';
import { runsIn } from '../../../src/laboratory/contest/contest.ts';
import { rateIn } from '../../../src/laboratory/contest/rate.ts';
import { firstContest, readContest } from '../../../src/laboratory/contest/settings.ts';
import { pack, unpack } from '../../../src/laboratory/playground/link.ts';

describe('a contest in a link', () => {
  it('comes back as it was', async () => {
    const settings = {
      text: 'lr = 3\nfor t in range(1, steps + 1):\n    pass',
      seed: 12,
      budget: 200,
      tune: true,
    } as const;
    expect(readContest(await unpack(await pack(settings)))).toEqual(settings);
  });

  it.each([
    [undefined, {}],
    [null, {}],
    ['text', {}],
    [{ seed: 0 }, { seed: 1 }],
    [{ seed: 1e9 }, { seed: 9999 }],
    [{ seed: 2.4 }, { seed: 2 }],
    [{ seed: Number.NaN }, {}],
    [{ budget: 1000 }, {}],
    [{ budget: '50' }, {}],
    [{ text: 'x'.repeat(100_000) }, {}],
    [{ text: { toString: 1 } }, {}],
    [{ tune: 'yes' }, {}],
  ])('makes whole what makes no sense: %j', (given, changed) => {
    expect(readContest(given)).toEqual({ ...firstContest, ...changed });
  });
});

describe('the rate of a text', () => {
  it.each([
    ['beta = 0.9\nalpha = 0.1', { name: 'alpha', value: 0.1 }],
    ['lr = 2 # mine', { name: 'lr', value: 2 }],
    ['beta = 0.9', undefined],
    ['for t in range(1, steps + 1):\n    alpha = 3', undefined],
  ])('of %j', (text, rate) => {
    expect(rateIn(text)).toEqual(rate);
  });

  it('takes more runs to tune, where there is one', () => {
    const plain = runsIn({ ...firstContest, tune: false });
    expect(plain).toBe(500);
    expect(runsIn({ ...firstContest, tune: true })).toBeGreaterThan(plain);
    expect(runsIn({ ...firstContest, tune: true, text: 'x = 1' })).toBe(plain);
  });
});
