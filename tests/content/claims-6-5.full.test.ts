import { describe, expect, it } from 'vitest';
import { mean } from '../../src/engine/statistics/summary.ts';
import { defaults } from '../../src/engine/values.ts';
import {
  coordinatesOf,
  explainedBy,
  leadersOf,
} from '../../src/experiments/hyperparameters/hyperparameter-search/best-networks.ts';
import search from '../../src/experiments/hyperparameters/hyperparameter-search/hyperparameter-search.ts';
import { courseOf } from '../../src/experiments/hyperparameters/hyperparameter-search/search-numbers.ts';
import { gridOf, searchesOf } from '../../src/experiments/hyperparameters/hyperparameter-search/searches.ts';
import {
  type Configuration,
  roundsOf,
  scoreBy,
} from '../../src/experiments/hyperparameters/hyperparameter-search/trials.ts';
import design from '../../src/experiments/hyperparameters/random-or-grid/random-or-grid.ts';
import { gatherResults } from '../../src/figure/parts.ts';
import { keptResults } from '../../src/widgets/prerender/precomputed.ts';
import { keptAt, measuredAt } from '../experiments/long.ts';

const ID = 'hyperparameter-search';

/** The defaults, as the searches know them, and what is kept of these. */
const settings = { ...defaults(search.parameters), trials: 16 };
const results = new Map(keptResults(ID).parts.map(({ key, result }) => [key, result]));
const kept = gatherResults<ReturnType<typeof search.parts>, typeof search.measure>(
  search.parts(defaults(search.parameters)),
  (key) => results.get(key),
);

describe('page 6.5, four searches', () => {
  it('shows a search whose best four agree in rate over batch size alone, though three of them have little momentum', () => {
    const [first] = searchesOf(settings, kept).filter(({ method, seed }) => method === 'random' && seed === 0);
    const sorted = first!.trials.toSorted((a, b) => scoreBy('validation', a.score) - scoreBy('validation', b.score));
    const best = sorted.slice(0, 4).map(({ configuration }) => configuration);
    const spread = coordinatesOf('four').map(({ name, place }) => {
      const places = best.map(place);
      return { name, apart: Math.max(...places) - Math.min(...places) };
    });
    for (const { name, apart } of spread)
      if (name === 'ratio') expect(apart).toBeLessThan(0.15);
      else expect(apart, name).toBeGreaterThan(0.35);
    const momenta = best.map(({ beta }) => beta).sort((a, b) => a - b);
    expect(momenta[2]).toBeLessThan(0.3);
    expect(momenta[3]).toBe(Math.max(...first!.trials.map(({ configuration: { beta } }) => beta)));
    // Nearly as good: within a tenth of the best, where the worst are several times as high.
    const losses = sorted.map(({ score }) => score.validation ?? Number.POSITIVE_INFINITY);
    expect(losses[3]).toBeLessThan(1.1 * losses[0]!);
    expect(losses.at(-1)).toBeGreaterThan(1.3 * losses[0]!);
  });

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
      explainedBy({ name: 'ratio', label: '', ends: [0, 1], range: 1, place: of }, searches, settings).value;
    const book = explains(({ rate, batch }) => Math.log(rate / batch));
    const library = explains(({ rate, beta, batch }) => Math.log((rate * (1 - beta)) / batch));
    expect(book).toBeCloseTo(keptAt(ID, search).value('ratioExplains'), 2);
    expect(library).toBeLessThan(book - 0.05);
  });

  it('has the ends of the intervals of the grid and the Latin hypercube small beside what validation saves', () => {
    const saved = keptAt(ID, search).value('advantage');
    for (const method of ['grid', 'latin']) {
      const { low, high } = keptAt(ID, search, `method=${method}`);
      expect(Math.max(-low('overRandom'), high('overRandom'))).toBeLessThan(0.2 * saved);
    }
  });

  it('has a halving that starts each round again pay for sixteen, and one that went on would pay less', () => {
    const rounds = roundsOf(16);
    const paid = rounds.reduce((sum, { cost }) => sum + cost, 0);
    expect(paid).toBeGreaterThan(15);
    const shares = rounds.map(({ cost, size }) => cost / size);
    const resumed = rounds.reduce((sum, { size }, k) => sum + size * (shares[k]! - (shares[k - 1] ?? 0)), 0);
    expect(resumed).toBeLessThan(0.85 * paid);
  });

  it('has too small a ratio stop early and too large a one end overfitted', () => {
    const trials = searchesOf(settings, kept).flatMap((one) => (one.method === 'halving' ? [] : one.trials));
    const some = (from: number, to: number) =>
      trials.filter(
        ({ configuration: { rate, batch }, score }) =>
          score.train !== null && rate / batch >= from && rate / batch < to,
      );
    const gap = (from: number, to: number): number =>
      mean(some(from, to).map(({ score }) => Math.log(score.validation! / score.train!)));
    const training = (from: number, to: number): number => mean(some(from, to).map(({ score }) => score.train!));
    expect(training(2 ** -16, 2 ** -12)).toBeGreaterThan(1.5 * training(2 ** -10, 2 ** -7));
    expect(gap(2 ** -16, 2 ** -12)).toBeLessThan(0.5 * gap(2 ** -10, 2 ** -7));
    expect(gap(2 ** -7, 2 ** -4)).toBeGreaterThan(2 * gap(2 ** -10, 2 ** -7));
  });

  it('has errors and the training loss choose networks that were trained further than those that the loss chooses', () => {
    const searches = searchesOf(settings, kept).filter(({ method }) => method === 'random');
    const walked = (choose: 'validation' | 'error' | 'training'): number =>
      mean(
        searches.map(({ trials }) => {
          const best = trials.reduce((one, other) =>
            scoreBy(choose, other.score) < scoreBy(choose, one.score) ? other : one,
          );
          return Math.log(best.configuration.rate / best.configuration.batch);
        }),
      );
    for (const choose of ['error', 'training'] as const)
      expect(walked(choose)).toBeGreaterThan(walked('validation') + Math.log(1.5));
  });

  it('has no luck to be seen in the validation loss of the chosen', () => {
    const { value, low, high } = keptAt(ID, search);
    expect(value('randomTest')).toBeGreaterThan(low('randomValidation'));
    expect(value('randomTest')).toBeLessThan(high('randomValidation'));
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

  it('is expected to lose little, where the good values are a fifth of the range', () => {
    const { value } = measuredAt(design, 'perSide=4&window=0.2');
    expect(value('gridTheory')).toBeGreaterThan(0.8);
    expect(value('randomTheory')).toBeGreaterThan(0.95);
    expect(Math.abs(keptAt(ID, search).value('ratioShare') - 0.2)).toBeLessThan(0.05);
  });
});
