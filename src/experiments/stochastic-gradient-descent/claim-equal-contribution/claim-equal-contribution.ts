import {
  choice,
  mean,
  optimizers,
  problems,
  quantiles,
  ratioInterval,
  train,
  type Values,
} from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { exampleCount, learningRate, runCount, seed } from '../../kit/fields.ts';
import { rateLimit } from '../../kit/limits.ts';
import { seedBlocks } from '../../kit/seed-blocks.ts';
import {
  type Block,
  createData,
  DIMENSION,
  EPOCH,
  EPOCHS,
  floorTheory,
  gather,
  lastExcesses,
  measureRuns,
  type Runs,
  runOf,
  sumOf,
  TIMES,
  unseen,
} from './single-draws.ts';

const parameters = {
  sampling: choice({
    label: 'Examples are drawn',
    help: 'The examples are either shuffled once in each epoch, or each is drawn on its own from all of them.',
    default: 'compare',
    options: { compare: 'both ways', epochs: 'shuffled each epoch', replacement: 'with replacement' },
  }),
  alpha: learningRate('How far one step goes, for a gradient of one. A step sees one example.', [0.0005, 0.003, 0.3], {
    step: 0.0001,
  }),
  examples: exampleCount('How many examples there are. An epoch has as many steps.', [32, 256, 512]),
  runs: runCount('How many runs of each kind, all on the same data.', [10, 100, 400]),
  seed: seed('The seed of the data and of the first run. The other runs have the seeds after it.'),
};
type V = Values<typeof parameters>;

const RUNS_PER_PART = 10;
const LIMIT = 2 / (DIMENSION + 2);
/** The setting of notebook 6.3: 41 batches of 5 from 30 examples, seed 1. */
const NOTEBOOK = { steps: 41, alpha: 0.8, size: 5, start: [3.5, 6.5] } as const;

export default f.defineExperiment({
  title: 'Do all examples contribute equally?',
  question: 'Do all examples contribute equally, and does it matter?',
  claim: 'All training examples contribute equally',
  source: 'UDL 6.2.2, Notebook 6.3',
  caption:
    'Least squares, one example a step. The loss above the best fit’s is a median with the middle 80 % of the runs; dashed, the floor that theory gives for drawing with replacement. The uses in one epoch are listed beside the expected counts; the uses in notebook 6.3 are those of its thirty examples. At which rate does it stop mattering? Each run has its own seed.',
  pace: 'ensemble',
  main: ['sampling', 'alpha'],
  parameters,
  parts({ sampling, alpha, examples, runs, seed }: V) {
    const blocks = seedBlocks(seed, runs, RUNS_PER_PART).map(
      (block): Block => ({ alpha, examples, dataSeed: seed, ...block }),
    );
    return {
      replacement: sampling === 'epochs' ? [] : blocks,
      epochs: sampling === 'replacement' ? [] : blocks,
    };
  },
  measure: {
    replacement: (block: Block) => measureRuns('replacement', block),
    epochs: (block: Block) => measureRuns('epochs', block),
  },
  present({ sampling, alpha, examples }, { replacement, epochs }, { large = false } = {}) {
    const [first] = f.some(...replacement, ...epochs);
    if (!first) return f.unmeasured;
    const floor = floorTheory(alpha, first.minimum);
    const [redrawn, shuffled] = [gather(replacement), gather(epochs)];
    const [ends, endsShuffled] = [lastExcesses(redrawn), lastExcesses(shuffled)];
    const ratio = ends.length > 0 && endsShuffled.length > 0 ? ratioInterval(ends, endsShuffled) : undefined;
    const diverged = [...redrawn.excess, ...shuffled.excess].some((run) => run.includes(Number.POSITIVE_INFINITY));
    const notebook = notebookUses();
    const runs = Math.max(redrawn.excess.length, shuffled.excess.length);
    return {
      panels: [
        losses({ alpha, large }, redrawn, shuffled, floor),
        counts(examples, redrawn, shuffled),
        notebookChart(notebook),
      ],
      numbers: {
        runs: f.count(runs),
        unseen: f.percent(unseen(redrawn), 1),
        unseenShuffled: f.percent(unseen(shuffled), 0),
        unseenTheory: f.percent((1 - 1 / examples) ** examples, 1),
        excess: f.significant(ends.length > 0 ? mean(ends) : undefined, 2),
        floorTheory: f.significant(floor, 2),
        ratio: f.fixed(ratio, ratio && ratio.value < 10 ? 2 : 1),
        notebookLeast: f.count(Math.min(...notebook)),
        notebookMost: f.count(Math.max(...notebook)),
        seedExcess: f.significant(first.excess[0]?.[EPOCHS], 3),
      },
      verdict: verdictsOf(sampling, diverged, ratio?.value ?? Number.NaN),
      ...rateLimit('alpha', alpha, LIMIT, '2/(*D* + 2)'),
    };
  },
  python: ({ sampling, seed, ...setting }) =>
    f.pythonScript({
      about: 'The first run of the ensemble: least squares, one example a step.',
      ...runOf(createData(setting.examples, seed), setting, sampling === 'compare' ? 'replacement' : sampling, seed),
      prints: {
        seedExcess: '(losses[-1] - full_loss(np.linalg.lstsq(X, y, rcond=None)[0])) / N',
        unseenTheory: '(1 - 1 / N) ** N',
      },
    }),
});

