/** Each number in the prose of the pages has a second hand that agrees, but for settings and what others have published. */
import { describe, expect, it } from 'vitest';
import {
  agreement,
  apartIn,
  handsOf,
  isCheck,
  keptHands,
  pageNumbers,
  shownAt,
} from '../../src/references/second-hands.ts';
import { withoutHand } from '../../src/references/without-second-hand.ts';

const numbers = await pageNumbers();
const kept = keptHands();
const compared = await Promise.all(
  numbers.map(async (number) => ({
    number,
    name: `${number.id}.${number.of}`,
    ours: await shownAt(number.id, number.values, number.of),
    hands: await handsOf(number, kept.get(number.id) ?? []),
  })),
);
const exempt = Object.values(withoutHand).flatMap((byId) =>
  Object.entries(byId).flatMap(([id, names]) => names.map((name) => `${id}.${name}`)),
);
const unlike = compared.flatMap(({ number, name, ours, hands }) =>
  hands
    .filter((hand) => !ours || agreement(ours, hand) === 'differs')
    .map((hand) => `${number.where} ${name}: ours ${ours?.value}, theirs ${hand.theirs.value}`),
);

describe('a number in the prose', () => {
  it('has a second hand, or stands on the list of those that want none', () => {
    const lacking = compared.filter(({ name, hands }) => hands.length === 0 && !exempt.includes(name));
    expect(lacking.map(({ number, name }) => `${number.where} ${name}`)).toEqual([]);
  });

  it('stands once on that list, and only while it lacks one', () => {
    const lacking = new Set(compared.filter(({ hands }) => hands.length === 0).map(({ name }) => name));
    expect(exempt.filter((name) => !lacking.has(name))).toEqual([]);
    expect(exempt).toHaveLength(new Set(exempt).size);
  });

  it('agrees with its second hand', () => {
    expect(unlike).toEqual([]);
  });
});

/** Numbers that are read off a fit or a search for the best, where what is read may be wrong however many runs there are. */
const FITTED: Readonly<Record<string, RegExp>> = {
  'batch-rate-gabor': /^(mean|alpha)\d+$|[sS]lope$|^perDoubling$/,
  'batch-rate-network': /^(sgd|adam)|^slope|^perDoubling$|^rate[A-Z]|^distance$/,
  'batch-rate-regression': /^slope|^perDoubling$|^rate$/,
  'momentum-helps': /^(best|gain|times)/,
};

describe('a second hand', () => {
  it('shares less than would leave it nothing to find', () => {
    const useless = compared.flatMap(({ name, hands }) => hands.filter((hand) => !isCheck(hand)).map(() => name));
    expect(useless).toEqual([]);
  });

  it('of a number that is read off a fit has another estimator', () => {
    const copied = compared.filter(
      ({ number: { id, of }, hands }) =>
        FITTED[id]?.test(of) && hands.length > 0 && !hands.some((hand) => apartIn(hand).includes('estimator')),
    );
    expect(copied.map(({ number, name }) => `${number.where} ${name}`)).toEqual([]);
  });

  it.each([
    [['seeds', 'estimator'], 200, false],
    [['data', 'estimator', 'code'], null, false],
    [['data', 'estimator'], 200, true],
    [['data', 'seeds'], 200, true],
    [['data', 'estimator'], null, true],
  ] as const)('that shares %j, with %j seeds: a check, %j', (shares, seeds, is) => {
    expect(isCheck({ shares, seeds })).toBe(is);
  });

  it('is apart in seeds only where chance has a part', () => {
    expect(apartIn({ shares: ['data'], seeds: null })).toEqual(['estimator', 'code']);
    expect(apartIn({ shares: ['data'], seeds: 9 })).toEqual(['seeds', 'estimator', 'code']);
  });
});

describe('agreement', () => {
  it('is within three standard errors of both together, or half a unit of the last digit', () => {
    const hand = (value: number, half?: number) => ({
      theirs: { value, low: half === undefined ? null : value - half, high: half === undefined ? null : value + half },
    });
    const ours = { value: 1, low: 1 - 1.96, high: 1 + 1.96, digits: 2 };
    expect(agreement(ours, hand(1 + 3 * Math.SQRT2 - 0.01, 1.96))).toBe('agrees');
    expect(agreement(ours, hand(1 + 3 * Math.SQRT2 + 0.01, 1.96))).toBe('differs');
    expect(agreement({ value: 0.5, digits: 1, percent: true }, hand(0.5004))).toBe('agrees');
    expect(agreement({ value: 0.5, digits: 1, percent: true }, hand(0.5006))).toBe('differs');
  });
});
