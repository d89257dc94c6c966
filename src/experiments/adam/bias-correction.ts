import { coordinate, defaults, integer, number, optimizers, problems, train, type Values } from '../../engine/index.ts';
import { squareDecay } from '../../engine/optimizers/hyperparameters.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column, SurfacePanel } from '../../figure/panels/panel.ts';
import { pythonFunction, pythonScripts } from '../../figure/python.ts';
import { createSlope } from '../kit/slope.ts';
import { valleySheet } from '../kit/valley-sheet.ts';

const parameters = {
  gamma: squareDecay(0.99, { max: 0.999 }),
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the averaged gradient that each step keeps.',
    default: 0.9,
    min: 0,
    max: 0.99,
    step: 0.01,
  }),
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'Of both runs on the loss of Figure 6.9.',
    default: 0.05,
    min: 0.001,
    max: 1,
    step: 0.001,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps *T*',
    help: 'Of both runs on the surface.',
    default: 60,
    min: 2,
    max: 400,
    scale: 'log',
  }),
  phi0: number({ label: 'Start ϕ_0', help: 'Where both runs start.', default: -0.7, min: -1, max: 1, step: 0.01 }),
  phi1: number({ label: 'Start ϕ_1', help: 'Where both runs start.', default: -0.9, min: -1, max: 1, step: 0.01 }),
};
type V = Values<typeof parameters>;

interface Run {
  phi0: Column;
  phi1: Column;
  loss: Column;
}
interface Result {
  corrected: Run;
  plain: Run;
  /** Length of each step under a gradient of 1, in units of alpha; entry t - 1 is step t. */
  constantCorrected: Column;
  constantPlain: Column;
}

/** Steps under the constant gradient: enough to see every setting return towards 1. */
const CONSTANT_STEPS = 200;
/** A step this far from alpha, as a share of it, is too long or too short. */
const OFF = 0.05;

const hyperOf = ({ beta, gamma }: Pick<V, 'beta' | 'gamma'>, alpha: number, correctBias: boolean) => ({
  ...defaults(optimizers.adam.hyperparameters),
  alpha,
  beta,
  gamma,
  correctBias,
});

/** What each run is made of, for the engine and for Python alike. */
function runsOf(v: V) {
  const { adam } = optimizers;
  const valley = (correctBias: boolean) => ({
    problem: problems.gaussianValley,
    optimizer: adam,
    hyper: hyperOf(v, v.alpha, correctBias),
    start: [v.phi0, v.phi1],
    steps: v.steps,
  });
  const constant = (correctBias: boolean) => ({
    problem: createSlope(1),
    optimizer: adam,
    hyper: hyperOf(v, 1, correctBias),
    start: [0],
    steps: CONSTANT_STEPS,
  });
  return { valley, constant };
}

