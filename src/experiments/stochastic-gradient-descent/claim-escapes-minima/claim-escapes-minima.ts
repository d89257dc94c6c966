import { choice, type Estimate, integer, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { meanRate } from '../../kit/batch-fields.ts';
import { batchSize, runCount, seed, stepCount } from '../../kit/fields.ts';
import { gaborMeanLimit, gaborMeanRate } from '../../kit/gabor-limit.ts';
import { gaborStart } from '../../kit/gabor-map.ts';
import { seedBlocks } from '../../kit/seed-blocks.ts';
import { endsTable, sharesChart, startMap } from './escape-panels.ts';
import {
  BEYOND,
  endsShare,
  LOWEST,
  measureStart,
  measureUniform,
  type Paired,
  type Point,
  pairedGain,
  runOf,
} from './gabor-ends.ts';
import { stepsToLeave, WELL, wellChart, wellNumbers } from './well-escape.ts';

const other = gaborStart([2, 8], 'the runs start', 'Other start');

const parameters = {
  aMean: meanRate(
    'Learning rate *a* = *B*α',
    'The rate on the mean gradient of a batch: B times the book’s α. Descent has the same rate on the mean of all 30.',
    [0.02, 2, 20],
    { symbol: 'a' },
  ),
  batchSize: batchSize('How many of the 30 examples each step sees.', [1, 5, 30]),
  schedule: choice({
    label: 'Rate over time',
    help: 'Whether the rate falls linearly to 0 over the run, or stays as it is.',
    default: 'linearDecay',
    options: { linearDecay: 'falls to 0', constant: 'stays' },
  }),
  steps: stepCount('How many steps each run makes.', [10, 300, 1000], { symbol: undefined }),
  runs: runCount('How many runs of SGD from each of the two starts.', [50, 1000, 2000]),
  pairs: integer({
    label: 'Starts all over the map',
    help: 'One run of SGD and one of descent set out from each of them.',
    default: 2000,
    min: 100,
    max: 5000,
    scale: 'log',
  }),
  ...gaborStart([3.5, 6.5], 'the runs start'),
  otherPhi0: other.phi0,
  otherPhi1: other.phi1,
  seed: seed('The seed of the first run. The other runs have the seeds after it.'),
};
type V = Values<typeof parameters>;

const RUNS_PER_PART = 50;

/** Both starts set by the reader; equal ones are computed only once. */
function startsOf({ phi0, phi1, otherPhi0, otherPhi1 }: V): { starts: readonly [Point, Point]; same: boolean } {
  return {
    starts: [
      [phi0, phi1],
      [otherPhi0, otherPhi1],
    ],
    same: phi0 === otherPhi0 && phi1 === otherPhi1,
  };
}

export default f.defineExperiment({
  title: 'Escaping local minima',
  question: 'Can the noise of SGD take a run out of a local minimum, and at what price?',
  claim: 'Can (in theory) escape local minima',
  source: 'UDL 6.2.2, Notebook 6.3',
  caption:
    'Two starts, with one run of SGD from each; grey is descent on all thirty examples. Each minimum says which share of the runs of SGD end in its basin, and the line above a map how many end in none of them: they leave it over its edge. The dots are the shares that end at the lowest minimum, with 95 % intervals; the rings beside them are descent. From each of the uniform starts, both make one run. The last chart has the steps to leave the shallower of two wells against *B*/*a*, means of 120 runs with 95 % intervals, and Kramers’ law. Does the noise help on average, or only from some starts?',
  pace: 'ensemble',
  checked: 'Kramers’ law',
  main: ['aMean', 'batchSize'],
  parameters,
  together: [
    ['phi0', 'phi1'],
    ['otherPhi0', 'otherPhi1'],
  ],
  parts(values: V) {
    const { runs, pairs, seed, aMean, batchSize, schedule, steps } = values;
    const { starts, same } = startsOf(values);
    const blocksOf = (count: number) =>
      seedBlocks(seed, count, RUNS_PER_PART).map((block) => ({ aMean, batchSize, schedule, steps, ...block }));
    const from = (start: Point) => blocksOf(runs).map((part) => ({ ...part, start }));
    return {
      first: from(starts[0]),
      other: same ? [] : from(starts[1]),
      uniform: blocksOf(pairs),
      // Each ratio has its own seeds, so that all runs in the joint statements are independent.
      wells: new Map(WELL.ratios.map((ratio, k) => [ratio, { ratio, seed: seed + k * WELL.runs }])),
    };
  },
  measure: { first: measureStart, other: measureStart, uniform: measureUniform, wells: stepsToLeave },
  present(values, { first, other, uniform, wells }) {
    const { starts, same } = startsOf(values);
    const fromFirst = f.some(...first);
    const fromOther = same ? fromFirst : f.some(...other);
    const groups = [fromFirst, fromOther, f.some(...uniform)];
    const sgd = groups.map((blocks) => endsShare(blocks, LOWEST));
    const descent = groups.map((blocks) => endsShare(blocks, LOWEST, 'descent'));
    const paired = pairedGain(groups[2]!);
    const well = wellNumbers(wells);
    return {
      panels: [
        startMap('first-start', starts[0], fromFirst, { x: 'phi0', y: 'phi1' }),
        startMap('other-start', starts[1], fromOther, { x: 'otherPhi0', y: 'otherPhi1' }),
        sharesChart(starts, sgd, descent),
        wellChart(wells),
        endsTable(starts, groups),
      ],
      numbers: {
        runs: f.count(fromFirst.reduce((sum, block) => sum + block.sgd.length, 0)),
        sgdFirst: share(sgd[0]),
        // Descent from one start has no interval: it is deterministic.
        descentFirst: f.percent(descent[0]?.value, 0),
        sgdOther: share(sgd[1]),
        descentOther: f.percent(descent[1]?.value, 0),
        sgdUniform: share(sgd[2]),
        descentUniform: share(descent[2]),
        beyondFirst: share(endsShare(fromFirst, BEYOND)),
        beyondOther: share(endsShare(fromOther, BEYOND)),
        pairs: f.count(paired.pairs),
        uniformGain: { ...f.fixed(paired.gain, 1), unit: ' points' },
        uniformWon: f.percent(paired.won, 1),
        uniformLost: f.percent(paired.lost, 1),
        wellSlope: f.fixed(well.slope, 3),
        wellSlopeTheory: f.fixed(well.slopeTheory, 3),
        wellLonger: f.fixed(well.longer, 0),
        wellLongerTheory: f.fixed(well.longerTheory, 0),
        limit: f.fixed(gaborMeanLimit(), 2),
        seedPhi1: f.fixed(fromFirst[0]?.shown.sgd.y.at(-1), 3),
      },
      verdict: verdictOf(sgd, descent, paired),
      ...gaborMeanRate(values.aMean),
    };
  },
  python: (values) => {
    const { schedule, phi0, phi1, seed } = values;
    const script = f.pythonScript({
      about: 'The first run of the ensemble: SGD on the Gabor loss of notebooks 6.3 and 6.4.',
      ...runOf(values, [phi0, phi1], seed),
      prints: { seedPhi1: 'path[-1, 1]' },
    });
    if (schedule === 'constant') return script;
    return script.text.replace(
      'for t in range(1, steps + 1):\n',
      `first_alpha = alpha\n\nfor t in range(1, steps + 1):\n    alpha = first_alpha * (1.0 - (t - 1) / steps)\n`,
    );
  },
});

const share = (of: Estimate | undefined): f.ShownNumber => f.percent(of, of ? 1 : 0);

/** Whether the noise helps from either start, beyond chance. */
function verdictOf(
  sgd: readonly (Estimate | undefined)[],
  descent: readonly (Estimate | undefined)[],
  { gain }: Paired,
): f.Presentation['verdict'] {
  if (!sgd[0] || !sgd[1] || !descent[0] || !descent[1] || !gain) return f.measuring();
  const gains = sgd[0].low > descent[0].value || sgd[1].low > descent[1].value;
  return {
    text: 'From the first start {sgdFirst} of the runs of SGD end at the lowest minimum, against {descentFirst} for descent; from the other {sgdOther}, against {descentOther}. Over {pairs} starts all over the map SGD and descent differ by {uniformGain}, pair by pair.',
    outcome: gains ? 'holds' : 'fails',
  };
}
