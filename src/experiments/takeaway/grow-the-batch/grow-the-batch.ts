import { integer, number, type Values } from '../../../engine/schema.ts';
import { count, defineExperiment, fixed, keyedByPart, type Presentation } from '../../../figure/index.ts';
import { batchSize, epochCount, firstSeed, seedCount } from '../../kit/fields.ts';
import { type Measured, meanOf } from '../../kit/measured.ts';
import { scriptOf } from '../../kit/network-run.ts';
import { soFar, tooFew } from '../../kit/too-few.ts';
import { courseChart, type End, endChart, endTable } from './way-panels.ts';
import {
  type Course,
  goOn,
  lastLoss,
  type Network,
  NOISY,
  runOf,
  stepsPerEpoch,
  turnOf,
  WAYS,
  type Way,
  ways,
  workOf,
} from './ways.ts';

const parameters = {
  aMean: number({
    label: 'Rate on the mean gradient *B*α',
    symbol: String.raw`B\alpha`,
    help: 'The rate before the change, on the mean gradient of a batch.',
    default: 0.8,
    min: 0.02,
    max: 2,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: batchSize('How many examples a batch has before the change.', [1, 16, 512], { scale: 'log' }),
  factor: integer({
    label: 'Factor',
    help: 'The rate is divided by this factor, or the batch multiplied by it. A batch never has more than all 1024 examples.',
    default: 4,
    min: 2,
    max: 64,
    scale: 'log',
  }),
  epochs: epochCount('How many passes through the examples the whole run makes.', [2, 24, 60]),
  change: integer({
    label: 'Change after epoch',
    help: 'When the rate or the batch changes.',
    default: 12,
    min: 1,
    max: 60,
  }),
  seeds: seedCount(
    'Each with its own examples, weights and batches, the same for all ways; the first five also run without noise.',
    [2, 16, 32],
  ),
  seed: firstSeed('Decides the examples, the weights and the batches.'),
};
type V = Values<typeof parameters>;

/** A step without noise uses all examples and takes far longer: only these first seeds have it. */
const STILL_SEEDS = 5;
/** The two count as equal if they differ by less than this fraction of the effect of the change. */
const MARGIN = 0.1;

export default defineExperiment({
  title: 'Divide the rate, or multiply the batch',
  question: 'Is a larger batch as good as a smaller rate?',
  claim: 'Multiplying the batch is as good as dividing the rate',
  source: 'Smith 2018; MNIST-1D',
  caption:
    'Four ways to go on from the same networks after half of the epochs: divide the rate by 4, multiply the batch by 4, both, or neither. Dashed, the control: as many steps as with the divided rate, at the same rates, each on all examples and so without noise, for the first five seeds. Lines are means over the seeds, the bands 95 % intervals (Student’s t); whiskers likewise. The first two ways change the rate over the batch size alike, and with equal epochs also the rate times the steps. Do their lines part, how much of the loss is noise, and which way makes the fewest updates?',
  pace: 'long',
  main: ['factor', 'aMean'],
  parameters,
  quick: { seeds: 2, epochs: 4, change: 2 },
  ahead: [{ aMean: 0.2 }, { batchSize: 64 }],
  parts: (values: V) => ({ networks: keyedByPart(networksOf(values)) }),
  work: { networks: workOf },
  measure: { networks: goOn },
  present(values, { networks }, { large = false } = {}) {
    const runsOf = (way: Way): (Course & { seed: number })[] =>
      [...networks].filter(([one]) => one.way === way).map(([{ seed }, course]) => ({ ...course, seed }));
    /** By how much the first ends above the second, seed by seed. */
    const difference = (a: Way, b: Way): Measured | undefined => {
      const others = new Map(runsOf(b).map((run) => [run.seed, lastLoss(run)]));
      const both = runsOf(a).filter(({ seed }) => others.has(seed));
      return meanOf(both.map((run) => lastLoss(run) - others.get(run.seed)!));
    };
    const ends = WAYS.map(
      (way): End => ({ way, loss: meanOf(runsOf(way).map(lastLoss)), updates: runsOf(way)[0]?.updates }),
    );
    const [first] = runsOf('rate').filter(({ seed }) => seed === values.seed);
    const seen = {
      done: networks.size,
      of: networksOf(values).length,
      ends,
      difference: difference('rate', 'batch'),
      effect: difference('rate', 'none'),
      noise: difference('rate', 'still'),
    };
    return {
      panels: [courseChart({ ...values, large }, runsOf), endChart(ends), endTable(ends)],
      numbers: {
        done: count(seen.done),
        of: count(seen.of),
        seeds: count(values.seeds),
        factor: count(values.factor),
        ...Object.fromEntries(ends.map(({ way, loss }) => [`${way}Loss`, fixed(loss, 3)])),
        ...Object.fromEntries(ends.map(({ way, updates }) => [`${way}Updates`, count(updates)])),
        difference: fixed(seen.difference, 4),
        effect: fixed(seen.effect, 4),
        noise: fixed(seen.noise, 3),
        seedRate: fixed(first && lastLoss(first), 4),
      },
      verdict: verdictOf(seen),
    };
  },
  python({ aMean, batchSize, factor, epochs, change, seed }) {
    const steps = stepsPerEpoch(batchSize);
    return scriptOf(runOf({ aMean, batchSize, seed }), {
      about: 'The first seed, with the rate divided.',
      steps: epochs * steps,
      schedule: `1.0 if t < ${turnOf({ change, epochs }) * steps} else 1.0 / ${factor}`,
      prints: { seedRate: 'loss(phi)' },
    });
  },
});

/** Seed after seed, the slowest last. */
function networksOf({ seeds, seed, ...rest }: V): Network[] {
  const each = (all: readonly Way[], count: number): Network[] =>
    Array.from({ length: count }, (_, s) => s).flatMap((s) => all.map((way) => ({ ...rest, way, seed: seed + s })));
  return [...each(NOISY, seeds), ...each(['still'], Math.min(seeds, STILL_SEEDS))];
}

/** The measurements so far, and their number. */
interface Seen {
  done: number;
  of: number;
  ends: readonly End[];
  difference: Measured | undefined;
  effect: Measured | undefined;
  noise: Measured | undefined;
}

function verdictOf({ done, of, ends, difference, effect, noise }: Seen): Presentation['verdict'] {
  const start = soFar({ done, of }, 'networks');
  const noisy = ends.filter(({ way }) => NOISY.includes(way));
  const all = noisy.every(({ loss }) => Number.isFinite(loss?.value));
  if (!all || !effect || difference?.low === undefined || difference.high === undefined) {
    const lost = noisy.filter(({ loss }) => loss?.value === Number.POSITIVE_INFINITY);
    if (lost.length > 0)
      return {
        text: `${start}Runs diverged, and their loss counts as infinite: ${lost.map(({ way }) => ways[way].label).join(', ')}.`,
      };
    return tooFew(
      { done, of },
      'So far {done} of {of} networks, and too few of the two kinds that are compared.',
      'All {of} networks are trained, but too few of them can be compared.',
    );
  }
  const margin = MARGIN * Math.abs(effect.value);
  const { low, high } = difference;
  const most = Math.max(Math.abs(low), Math.abs(high));
  const least = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  const outcome = most <= margin ? 'holds' : least > margin ? 'fails' : 'depends';
  const claim = {
    holds: 'Dividing the rate and multiplying the batch end at the same loss',
    fails: 'Dividing the rate and multiplying the batch do not end at the same loss',
    depends: 'Dividing the rate and multiplying the batch end close together',
  }[outcome];
  const best = noisy.reduce((a, b) => (b.loss!.value < a.loss!.value ? b : a)).way;
  const bestOf =
    best === 'rate' || best === 'batch'
      ? ''
      : ` Neither is best here: ${best === 'none' ? 'with no change' : 'with both'} the loss is {${best}Loss}.`;
  const ofNoise = Number.isFinite(noise?.value)
    ? ' Without noise the divided rate ends at {stillLoss}; seed by seed noise adds {noise} to its loss.'
    : '';
  return {
    text: `${start}${claim}: {rateLoss} after {rateUpdates} updates, {batchLoss} after {batchUpdates}; the difference by seeds is {difference}.${ofNoise}${bestOf}`,
    outcome,
  };
}