export default defineExperiment({
  title: 'With and without equation 6.16',
  question: 'What goes wrong when both moments start from zero and nothing corrects it?',
  claim: 'Without the correction steps are too long',
  source: 'UDL 6.4, eq 6.16; Kingma and Ba 2015, section 3',
  caption:
    'On the sheet, both forms of Adam on the loss of Figure 6.9. Under a constant gradient each step should be α long; dots are the engine’s, dashes theory. Are the uncorrected steps too short, as one might think, or too long? Deterministic.',
  pace: 'instant',
  checked: 'theory under a constant gradient',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({ run: values }),
  measure: {
    run(values: V): Result {
      const { valley, constant } = runsOf(values);
      const run = (correctBias: boolean): Run => {
        const trace = train(valley(correctBias));
        return { phi0: coordinate(trace, 0), phi1: coordinate(trace, 1), loss: trace.loss };
      };
      const lengths = (correctBias: boolean): Column => {
        const { phi } = train(constant(correctBias));
        return Float64Array.from({ length: phi.length - 1 }, (_, t) => phi[t]! - phi[t + 1]!);
      };
      return {
        corrected: run(true),
        plain: run(false),
        constantCorrected: lengths(true),
        constantPlain: lengths(false),
      };
    },
  },
  present(values, { run: result }, { at, pinned } = {}) {
    if (!result) throw new Error('bias-correction has one part, and presents once it is measured');
    const lengths = result.constantPlain;
    const peak = Math.max(...lengths);
    const peakAt = lengths.indexOf(peak) + 1;
    const loss = result.corrected.loss.at(-1)!;
    const plainLoss = result.plain.loss.at(-1)!;
    const numbers: Presentation['numbers'] = {
      first: { value: lengths[0]!, digits: 2 },
      peak: { value: peak, digits: 2 },
      peakAt: { value: peakAt, digits: 0 },
      peakTheory: { value: theory(values, peakAt), digits: 2 },
      correctedMost: { value: Math.max(...result.constantCorrected), digits: 2 },
      loss: { value: loss, digits: 3, significant: true },
      plainLoss: { value: plainLoss, digits: 3, significant: true },
      steps: { value: values.steps, digits: 0 },
    };
    const before = pinned?.results.run;
    return {
      panels: [sheet(values, result, at, before), lengthChart(values, result, before), lossChart(result, at)],
      numbers,
      steps: Math.max(result.corrected.loss.length, result.plain.loss.length) - 1,
      verdict: verdictOf(lengths[0]!, peak, plainLoss < loss),
    };
  },
  python: (values) => {
    const { valley, constant } = runsOf(values);
    const lengths = '-np.diff(path[:, 0])';
    return pythonScripts(
      'Adam with and without its bias correction: under a constant gradient, and on the loss of Figure 6.9.',
      [
        pythonFunction('corrected', { ...valley(true), prints: { loss: 'losses[-1]' } }),
        pythonFunction('plain', { ...valley(false), prints: { plainLoss: 'losses[-1]' } }),
        pythonFunction('constant', {
          ...constant(false),
          prints: { first: `(${lengths})[0]`, peak: `np.max(${lengths})`, peakTheory: peakTheoryPython(lengths) },
        }),
      ],
    );
  },
});

const peakTheoryPython = (lengths: string): string =>
  `(lambda s: (1 - beta ** s) / np.sqrt(1 - gamma ** s))(int(np.argmax(${lengths})) + 1)`;

/** The uncorrected step t under a constant gradient, in units of alpha. */
function theory({ beta, gamma }: Pick<V, 'beta' | 'gamma'>, t: number): number {
  return (1 - beta ** t) / Math.sqrt(1 - gamma ** t);
}

function verdictOf(first: number, peak: number, plainEndsLower: boolean): Presentation['verdict'] {
  const ends = plainEndsLower
    ? ' On the surface it even ends lower: {plainLoss}, against {loss} with it.'
    : ' On the surface it ends at {plainLoss}, against {loss} with it.';
  const [early, late] = [first < 1 - OFF, peak > 1 + OFF];
  const outcome: Outcome = late ? (early ? 'depends' : 'holds') : 'fails';
  const text = {
    holds: 'Without the correction the first steps are too long: up to {peak} α, at step {peakAt}.',
    depends:
      'Without the correction the first step is too short, {first} α, and later ones too long: up to {peak} α, at step {peakAt}.',
    fails: early
      ? 'Here the first steps are too short without the correction, {first} α at first, and none is too long.'
      : 'Here the correction hardly matters: the first step is {first} α long without it.',
  }[outcome];
  return { text: text + ends, outcome };
}

