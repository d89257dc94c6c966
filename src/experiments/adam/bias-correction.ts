import { defaults, optimizers, problems, type Values } from '../../engine/index.ts';
import { squareDecay } from '../../engine/optimizers/hyperparameters.ts';
import * as f from '../../figure/index.ts';
import { learningRate, momentumBeta, stepCount } from '../kit/fields.ts';
import { createSlope } from '../kit/slope.ts';
import { valleyLosses, valleyRing, valleyRuns, valleyStart } from '../kit/valley-runs.ts';

const parameters = {
  gamma: squareDecay(0.99, { max: 0.999 }),
  beta: momentumBeta('The share of the averaged gradient that each step keeps.', [0, 0.9, 0.99]),
  alpha: learningRate('The rate of both runs on the loss of Figure 6.9.', [0.001, 0.05, 1]),
  steps: stepCount('How many steps both runs on the surface make.', [2, 60, 400], { symbol: undefined }),
  ...valleyStart('both runs start'),
};
type V = Values<typeof parameters>;

/** Steps under the constant gradient: enough for every setting to return towards 1. */
const CONSTANT_STEPS = 200;
/** A step that deviates by this fraction from alpha is too long or too short. */
const OFF = 0.05;
/** Uncorrected steps drawn, as dots. */
const DOTS = 24;

const adamWith = ({ beta, gamma }: V, alpha: number, correctBias: boolean) => ({
  optimizer: optimizers.adam,
  hyper: { ...defaults(optimizers.adam.hyperparameters), alpha, beta, gamma, correctBias },
});

const inValley = (v: V, correctBias: boolean): f.Run => ({
  problem: problems.gaussianValley,
  ...adamWith(v, v.alpha, correctBias),
  start: [v.phi0, v.phi1],
  steps: v.steps,
});
const onSlope = (v: V, correctBias: boolean): f.Run => ({
  problem: createSlope(1),
  ...adamWith(v, 1, correctBias),
  start: [0],
  steps: CONSTANT_STEPS,
});

/** Length of each step under a gradient of 1, in units of alpha; entry t - 1 is step t. */
const lengthsOf = ({ x }: f.PlaneRun): f.Column => x.subarray(1).map((after, t) => x[t]! - after);

/** The step lengths in Python, and the theoretical length of the longest. */
const LENGTHS = '-np.diff(path[:, 0])';
const peakTheory = (steps: number) =>
  `(lambda s: (1 - beta ** s) / np.sqrt(1 - gamma ** s))(int(np.argmax((${LENGTHS})[:${steps}])) + 1)`;

export default f.experimentOfRuns({
  title: 'With and without equation 6.16',
  question: 'What goes wrong when both moments start from zero and nothing corrects it?',
  claim: 'Without the correction steps are too long',
  source: 'UDL 6.4, eq 6.16; Kingma and Ba 2015, section 3',
  caption:
    'On the map, both forms of Adam on the loss of Figure 6.9. Under a constant gradient each step should be α long; dots are what the engine measured, dashed lines are theory. Are the uncorrected steps too short, as one might think, or too long? Nothing here is random.',
  pace: 'instant',
  checked: 'theory under a constant gradient',
  main: ['gamma', 'beta'],
  parameters,
  together: [['phi0', 'phi1']],
  about: 'Adam with and without its bias correction: under a constant gradient, and on the loss of Figure 6.9.',
  runs: {
    corrected: (v: V) => f.run(inValley(v, true), 'run', 'corrected', { prints: { loss: 'losses[-1]' } }),
    plain: (v: V) => f.run(inValley(v, false), 'measured', 'uncorrected', { prints: { plainLoss: 'losses[-1]' } }),
    constant: (v: V) =>
      f.run(onSlope(v, false), 'measured', 'uncorrected', {
        prints: {
          first: `(${LENGTHS})[0]`,
          peak: `np.max((${LENGTHS})[:${v.steps}])`,
          peakTheory: peakTheory(v.steps),
        },
      }),
    constantCorrected: (v: V) => f.run(onSlope(v, true), 'run', 'corrected'),
  },
  present(values, { corrected, plain, constant, constantCorrected }) {
    const lengths = { corrected: lengthsOf(constantCorrected), plain: lengthsOf(constant) };
    const [first, { peak, peakAt }] = [lengths.plain[0]!, longest(lengths.plain, values)];
    const [loss, plainLoss] = [corrected.loss.at(-1)!, plain.loss.at(-1)!];
    return {
      panels: [
        surface(values, corrected, plain),
        lengthChart(values, lengths, constant.before && lengthsOf(constant.before)),
        valleyLosses('Loss of both runs at each step', {
          runs: [plain.line(), corrected.line({ says: (_, t) => `step ${t}` })],
        }),
      ],
      numbers: {
        first: f.fixed(first, 2),
        peak: f.fixed(peak, 2),
        peakAt: f.count(peakAt),
        peakTheory: f.fixed(theory(values, peakAt), 2),
        correctedMost: f.fixed(Math.max(...lengths.corrected), 2),
        loss: f.significant(loss, 3),
        plainLoss: f.significant(plainLoss, 3),
        steps: f.count(values.steps),
      },
      steps: Math.max(corrected.last, plain.last),
      verdict: verdictsOf(first, peak, [plainLoss, loss]),
    };
  },
});

