import { defineExperiment, type Presentation, type ShownNumber } from '../engine/experiment.ts';
import {
  type Configuration,
  type Criterion,
  configurationAt,
  fromRow,
  halving,
  placeOn,
  roundsOf,
  type Score,
  type SearchAxis,
  type SpaceName,
  scoreBy,
  searchSizes,
  spaces,
  stepsOf,
  type Trial,
  type TrialRow,
  toRow,
  tryConfiguration,
  widthsOf,
} from '../engine/network-search.ts';
import { networkScript } from '../engine/networks/script.ts';
import { bestSoFar, type Course, leaderBoard, parallelCoordinates } from '../engine/panels/search-panels.ts';
import { stream } from '../engine/random-state.ts';
import { choice, integer, number, type Values } from '../engine/schema.ts';
import { type Design, gridDesign, latinHypercube, randomDesign } from '../engine/search-designs.ts';
import { meanInterval } from '../engine/statistics/mean-interval.ts';

const METHODS = {
  random: 'random',
  grid: 'grid',
  latin: 'Latin hypercube',
  halving: 'successive halving',
} as const;
type Method = keyof typeof METHODS;
/** At the ends of lines. */
const SHORT: Readonly<Record<Method, string>> = { ...METHODS, latin: 'Latin', halving: 'halving' };
// The keys of a literal, which Object.keys forgets.
const ALL = Object.keys(METHODS) as Method[];

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

/** One network, or one search by halving, whose later rounds depend on its first. */
type Part =
  | { kind: 'network'; configuration: Configuration; epochs: number; seed: number }
  | { kind: 'halving'; space: SpaceName; trials: number; epochs: number; criterion: Criterion; seed: number };
type Result = Score | { rows: TrialRow[] };

const ADAM_TRIALS = 9;
const trialsOf = ({ space, trials }: V): number => (space === 'adam' ? ADAM_TRIALS : Number(trials));

