import { describe, expect, it } from 'vitest';
import {
  coordinatesOf,
  explainedBy,
  spreadOf,
} from '../../../../src/experiments/hyperparameters/hyperparameter-search/best-networks.ts';
import {
  gridOf,
  networksOf,
  type Search,
  searchesOf,
} from '../../../../src/experiments/hyperparameters/hyperparameter-search/searches.ts';
import { spaces } from '../../../../src/experiments/hyperparameters/hyperparameter-search/trials.ts';
import { scored, settings } from './small-searches.ts';

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
  const searches = (of: (rate: number, batch: number, k: number) => number | null): Search[] => {
    const networks = new Map(
      [...networksOf(settings)]
        .filter(([{ method }]) => method === 'random')
        .map(([network], k) => [
          network,
          scored(of(network.configuration.rate, network.configuration.batch, k % settings.trials)),
        ]),
    );
    return searchesOf(settings, { networks, halvings: new Map() }).filter(({ method }) => method === 'random');
  };
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
