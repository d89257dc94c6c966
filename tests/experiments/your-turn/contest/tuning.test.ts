import { describe, expect, it } from 'vitest';
import { rateIn, rounds, TEXT_RATES } from '../../../../src/experiments/your-turn/contest/tuning.ts';

describe('the rate of a text', () => {
  it.each([
    ['beta = 0.9\nalpha = 0.1', { name: 'alpha', value: 0.1 }],
    ['lr = 2 # mine', { name: 'lr', value: 2 }],
    ['beta = 0.9', undefined],
    ['for t in range(1, steps + 1):\n    alpha = 3', undefined],
  ])('of %j', (text, rate) => {
    expect(rateIn(text)).toEqual(rate);
  });

  it('is tried at every one that our rules may come to', () => {
    const coarse = rounds.first('alpha');
    for (const setting of coarse) {
      const judged = coarse.map((one) => ({
        setting: one,
        outcomes: [{ arrived: one === setting, spent: 1, diverged: false }],
      }));
      for (const { alpha } of rounds.second('alpha', judged))
        expect(TEXT_RATES).toContain(Number(alpha!.toPrecision(3)));
    }
    expect(TEXT_RATES.length).toBeLessThan(40);
  });
});
