import { describe, expect, it } from 'vitest';
import { rateIn, rounds, settingText, textRates } from '../../../../src/experiments/your-turn/contest/tuning.ts';

describe('the rate of a text', () => {
  it.each([
    ['beta = 0.9\nalpha = 0.1', { name: 'alpha', value: 0.1 }],
    ['lr = 2 # mine', { name: 'lr', value: 2 }],
    ['beta = 0.9', undefined],
    ['for t in range(1, steps + 1):\n    alpha = 3', undefined],
  ])('of %j', (text, rate) => {
    expect(rateIn(text)).toEqual(rate);
  });

  it('is tried at those of our rules: first at coarse ones, then around the two that did best on all problems', () => {
    const coarse = rounds.first('alpha');
    expect(textRates.first).toEqual(coarse.map(({ alpha }) => Number(alpha!.toPrecision(3))));
    const outcome = (arrived: boolean) => ({ arrived, spent: 1, diverged: false });
    for (const best of textRates.first.keys()) {
      // On one problem of three all others arrive.
      const byRate = (on: boolean) => textRates.first.map((_, k) => [outcome((k === best) === on)]);
      const problems = [byRate(true), byRate(false), byRate(true)];
      const judged = coarse.map((setting, k) => ({
        setting,
        outcomes: problems.map((problem) => problem[k]![0]!),
      }));
      const wanted = rounds.second('alpha', judged).map(({ alpha }) => alpha!);
      const tried = textRates.second(problems);
      // Digits that are left out move a rate by half a percent.
      for (const rate of wanted) expect(tried.some((one) => Math.abs(one / rate - 1) < 0.006)).toBe(true);
      expect(tried.length).toBeLessThanOrEqual(10);
    }
  });
});

it('a setting is said in words, and not in names of the code', () => {
  expect(settingText({ maxBracket: 5.7919, iterations: 8 })).toBe('max bracket 5.79, iterations 8');
  expect(settingText({ alpha: 0.012 })).toBe('alpha 0.012');
});
