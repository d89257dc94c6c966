import { defaults, optimizers, problems, train, type Values } from '../../engine/index.ts';
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

/** Of Adam with the correction and of Adam without it. */
interface Both<T> {
  corrected: T;
  plain: T;
}
interface Result {
  valley: Both<f.PlaneRun>;
  /** Length of each step under a gradient of 1, in units of alpha; entry t - 1 is step t. */
  lengths: Both<f.Column>;
}

/** Steps under the constant gradient: enough to see every setting return towards 1. */
const CONSTANT_STEPS = 200;
/** A step this far from alpha, as a share of it, is too long or too short. */
const OFF = 0.05;
/** Uncorrected steps that are drawn, a dot each. */
const DOTS = 24;

const both = <T>(of: (correctBias: boolean) => T): Both<T> => ({ corrected: of(true), plain: of(false) });

const adamWith = ({ beta, gamma }: V, alpha: number, correctBias: boolean) => ({
  optimizer: optimizers.adam,
  hyper: { ...defaults(optimizers.adam.hyperparameters), alpha, beta, gamma, correctBias },
});

/** The settings of the runs, for the engine and for Python alike. */
const valleyRun = (v: V, correctBias: boolean): f.Run => ({
  problem: problems.gaussianValley,
  ...adamWith(v, v.alpha, correctBias),
  start: [v.phi0, v.phi1],
  steps: v.steps,
});
const constantRun = (v: V, correctBias: boolean): f.Run => ({
  problem: createSlope(1),
  ...adamWith(v, 1, correctBias),
  start: [0],
  steps: CONSTANT_STEPS,
});

