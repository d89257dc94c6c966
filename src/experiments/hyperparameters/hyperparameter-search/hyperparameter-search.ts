import { networkScript } from '../../../engine/networks/script.ts';
import { choice, integer, number, type Values } from '../../../engine/schema.ts';
import { meanInterval } from '../../../engine/statistics/mean-interval.ts';
import { median } from '../../../engine/statistics/summary.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../../figure/experiment.ts';
import {
  type Configuration,
  type Criterion,
  type Score,
  type SpaceName,
  scoreBy,
  searchSizes,
  stepsOf,
  type Trial,
  widthsOf,
} from './network-search.ts';
import {
  ALL_METHODS,
  bestOf,
  type Coordinate,
  choicesOf,
  coordinatesOf,
  explainedBy,
  gridOf,
  leadersOf,
  METHODS,
  type Method,
  measureSearch,
  planSearches,
  type Search,
  type SearchSettings,
  searchesOf,
  spreadOf,
} from './network-searches.ts';
import { bestSoFar, type Course, leaderBoard, parallelCoordinates, whatMatters } from './search-panels.ts';

/** At the ends of lines. */
const SHORT: Readonly<Record<Method, string>> = { ...METHODS, latin: 'Latin', halving: 'halving' };

const parameters = {
  method: choice({
    label: 'Search shown',
    help: 'Whose networks are drawn; all four run.',
    default: 'random',
    options: METHODS,
  }),
  choose: choice<Criterion>({
    label: 'The best one has the lowest',
    help: 'By what networks are compared while searching. What is then reported is measured on test examples.',
    default: 'validation',
    options: { validation: 'validation loss', error: 'validation error', training: 'training loss' },
  }),
  space: choice<SpaceName>({
    label: 'Searched',
    help: 'Four hyperparameters of SGD with momentum, or Adam’s rate alone with 32 hidden units and batches of 64.',
    default: 'four',
    options: { four: 'rate, momentum, batch, width', adam: 'Adam’s rate' },
  }),
  trials: choice({
    label: 'Budget of a search',
    help: 'Full trainings. A grid of 16 has two values of each of the four, one of 81 three. Adam’s rate has 9 trials.',
    default: '16',
    options: { '16': '16 networks', '81': '81 networks' },
  }),
  epochs: number({
    label: 'Epochs of a full training',
    help: 'Halving begins with a ninth of them.',
    default: 22.5,
    min: 1,
    max: 45,
    step: 0.5,
  }),
  seeds: integer({
    label: 'Searches',
    help: 'How often each search is made, each time on other examples.',
    default: 10,
    min: 1,
    max: 20,
  }),
  seed: integer({
    label: 'First seed',
    help: 'Of examples, weights, batches and random trials.',
    default: 0,
    min: 0,
    max: 9999,
  }),
};
type V = Values<typeof parameters>;

const ADAM_TRIALS = 9;
const trialsOf = ({ space, trials }: V): number => (space === 'adam' ? ADAM_TRIALS : Number(trials));
const settingsOf = (values: V): SearchSettings => ({ ...values, trials: trialsOf(values) });

/** Of the network that one search chose. */
interface Chosen {
  seed: number;
  score: Score;
}

