/** The numbers under the figure: the value of each kind of search. */
import { median } from '../../../engine/statistics/summary.ts';
import { count, fixed, type Presentation, percent, type ShownNumber, significant } from '../../../figure/index.ts';
import { meanOf } from '../../kit/measured.ts';
import { coordinatesOf, leadersOf, spreadOf } from './best-networks.ts';
import { ALL_METHODS, bestOf, choicesOf, gridOf, type Method, type Search, type SearchSettings } from './searches.ts';
import type { Configuration, Criterion, Score, Trial } from './trials.ts';

type Numbers = Presentation['numbers'];
type Worth = (score: Score) => number;

/** The network chosen by one search. */
interface Chosen {
  seed: number;
  score: Score;
}

const lossOn =
  (set: 'train' | 'validation' | 'test'): Worth =>
  (score) =>
    score[set] ?? Number.POSITIVE_INFINITY;
const testLoss = lossOn('test');
const testError: Worth = (score) => score.testError;

/** The quality of a choice: its loss on test examples, or its error if errors choose. */
const onTest = (choose: Criterion): Worth => (choose === 'error' ? testError : testLoss);

const loss = (values: readonly number[]): ShownNumber => fixed(meanOf(values), 3);
const error = (shares: readonly number[]): ShownNumber => percent(meanOf(shares), 1);
/** Differences of errors, in percentage points. */
const points = (shares: readonly number[]): ShownNumber => ({
  ...fixed(meanOf(shares.map((share) => 100 * share)), 1),
  unit: ' points',
});

/** By how much the first is below the second, for seeds with which both have searched. */
const pairs = (one: readonly Chosen[], two: readonly Chosen[], of: Worth): number[] =>
  one.flatMap(({ seed, score }) =>
    two.filter((other) => other.seed === seed).map((other) => of(other.score) - of(score)),
  );

/** The trials of a search by halving before its last round. */
function beforeLast(trials: readonly Trial[]): Trial[] {
  const longest = trials.at(-1)!.epochs;
  return trials.filter(({ epochs }) => epochs < longest);
}

/** The quality of the networks chosen by the searches, and differences between them, search by search. */
export function choiceNumbers({ choose, method }: SearchSettings, complete: readonly Search[]) {
  const searchesBy = (by: Method, criterion: Criterion): Search[] =>
    complete.filter((search) => search.method === by && search.criteria.includes(criterion));
  const chosenBy = (criterion: Criterion, by: Method): Chosen[] =>
    searchesBy(by, criterion).map(({ seed, trials }) => ({ seed, score: bestOf(trials, criterion) }));
  const on = (chosen: readonly Chosen[], worth: Worth): number[] => chosen.map(({ score }) => worth(score));
  const [shown, difference] = choose === 'error' ? [error, points] : [loss, loss];
  const result = (chosen: readonly Chosen[]): ShownNumber => shown(on(chosen, onTest(choose)));
  const gain = (one: readonly Chosen[], two: readonly Chosen[]): ShownNumber =>
    difference(pairs(one, two, onTest(choose)));
  // The criterion for comparison: the training loss, or for that the validation loss.
  const rival = chosenBy(choose === 'training' ? 'validation' : 'training', method);
  const own = chosenBy(choose, method);
  const atRandom = chosenBy(choose, 'random');
  const early = searchesBy('halving', choose).map(
    ({ seed, trials }): Chosen => ({ seed, score: bestOf(beforeLast(trials), choose) }),
  );
  return {
    chosen: result(own),
    rival: result(rival),
    advantage: gain(own, rival),
    overRandom: gain(own, atRandom),
    lossOverRandom: loss(pairs(own, atRandom, testLoss)),
    errorOverRandom: points(pairs(own, atRandom, testError)),
    ...Object.fromEntries(
      ALL_METHODS.flatMap((by) => [
        [`${by}Chosen`, result(chosenBy(choose, by))],
        [`${by}Train`, loss(on(chosenBy(choose, by), lossOn('train')))],
        [`${by}Validation`, loss(on(chosenBy(choose, by), lossOn('validation')))],
        [`${by}Test`, loss(on(chosenBy(choose, by), testLoss))],
        [`${by}Error`, error(on(chosenBy(choose, by), testError))],
      ]),
    ),
    byValidation: loss(on(chosenBy('validation', method), testLoss)),
    byTraining: loss(on(chosenBy('training', method), testLoss)),
    byValidationError: error(on(chosenBy('validation', method), testError)),
    byErrorError: error(on(chosenBy('error', method), testError)),
    byTrainingError: error(on(chosenBy('training', method), testError)),
    halvingEarly: result(early),
    halvingRise: gain(early, chosenBy(choose, 'halving')),
  };
}

/** How far apart the leaders of each seed are, relative to the searched range. */
export function spreadNumbers(settings: SearchSettings, complete: readonly Search[]): Numbers {
  const { choose, space, seeds, seed: first, trials } = settings;
  const boards = Array.from({ length: seeds }, (_, s) =>
    complete.filter(({ seed, criteria }) => seed === first + s && criteria.includes(choose)),
  )
    .filter((searches) => searches.length === ALL_METHODS.length)
    .map((searches) => leadersOf(searches, settings));
  const ratio = ({ rate, batch }: Configuration): number => rate / batch;
  const spread = (name: 'rate' | 'ratio', of: (c: Configuration) => number): Numbers => {
    const coordinate = coordinatesOf(space).find((one) => one.name === name);
    const spreads = coordinate ? boards.map((leaders) => spreadOf(leaders, of)) : [];
    const range = coordinate?.range;
    const middle = spreads.length > 0 ? median(spreads) : undefined;
    return {
      [`${name}Spread`]: significant(middle, 2),
      [`${name}SpreadLeast`]: significant(middle && Math.min(...spreads), 2),
      [`${name}SpreadMost`]: significant(middle && Math.max(...spreads), 2),
      [`${name}Searched`]: significant(range, 2),
      // Fraction of the searched range, on a log axis.
      [`${name}Share`]: percent(middle && range && Math.log(middle) / Math.log(range), 0),
    };
  };
  return {
    ...spread('rate', ({ rate }) => rate),
    ...spread('ratio', ratio),
    gridRatios: count(new Set(gridOf(space, trials).map(ratio)).size),
  };
}

/** The quality of the choices of one kind of search after each training. */
export interface Course {
  /** Full trainings spent. */
  costs: readonly number[];
  /** At each cost, one value for each search; empty if none is complete. */
  values: readonly (readonly number[])[];
}

/** For each full training spent, the quality on test examples of the choices so far in every complete search. */
export function courseOf(
  method: Method,
  { choose, trials: budget }: SearchSettings,
  complete: readonly Search[],
): Course {
  const own = complete.filter((search) => search.method === method && search.criteria.includes(choose));
  const choices = own.length > 0 ? choicesOf(method, budget) : [];
  const worth = onTest(choose);
  return {
    costs: choices.map(({ cost }) => cost),
    values: choices.map(({ made }) => own.map(({ trials }) => worth(bestOf(trials.slice(0, made), choose)))),
  };
}