function sheet(
  values: V,
  { corrected, plain }: Result,
  at: number | undefined,
  before: Result | undefined,
): SurfacePanel {
  const end = ({ phi0, phi1 }: Run) => {
    const t = Math.min(at ?? phi0.length - 1, phi0.length - 1);
    return { x: phi0[t]!, y: phi1[t]! };
  };
  const mark = at === undefined ? 'end' : 'now';
  return {
    ...valleySheet(),
    title: `Adam from (${values.phi0}, ${values.phi1}) with and without bias correction`,
    paths: [
      ...(before
        ? [{ name: 'pinned, uncorrected', role: 'baseline' as const, x: before.plain.phi0, y: before.plain.phi1 }]
        : []),
      { name: 'uncorrected', role: 'measured', x: plain.phi0, y: plain.phi1 },
      { name: 'corrected', role: 'run', x: corrected.phi0, y: corrected.phi1, steps: true },
    ],
    points: [
      ...(valleySheet().points ?? []),
      {
        name: 'uncorrected',
        ...end(plain),
        mark: at === undefined ? 'end' : 'dot',
        role: 'measured',
        label: 'uncorrected',
      },
      { name: 'corrected', ...end(corrected), mark, role: 'run', label: 'corrected' },
    ],
    handle: { x: 'phi0', y: 'phi1', at: [values.phi0, values.phi1], label: 'drag the start' },
  };
}

function lengthChart(values: V, { constantPlain, constantCorrected }: Result, before: Result | undefined): ChartPanel {
  const x = constantPlain.map((_, t) => t + 1);
  const reach = Math.max(1.5, ...constantPlain, ...(before?.constantPlain ?? []));
  const peak = constantPlain.indexOf(Math.max(...constantPlain));
  return {
    kind: 'chart',
    name: 'constant gradient',
    title: 'Length of each step under a constant gradient, in units of α',
    x: { label: 'step, log scale', domain: [1, CONSTANT_STEPS], scale: 'log', ticks: [1, 2, 5, 10, 20, 50, 100, 200] },
    y: { label: 'step / α, constant gradient', domain: [0, 1.12 * reach], ticks: reach < 3 ? [0, 1, 2] : [0, 2, 4, 6] },
    series: [
      ...(before
        ? [
            {
              name: 'pinned',
              role: 'baseline' as const,
              kind: 'line' as const,
              x,
              y: before.constantPlain,
              label: 'pinned',
            },
          ]
        : []),
      { name: 'corrected', role: 'run', kind: 'line', x, y: constantCorrected, label: 'corrected' },
      { name: 'theory', role: 'theory', kind: 'line', x, y: x.map((t) => theory(values, t)) },
      { name: 'uncorrected', role: 'measured', kind: 'points', x: x.slice(0, 24), y: constantPlain.slice(0, 24) },
    ],
    points:
      constantPlain[peak]! > 1 + OFF
        ? [
            {
              name: 'longest',
              x: peak + 1,
              y: constantPlain[peak]!,
              mark: 'hollow',
              role: 'measured',
              label: `${constantPlain[peak]!.toFixed(2)} at ${peak + 1}`,
            },
          ]
        : [],
  };
}

function lossChart({ corrected, plain }: Result, at: number | undefined): ChartPanel {
  const last = Math.max(1, corrected.loss.length - 1, plain.loss.length - 1);
  const now = at === undefined ? undefined : Math.min(at, corrected.loss.length - 1);
  const steps = (loss: Column): Column => loss.map((_, t) => t);
  return {
    kind: 'chart',
    name: 'loss',
    title: 'Loss of both runs at each step',
    x: { label: 'step *t*', domain: [0, last] },
    y: { label: 'loss *L*, log scale', domain: [1e-5, 2], scale: 'log', ticks: [1e-4, 1e-2, 1], format: 'power' },
    steps: true,
    series: [
      {
        name: 'uncorrected',
        role: 'measured',
        kind: 'line',
        x: steps(plain.loss),
        y: plain.loss,
        label: 'uncorrected',
      },
      { name: 'corrected', role: 'run', kind: 'line', x: steps(corrected.loss), y: corrected.loss, label: 'corrected' },
    ],
    points:
      now === undefined ? [] : [{ name: 'now', x: now, y: corrected.loss[now]!, mark: 'now', label: `step ${now}` }],
  };
}