export default defineExperiment({
  title: 'Searching for hyperparameters',
  question: 'Which search finds the best network, and by what must “best” be measured?',
  claim: 'The criterion that is set finds a better network than its rival',
  source: 'UDL 6.5, 8.5; Bergstra 2012, Jamieson 2016; MNIST-1D',
  caption:
    'Four searches at equal cost. The first chart shows what the network chosen so far does on test examples, a mean over the searches; the band is a 95 % interval (Student’s t). Then the networks of one search: each line is one, from its hyperparameters to its score. A table says how much of the order of the networks each hyperparameter explains by itself: the share of the variance of their ranks that a parabola in it explains, over all random and Latin searches, with a bootstrap interval. Another has the best networks of one search of each kind. Which hyperparameter do good networks share? And what happens when the training loss chooses?',
  pace: 'long',
  parameters,
  quick: { seeds: 1, epochs: 1 },
  ahead: [{ epochs: 7.5 }],
  parts: (values: V) => ({ all: ((values: V) => planSearches(settingsOf(values)).map(({ part }) => part))(values) }),
  measure: { all: measureSearch },
  present(values, { all: results }) {
    const settings = settingsOf(values);
    const searches = searchesOf(settings, results);
    const complete = searches.filter(({ done, of }) => done === of);
    const first = searches.filter(({ seed, criteria }) => seed === values.seed && criteria.includes(values.choose));
    const leaders = leadersOf(first, settings);
    const coordinates = coordinatesOf(values.space);
    const explained = coordinates.map((coordinate) => ({
      coordinate,
      share: explainedBy(coordinate, complete, settings),
    }));
    const numbers: Presentation['numbers'] = {
      done: { value: results.filter((result) => result !== undefined).length, digits: 0 },
      of: { value: results.length, digits: 0 },
      searches: { value: values.seeds, digits: 0 },
      trials: { value: settings.trials, digits: 0 },
      ...choiceNumbers(values, complete),
      leaders: { value: leaders.length, digits: 0 },
      ...spreadNumbers(values, complete),
      ...Object.fromEntries(
        explained.map(({ coordinate, share }) => [
          `${coordinate.name}Explains`,
          { ...share, digits: 0, percent: true },
        ]),
      ),
      sampleLoss: { value: sampleOf(searches) ?? Number.NaN, digits: 4 },
    };
    return {
      panels: [
        bestSoFar({
          courses: ALL_METHODS.map((method) => courseOf(method, settings, complete)),
          shown: values.method,
          budget: settings.trials,
          label: values.choose === 'error' ? 'test error of the choice so far' : 'test loss of the choice so far',
          percent: values.choose === 'error',
        }),
        parallelCoordinates({
          axes: coordinates,
          score: parameters.choose.options[values.choose],
          trials: (first.find(({ method }) => method === values.method)?.trials ?? []).filter(
            ({ epochs }) => epochs === values.epochs,
          ),
          scoreOf: (score) => scoreBy(values.choose, score),
        }),
        whatMatters(
          parameters.choose.options[values.choose],
          explained.map(({ coordinate: { label }, share }) => ({ label, ...share })),
        ),
        leaderBoard(leaders.map(({ method, trial }) => ({ method: SHORT[method], trial }))),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, numbers),
    };
  },
  python({ space, trials, epochs, seed }) {
    const configuration = gridOf(space, space === 'adam' ? ADAM_TRIALS : Number(trials))[0]!;
    const { optimizer, rate, beta, batch } = configuration;
    return networkScript({
      about: 'The first network of the grid, with the first seed; prints its validation loss.',
      widths: widthsOf(configuration),
      activation: 'relu',
      loss: 'cross-entropy',
      initialization: 'he',
      seed,
      ...searchSizes,
      optimizer,
      rate,
      beta,
      batchSize: batch,
      steps: stepsOf(configuration, epochs),
      prints: { sampleLoss: 'np.mean(outer(forward(phi, X_validation)[-1], np.eye(10)[y_validation])[0])' },
    });
  },
});

