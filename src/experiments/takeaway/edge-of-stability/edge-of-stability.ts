import { choice, number, type Values } from '../../../engine/schema.ts';
import { mean } from '../../../engine/statistics/summary.ts';
import * as f from '../../../figure/index.ts';
import { exampleCount, firstSeed, seedCount, stepCount } from '../../kit/fields.ts';
import { smoothNetwork } from '../../kit/largest-curvature.ts';
import { type Measured, rangeOf } from '../../kit/measured.ts';
import { scriptOf } from '../../kit/network-run.ts';
import { soFar } from '../../kit/too-few.ts';
import { curvatureRun, inUnits, LAST, lastRatio, type Network, POINTS, type Run, workOf } from './curvature-run.ts';
import { curvatureChart, lossChart, runTable, type Shown, uphillChart } from './run-panels.ts';

const parameters = {
  alpha: number({
    label: 'Rate on the mean gradient *a*',
    symbol: 'a',
    help: 'The rate of descent on all examples. Runs at 0.1, 0.2 and 0.4 are shown beside it.',
    default: 0.15,
    min: 0.02,
    max: 2,
    step: 0.001,
    scale: 'log',
  }),
  loss: choice({
    label: 'Loss',
    help: 'Either half the squared error, summed over the outputs, or cross-entropy. Both are means over the examples.',
    default: 'squared-error',
    options: { 'squared-error': 'squared error', 'cross-entropy': 'cross-entropy' },
  }),
  steps: stepCount(
    'How many steps each run makes. The largest curvature is measured at twenty of them.',
    [100, 3000, 12000],
  ),
  examples: exampleCount('How many examples there are. Every step uses all of them.', [50, 200, 1000]),
  seeds: seedCount('How many networks are trained, each with its own examples and weights.', [1, 3, 10]),
  seed: firstSeed('Decides the examples and the weights.'),
};
type V = Values<typeof parameters>;

/** Rates shown beside the reader's. */
const COMPANIONS = [0.1, 0.2, 0.4] as const;
/** Within this distance of the edge a run counts as being there. */
const NEAR = 0.06;

