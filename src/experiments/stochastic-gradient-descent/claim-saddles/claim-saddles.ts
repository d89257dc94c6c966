import { flag, number, quantiles, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { gradientNoise, learningRate, runCount, seed } from '../../kit/fields.ts';
import { seedBlocks } from '../../kit/seed-blocks.ts';
import { measureUnits, unitsChart } from './hidden-units.ts';
import { distances, escapeChart, saddleRuns } from './saddle-panels.ts';
import { escapeTheory, LEFT, measureExact, measureNoisy, noisyTheory, runOf } from './saddle-runs.ts';

const parameters = {
  alpha: learningRate('How far one step goes, for a gradient of one.', [0.01, 0.1, 1]),
  offset: number({
    label: 'Distance from the ridge',
    symbol: 'y_0',
    help: 'How far from the exact path into the saddle gradient descent starts, and how much the hidden units differ at the start, where they do.',
    default: 1e-8,
    min: 1e-12,
    max: 0.3,
    step: 1e-12,
    scale: 'log',
  }),
  noise: gradientNoise(
    'Standard deviation of what batches add to each coordinate of the gradient.',
    [1e-6, 1e-3, 0.3],
    { step: 1e-6, scale: 'log' },
  ),
  alike: flag({
    label: 'Hidden units start alike',
    help: 'Whether the three hidden units of the small network start with the same weights.',
    default: true,
  }),
  runs: runCount('How many runs with noise.', [20, 200, 1000]),
  seed: seed('The seed of the first run. The other runs have the seeds after it.'),
  rule: f.ownRule,
};
type V = Values<typeof parameters>;

const RUNS_PER_PART = 50;
/** Hidden units are no longer equal when they differ by more than this. */
const PARTED = 0.1;

export default f.defineExperiment({
  title: 'Leaving a saddle point',
  question: 'Does the noise of SGD keep it from getting stuck near saddle points?',
  claim: 'Reduces the chances of getting stuck near saddle points',
  source: 'UDL 6.1.2 and 6.2.2',
  caption:
    'Descent starts a little beside the ridge, descent with noise on it: normal noise of σ in each coordinate. Both come to the saddle together. Look at their distances from the ridge. The noise makes one at once, and as soon as that is larger than the noise it grows as descent’s does, by a factor of 1 + α at each step; σ and the first distance decide which gets away sooner. The steps to leave are drawn for descent against the distance at which it starts, with theory dashed; the band is the middle 80 % of the runs with noise. The last chart shows how unlike three hidden units of a small network become. Why does noise help at the one saddle and not at the other? Descent is deterministic; each run with noise has its own seed.',
  pace: 'ensemble',
  main: ['offset', 'noise'],
  parameters,
  parts: ({ alpha, offset, noise, alike, runs, seed, rule }: V) => ({
    exact: { alpha, offset, rule },
    noisy: seedBlocks(seed, runs, RUNS_PER_PART).map((block) => ({ alpha, noise, ...block })),
    units: { offset: alike ? 0 : offset, seed },
  }),
  ruled: { exact: runOf },
  measure: { exact: measureExact, noisy: measureNoisy, units: measureUnits },
  present(values, { exact, noisy: blocks, units }, { pinned } = {}) {
    const { alpha, offset, noise, alike } = values;
    const noisy = f.some(...blocks);
    const steps = noisy.flatMap((block) => block.steps);
    const leaving = middleOf(steps);
    const spread = units?.batches.at(-1);
    const faster = exact !== undefined && leaving.value < exact.own;
    const parted = spread !== undefined && spread > PARTED;
    const before = pinned?.results.exact;
    const names = f.namesOf(values, pinned?.values);
    const made: f.Presentation = {
      panels: [
        saddleRuns(exact, noisy, before, names),
        distances(offset, exact, noisy, before, names),
        escapeChart(values, exact, leaving),
        unitsChart(units),
      ],
      numbers: {
        runs: f.count(steps.length),
        offset: f.significant(offset, 1),
        descentSteps: f.count(exact?.own),
        descentTheory: f.count(escapeTheory(alpha, offset)),
        fromHundredth: f.count(exact?.steps[20]),
        noisySteps: f.count(leaving),
        noisyMedian: f.count(leaving.value),
        noisyTheory: f.count(noisyTheory(alpha, noise)),
        spread: f.fixed(spread, spread === 0 ? 0 : 2),
        descentSpread: f.fixed(units?.descent.at(-1), 2),
      },
      verdict:
        exact && units && noisy.length > 0
          ? {
              text: `Descent with noise, from exactly on the ridge, leaves the saddle in {noisyMedian} steps, the median of {runs} runs; descent from {offset} beside it in {descentSteps}. How strong the noise is, and how near the start, decide the order. ${parted ? 'Hidden units that start unlike grow apart, to a difference of {spread}' : alike ? 'Hidden units that start alike stay alike: their difference is {spread}' : 'The hidden units have hardly parted: their difference is {spread}'}.`,
              outcome: faster && parted ? 'holds' : faster || parted ? 'depends' : 'fails',
            }
          : f.measuring(),
    };
    return f.withOwnRule(values, made, { run: exact }, pinned && { run: before, values: pinned.values });
  },
  python: (values) =>
    f.pythonScript({
      about: 'Gradient descent beside a saddle: steps until it has left.',
      ...runOf(values),
      rule: values.rule,
      prints: {
        descentSteps: `int(np.argmax(np.abs(path[:, 1]) > ${LEFT}))`,
        descentTheory: `float(np.log(${LEFT} / path[0, 1]) / np.log1p(alpha))`,
      },
    }),
});

/** The median of the steps, and the ends of the middle 80 %. */
function middleOf(steps: readonly number[]): { low: number; value: number; high: number } {
  const [low = Number.NaN, value = Number.NaN, high = Number.NaN] =
    steps.length > 0 ? quantiles(steps, [0.1, 0.5, 0.9]) : [];
  return { low, value, high };
}