/** What the networks that the searches chose are worth, and differences between them, search by search. */
function choiceNumbers(values: V, complete: readonly Search[]): Presentation['numbers'] {
  const { choose, method } = values;
  const chosenBy = (criterion: Criterion, by: Method): Chosen[] =>
    complete
      .filter((search) => search.method === by && search.criteria.includes(criterion))
      .map(({ seed, trials }) => ({ seed, score: bestOf(trials, criterion) }));
  const lossOf = (of: 'train' | 'validation' | 'test') => (score: Score) => score[of] ?? Number.POSITIVE_INFINITY;
  const errorOf = ({ testError }: Score): number => testError;
  const loss = (scores: readonly Chosen[], of: (score: Score) => number): ShownNumber =>
    shown(scores.map(({ score }) => of(score)));
  const error = (scores: readonly Chosen[]): ShownNumber => percent(scores.map(({ score }) => errorOf(score)));
  // What the criterion is held against: the training loss, and for that the validation loss.
  const rival: Criterion = choose === 'training' ? 'validation' : 'training';
  const own = chosenBy(choose, method);
  const atRandom = chosenBy(choose, 'random');
  const byError = choose === 'error';
  const result = (criterion: Criterion, by: Method): ShownNumber =>
    byError ? error(chosenBy(criterion, by)) : loss(chosenBy(criterion, by), lossOf('test'));
  const gain = (two: readonly Chosen[]): ShownNumber =>
    byError ? points(pairs(own, two, errorOf)) : shown(pairs(own, two, lossOf('test')));
  const early = complete
    .filter((search) => search.method === 'halving' && search.criteria.includes(choose))
    .map(({ seed, trials }) => ({ seed, score: bestOf(beforeLast(trials), choose) }));
  const late = chosenBy(choose, 'halving');
  return {
    chosen: result(choose, method),
    rival: result(rival, method),
    advantage: gain(chosenBy(rival, method)),
    overRandom: gain(atRandom),
    lossOverRandom: shown(pairs(own, atRandom, lossOf('test'))),
    errorOverRandom: points(pairs(own, atRandom, errorOf)),
    ...Object.fromEntries(
      ALL_METHODS.flatMap((by) => [
        [`${by}Chosen`, result(choose, by)],
        [`${by}Train`, loss(chosenBy(choose, by), lossOf('train'))],
        [`${by}Validation`, loss(chosenBy(choose, by), lossOf('validation'))],
        [`${by}Test`, loss(chosenBy(choose, by), lossOf('test'))],
        [`${by}Error`, error(chosenBy(choose, by))],
      ]),
    ),
    byValidation: loss(chosenBy('validation', method), lossOf('test')),
    byTraining: loss(chosenBy('training', method), lossOf('test')),
    byValidationError: error(chosenBy('validation', method)),
    byErrorError: error(chosenBy('error', method)),
    byTrainingError: error(chosenBy('training', method)),
    halvingEarly: byError ? error(early) : loss(early, lossOf('test')),
    halvingRise: byError ? points(pairs(early, late, errorOf)) : shown(pairs(early, late, lossOf('test'))),
  };
}

/** How far apart the leaders of each seed are, against what was searched. */
function spreadNumbers(values: V, complete: readonly Search[]): Presentation['numbers'] {
  const settings = settingsOf(values);
  const seeds = Array.from({ length: values.seeds }, (_, s) => values.seed + s);
  const boards = seeds
    .map((seed) => complete.filter((search) => search.seed === seed && search.criteria.includes(values.choose)))
    .filter((searches) => searches.length === ALL_METHODS.length)
    .map((searches) => leadersOf(searches, settings));
  const [rate, ratio] = (['rate', 'ratio'] as const).map((name) =>
    coordinatesOf(values.space).find((coordinate) => coordinate.name === name),
  );
  const ratioOf = ({ rate: a, batch }: Configuration): number => a / batch;
  const entries = (name: string, coordinate: Coordinate | undefined, of: (c: Configuration) => number) => {
    const spreads = coordinate ? boards.map((leaders) => spreadOf(leaders, of)) : [];
    const some = spreads.length > 0;
    const range = coordinate?.range ?? Number.NaN;
    const middle = some ? median(spreads) : Number.NaN;
    return {
      [`${name}Spread`]: { value: middle, digits: 2, significant: true },
      [`${name}SpreadLeast`]: { value: some ? Math.min(...spreads) : Number.NaN, digits: 2, significant: true },
      [`${name}SpreadMost`]: { value: some ? Math.max(...spreads) : Number.NaN, digits: 2, significant: true },
      [`${name}Searched`]: { value: range, digits: 2, significant: true },
      /** Of the searched range, on a log axis. */
      [`${name}Share`]: { value: Math.log(middle) / Math.log(range), digits: 0, percent: true },
    };
  };
  return {
    ...entries('rate', rate, (c) => c.rate),
    ...entries('ratio', ratio, ratioOf),
    gridRatios: { value: new Set(gridOf(values.space, settings.trials).map(ratioOf)).size, digits: 0 },
  };
}

