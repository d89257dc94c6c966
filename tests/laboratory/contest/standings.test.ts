import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/laboratory/contest/csv.ts';
import type { Outcome } from '../../../src/laboratory/contest/runs.ts';
import { type Entrant, standingsOf } from '../../../src/laboratory/contest/standings.ts';
import { verdictOf } from '../../../src/laboratory/contest/verdict.ts';

const run = (arrived: boolean, spent = arrived ? 20 : 100): Outcome => ({ arrived, spent, diverged: false });
/** On each problem so many arrivals of so many starts. */
const entrant = (name: string, arrivals: readonly number[], starts: number, own = false, cost = 20): Entrant => ({
  name,
  setting: '',
  own,
  outcomes: arrivals.map((some) => Array.from({ length: starts }, (_, k) => run(k < some, k < some ? cost : 100))),
});

it('gives a share Wilson’s interval', () => {
  const { rows } = standingsOf([entrant('a', [30, 20], 50)], 1);
  const [{ arrived, byProblem } = { arrived: undefined, byProblem: undefined }] = rows;
  // 50 of 100: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), worked by hand for z = 1.959964.
  expect(arrived?.value).toBe(0.5);
  expect(arrived?.low).toBeCloseTo(0.40383, 5);
  expect(arrived?.high).toBeCloseTo(0.59617, 5);
  expect(byProblem?.map((one) => one.arrived.value)).toEqual([0.6, 0.4]);
});

it('counts a miss as the whole budget', () => {
  const { rows } = standingsOf([entrant('a', [25], 50)], 1);
  expect(rows[0]?.spent.value).toBe(60);
});

it('ranks by arrivals, then by gradients, and shares the place of who is level', () => {
  const four = [
    entrant('slow', [40], 50, false, 30),
    entrant('worst', [10], 50),
    entrant('quick', [40], 50, false, 10),
    entrant('twin', [10], 50),
  ];
  const { rows } = standingsOf(four, 1);
  expect(rows.map(({ name, rank }) => [name, rank.value])).toEqual([
    ['quick', 1],
    ['slow', 2],
    ['worst', 3.5],
    ['twin', 3.5],
  ]);
});

describe('the difference to the best of the others', () => {
  it('has the interval of a binomial share where there is one problem', () => {
    // The rival always arrives, so the scatter is that of the reader's 80 of 200 alone.
    const { difference } = standingsOf([entrant('mine', [80], 200, true), entrant('theirs', [200], 200)], 5);
    const half = 1.96 * Math.sqrt((0.4 * 0.6) / 200);
    expect(difference?.value).toBeCloseTo(-0.6, 12);
    expect(Math.abs(difference!.low - (-0.6 - half))).toBeLessThan(0.012);
    expect(Math.abs(difference!.high - (-0.6 + half))).toBeLessThan(0.012);
  });

  it('is wider where problems differ, since other problems could have been drawn', () => {
    const even = standingsOf([entrant('mine', [25, 25, 25, 25], 50, true), entrant('theirs', [50, 50, 50, 50], 50)], 5);
    const uneven = standingsOf([entrant('mine', [50, 50, 0, 0], 50, true), entrant('theirs', [50, 50, 50, 50], 50)], 5);
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(uneven.difference!)).toBeGreaterThan(3 * width(even.difference!));
  });

  it('compares runs from the same start: twins never differ', () => {
    const { difference } = standingsOf([entrant('mine', [20, 30], 50, true), entrant('theirs', [20, 30], 50)], 5);
    expect(difference).toEqual({ value: 0, low: 0, high: 0 });
  });
});

it('is the same table from the same seed', () => {
  const both = [entrant('mine', [20, 31], 50, true), entrant('theirs', [25, 30], 50)];
  expect(standingsOf(both, 9)).toEqual(standingsOf(both, 9));
});

describe('the sentence', () => {
  it('says that a difference may be chance, with its spread', () => {
    const said = verdictOf(standingsOf([entrant('mine', [30, 31], 50, true), entrant('Adam', [31, 29], 50)], 2));
    expect(said).toMatch(/^Your rule reached 61 % \[51, 70\] of the starts, and Adam 60 % \[50, 69\]\./);
    expect(said).toMatch(
      /so the difference may be chance\. Among the 2 rules of this contest it comes first, and between first and second in nearly/,
    );
  });

  it('says where it is more than chance, and on which side', () => {
    const better = standingsOf([entrant('mine', [50, 49], 50, true), entrant('Adam', [11, 10], 50)], 2);
    expect(verdictOf(better)).toMatch(
      /points higher, so the difference is more than chance\. Among the 2 rules of this contest it comes first, as in/,
    );
    const worse = standingsOf([entrant('mine', [10, 11], 50, true), entrant('Adam', [49, 50], 50)], 2);
    expect(verdictOf(worse)).toMatch(
      /points lower, so the difference is more than chance\. Among the 2 rules of this contest it comes second, as in/,
    );
  });

  it('without a rule of the reader’s says who leads', () => {
    const said = verdictOf(standingsOf([entrant('Adam', [40], 50), entrant('descent', [20], 50)], 2));
    expect(said).toBe('Of our rules Adam leads: it reached 80 % [67, 89] of the starts, and descent 40 % [28, 54].');
  });
});

it('gives a row of the file for each rule over all and on each problem', () => {
  const standings = standingsOf([entrant('mine', [20, 30], 50, true), entrant('a "b", c', [25, 30], 50)], 1);
  const lines = csvOf(standings, ['ravine', 'saddle'], 100, 1).trimEnd().split('\n');
  expect(lines).toHaveLength(1 + 2 * 3);
  expect(lines[1]).toMatch(/^"a ""b"", c",,all,0\.55,/);
  expect(lines.filter((line) => line.startsWith('mine,,saddle,0.6,'))).toHaveLength(1);
});
