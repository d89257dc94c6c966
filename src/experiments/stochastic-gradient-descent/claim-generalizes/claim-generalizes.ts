import { choice, integer, type Values } from '../../../engine/schema.ts';
import * as f from '../../../figure/index.ts';
import { meanRate } from '../../kit/batch-fields.ts';
import { firstSeed, seedCount } from '../../kit/fields.ts';
import type { Measured } from '../../kit/measured.ts';
import { mnist1dExamples } from '../../kit/mnist1d-examples.ts';
import { scriptOf } from '../../kit/network-run.ts';
import { soFar, tooFew } from '../../kit/too-few.ts';
import {
  accuracyOf,
  atSeedsOf,
  bestOf,
  cellsOf,
  courseOf,
  DESCENT_RATE,
  epochsOf,
  FALL,
  gainOf,
  gainSpread,
  METHODS,
  networksOf,
  ORDER,
  runOf,
  shrinkOf,
  trainLossOf,
  trainNetwork,
  trainRatioOf,
  workOf,
} from './tuned-networks.ts';
import { accuracyByLoss, accuracyByRate, cellTable } from './tuned-rates.ts';

const parameters = {
  against: choice({
    label: 'SGD is compared with',
    help: 'Either descent on all examples, at a rate that ends at nearly the same training loss, or larger batches, each at its best rate.',
    default: 'both',
    options: { both: 'both', all: 'all examples', larger: 'batches of 100' },
  }),
  rate: meanRate(
    'Rate of SGD *B*α',
    'On the mean gradient of a batch; a tenth of it for the last 40 % of the steps.',
    [0.005, 0.1, 2],
  ),
  batchSize: integer({
    label: 'Batch size of SGD *B*',
    symbol: 'B',
    help: 'How many of the 1000 examples a step of SGD sees.',
    default: 10,
    min: 2,
    max: 50,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps of SGD',
    help: 'Batches of 100 make half as many steps and descent 40 % of them, which is far more epochs. The table has both.',
    default: 6000,
    min: 20,
    max: 20000,
    scale: 'log',
  }),
  seeds: seedCount('How many networks are trained, each with its own examples, weights and batches.', [2, 24, 48]),
  descentSeeds: integer({
    label: 'Seeds of descent',
    help: 'How many of the seeds descent is run with. One of its runs takes eight times as long as one of SGD.',
    default: 10,
    min: 2,
    max: 48,
  }),
  seed: firstSeed('Decides the examples, the weights and the batches.'),
};
type V = Values<typeof parameters>;

/**
 * The smallest relevant advantage, in percentage points. Our choice: about the standard deviation of the difference
 * from seed to seed, so that a smaller one is lost in the luck of a single training.
 */
const MARGIN = 1;