/** The longest step of a run as long as that on the surface. */
function longest(lengths: f.Column, { steps }: V): { peak: number; peakAt: number } {
  const peak = Math.max(...lengths.subarray(0, steps));
  return { peak, peakAt: lengths.indexOf(peak) + 1 };
}

/** The uncorrected step t under a constant gradient, in units of alpha. */
function theory({ beta, gamma }: V, t: number): number {
  return (1 - beta ** t) / Math.sqrt(1 - gamma ** t);
}

function verdictsOf(first: number, peak: number, [plainLoss, loss]: readonly [number, number]): f.Sentences {
  // Both are shown with three digits.
  const areAlike = plainLoss.toPrecision(3) === loss.toPrecision(3);
  const ends = areAlike
    ? ' On the surface both end at {loss}, after {steps} steps.'
    : plainLoss < loss
      ? ' On the surface it even ends lower after {steps} steps: {plainLoss}, against {loss} with it.'
      : ' On the surface it ends at {plainLoss} after {steps} steps, against {loss} with it.';
  const [early, late] = [first < 1 - OFF, peak > 1 + OFF];
  return [
    [
      early && late,
      `Under a constant gradient the first step is too short without the correction, {first} α, and later ones too long: up to {peak} α, at step {peakAt}.${ends}`,
      'depends',
    ],
    [
      late,
      `Under a constant gradient the first steps are too long without the correction: up to {peak} α, at step {peakAt}.${ends}`,
      'holds',
    ],
    [
      early,
      `Here the first steps are too short without the correction, {first} α at first, and none is too long.${ends}`,
      'fails',
    ],
    [true, `Here the correction hardly matters: the first step is {first} α long without it.${ends}`, 'fails'],
  ];
}

const surface = ({ phi0, phi1 }: V, corrected: f.RunInView, plain: f.RunInView): f.SurfacePanel =>
  valleyRuns({
    title: `Adam from (${phi0}, ${phi1}) with and without bias correction`,
    runs: [plain.path({ follows: true, steps: false }), corrected.path({ follows: true })],
    handle: valleyRing([phi0, phi1]),
  });

function lengthChart(
  values: V,
  { corrected, plain }: Record<'corrected' | 'plain', f.Column>,
  before: f.Column | undefined,
): f.ChartPanel {
  const t = plain.map((_, k) => k + 1);
  const reach = Math.max(1.5, ...plain, ...(before ?? []));
  const { peak, peakAt } = longest(plain, values);
  const expected = t.map((step) => theory(values, step));
  return f.chart({
    name: 'constant gradient',
    title: 'Length of each step under a constant gradient, in units of α',
    x: f.logAxis('step, log scale', [1, CONSTANT_STEPS], { ticks: [1, 2, 5, 10, 20, 50, 100, 200] }),
    y: f.axis('step / α, constant gradient', [0, 1.12 * reach], { ticks: reach < 3 ? [0, 1, 2] : [0, 2, 4, 6] }),
    series: f.some(
      before && f.line('pinned', 'baseline', t, before, { label: true }),
      f.line('corrected', 'run', t, corrected, { label: true }),
      f.line('theory', 'theory', t, expected),
      f.dots('uncorrected', 'measured', t.slice(0, DOTS), plain.slice(0, DOTS)),
    ),
    points: f.some(
      peak > 1 + OFF &&
        f.point('hollow', 'longest', peakAt, peak, { role: 'measured', label: `${peak.toFixed(2)} at ${peakAt}` }),
    ),
  });
}
