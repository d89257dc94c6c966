import { choice, integer, number, type Values } from '../../../engine/schema.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import * as f from '../../../figure/index.ts';
import { firstSeed } from '../../kit/fields.ts';
import { scriptOf } from '../../kit/network-run.ts';
import { tooFew } from '../../kit/too-few.ts';
import { type Coordinate, coordinatesOf, explainedBy, leadersOf } from './best-networks.ts';
import { choiceNumbers, courseOf, spreadNumbers } from './search-numbers.ts';
import { bestSoFar, leaderBoard, scoreAgainst, whatMatters } from './search-panels.ts';
import {
  ALL_METHODS,
  gridOf,
  halvingsOf,
  METHODS,
  networksOf,
  type Search,
  type SearchSettings,
  SHORT,
  searchesOf,
} from './searches.ts';
import {
  type Criterion,
  type Halving,
  halving,
  halvingWork,
  runOf,
  type SpaceName,
  scoreBy,
  spaces,
  stepsOf,
  toRow,
  trainingWork,
  tryConfiguration,
} from './trials.ts';

const parameters = {
  method: choice({
    label: 'Search shown',
    help: 'Whose choices are drawn in colour and whose networks are drawn as lines. Random search and the grid stay for comparison.',
    default: 'random',
    options: METHODS,
  }),
  choose: choice<Criterion>({
    label: 'Choose by',
    help: 'The search picks the network with the lowest of these. How good its pick is, other examples then say: the test examples.',
    default: 'validation',
    options: { validation: 'validation loss', error: 'validation error', training: 'training loss' },
  }),
  along: choice<Along>({
    label: 'Against',
    help: 'What the networks are drawn against. The searches stay the same.',
    default: 'rate',
    options: { rate: 'rate', beta: 'momentum', batch: 'batch size', width: 'width', ratio: 'rate ÷ batch size' },
    onlyMarks: true,
  }),
  space: choice<SpaceName>({
    label: 'Searched',
    help: 'Either four hyperparameters of SGD with momentum, or Adam’s rate alone, for a network of 32 hidden units and batches of 64.',
    default: 'four',
    options: { four: 'rate, momentum, batch, width', adam: 'Adam’s rate' },
  }),
  trials: choice({
    label: 'Budget of a search',
    help: 'How many full trainings a search may cost. A grid of 16 has two values of each hyperparameter, and one of 81 has three. For Adam’s rate there are 9.',
    default: '16',
    options: { '16': '16 networks', '81': '81 networks' },
  }),
  epochs: number({
    label: 'Epochs of a full training',
    help: 'Successive halving trains its first networks for a ninth of them.',
    default: 22.5,
    min: 1,
    max: 45,
    step: 0.5,
  }),
  seeds: integer({
    label: 'Repetitions',
    help: 'How often each search is repeated, each time on other examples.',
    default: 10,
    min: 1,
    max: 20,
  }),
  seed: firstSeed('Decides the examples, the first weights, the batches and the random tries.'),
};
type V = Values<typeof parameters>;
type Along = Coordinate['name'];

/** Classes of the examples: the networks have one output for each. */
const CLASSES = runOf(spaces.four.fixed, 0).widths.at(-1)!;
const ADAM_TRIALS = 9;
const trialsOf = ({ space, trials }: Pick<V, 'space' | 'trials'>): number =>
  space === 'adam' ? ADAM_TRIALS : Number(trials);
const settingsOf = (values: V): SearchSettings => ({ ...values, trials: trialsOf(values) });

