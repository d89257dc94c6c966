import {
  choice,
  lastState,
  type NumberParameter,
  optimizers,
  problems,
  train,
  type Values,
} from '../../../engine/index.ts';
import { squareDecay } from '../../../engine/optimizers/hyperparameters.ts';
import {
  count,
  defineExperiment,
  fixed,
  type Presentation,
  pythonFunction,
  pythonScripts,
  type Run,
  significant,
  unmeasured,
} from '../../../figure/index.ts';
import { learningRate, momentumBeta } from '../../kit/fields.ts';
import { below } from '../../kit/limits.ts';
import { lastStep, planeRun } from '../../kit/plane-run.ts';
import { valleyStart } from '../../kit/valley-runs.ts';
import { valleyMinimum } from '../../kit/valley-sheet.ts';
import { arrival, cycles, FLOOR, type FourRuns, lastPair, RULES, type Rule, type ValleyRun } from './four-runs.ts';
import { fourSheets, lossChart } from './four-sheets.ts';

const rate = (of: string, help: string, initial: number): NumberParameter => ({
  ...learningRate(help, { default: initial, min: 0.005, max: 3 }),
  label: `Rate α, ${of}`,
});

const parameters = {
  alphaSmall: rate('small', 'Of the first gradient descent.', 0.08),
  alphaLarge: rate('large', 'Of the second gradient descent.', 1),
  alphaNormalized: rate('normalized', 'How far every step of normalized gradients goes along each coordinate.', 0.08),
  alphaAdam: rate('Adam', 'Of Adam.', 0.05),
  beta: momentumBeta('Of Adam: the share of the averaged gradient that each step keeps.', {
    default: 0.9,
    min: 0,
    max: 0.99,
  }),
  gamma: {
    ...squareDecay(0.99, { max: 0.999 }),
    help: 'Of Adam: the share of the averaged squared gradient that each step keeps.',
  },
  length: choice({
    label: 'Steps',
    help: 'As many as the figure draws of each rule, or the same number for all.',
    default: 'figure',
    options: { figure: 'as in the figure', equal: '200 each' },
  }),
  ...valleyStart('all four runs start'),
};
type V = Values<typeof parameters>;

/** Steps that the figure draws of each rule, and those of all where they are equal. */
const STEPS: Readonly<Record<Rule, number>> = { small: 200, large: 40, normalized: 40, adam: 60 };
const EQUAL = 200;
/** A difference at the start that stays small over the run, and is far above rounding. */
const APART = 1e-9;

const ruleOf = (v: V): Readonly<Record<Rule, Pick<Run, 'optimizer' | 'hyper'>>> => ({
  small: { optimizer: optimizers.gradientDescent, hyper: { alpha: v.alphaSmall } },
  large: { optimizer: optimizers.gradientDescent, hyper: { alpha: v.alphaLarge } },
  normalized: { optimizer: optimizers.normalizedGradients, hyper: { alpha: v.alphaNormalized } },
  adam: { optimizer: optimizers.adam, hyper: { alpha: v.alphaAdam, beta: v.beta, gamma: v.gamma } },
});

/** What a run is made of, for the engine and for Python alike. */
const runOf = (rule: Rule, v: V): Run => ({
  problem: problems.gaussianValley,
  ...ruleOf(v)[rule],
  start: [v.phi0, v.phi1],
  steps: v.length === 'equal' ? EQUAL : STEPS[rule],
});

interface Result {
  runs: FourRuns;
  /** How many times a small difference at the start has grown at the end of the figure's run of the large rate. */
  growth: number;
}

