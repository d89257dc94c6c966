import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src/experiments/your-turn/contest/contest-runs.ts';
import { verdictOf } from '../../../../src/experiments/your-turn/contest/contest-sentence.ts';
import { type Entrant, standingsOf } from '../../../../src/experiments/your-turn/contest/standings.ts';
import { numberTexts } from '../../../../src/figure/sentence.ts';

const run = (arrived: boolean, spent = arrived ? 20 : 100): Outcome => ({ arrived, spent, diverged: false });
/** So many arrivals of so many starts on each problem, two of a kind side by side. */
const entrant = (name: string, arrivals: readonly number[], starts: number, own = false, cost = 20): Entrant => ({
  name,
  setting: '',
  own,
  outcomes: arrivals.map((some) => Array.from({ length: starts }, (_, k) => run(k < some, k < some ? cost : 100))),
});

describe('a share', () => {
  it('has an interval by what the two problems of a kind differ by, by hand', () => {
    // Kinds with 20 and 30 of 50, and 10 and 20: differences .2 and .2, so a variance of (.04 + .04)/4 of their sum, and
    // half of its root of the mean; the .975 quantile of t with 2 degrees of freedom is 4.3027.
    const [{ arrived, byKind } = { arrived: undefined, byKind: [] }] = standingsOf([
      entrant('a', [20, 30, 10, 20], 50),
    ]).rows;
    const half = (4.3027 * Math.sqrt(0.02)) / 2;
    expect(arrived?.value).toBeCloseTo(0.4, 12);
    expect(arrived?.low).toBeCloseTo(0.4 - half, 4);
    expect(arrived?.high).toBeCloseTo(0.4 + half, 4);
    expect(byKind.map(({ arrived }) => arrived)).toEqual([0.5, 0.3]);
    expect(byKind.map(({ each }) => each)).toEqual([
      [0.4, 0.6],
      [0.2, 0.4],
    ]);
  });

  it('does not widen where kinds differ, which every contest has, and does where the problems of a kind do', () => {
    const width = (arrivals: readonly number[]): number => {
      const { low, high } = standingsOf([entrant('a', arrivals, 50)]).rows[0]!.arrived;
      return high - low;
    };
    expect(width([50, 48, 2, 0])).toBeLessThan(0.15);
    expect(width([50, 2, 48, 0])).toBeGreaterThan(0.5);
  });

  it('stays within 0 and 1', () => {
    const { low, high } = standingsOf([entrant('a', [50, 30, 50, 10], 50)]).rows[0]!.arrived;
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBe(1);
  });
});

it('counts a miss as the whole budget', () => {
  const { rows } = standingsOf([entrant('a', [25, 25], 50)]);
  expect(rows[0]?.spent.value).toBe(60);
});

it('ranks by arrivals, then by gradients, and shares the place of who is level', () => {
  const four = [
    entrant('slow', [40, 40], 50, false, 30),
    entrant('worst', [10, 10], 50),
    entrant('quick', [40, 40], 50, false, 10),
    entrant('twin', [10, 10], 50),
  ];
  const { rows } = standingsOf(four);
  expect(rows.map(({ name, rank }) => [name, rank.value])).toEqual([
    ['quick', 1],
    ['slow', 2],
    ['worst', 3.5],
    ['twin', 3.5],
  ]);
});

it('gives a place every rank that it has with one problem of each kind', () => {
  // By the first problem of its only kind the one wins, by the second the other.
  const { rows } = standingsOf([entrant('a', [30, 20], 50), entrant('b', [20, 30], 50, false, 30)]);
  for (const { rank } of rows) expect([rank.low, rank.high].map(Math.round)).toEqual([1, 2]);
});

describe('the difference to the best of the others', () => {
  it('is of the same problems: what is hard for both does not widen it', () => {
    const both = standingsOf([entrant('mine', [40, 10, 30, 8], 50, true), entrant('theirs', [44, 14, 34, 12], 50)]);
    expect(both.difference?.value).toBeCloseTo(-0.08, 12);
    expect(both.difference!.high - both.difference!.low).toBeLessThan(1e-9);
    expect(both.rows[0]!.arrived.high - both.rows[0]!.arrived.low).toBeGreaterThan(0.3);
  });

  it('compares runs from the same start: twins never differ', () => {
    const { difference } = standingsOf([entrant('mine', [20, 30], 50, true), entrant('theirs', [20, 30], 50)]);
    expect(difference).toEqual({ value: 0, low: 0, high: 0 });
  });
});

const sentenceOf = (standings: Parameters<typeof verdictOf>[0]): string => {
  const { text, numbers } = verdictOf(standings);
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => numberTexts(numbers[name]!).whole);
};

describe('the sentence', () => {
  it('says that a difference may be chance, with its spread', () => {
    const said = sentenceOf(
      standingsOf([entrant('mine', [30, 31, 28, 33], 50, true), entrant('Adam', [31, 29, 31, 29], 50)]),
    );
    expect(said).toMatch(
      /^Your rule got to the lowest place from 61 \[\d+, \d+\]\u00a0% of the starts, and Adam from 60 \[\d+, \d+\]\u00a0%\./,
    );
    expect(said).toMatch(
      /so the difference may be chance\. It comes first of the 2 rules here, and on other problems it would nearly always come between first and second\.$/,
    );
  });

  it('says where it is more than chance, and on which side', () => {
    const better = standingsOf([entrant('mine', [50, 49, 48, 49], 50, true), entrant('Adam', [11, 10, 12, 11], 50)]);
    expect(sentenceOf(better)).toMatch(
      /points higher, so the difference is more than chance\. It comes first of the 2 rules here, and on other problems it would nearly always do so again\.$/,
    );
    const worse = standingsOf([entrant('mine', [10, 11, 12, 11], 50, true), entrant('Adam', [49, 50, 49, 48], 50)]);
    expect(sentenceOf(worse)).toMatch(
      /points lower, so the difference is more than chance\. It comes second of the 2 rules here, and on other problems it would nearly always do so again\.$/,
    );
  });

  it('without a rule of the reader’s says who leads', () => {
    const said = sentenceOf(standingsOf([entrant('Adam', [40, 40], 50), entrant('descent', [20, 20], 50)]));
    expect(said).toBe(
      'Of our rules Adam leads: from 80\u00a0% of the starts it got to the lowest place, and descent from 40\u00a0%.',
    );
  });
});