export default f.defineExperiment({
  title: 'Searching for hyperparameters',
  question: 'Which search finds the best network, and by what must “best” be measured?',
  claim: 'Validation examples choose a better network than the training loss',
  source: 'UDL 6.5, 8.5; Bergstra 2012, Jamieson 2016; MNIST-1D',
  caption:
    'Searches at equal cost. The first chart shows what the network chosen so far does on test examples: the mean over the repetitions. In the second each dot is one network: its score against one of its hyperparameters, or against its rate divided by its batch size. Strong dots are of one search, the best quarter dark; pale ones are of its repetitions on other examples. One table says how well each hyperparameter alone tells the ranking of the networks: the share of the variance of their ranks that a parabola in it explains, over all random and Latin searches, with a bootstrap interval. The other has the best networks of one search of each kind. Which hyperparameter do good networks share? And what happens when the training loss chooses?',
  pace: 'long',
  main: ['method', 'choose'],
  parameters,
  quick: { seeds: 1, epochs: 1 },
  ahead: [{ epochs: 7.5 }],
  parts(values: V) {
    const networks = networksOf(settingsOf(values));
    const halvings = halvingsOf(settingsOf(values));
    // Seed after seed, so in parallel: one halving is a whole search, like many networks together.
    return f.sideBySide(values.method === 'halving' ? { halvings, networks } : { networks, halvings });
  },
  work: { networks: trainingWork, halvings: halvingWork },
  measure: {
    networks: tryConfiguration,
    halvings: (part: Halving) => halving(part).map(toRow),
  },
  present(values, { networks, halvings }) {
    const settings = settingsOf(values);
    const searches = searchesOf(settings, { networks, halvings });
    const complete = searches.filter((search) => search.complete);
    const first = searches.filter(({ seed, criteria }) => seed === values.seed && criteria.includes(values.choose));
    const leaders = leadersOf(first, settings);
    const coordinates = coordinatesOf(values.space);
    const explained = coordinates.map((coordinate) => ({
      ...coordinate,
      ...explainedBy(coordinate, complete, settings),
    }));
    const done = networks.size + halvings.size;
    const of = networksOf(settings).size + halvingsOf(settings).size;
    const numbers = {
      done: f.count(done),
      of: f.count(of),
      searches: f.count(values.seeds),
      trials: f.count(settings.trials),
      classes: f.count(CLASSES),
      // Whatever the frequencies of the classes, a uniform guess is right once in this many times.
      guessing: f.percent(1 - 1 / CLASSES, 0),
      ...choiceNumbers(settings, complete),
      leaders: f.count(leaders.length),
      ...spreadNumbers(settings, complete),
      ...Object.fromEntries(
        explained.map(({ name, value, low, high }) => [`${name}Explains`, f.percent({ value, low, high }, 0)]),
      ),
      sampleLoss: f.fixed(sampleOf(first), 4),
    };
    const score = parameters.choose.options[values.choose];
    return {
      panels: [
        bestSoFar({
          courses: ALL_METHODS.map((method) => ({
            name: method,
            label: SHORT[method],
            ...courseOf(method, settings, complete),
          })),
          shown: values.method,
          compared: ['random', 'grid'],
          budget: settings.trials,
          label: values.choose === 'error' ? 'test error of the choice so far' : 'test loss of the choice so far',
          percent: values.choose === 'error',
          // The axis has the same height for both losses.
          alike: values.choose === 'error' ? [] : heightsOf([values.method, 'random', 'grid'], settings, complete),
        }),
        scoreAgainst({
          coordinate: coordinates.find(({ name }) => name === values.along) ?? coordinates[0]!,
          score,
          scoreOf: (one) => scoreBy(values.choose, one),
          trials: fullOf(first, values),
          repeated: fullOf(
            complete.filter(({ seed }) => seed !== values.seed),
            values,
          ),
          alike: (['random', 'grid'] as const).flatMap((method) => fullOf(complete, { ...values, method })),
        }),
        whatMatters(score, explained),
        leaderBoard(leaders.map(({ method, trial }) => ({ method: SHORT[method], trial }))),
      ],
      numbers,
      ...(values.space === 'adam' && { idle: ['along'] }),
      ...(Number.isFinite(numbers.advantage.value) &&
        done === of && {
          summary: chosenBy(values),
          summaries: {
            against:
              'The best network of this search is magenta, and the rest of its best quarter dark. Pale dots are other searches.',
          },
        }),
      verdict: verdictOf(values, { done, of }, numbers.advantage),
    };
  },
  python({ space, trials, epochs, seed }) {
    const [first] = gridOf(space, trialsOf({ space, trials }));
    return scriptOf(runOf(first!, seed), {
      about: 'The first network of the grid, with the first seed; prints its validation loss.',
      steps: stepsOf(first!, epochs),
      prints: { sampleLoss: 'np.mean(outer(forward(phi, X_validation)[-1], np.eye(10)[y_validation])[0])' },
    });
  },
});

/** The fully trained networks of the displayed search. */
const fullOf = (searches: readonly Search[], { method, choose, epochs }: V) =>
  searches
    .filter((search) => search.method === method && search.criteria.includes(choose))
    .flatMap(({ trials }) => trials.filter((trial) => trial.epochs === epochs));

const SEARCH: Readonly<Record<V['method'], string>> = {
  random: 'random search',
  grid: 'the grid',
  latin: 'the Latin hypercube',
  halving: 'successive halving',
};

/** Mean test losses of the choices so far, by either loss. */
function heightsOf(methods: readonly V['method'][], settings: SearchSettings, complete: readonly Search[]): number[] {
  const courses = (['validation', 'training'] as const).flatMap((choose) =>
    methods.map((method) => courseOf(method, { ...settings, choose }, complete)),
  );
  return courses.flatMap(({ values }) => values.map(mean)).filter(Number.isFinite);
}

/** Validation loss of the first network of the grid with the first seed. */
function sampleOf(searches: readonly Search[]): number | undefined {
  const grid = searches.find(({ method }) => method === 'grid');
  return (grid?.complete ? grid.trials[0]?.score.validation : undefined) ?? undefined;
}

/** The sentence on the criterion of a search, and on the quality of its choice. */
function chosenBy({ choose, method }: Pick<V, 'choose' | 'method'>, chosen = 'Chosen'): string {
  const what = choose === 'error' ? 'a test error of {chosen}' : 'a test loss of {chosen}';
  return `${chosen} by ${parameters.choose.options[choose]}, the best network of ${SEARCH[method]} has ${what}.`;
}

function verdictOf(
  { choose, method }: V,
  { done, of }: { done: number; of: number },
  advantage: f.ShownNumber,
): f.Presentation['verdict'] {
  if (Number.isNaN(advantage.value))
    return tooFew(
      { done, of },
      'So far {done} of {of} runs: no search is complete.',
      'All {of} runs are computed, but no search has found a network with a finite loss.',
    );
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = advantage;
  const better = low > 0 ? 'own' : high < 0 ? 'rival' : undefined;
  // The claim is about examples kept out of training, whether these or the training loss choose here.
  const kept = choose === 'training' ? 'rival' : 'own';
  const outcome = better === undefined ? 'depends' : better === kept ? 'holds' : 'fails';
  const so = done < of ? 'So far, with {done} of {of} runs: chosen' : 'Chosen';
  const other = choose === 'training' ? 'validation loss' : 'training loss';
  const end = {
    own: `Chosen by ${other}, it would have {rival}, which is worse.`,
    rival: `Chosen by ${other}, it would have {rival}, which is better.`,
    none: `Chosen by ${other}, it would have {rival}, which is not a clear difference.`,
  }[better ?? 'none'];
  const against =
    method === 'random' ? '' : ' Its mean advantage over random search on the same examples is {overRandom}.';
  return {
    text: `${chosenBy({ choose, method }, so)} ${end}${against}`,
    outcome,
  };
}
