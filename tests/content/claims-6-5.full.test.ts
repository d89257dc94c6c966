import { describe, expect, it } from 'vitest';
import { mean } from '../../src/engine/statistics/summary.ts';
import { defaults } from '../../src/engine/values.ts';
import { explainedBy, leadersOf } from '../../src/experiments/hyperparameters/hyperparameter-search/best-networks.ts';
import search from '../../src/experiments/hyperparameters/hyperparameter-search/hyperparameter-search.ts';
import { courseOf } from '../../src/experiments/hyperparameters/hyperparameter-search/search-numbers.ts';
import { gridOf, searchesOf } from '../../src/experiments/hyperparameters/hyperparameter-search/searches.ts';
import { type Configuration, roundsOf } from '../../src/experiments/hyperparameters/hyperparameter-search/trials.ts';
import { gatherResults } from '../../src/figure/parts.ts';
import { storedResults } from '../../src/widgets/prerender/precomputed.ts';
import { keptAt } from '../experiments/long.ts';

const ID = 'hyperparameter-search';

/** The defaults as settings of searches, and their stored results. */
const settings = { ...defaults(search.parameters), trials: 16 };
const results = new Map(storedResults(ID).parts.map(({ key, result }) => [key, result]));
const kept = gatherResults<ReturnType<typeof search.parts>, typeof search.measure>(
  search.parts(defaults(search.parameters)),
  (key) => results.get(key),
);

describe('page 6.5, four searches', () => {
  it('chooses a poorer network by the training loss after sixteen tries than after the first', () => {
    const complete = searchesOf(settings, kept).filter((one) => one.complete);
    for (const method of ['random', 'grid'] as const) {
      const { values } = courseOf(method, { ...settings, choose: 'training' }, complete);
      expect(mean(values.at(-1)!), method).toBeGreaterThan(1.05 * mean(values[0]!));
    }
  });

  it('has momentum matter by a library’s rate, which leaves its factor out', () => {
    const searches = searchesOf(settings, kept);
    const explains = (of: (c: Configuration) => number): number =>
      explainedBy({ name: 'ratio', label: '', of, place: of, ends: [0, 1], range: 1 }, searches, settings).value;
    const book = explains(({ rate, batch }) => Math.log(rate / batch));
    const library = explains(({ rate, beta, batch }) => Math.log((rate * (1 - beta)) / batch));
    expect(book).toBeCloseTo(keptAt(ID, search).value('ratioExplains'), 2);
    expect(library).toBeLessThan(book - 0.05);
  });

  it('has a halving that starts each round again pay for sixteen, and one that went on would pay less', () => {
    const rounds = roundsOf(16);
    const paid = rounds.reduce((sum, { cost }) => sum + cost, 0);
    expect(paid).toBeGreaterThan(15);
    const shares = rounds.map(({ cost, size }) => cost / size);
    const resumed = rounds.reduce((sum, { size }, k) => sum + size * (shares[k]! - (shares[k - 1] ?? 0)), 0);
    expect(resumed).toBeLessThan(0.85 * paid);
  });
});

describe('page 6.5, why random search is not ahead', () => {
  it('has a grid of two rates and two batch sizes with four ratios, two of them where the best networks are', () => {
    const ratios = [...new Set(gridOf('four', 16).map(({ rate, batch }) => rate / batch))].sort((a, b) => a - b);
    expect(ratios).toHaveLength(4);
    expect(keptAt(ID, search).value('gridRatios')).toBe(4);
    const searches = searchesOf(settings, kept).filter(({ method }) => method !== 'grid');
    const best = Array.from({ length: 10 }, (_, seed) =>
      leadersOf(
        searches.filter((one) => one.seed === seed && one.criteria.includes('validation')),
        settings,
      ).map(({ trial: { configuration: c } }) => c.rate / c.batch),
    ).flat();
    const between = (ratio: number): number => best.filter((other) => Math.abs(Math.log2(other / ratio)) < 1).length;
    const [first, second, third, fourth] = ratios.map(between);
    expect(Math.min(second!, third!)).toBeGreaterThan(10 * Math.max(first!, fourth!, 1));
  });
});