export default f.defineExperiment({
  title: 'With and without equation 6.16',
  question: 'What goes wrong when both moments start from zero and nothing corrects it?',
  claim: 'Without the correction steps are too long',
  source: 'UDL 6.4, eq 6.16; Kingma and Ba 2015, section 3',
  caption:
    'On the sheet, both forms of Adam on the loss of Figure 6.9. Under a constant gradient each step should be α long; dots are what the engine measured, dashed lines are theory. Are the uncorrected steps too short, as one might think, or too long? Nothing here is random.',
  pace: 'instant',
  checked: 'theory under a constant gradient',
  main: ['gamma', 'beta'],
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({ both: values }),
  measure: {
    both(values: V): Result {
      const lengths = (correctBias: boolean): f.Column => {
        const { phi } = train(constantRun(values, correctBias));
        return phi.subarray(1).map((after, t) => phi[t]! - after);
      };
      return {
        valley: both((correctBias) => f.planeRun(train(valleyRun(values, correctBias)))),
        lengths: both(lengths),
      };
    },
  },
  present(values, { both: result }, { at, pinned } = {}) {
    if (!result) return f.unmeasured;
    const { valley, lengths } = result;
    const [first, peak] = [lengths.plain[0]!, Math.max(...lengths.plain)];
    const peakAt = lengths.plain.indexOf(peak) + 1;
    const [loss, plainLoss] = [valley.corrected.loss.at(-1)!, valley.plain.loss.at(-1)!];
    const before = pinned?.results.both;
    return {
      panels: [
        surface(values, valley, at, before?.valley),
        lengthChart(values, lengths, before?.lengths),
        lossChart(valley, at),
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
      steps: Math.max(f.lastStep(valley.corrected), f.lastStep(valley.plain)),
      verdict: verdictOf(first, peak, [plainLoss, loss]),
    };
  },
  python(values) {
    const lengths = '-np.diff(path[:, 0])';
    const peakTheory = `(lambda s: (1 - beta ** s) / np.sqrt(1 - gamma ** s))(int(np.argmax(${lengths})) + 1)`;
    return f.pythonScripts(
      'Adam with and without its bias correction: under a constant gradient, and on the loss of Figure 6.9.',
      [
        f.pythonFunction('corrected', { ...valleyRun(values, true), prints: { loss: 'losses[-1]' } }),
        f.pythonFunction('plain', { ...valleyRun(values, false), prints: { plainLoss: 'losses[-1]' } }),
        f.pythonFunction('constant', {
          ...constantRun(values, false),
          prints: { first: `(${lengths})[0]`, peak: `np.max(${lengths})`, peakTheory },
        }),
      ],
    );
  },
});

/** The uncorrected step t under a constant gradient, in units of alpha. */
function theory({ beta, gamma }: V, t: number): number {
  return (1 - beta ** t) / Math.sqrt(1 - gamma ** t);
}

function verdictOf(
  first: number,
  peak: number,
  [plainLoss, loss]: readonly [number, number],
): { text: string; outcome: f.Outcome } {
  // Both are shown in three digits.
  const areAlike = plainLoss.toPrecision(3) === loss.toPrecision(3);
  const ends = areAlike
    ? ' On the surface both end at {loss}, after {steps} steps.'
    : plainLoss < loss
      ? ' On the surface it even ends lower after {steps} steps: {plainLoss}, against {loss} with it.'
      : ' On the surface it ends at {plainLoss} after {steps} steps, against {loss} with it.';
  const [early, late] = [first < 1 - OFF, peak > 1 + OFF];
  const outcome = late ? (early ? 'depends' : 'holds') : 'fails';
  const text = {
    holds:
      'Under a constant gradient the first steps are too long without the correction: up to {peak} α, at step {peakAt}.',
    depends:
      'Under a constant gradient the first step is too short without the correction, {first} α, and later ones too long: up to {peak} α, at step {peakAt}.',
    fails: early
      ? 'Here the first steps are too short without the correction, {first} α at first, and none is too long.'
      : 'Here the correction hardly matters: the first step is {first} α long without it.',
  }[outcome];
  return { text: text + ends, outcome };
}

function surface(
  { phi0, phi1 }: V,
  { corrected, plain }: Both<f.PlaneRun>,
  at: number | undefined,
  before: Both<f.PlaneRun> | undefined,
): f.SurfacePanel {
  return valleyRuns({
    title: `Adam from (${phi0}, ${phi1}) with and without bias correction`,
    paths: f.some(
      before && f.path('pinned, uncorrected', 'baseline', before.plain),
      f.path('uncorrected', 'measured', plain),
      f.path('corrected', 'run', corrected, { steps: true }),
    ),
    points: [
      f.point(at === undefined ? 'end' : 'dot', 'uncorrected', ...f.standing(plain, at), {
        role: 'measured',
        label: true,
      }),
      f.point(at === undefined ? 'end' : 'now', 'corrected', ...f.standing(corrected, at), {
        role: 'run',
        label: true,
      }),
    ],
    handle: valleyRing([phi0, phi1]),
  });
}

function lengthChart(
  values: V,
  { corrected, plain }: Both<f.Column>,
  before: Both<f.Column> | undefined,
): f.ChartPanel {
  const t = plain.map((_, k) => k + 1);
  const reach = Math.max(1.5, ...plain, ...(before?.plain ?? []));
  const peak = Math.max(...plain);
  const peakAt = plain.indexOf(peak) + 1;
  const expected = t.map((step) => theory(values, step));
  return f.chart({
    name: 'constant gradient',
    title: 'Length of each step under a constant gradient, in units of α',
    x: f.logAxis('step, log scale', [1, CONSTANT_STEPS], { ticks: [1, 2, 5, 10, 20, 50, 100, 200] }),
    y: f.axis('step / α, constant gradient', [0, 1.12 * reach], { ticks: reach < 3 ? [0, 1, 2] : [0, 2, 4, 6] }),
    series: f.some(
      before && f.line('pinned', 'baseline', t, before.plain, { label: true }),
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

function lossChart({ corrected, plain }: Both<f.PlaneRun>, at: number | undefined): f.ChartPanel {
  const now = at === undefined ? undefined : Math.min(at, f.lastStep(corrected));
  return valleyLosses(
    'Loss of both runs at each step',
    [
      f.line('uncorrected', 'measured', plain.loss, { label: true }),
      f.line('corrected', 'run', corrected.loss, { label: true }),
    ],
    { points: f.some(now !== undefined && f.point('now', 'now', now, corrected.loss[now]!, { label: `step ${now}` })) },
  );
}
