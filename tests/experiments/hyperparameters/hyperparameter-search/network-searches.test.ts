import { describe, expect, it } from 'vitest';
import { spaces } from '../../../../src/experiments/hyperparameters/hyperparameter-search/network-search.ts';
import {
  bestOf,
  choicesOf,
  coordinatesOf,
  explainedBy,
  gridOf,
  planSearches,
  type Search,
  type SearchSettings,
  spreadOf,
} from '../../../../src/experiments/hyperparameters/hyperparameter-search/network-searches.ts';
import { canonicalKey } from '../../../../src/figure/parts.ts';

const settings: SearchSettings = {
  method: 'random',
  choose: 'validation',
  space: 'four',
  trials: 16,
  epochs: 2,
  seeds: 5,
  seed: 3,
};

const scored = (validation: number | null) => ({
  train: validation,
  validation,
  validationError: 0.5,
  test: validation,
  testError: 0.5,
});

describe('planSearches', () => {
  it('trains every network once, and has the search shown first', () => {
    const plan = planSearches({ ...settings, method: 'grid' });
    expect(new Set(plan.map(({ part }) => canonicalKey(part))).size).toBe(plan.length);
    expect(plan.slice(0, 16).every(({ method, seed }) => method === 'grid' && seed === 3)).toBe(true);
    // Three halvings, one for each criterion, beside three designs of sixteen.
    expect(plan).toHaveLength(5 * (3 * 16 + 3));
  });

  it('asks for the same networks whichever is shown', () => {
    const keys = (method: SearchSettings['method']) =>
      planSearches({ ...settings, method })
        .map(({ part }) => canonicalKey(part))
        .sort();
    expect(keys('latin')).toEqual(keys('random'));
  });
});

describe('bestOf and choicesOf', () => {
  const configuration = gridOf('four', 16)[0]!;
  it('compares only networks that were trained equally long, and takes the first of equals', () => {
    const trials = [0.1, 0.9, 0.7, 0.7].map((loss, k) => ({
      configuration,
      epochs: k === 0 ? 1 : 2,
      score: { ...scored(loss), testError: k },
    }));
    expect(bestOf(trials, 'validation')).toMatchObject({ validation: 0.7, testError: 2 });
  });

  it('choose after every network, and with halving after every round', () => {
    expect(choicesOf('latin', 3)).toEqual([1, 2, 3].map((k) => ({ cost: k, made: k })));
    expect(choicesOf('halving', 9).map(({ made }) => made)).toEqual([27, 36, 39]);
    expect(choicesOf('halving', 9).at(-1)?.cost).toBeCloseTo(9, 12);
  });
});

describe('coordinatesOf', () => {
  it('goes from 0 to 1 over what is searched, the ratio too', () => {
    const [rate, , batch] = spaces.four.axes;
    const at = (r: number, b: number) => ({ ...spaces.four.fixed, rate: r, batch: b });
    const ratio = coordinatesOf('four').at(-1)!;
    expect(ratio.name).toBe('ratio');
    expect(ratio.place(at(rate.from, batch.to))).toBeCloseTo(0, 12);
    expect(ratio.place(at(rate.to, batch.from))).toBeCloseTo(1, 12);
    expect(ratio.range).toBeCloseTo(65536, 6);
    expect(coordinatesOf('adam').map(({ name }) => name)).toEqual(['rate']);
  });
});

describe('explainedBy', () => {
  /** Searches whose score is a function of one hyperparameter. */
  const searches = (of: (rate: number, batch: number, k: number) => number | null): Search[] =>
    planSearches(settings)
      .filter(({ method, part }) => method === 'random' && part.kind === 'network')
      .reduce<Search[]>((all, { part, seed }) => {
        if (part.kind !== 'network') return all;
        let search = all.find((one) => one.seed === seed);
        if (!search) {
          search = { method: 'random', seed, criteria: ['validation'], trials: [], done: 16, of: 16 };
          all.push(search);
        }
        const { configuration } = part;
        const score = scored(of(configuration.rate, configuration.batch, search.trials.length));
        search.trials.push({ configuration, epochs: 2, score });
        return all;
      }, []);
  const share = (name: string, all: Search[]) =>
    explainedBy(coordinatesOf('four').find((one) => one.name === name)!, all, settings);

  it('finds the hyperparameter that decides, with an interval, and none in the others', () => {
    const byRate = searches((rate) => rate);
    expect(share('rate', byRate).value).toBeGreaterThan(0.85);
    expect(share('width', byRate).value).toBeLessThan(0.15);
    expect(share('rate', byRate)).toHaveProperty('low');
    const byRatio = searches((rate, batch) => rate / batch);
    expect(share('ratio', byRatio).value).toBeGreaterThan(0.85);
    expect(share('rate', byRatio).value).toBeLessThan(0.8);
  });

  it('ranks networks that diverged last, however many they are', () => {
    const diverging = searches((rate) => (rate > 0.5 ? null : rate));
    expect(share('rate', diverging).value).toBeGreaterThan(0.8);
  });

  it('gives no interval to fewer than five seeds, and nothing to none', () => {
    const few = searches((rate) => rate).slice(0, 4);
    expect(share('rate', few)).not.toHaveProperty('low');
    expect(share('rate', []).value).toBeNaN();
  });
});

it('spreadOf is the largest over the smallest', () => {
  const leaders = gridOf('four', 16).map((configuration) => ({
    method: 'grid' as const,
    trial: { configuration, epochs: 2, score: scored(1) },
  }));
  // Two values of the rate, at a quarter and three quarters of ten octaves.
  expect(spreadOf(leaders, ({ rate }) => rate)).toBeCloseTo(32, 1);
});