export default defineExperiment({
  title: 'Searching for hyperparameters',
  question: 'Which search finds the best network, and by what must “best” be measured?',
  source: 'UDL 6.5, 8.5; Bergstra 2012, Jamieson 2016; MNIST-1D',
  caption:
    'Four searches at equal cost. The first chart shows what the network chosen so far does on test examples, a mean over the searches; the band is a 95 % interval (Student’s t). Then the networks of one search: each line is one, from its hyperparameters to its score. The table has the best networks of one search of each kind. Which hyperparameter do good networks share? And what happens when the training loss chooses? As many searches of each kind as are set.',
  pace: 'long',
  parameters,
  quick: { seeds: 1, epochs: 1 },
  parts: (values: V) => plan(values).map(({ part }) => part),
  measure(part: Part): Result {
    return part.kind === 'network'
      ? tryConfiguration(part.configuration, part.epochs, part.seed)
      : { rows: halving(part).map(toRow) };
  },
  present(values, results) {
    const searches = searchesOf(values, results);
    const complete = searches.filter(({ done, of }) => done === of);
    const done = results.filter((result) => result !== undefined).length;
    /** Of the network that each complete search of a method chose, in the order of the seeds. */
    const chosenBy = (criterion: Criterion, method: Method): { seed: number; score: Score }[] =>
      complete
        .filter((search) => search.method === method && search.criteria.includes(criterion))
        .map(({ seed, trials }) => ({ seed, score: bestOf(trials, criterion) }));
    const shown = (scores: readonly number[], digits = 3): ShownNumber => ({
      ...(scores.length > 0 ? meanInterval(scores) : { value: Number.NaN }),
      digits,
    });
    const percent = (scores: readonly number[]): ShownNumber => ({ ...shown(scores, 1), percent: true });
    const losses = (criterion: Criterion, method: Method, of: 'train' | 'validation' | 'test'): ShownNumber =>
      shown(chosenBy(criterion, method).map(({ score }) => score[of] ?? Number.POSITIVE_INFINITY));
    const errors = (criterion: Criterion, method: Method): ShownNumber =>
      percent(chosenBy(criterion, method).map(({ score }) => score.testError));

    // What the criterion is held against: the training loss, and for that the validation loss.
    const rival: Criterion = values.choose === 'training' ? 'validation' : 'training';
    const counted = values.choose === 'error' ? ('testError' as const) : ('test' as const);
    const pairs = (
      one: readonly { seed: number; score: Score }[],
      two: readonly { seed: number; score: Score }[],
    ): number[] =>
      one.flatMap(({ seed, score }) => {
        const other = two.find((search) => search.seed === seed);
        return other
          ? [(other.score[counted] ?? Number.POSITIVE_INFINITY) - (score[counted] ?? Number.POSITIVE_INFINITY)]
          : [];
      });
    const difference = (values: readonly number[]): ShownNumber =>
      counted === 'test'
        ? shown(values)
        : {
            ...shown(
              values.map((value) => 100 * value),
              1,
            ),
            unit: ' points',
          };
    const result = (criterion: Criterion, method: Method): ShownNumber =>
      values.choose === 'error' ? errors(criterion, method) : losses(criterion, method, 'test');
    const own = chosenBy(values.choose, values.method);
    const advantage = difference(pairs(own, chosenBy(rival, values.method)));
    const overRandom = difference(pairs(own, chosenBy(values.choose, 'random')));
    const first = searches.filter(({ seed, criteria }) => seed === values.seed && criteria.includes(values.choose));
    const leaders = leadersOf(first, values);
    const courses = ALL.map((method) => courseOf(method, values, complete));
    const early = courses.find(({ name }) => name === 'halving')?.values.at(-2) ?? [];
    const numbers: Presentation['numbers'] = {
      done: { value: done, digits: 0 },
      of: { value: results.length, digits: 0 },
      searches: { value: values.seeds, digits: 0 },
      trials: { value: trialsOf(values), digits: 0 },
      chosen: result(values.choose, values.method),
      rival: result(rival, values.method),
      advantage,
      overRandom,
      ...Object.fromEntries(
        ALL.flatMap((method) => [
          [`${method}Chosen`, result(values.choose, method)],
          [`${method}Train`, losses(values.choose, method, 'train')],
          [`${method}Validation`, losses(values.choose, method, 'validation')],
          [`${method}Test`, losses(values.choose, method, 'test')],
          [`${method}Error`, errors(values.choose, method)],
        ]),
      ),
      byValidation: losses('validation', values.method, 'test'),
      byTraining: losses('training', values.method, 'test'),
      byValidationError: errors('validation', values.method),
      byErrorError: errors('error', values.method),
      byTrainingError: errors('training', values.method),
      halvingEarly: values.choose === 'error' ? percent(early) : shown(early),
      leaders: { value: leaders.length, digits: 0 },
      rateSpread: { value: spreadOf(leaders, ({ rate }) => rate), digits: 2, significant: true },
      ratioSpread: { value: spreadOf(leaders, ({ rate, batch }) => rate / batch), digits: 2, significant: true },
      sampleLoss: { value: sampleOf(searches) ?? Number.NaN, digits: 4 },
    };
    return {
      panels: [
        bestSoFar({
          courses,
          shown: values.method,
          budget: trialsOf(values),
          label: values.choose === 'error' ? 'test error of the choice so far' : 'test loss of the choice so far',
          percent: values.choose === 'error',
        }),
        parallelCoordinates({
          axes: axesOf(values.space),
          score: parameters.choose.options[values.choose],
          trials: (first.find(({ method }) => method === values.method)?.trials ?? []).filter(
            ({ epochs }) => epochs === values.epochs,
          ),
          scoreOf: (score) => scoreBy(values.choose, score),
        }),
        leaderBoard(leaders.map(({ method, trial }) => ({ method: SHORT[method], trial }))),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, numbers, advantage),
    };
  },
  python({ space, trials, epochs, seed }) {
    const configuration = sampleConfiguration(space, Number(trials));
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

/** Which search a part belongs to. */
interface Planned {
  part: Part;
  method: Method;
  seed: number;
}

/** The search shown with the first seed; then the others; then more seeds. Halving depends on what chooses: one for each. */
function plan(values: V): Planned[] {
  const { method, choose, space, epochs, seeds, seed: first } = values;
  const trials = trialsOf(values);
  const order = [method, ...ALL.filter((other) => other !== method)];
  const criteria = [choose, ...(['validation', 'error', 'training'] as const).filter((other) => other !== choose)];
  return Array.from({ length: seeds }, (_, s) => first + s).flatMap((seed) =>
    order.flatMap((searched): Planned[] => {
      if (searched === 'halving')
        return criteria.map((criterion) => ({
          part: { kind: 'halving', space, trials, epochs, criterion, seed },
          method: searched,
          seed,
        }));
      return designOf(searched, space, trials, seed).map((point) => ({
        part: { kind: 'network', configuration: configurationAt(space, point), epochs, seed },
        method: searched,
        seed,
      }));
    }),
  );
}

function designOf(method: Exclude<Method, 'halving'>, space: SpaceName, trials: number, seed: number): Design {
  const dimensions = spaces[space].axes.length;
  // Whichever is drawn first, both have draws of their own.
  const random = stream(seed, 'start');
  if (method === 'grid') return gridDesign(Math.round(trials ** (1 / dimensions)), dimensions);
  const latin = latinHypercube(trials, dimensions, random);
  return method === 'latin' ? latin : randomDesign(trials, dimensions, random);
}

const sampleConfiguration = (space: SpaceName, trials: number): Configuration =>
  configurationAt(space, designOf('grid', space, space === 'adam' ? ADAM_TRIALS : trials, 0)[0] ?? []);

interface Search {
  method: Method;
  seed: number;
  /** By which of them this search may choose: halving has chosen on the way. */
  criteria: readonly Criterion[];
  /** As far as they have arrived, in the order they were made. */
  trials: Trial[];
  done: number;
  of: number;
}

function searchesOf(values: V, results: readonly (Result | undefined)[]): Search[] {
  const searches = new Map<string, Search>();
  for (const [k, { part, method, seed }] of plan(values).entries()) {
    const criteria = part.kind === 'halving' ? [part.criterion] : (['validation', 'error', 'training'] as const);
    const key = `${method} ${seed} ${part.kind === 'halving' ? part.criterion : ''}`;
    const search = searches.get(key) ?? { method, seed, criteria, trials: [], done: 0, of: 0 };
    searches.set(key, search);
    search.of += 1;
    const result = results[k];
    if (!result) continue;
    search.done += 1;
    if ('rows' in result) search.trials.push(...result.rows.map((row) => fromRow(values.space, row)));
    else if (part.kind === 'network')
      search.trials.push({ configuration: part.configuration, epochs: part.epochs, score: result });
  }
  return [...searches.values()];
}

/** The best of those trained longest: scores after few epochs and after many are not of one kind. */
function bestOf(trials: readonly Trial[], criterion: Criterion): Score {
  // Later trials are never shorter, and of equals the first is chosen.
  const longest = trials.at(-1)!.epochs;
  let best = trials.at(-1)!.score;
  for (let k = trials.length - 1; k >= 0 && trials[k]!.epochs === longest; k--) {
    const { score } = trials[k]!;
    if (scoreBy(criterion, score) <= scoreBy(criterion, best)) best = score;
  }
  return best;
}

/** For each full training spent, what the choices so far of every complete search do on test examples. */
function courseOf(method: Method, values: V, searches: readonly Search[]): Course {
  const { choose } = values;
  const budget = trialsOf(values);
  const own = searches.filter((search) => search.method === method && search.criteria.includes(choose));
  // Networks come one by one; halving chooses when a round is over.
  const ends: { cost: number; made: number }[] = [];
  if (method === 'halving')
    for (const { size, cost } of roundsOf(budget)) {
      const before = ends.at(-1) ?? { cost: 0, made: 0 };
      ends.push({ cost: before.cost + cost, made: before.made + size });
    }
  else for (let k = 1; k <= budget; k++) ends.push({ cost: k, made: k });
  return {
    name: method,
    label: SHORT[method],
    costs: own.length > 0 ? ends.map(({ cost }) => cost) : [],
    values:
      own.length > 0
        ? ends.map(({ made }) => own.map(({ trials }) => counted(bestOf(trials.slice(0, made), choose))))
        : [],
  };

  function counted({ test, testError }: Score): number {
    return choose === 'error' ? testError : (test ?? Number.POSITIVE_INFINITY);
  }
}

/** The hyperparameters that are searched; where rate and batch size both are, their ratio beside them. */
function axesOf(space: SpaceName) {
  const { axes } = spaces[space];
  const own = axes.map((axis: SearchAxis) => ({
    label: axis.label,
    place: (configuration: Configuration) => placeOn(axis, configuration),
  }));
  if (space === 'adam') return own;
  const [rate, , batch] = spaces.four.axes;
  const [least, most] = [rate.from / batch.to, rate.to / batch.from];
  const place = (c: Configuration): number => Math.log(c.rate / c.batch / least) / Math.log(most / least);
  return [...own, { label: 'rate/batch', place }];
}

const LEADERS = 12;

/** The best of all networks that were trained to the end, of one search of each kind. */
function leadersOf(searches: readonly Search[], { choose, epochs }: V): { method: Method; trial: Trial }[] {
  return searches
    .flatMap(({ method, trials }) => trials.map((trial) => ({ method, trial })))
    .filter(({ trial }) => trial.epochs === epochs)
    .sort((a, b) => scoreBy(choose, a.trial.score) - scoreBy(choose, b.trial.score))
    .slice(0, LEADERS);
}

/** The largest value among some networks over the smallest. */
function spreadOf(leaders: readonly { trial: Trial }[], of: (configuration: Configuration) => number): number {
  const values = leaders.map(({ trial }) => of(trial.configuration));
  return values.length > 0 ? Math.max(...values) / Math.min(...values) : Number.NaN;
}

/** Validation loss of the first network of the grid with the first seed. */
function sampleOf(searches: readonly Search[]): number | null | undefined {
  const grid = searches.find(({ method }) => method === 'grid');
  return grid && grid.done === grid.of ? grid.trials[0]?.score.validation : undefined;
}

function verdictOf(values: V, numbers: Presentation['numbers'], advantage: ShownNumber): Presentation['verdict'] {
  const [done, of] = [numbers['done']?.value ?? 0, numbers['of']?.value ?? 0];
  if (Number.isNaN(advantage.value))
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