export default defineExperiment({
  title: 'Four ways down one valley',
  question: 'What does each rule do with a valley that is steep across and flat along?',
  claim: 'Adam is down before gradient descent at either rate',
  source: 'UDL 6.4, Figure 6.9, Notebook 6.5',
  caption:
    'One loss, one start, four rules; the valley curves sixteen times as much across as along. Drag the ring and all four runs follow. Is there a fixed rate that does as well as Adam? Deterministic.',
  pace: 'instant',
  checked: 'notebook 6.5',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({ four: values }),
  measure: {
    four(values: V): Result {
      const run = (rule: Rule): ValleyRun => {
        const trace = train(runOf(rule, values));
        return { ...planeRun(trace), diverged: trace.status.kind === 'diverged' };
      };
      return {
        runs: { small: run('small'), large: run('large'), normalized: run('normalized'), adam: run('adam') },
        growth: growthOf(values),
      };
    },
  },
  present(values, { four }, { at, pinned } = {}) {
    if (!four) return unmeasured;
    const { runs, growth } = four;
    const limit = 2 / valleyMinimum().eigenvalues[1];
    const past = { small: values.alphaSmall > limit, large: values.alphaLarge > limit };
    const look = { runs, start: [values.phi0, values.phi1], past, at, before: pinned?.results.four?.runs } as const;
    const [from, to] = lastPair(runs.normalized);
    const mark = [{ at: limit, label: '2/λ_max' }];
    return {
      panels: [fourSheets(look), lossChart(look)],
      arrangement: 'rows',
      numbers: {
        limit: fixed(limit, 2),
        floor: fixed(FLOOR, 2),
        // A rough size: past the limit it depends on the direction of the difference.
        // Chaos has no more than one digit.
        growth: significant(growth, 1),
        cycleFrom0: fixed(from[0], 2),
        cycleFrom1: fixed(from[1], 2),
        cycleTo0: fixed(to[0], 2),
        cycleTo1: fixed(to[1], 2),
        ...Object.fromEntries(
          RULES.flatMap((rule) => [
            [`${rule}Loss`, significant(runs[rule].loss.at(-1), 3)],
            [`${rule}Steps`, count(arrival(runs[rule]))],
          ]),
        ),
      },
      steps: Math.max(...RULES.map((rule) => lastStep(runs[rule]))),
      verdict: verdictOf(runs),
      limits: { alphaSmall: mark, alphaLarge: mark },
      // The large rate is past the limit on purpose.
      ...(past.small && {
        offers: [{ text: 'Set the small rate to 0.9 of its limit', set: { alphaSmall: below(limit) } }],
      }),
    };
  },
  python: (values) =>
    pythonScripts(
      'Gradient descent, normalized gradients and Adam on the loss of Figure 6.9.',
      // At a rate past the limit the errors of the last bit grow without end, so the large rate is left out.
      (['small', 'normalized', 'adam'] as const).map((rule) =>
        pythonFunction(rule, { ...runOf(rule, values), prints: { [`${rule}Loss`]: 'losses[-1]' } }),
      ),
    ),
});

function growthOf(values: V): number {
  const large = runOf('large', { ...values, length: 'figure' });
  const end = (phi0: number) => lastState(train({ ...large, start: [phi0, values.phi1] }));
  const [own, other] = [end(values.phi0), end(values.phi0 + APART)];
  return Math.hypot(own[0]! - other[0]!, own[1]! - other[1]!) / APART;
}

/** Adam against the better of the two gradient descents, by the step at which each is down at the floor. */
function verdictOf(runs: FourRuns): Presentation['verdict'] {
  const [adam, small, large] = [runs.adam, runs.small, runs.large].map(arrival);
  const never = Number.POSITIVE_INFINITY;
  const [first, descent] = (large ?? never) < (small ?? never) ? ['large', large] : ['small', small];
  const rival =
    descent === undefined
      ? 'neither gradient descent gets there'
      : `gradient descent at the ${first} rate after {${first}Steps}`;
  const restless =
    cycles(runs.normalized) && arrival(runs.normalized) !== undefined
      ? ' Normalized gradients are there after {normalizedSteps} and never settle: they jump between ({cycleFrom0}, {cycleFrom1}) and ({cycleTo0}, {cycleTo1}).'
      : '';
  if (adam === undefined)
    return { text: `Adam is not down at a loss of {floor} when the run ends; ${rival}.${restless}`, outcome: 'fails' };
  return {
    text: `Adam is down at a loss of {floor} after {adamSteps} steps${descent === undefined ? ';' : ','} ${rival}.${restless}`,
    outcome: descent !== undefined && descent <= adam ? 'fails' : 'holds',
  };
}