export default f.defineExperiment({
  title: 'Does SGD generalize better?',
  question: 'Is a network that SGD has trained better on new examples, and at which rates?',
  claim: 'In practice, finds parameters that generalize well to new data',
  source: 'UDL 6.2.2; MNIST-1D',
  caption:
    'Networks 40-64-64-10, trained on 1000 examples and tested on 4000 new ones; each rate falls to a tenth after 60 % of the steps. First, test accuracy for each batch size and rate; rings mark the rate that is best on 1000 validation examples. Then test accuracy against training loss, which falls during the training. At nearly the same training loss SGD is better than descent. How much of that is left where each method has its own best rate? Bars are 95 % intervals over the seeds (Student’s t): over examples, weights and batches, not over networks or sizes. The methods do not cost the same: the table has steps and epochs of each. The small charts are an example of each class.',
  pace: 'long',
  main: ['against', 'rate', 'batchSize'],
  parameters,
  quick: { seeds: 3, descentSeeds: 2, steps: 20 },
  parts: (values: V) => ({ networks: networksOf(values) }),
  work: { networks: workOf },
  measure: { networks: trainNetwork },
  present(values, { networks }) {
    const cells = cellsOf(networks);
    const cellAt = (method: 'sgd' | 'all', rate: number) =>
      cells.find((cell) => cell.method === method && cell.rate === rate);
    const [sgd, all] = [cellAt('sgd', values.rate), cellAt('all', DESCENT_RATE)];
    const pair = { sgd: atSeedsOf(sgd, all), all: atSeedsOf(all, sgd) };
    const best = { sgd: bestOf(cells, 'sgd'), larger: bestOf(cells, 'larger'), all: bestOf(cells, 'all') };
    const [sgdLoss, descentLoss] = [pair.sgd && trainLossOf(pair.sgd), pair.all && trainLossOf(pair.all)];
    const [done, of] = [networks.size, networksOf(values).size];
    const [gain, tunedGain] = [gainOf(pair.sgd, pair.all), gainOf(best.sgd, best.larger)];
    return {
      panels: [
        accuracyByRate(
          ORDER.map((method) => ({
            label: method === 'sgd' ? `SGD, *B* = ${values.batchSize}` : METHODS[method].label,
            role: METHODS[method].role,
            cells: cells.filter((cell) => cell.method === method),
            best: best[method],
          })),
          values.rate,
        ),
        accuracyByLoss(
          (['sgd', 'all'] as const)
            .map((method) => ({ ...METHODS[method], ...courseOf(pair[method]) }))
            .filter(({ losses }) => losses.length > 0),
        ),
        mnist1dExamples(values.seed, 1),
        cellTable(values, cells),
      ],
      numbers: {
        done: f.count(done),
        of: f.count(of),
        seeds: f.count(values.seeds),
        descentSeeds: f.count(Math.min(values.seeds, values.descentSeeds)),
        margin: { ...f.count(MARGIN), unit: MARGIN === 1 ? ' point' : ' points' },
        marginSpread: points(gainSpread(best.sgd, best.larger)),
        fallAfter: f.percent(FALL.after, 0),
        fallTo: f.percent(FALL.to, 0),
        batch: f.count(values.batchSize),
        sgdTest: f.percent(accuracyOf(pair.sgd), 1),
        descentTest: f.percent(accuracyOf(pair.all), 1),
        gain: points(gain),
        sgdTrain: f.significant(sgdLoss, 2),
        descentTrain: f.significant(descentLoss, 2),
        trainRatio: f.fixed(trainRatioOf(pair.sgd, pair.all), 2),
        sgdTuned: f.percent(accuracyOf(best.sgd), 1),
        largerTuned: f.percent(accuracyOf(best.larger), 1),
        descentTuned: f.percent(accuracyOf(best.all), 1),
        sgdRate: f.fixed(best.sgd?.rate, 2),
        largerRate: f.fixed(best.larger?.rate, 1),
        descentRate: f.fixed(best.all?.rate, 1),
        tunedGain: points(tunedGain),
        tunedDescentGain: points(gainOf(best.sgd, best.all)),
        shrinks: points(shrinkOf([pair.sgd, pair.all], [best.sgd, best.all])),
        sgdEpochs: f.count(epochsOf(values, 'sgd')),
        largerEpochs: f.count(epochsOf(values, 'larger')),
        descentEpochs: f.count(epochsOf(values, 'all')),
        seedAccuracy: f.fixed(pair.sgd?.runs[0]?.test, 4),
      },
      verdict: verdictOf(values.against, { done, of, gain, tunedGain, sgdLoss, descentLoss }),
    };
  },
  python: ({ rate, batchSize, steps, seed }) =>
    scriptOf(runOf({ batch: batchSize, rate, seed }), {
      about: 'SGD with the first seed.',
      steps,
      schedule: `1.0 if t < ${FALL.after * steps} else ${FALL.to}`,
      prints: { seedAccuracy: 'np.mean(forward(phi, X_test)[-1].argmax(axis=1) == y_test)' },
    }),
});

/** Differences between percentages. */
const points = (known: Measured | number | undefined): f.ShownNumber => ({ ...f.fixed(known, 1), unit: ' points' });

/** The evidence of the finished networks. */
interface Comparison {
  done: number;
  of: number;
  /** Gain of the pair, whose training losses are nearly equal at the defaults and at the best rates of both. */
  gain: Measured | undefined;
  tunedGain: Measured | undefined;
  sgdLoss: number | undefined;
  descentLoss: number | undefined;
}

function verdictOf(
  against: V['against'],
  { done, of, gain, tunedGain, sgdLoss = Number.NaN, descentLoss = Number.NaN }: Comparison,
): f.Presentation['verdict'] {
  if (gain?.low === undefined || (against !== 'all' && tunedGain?.low === undefined))
    return tooFew(
      { done, of },
      'So far {done} of {of} networks, and too few of the two kinds that are compared.',
      'All {of} networks are trained, but too few of them can be compared.',
    );
  const so = soFar({ done, of }, 'networks');
  // The reader must judge whether they are equal enough: their ratio is among the numbers.
  const losses =
    Number.isFinite(sgdLoss) && Number.isFinite(descentLoss)
      ? 'At training losses of {sgdTrain} and {descentTrain}'
      : 'At training losses, one of them infinite';
  const first = `${losses}, SGD is right on {sgdTest} of new examples and descent on {descentTest}`;
  const better = gain.low > 0;
  if (against === 'all')
    return { text: `${so}${first}: a difference of {gain} by seeds.`, outcome: better ? 'holds' : 'fails' };
  const [low, high] = [tunedGain?.low ?? Number.NaN, tunedGain?.high ?? Number.NaN];
  const tuned = low > 0 ? 'holds' : high < MARGIN ? 'fails' : 'depends';
  const end = {
    holds: high < MARGIN ? 'SGD is better, by less than {margin}' : 'SGD is better',
    fails: 'an advantage of {margin} is excluded',
    depends: 'an advantage of {margin} is not excluded',
  }[tuned];
  const second = `At their best rates by validation, SGD and batches of 100 differ by {tunedGain}`;
  if (against === 'larger') return { text: `${so}${second}, {sgdTuned} and {largerTuned}: ${end}.`, outcome: tuned };
  return {
    text: `${so}${first}. ${second}: ${end}.`,
    outcome: better && tuned === 'holds' ? 'holds' : better || tuned !== 'fails' ? 'depends' : 'fails',
  };
}
