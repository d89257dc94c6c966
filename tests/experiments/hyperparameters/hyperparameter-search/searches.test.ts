import { describe, expect, it } from 'vitest';
import {
  bestOf,
  choicesOf,
  gridOf,
  halvingsOf,
  networksOf,
  type SearchSettings,
  searchesOf,
} from '../../../../src/experiments/hyperparameters/hyperparameter-search/searches.ts';
import { canonicalKey } from '../../../../src/figure/parts.ts';
import { scored, settings } from './small-searches.ts';

describe('networksOf and halvingsOf', () => {
  it('train every network once, and have the search shown first', () => {
    const networks = networksOf({ ...settings, method: 'grid' });
    expect(new Set([...networks.values()].map(canonicalKey)).size).toBe(networks.size);
    const first = [...networks.keys()].slice(0, 16);
    expect(first.every(({ method, seed }) => method === 'grid' && seed === 3)).toBe(true);
    // Three designs of sixteen, and three halvings, one for each criterion.
    expect(networks.size).toBe(5 * 3 * 16);
    expect(halvingsOf(settings).size).toBe(5 * 3);
  });

  it('ask for the same networks whichever is shown', () => {
    const keys = (method: SearchSettings['method']) =>
      [...networksOf({ ...settings, method }).values()].map(canonicalKey).sort();
    expect(keys('latin')).toEqual(keys('random'));
    expect(keys('halving')).toEqual(keys('random'));
  });
});

describe('searchesOf', () => {
  const networks = new Map([...networksOf(settings).keys()].slice(0, 20).map((one, k) => [one, scored(k)]));
  const [halving] = halvingsOf(settings).keys();
  const halvings = new Map([[halving!, [[0.1, 0, 32, 16, 2, 1, 1, 0.5, 1, 0.5]]]]);
  const searches = searchesOf(settings, { networks, halvings });

  it('has every search, and puts what has arrived where it belongs, in order', () => {
    expect(searches).toHaveLength(5 * (3 + 3));
    const [random, grid, latin, halved] = searches;
    expect(random).toMatchObject({ method: 'random', seed: 3, complete: true });
    expect(random!.trials.map(({ score }) => score.train)).toEqual(Array.from({ length: 16 }, (_, k) => k));
    expect([grid!.method, grid!.trials.length, grid!.complete]).toEqual(['grid', 4, false]);
    expect([latin!.method, latin!.trials.length, latin!.complete]).toEqual(['latin', 0, false]);
    expect(halved).toMatchObject({ method: 'halving', criteria: ['validation'], complete: true });
    expect(halved!.trials[0]).toMatchObject({ configuration: { batch: 32, width: 16 }, epochs: 2 });
    expect(searches.filter(({ complete }) => complete)).toHaveLength(2);
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