function shown(values: readonly number[], digits = 3): ShownNumber {
  return { ...(values.length > 0 ? meanInterval(values) : { value: Number.NaN }), digits };
}
const percent = (shares: readonly number[]): ShownNumber => ({ ...shown(shares, 1), percent: true });
const points = (shares: readonly number[]): ShownNumber => ({
  ...shown(
    shares.map((share) => 100 * share),
    1,
  ),
  unit: ' points',
});

/** How much less the first has than the second, where both have searched with the same seed. */
function pairs(one: readonly Chosen[], two: readonly Chosen[], of: (score: Score) => number): number[] {
  return one.flatMap(({ seed, score }) => {
    const other = two.find((chosen) => chosen.seed === seed);
    return other ? [of(other.score) - of(score)] : [];
  });
}

/** The trials of a search by halving before its last round. */
function beforeLast(trials: readonly Trial[]): Trial[] {
  const longest = trials.at(-1)!.epochs;
  return trials.filter(({ epochs }) => epochs < longest);
}

/** For each full training spent, what the choices so far of every complete search do on test examples. */
function courseOf(method: Method, { choose, trials: budget }: SearchSettings, searches: readonly Search[]): Course {
  const own = searches.filter((search) => search.method === method && search.criteria.includes(choose));
  const choices = own.length > 0 ? choicesOf(method, budget) : [];
  const worth = ({ test, testError }: Score): number =>
    choose === 'error' ? testError : (test ?? Number.POSITIVE_INFINITY);
  return {
    name: method,
    label: SHORT[method],
    costs: choices.map(({ cost }) => cost),
    values: choices.map(({ made }) => own.map(({ trials }) => worth(bestOf(trials.slice(0, made), choose)))),
  };
}

/** Validation loss of the first network of the grid with the first seed. */
function sampleOf(searches: readonly Search[]): number | null | undefined {
  const grid = searches.find(({ method }) => method === 'grid');
  return grid && grid.done === grid.of ? grid.trials[0]?.score.validation : undefined;
}

function verdictOf(values: V, numbers: Presentation['numbers']): Presentation['verdict'] {
  const [done, of] = [numbers['done']?.value ?? 0, numbers['of']?.value ?? 0];
  const { advantage } = numbers;
  if (!advantage || Number.isNaN(advantage.value))
    return {
      text:
        done === 0
          ? 'No network has been trained at these values yet.'
          : 'So far {done} of {of} parts: no search is complete.',
    };
  const so = done < of ? 'So far, with {done} of {of} parts: chosen' : 'Chosen';
  const what = values.choose === 'error' ? 'a test error of {chosen}' : 'a test loss of {chosen}';
  const by = parameters.choose.options[values.choose];
  const other = values.choose === 'training' ? 'validation loss' : 'training loss';
  const sure = advantage.low !== undefined && advantage.high !== undefined;
  const better = sure && advantage.low! > 0;
  const worse = sure && advantage.high! < 0;
  const outcome = better ? 'holds' : worse ? 'fails' : 'depends';
  const end = {
    holds: `Chosen by ${other} it would have {rival}.`,
    fails: `Chosen by ${other} it would have {rival}, which is better.`,
    depends: `Chosen by ${other} it would have {rival}: no clear difference.`,
  }[outcome];
  const against = values.method === 'random' ? '' : ' Against random search it gains {overRandom}, search by search.';
  return {
    text: `${so} by ${by}, the best of a ${METHODS[values.method]} search has ${what}. ${end}${against}`,
    outcome,
  };
}