/** How often each of the 30 examples is used in the notebook's run. */
function notebookUses(): f.Column {
  const { batches } = train({
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: NOTEBOOK.alpha },
    start: NOTEBOOK.start,
    steps: NOTEBOOK.steps,
    batches: { size: NOTEBOOK.size, sampling: 'notebook', seed: 1 },
  });
  const uses = new Float64Array(problems.gabor.examples);
  for (const i of batches) uses[i]!++;
  return uses;
}

function verdictsOf(sampling: V['sampling'], diverged: boolean, ratio: number): f.Sentences {
  const redrawn = 'Drawn with replacement, a share of {unseen} is unseen in an epoch; theory says {unseenTheory}';
  return [
    [diverged, 'Runs diverged: the rate is too large for single examples.', 'fails'],
    [
      sampling === 'epochs',
      'If the examples are shuffled in each epoch, every one is used once in each: a share of {unseenShuffled} is unseen.',
      'holds',
    ],
    [sampling === 'replacement' || Number.isNaN(ratio), `${redrawn}.`, 'fails'],
    [
      true,
      `${redrawn}. Its excess loss after 20 epochs, over {runs} runs, is {ratio} times that of shuffled epochs, which leave {unseenShuffled} unseen.`,
      'depends',
    ],
  ];
}

function losses(
  { alpha, large }: { alpha: number; large: boolean },
  redrawn: Runs,
  shuffled: Runs,
  floor: number,
): f.ChartPanel {
  const course = ({ excess }: Runs, role: 'measured' | 'baseline', label: string): f.ChartSeries[] => {
    if (excess.length === 0) return [];
    const shares = Array.from(EPOCH, (k) =>
      quantiles(
        excess.map((run) => run[k]!),
        [0.1, 0.5, 0.9],
      ),
    );
    const [low, y, high] = [0, 1, 2].map((j) => Float64Array.from(shares, (share) => Math.min(share[j]!, 1e6)));
    const each = excess.map((run) => Float64Array.from(run));
    return [
      ...(large ? f.eachSeed(`each run, ${label}`, role, EPOCH, each) : []),
      f.band(`${label}, middle 80 %`, role, EPOCH, { y: y!, low: low!, high: high! }),
      f.line(`${label}, median`, role, EPOCH, y!, { label }),
    ];
  };
  return f.chart({
    name: 'excess',
    title: 'Loss above that of the best fit, after each epoch, for both ways to draw',
    x: f.axis('epoch', [0, EPOCHS]),
    y: f.logAxis('loss above the best fit’s', [alpha < 0.01 ? 1e-4 : 1e-3, 20], { format: 'power' }),
    references:
      Number.isFinite(floor) && redrawn.excess.length > 0
        ? [f.level(floor, 'floor with replacement', 'theory')]
        : undefined,
    series: [
      ...course(redrawn, 'baseline', parameters.sampling.options.replacement),
      ...course(shuffled, 'measured', parameters.sampling.options.epochs),
    ],
  });
}

/** Fractions of examples used k times in an epoch: counted, and binomial(N, 1/N). */
function counts(examples: number, redrawn: Runs, shuffled: Runs): f.ChartPanel {
  const shares = ({ uses }: Runs): f.Column => uses.map((n) => n / sumOf(uses));
  let expected = (1 - 1 / examples) ** examples;
  const theory = TIMES.map((k) => {
    const here = expected;
    expected *= (examples - k) / ((k + 1) * (examples - 1));
    return here;
  });
  return f.chart({
    name: 'uses',
    title: 'Share of the examples that are used 0, 1, 2 … times in an epoch',
    x: f.axis('uses in one epoch', [-0.6, TIMES.length - 0.4], { ticks: [...TIMES] }),
    y: f.axis('share of the examples', [0, 1.02], { ticks: [0, 0.5, 1], format: 'percent' }),
    series: f.some(
      shuffled.excess.length > 0 && f.stems(parameters.sampling.options.epochs, 'measured', TIMES, shares(shuffled)),
      redrawn.excess.length > 0 && [
        f.bars(parameters.sampling.options.replacement, 'baseline', TIMES, shares(redrawn)),
        f.dots('expected with replacement', 'theory', TIMES, theory),
      ],
    ),
  });
}

function notebookChart(uses: f.Column): f.ChartPanel {
  const expected = (NOTEBOOK.steps * NOTEBOOK.size) / uses.length;
  return f.chart({
    name: 'notebook-uses',
    title: 'How often the 41 batches of notebook 6.3 use each of the thirty examples',
    x: f.axis('example *i*', [0, 31], { ticks: [1, 10, 20, 30] }),
    y: f.axis('uses in notebook 6.3', [0, 13], { ticks: [0, 5, 10] }),
    references: [f.level(expected, `equal, ${expected.toFixed(1)}`, 'theory')],
    series: [
      f.bars(
        'uses',
        'batch',
        uses.map((_, i) => i + 1),
        uses,
      ),
    ],
  });
}
