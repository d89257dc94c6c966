/**
 * Each number in the prose of the pages has an independent check that agrees, except settings and published results.
 */
import { describe, expect, it } from 'vitest';
import {
  agreement,
  apartIn,
  checksOf,
  isCheck,
  pageNumbers,
  shownAt,
  storedChecks,
} from '../../src/references/independent.ts';
import { withoutCheck } from '../../src/references/without-check.ts';

const numbers = await pageNumbers();
const kept = storedChecks();
const compared = await Promise.all(
  numbers.map(async (number) => ({
    number,
    name: `${number.id}.${number.of}`,
    ours: await shownAt(number.id, number.values, number.of),
    checks: await checksOf(number, kept.get(number.id) ?? []),
  })),
);
const exempt = Object.values(withoutCheck).flatMap((byId) =>
  Object.entries(byId).flatMap(([id, names]) => names.map((name) => `${id}.${name}`)),
);
const unlike = compared.flatMap(({ number, name, ours, checks }) =>
  checks
    .filter((check) => !ours || agreement(ours, check) === 'differs')
    .map((check) => `${number.where} ${name}: ours ${ours?.value}, theirs ${check.theirs.value}`),
);

describe('a number in the prose', () => {
  it('has an independent check, or stands on the list of those that want none', () => {
    const lacking = compared.filter(({ name, checks }) => checks.length === 0 && !exempt.includes(name));
    expect(lacking.map(({ number, name }) => `${number.where} ${name}`)).toEqual([]);
  });

  it('stands once on that list, and only while it lacks one', () => {
    const lacking = new Set(compared.filter(({ checks }) => checks.length === 0).map(({ name }) => name));
    expect(exempt.filter((name) => !lacking.has(name))).toEqual([]);
    expect(exempt).toHaveLength(new Set(exempt).size);
  });

  it('agrees with its independent check', () => {
    expect(unlike).toEqual([]);
  });
});

/** Numbers read off a fit or a search for the best, where the estimator may be wrong however many runs there are. */
const FITTED: Readonly<Record<string, RegExp>> = {
  'batch-rate-gabor': /^(mean|alpha)\d+$|[sS]lope$|^perDoubling$/,
  'batch-rate-network': /^(sgd|adam)|^slope|^perDoubling$|^rate[A-Z]|^distance$/,
  'batch-rate-regression': /^slope|^perDoubling$|^rate$/,
  'momentum-helps': /^(best|gain|times)/,
};

describe('an independent check', () => {
  it('shares less than would leave it nothing to find', () => {
    const useless = compared.flatMap(({ name, checks }) => checks.filter((check) => !isCheck(check)).map(() => name));
    expect(useless).toEqual([]);
  });

  it('of a number that is read off a fit has another estimator', () => {
    const copied = compared.filter(
      ({ number: { id, of }, checks }) =>
        FITTED[id]?.test(of) && checks.length > 0 && !checks.some((check) => apartIn(check).includes('estimator')),
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
    const check = (value: number, half?: number) => ({
      theirs: { value, low: half === undefined ? null : value - half, high: half === undefined ? null : value + half },
    });
    const ours = { value: 1, low: 1 - 1.96, high: 1 + 1.96, digits: 2 };
    expect(agreement(ours, check(1 + 3 * Math.SQRT2 - 0.01, 1.96))).toBe('agrees');
    expect(agreement(ours, check(1 + 3 * Math.SQRT2 + 0.01, 1.96))).toBe('differs');
    expect(agreement({ value: 0.5, digits: 1, percent: true }, check(0.5004))).toBe('agrees');
    expect(agreement({ value: 0.5, digits: 1, percent: true }, check(0.5006))).toBe('differs');
  });
});