export default f.defineExperiment({
  title: 'The edge of stability',
  question: 'What does the largest curvature do while descent runs at a fixed rate?',
  claim: 'Descent at a fixed rate comes to the edge of stability',
  source: 'Cohen 2021; MNIST-1D',
  caption:
    'Descent on all examples, without any noise, on a network of 24 tanh units. The largest curvature is in units of 2/*a*, the value beyond which a quadratic would diverge. The grey lines are the same at rates 0.1, 0.2 and 0.4. Then the loss, and how often it rises. Each seed is a faint line, the mean a strong one; brackets hold the smallest and the largest of the seeds, and are not confidence intervals. Why does a run whose curvature is past the dashed line not diverge? Each run is deterministic; the seeds differ in examples and weights.',
  pace: 'long',
  checked: 'eigenvalues of the whole Hessian',
  main: ['alpha', 'loss'],
  parameters,
  quick: { seeds: 1, steps: 200, examples: 60 },
  ahead: [
    { alpha: 0.8 },
    { loss: 'cross-entropy' },
    { alpha: 0.1, steps: 12000, seeds: 1 },
    { loss: 'cross-entropy', alpha: 1.5, steps: 300 },
  ],
  parts: (values: V) => ({ runs: f.keyedByPart(networksOf(values)) }),
  work: { runs: workOf },
  measure: { runs: curvatureRun },
  present(values, { runs }, { large = false } = {}) {
    const { alpha, steps } = values;
    const runsAt = (rate: number): Run[] => [...runs].filter(([one]) => one.alpha === rate).map(([, run]) => run);
    const own = runsAt(alpha);
    const ratioAt = (rate: number): Measured | undefined => rangeOf(runsAt(rate).map((run) => lastRatio(run, rate)));
    const lossAt = (share: number): number | undefined =>
      rangeOf(own.map(({ losses }) => losses[Math.round(share * POINTS)] ?? Number.POSITIVE_INFINITY))?.value;
    const startCurvature = rangeOf(own.map(({ curvature }) => curvature[0]!))?.value;
    const startLimit = startCurvature && 2 / startCurvature;
    const progress = { done: runs.size, of: networksOf(values).length };
    const drawn = [...ratesOf(values).filter((rate) => rate !== alpha), alpha];
    const shown: Shown = { runs: new Map(drawn.map((rate) => [rate, runsAt(rate)])), own: alpha, steps, large };
    return {
      panels: [curvatureChart(shown), lossChart(shown), uphillChart(shown), runTable(shown)],
      numbers: {
        done: f.count(progress.done),
        of: f.count(progress.of),
        seeds: f.count(values.seeds),
        steps: f.count(steps),
        limit: f.significant(2 / alpha, 3),
        ratio: f.fixed(ratioAt(alpha), 2),
        startRatio: f.fixed(rangeOf(own.map(({ curvature }) => inUnits(curvature[0]!, alpha))), 2),
        peakRatio: f.fixed(rangeOf(own.map(({ curvature }) => inUnits(Math.max(...curvature), alpha))), 2),
        ratioSlow: f.fixed(ratioAt(COMPANIONS[0]), 2),
        ratioMiddle: f.fixed(ratioAt(COMPANIONS[1]), 2),
        ratioFast: f.fixed(ratioAt(COMPANIONS[2]), 2),
        uphill: f.percent(rangeOf(own.map(({ uphill }) => mean(uphill.slice(-LAST)))), 0),
        startLoss: f.fixed(lossAt(0), 2),
        middleLoss: f.fixed(lossAt(0.5), 4),
        endLoss: f.fixed(lossAt(1), 4),
        seedLoss: f.fixed(own[0]?.losses.at(-1) ?? undefined, 4),
        seedCurvature: f.fixed(own[0]?.curvature.at(-1), 2),
      },
      verdict: verdictOf(own, alpha, progress),
      ...(startLimit !== undefined && {
        limits: { alpha: [{ at: startLimit, label: '2/λ_max at the start', side: 'none' }] },
      }),
    };
  },
  python: (values) =>
    scriptOf(smoothNetwork(values), {
      about: 'Descent of the first seed; the largest curvature from the whole Hessian, by differences of gradients.',
      steps: values.steps,
      prints: {
        seedLoss: 'loss(phi)',
        seedCurvature:
          'np.linalg.eigvalsh(np.array([(full_gradient(phi + d) - full_gradient(phi - d)) / 2e-5 for d in 1e-5 * np.eye(len(phi))]))[-1]',
      },
    }),
});

/** The reader's rate first, then those beside it. */
const ratesOf = ({ alpha }: V): number[] => [alpha, ...COMPANIONS.filter((rate) => rate !== alpha)];

function networksOf(values: V): Network[] {
  const { loss, steps, examples, seeds, seed } = values;
  return ratesOf(values).flatMap((alpha) =>
    Array.from({ length: seeds }, (_, s) => ({ alpha, loss, steps, examples, seed: seed + s })),
  );
}

function verdictOf(
  own: readonly Run[],
  alpha: number,
  { done, of }: { done: number; of: number },
): f.Presentation['verdict'] {
  if (own.length === 0) return f.measuring('No run at this rate has been made yet.');
  const so = soFar({ done, of }, 'runs');
  const ratios = own.map((run) => lastRatio(run, alpha));
  const diverged = ratios.filter((ratio) => !Number.isFinite(ratio)).length;
  if (diverged > 0)
    return {
      text: `${so}${diverged} of ${own.length} runs diverged: the curvature began at {startRatio} times 2/a = {limit}, and did not come down in time.`,
      outcome: 'fails',
    };
  if (Math.abs(mean(ratios) - 1) <= NEAR)
    return {
      text: `${so}The largest curvature began at {startRatio} times 2/a = {limit} and ended at {ratio} times, at the edge. The loss rises on {uphill} of the last steps, and still falls from {middleLoss} at half time to {endLoss}.`,
      outcome: 'holds',
    };
  const at = (look: number): number => mean(own.map(({ curvature }) => inUnits(curvature.at(look)!, alpha)));
  const moving = at(-1) > at(-LAST) ? 'is still rising' : 'is falling';
  return {
    text: `${so}After {steps} steps the largest curvature is {ratio} times 2/a = {limit} and ${moving}: the run is not at the edge. The loss rises on {uphill} of the last steps.`,
    outcome: 'fails',
  };
}
