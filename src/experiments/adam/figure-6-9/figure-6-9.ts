import { choice, defaults, lastState, type NumberParameter, train, type Values } from '../../../engine/index.ts';
// The page's first figure: importing the lists would load every rule and problem (decision 0014).
import { adam } from '../../../engine/optimizers/adam.ts';
import { gradientDescent } from '../../../engine/optimizers/gradient-descent.ts';
import { squareDecay } from '../../../engine/optimizers/hyperparameters.ts';
import { momentum } from '../../../engine/optimizers/momentum.ts';
import { nesterov } from '../../../engine/optimizers/nesterov.ts';
import { normalizedGradients } from '../../../engine/optimizers/normalized-gradients.ts';
import { rmsprop } from '../../../engine/optimizers/rmsprop.ts';
import { gaussianValley } from '../../../engine/problems/gaussian-valley.ts';
import * as f from '../../../figure/index.ts';
import { learningRate, momentumBeta } from '../../kit/fields.ts';
import { below } from '../../kit/limits.ts';
import { valleyMinimum } from '../../kit/valley-map.ts';
import { valleyStart } from '../../kit/valley-runs.ts';
import { fourLosses, fourMaps } from './four-maps.ts';
import { ALL_RULES, arrival, BOOK_RULES, FLOOR, lastPair, type OWN_RULES, type Rule, type Runs } from './four-runs.ts';
import { type Ends, ratesChart, spanOf, TRIED_RATES, TRIED_RULES } from './good-rates.ts';
import { oneChart, oneMap, runnersOf } from './shared-map.ts';
import { summaryOnOne, verdictOnFour, verdictOnOne } from './verdicts.ts';

const rate = (of: string, help: string, initial: number): NumberParameter => ({
  ...learningRate(help, [0.005, initial, 3]),
  label: `Rate α, ${of}`,
});

const parameters = {
  yours: choice({
    label: 'Your rule',
    help: 'Which rule the magenta run follows, beside descent at the small rate, momentum and Adam.',
    default: 'large',
    options: {
      large: 'gradient descent',
      normalized: 'normalized gradients',
      rmsprop: 'RMSProp',
      nesterov: 'Nesterov',
    } satisfies Record<(typeof OWN_RULES)[number], string>,
  }),
  alphaSmall: rate('small', 'The rate of the dotted run, which is plain gradient descent.', 0.08),
  alphaLarge: rate('yours', 'The rate of the other gradient descent, which is your run as the figure opens.', 1),
  alphaNormalized: rate(
    'normalized',
    'How far every step of normalized gradients goes along each coordinate. RMSProp has the same rate.',
    0.08,
  ),
  alphaMomentum: rate('momentum', 'The rate of momentum and of Nesterov.', 0.2),
  alphaAdam: rate('Adam', 'The rate of Adam.', 0.05),
  beta: {
    ...momentumBeta('The share of the averaged gradient that each step of Adam and momentum keeps.', [0, 0.9, 0.99]),
    label: 'β of Adam and momentum',
  },
  gamma: {
    ...squareDecay(0.99, { max: 0.999 }),
    help: 'The share of the averaged squared gradient that each step of Adam and RMSProp keeps.',
  },
  length: choice({
    label: 'Steps',
    help: 'Either the same number for all, or as many as the book’s figure draws of each rule.',
    default: 'short',
    options: { figure: 'as in the book', short: '60 each', equal: '200 each' },
  }),
  sheets: choice({
    label: 'Maps',
    help: 'All runs on one map, or the four of the book on a map each.',
    default: 'one',
    options: { one: 'one', four: 'four, as in the book' },
  }),
  ...valleyStart('all four runs start'),
};
type V = Values<typeof parameters>;

/** Steps drawn of each rule, and of all if they get the same number. */
const STEPS: Readonly<Record<Rule, number>> = {
  small: 200,
  large: 40,
  normalized: 40,
  adam: 60,
  momentum: 60,
  rmsprop: 60,
  nesterov: 60,
};
const EACH = { short: 60, equal: 200 } as const;
/** A difference at the start that stays small over the run, and is far above rounding. */
const APART = 1e-9;

const ruleOf = (v: V): Readonly<Record<Rule, Pick<f.Run, 'optimizer' | 'hyper'>>> => ({
  small: { optimizer: gradientDescent, hyper: { alpha: v.alphaSmall } },
  large: { optimizer: gradientDescent, hyper: { alpha: v.alphaLarge } },
  normalized: { optimizer: normalizedGradients, hyper: { alpha: v.alphaNormalized } },
  adam: { optimizer: adam, hyper: { alpha: v.alphaAdam, beta: v.beta, gamma: v.gamma } },
  momentum: { optimizer: momentum, hyper: { alpha: v.alphaMomentum, beta: v.beta } },
  rmsprop: { optimizer: rmsprop, hyper: { alpha: v.alphaNormalized, gamma: v.gamma } },
  nesterov: { optimizer: nesterov, hyper: { alpha: v.alphaMomentum, beta: v.beta } },
});

/** The settings of a run, for the engine and for Python. */
const runOf = (rule: Rule, v: V): f.Run => ({
  problem: gaussianValley,
  ...ruleOf(v)[rule],
  start: [v.phi0, v.phi1],
  steps: v.length === 'figure' ? STEPS[rule] : EACH[v.length],
});

const usual = defaults(parameters);

/** The rate of the reader's own run, by its rule. */
const OWN_RATE: Readonly<Record<(typeof OWN_RULES)[number], keyof typeof parameters>> = {
  large: 'alphaLarge',
  normalized: 'alphaNormalized',
  rmsprop: 'alphaNormalized',
  nesterov: 'alphaMomentum',
};

interface Result {
  runs: Runs;
  /** By what factor a small difference at the start has grown at the end of the figure's run with the large rate. */
  growth: number;
}

export default f.defineExperiment({
  title: 'Four ways down one valley',
  question: 'What does each rule do with a valley that is steep across and flat along?',
  claim: 'Adam gets down before every plain gradient descent shown',
  source: 'UDL 6.4, Figure 6.9, Notebook 6.5',
  caption:
    'One loss, one start, four runs: two of gradient descent, one of momentum and one of Adam. The magenta one is yours; it opens as gradient descent at a large rate, and you can give it another rule. The valley curves sixteen times as much across as along. A run is down once its loss is at the dashed line. At which rate does yours get down before Adam? Nothing here is random.',
  pace: 'instant',
  checked: 'notebook 6.5',
  main: ['yours', 'alphaLarge', 'alphaAdam'],
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({
    four: values,
    // Independent of the rates, so it is computed once while they are dragged.
    rates: { beta: values.beta, gamma: values.gamma, phi0: values.phi0, phi1: values.phi1 },
  }),
  measure: {
    four(values: V): Result {
      // Safe: one entry for each rule, which fromEntries does not type.
      const runs = Object.fromEntries(ALL_RULES.map((rule) => [rule, f.planeRun(train(runOf(rule, values)))])) as Runs;
      return { runs, growth: growthOf(values) };
    },
    rates(part: Pick<V, 'beta' | 'gamma' | 'phi0' | 'phi1'>): Ends {
      const end = (rule: Rule, alpha: number): number => {
        const record = { phi: 'ends', loss: 'ends' } as const;
        const rates = { alphaSmall: alpha, alphaMomentum: alpha, alphaAdam: alpha };
        return train({ ...runOf(rule, { ...usual, ...part, ...rates }), steps: EACH.short, record }).loss.at(-1)!;
      };
      const ends = (rule: Rule) => Float64Array.from(TRIED_RATES, (alpha) => end(rule, alpha));
      return { small: ends('small'), momentum: ends('momentum'), adam: ends('adam') };
    },
  },
  present(values, { four, rates }, { at, pinned } = {}) {
    if (!four) return f.unmeasured;
    const { runs, growth } = four;
    const limit = 2 / valleyMinimum().eigenvalues[1];
    const past = { small: values.alphaSmall > limit, large: values.alphaLarge > limit };
    const look = { runs, start: [values.phi0, values.phi1], past, at, before: pinned?.results.four?.runs } as const;
    const [from, to] = lastPair(runs.normalized);
    const mark = [{ at: limit, label: 'limit' }];
    const { yours, sheets } = values;
    const drawn =
      sheets === 'four' ? BOOK_RULES.map((rule) => runs[rule]) : runnersOf(runs, yours).map(({ run }) => run);
    return {
      panels:
        sheets === 'four'
          ? [fourMaps(look), fourLosses(look)]
          : f.some<f.Panel>(oneMap(yours, look), oneChart(yours, look), rates && ratesChart(rates, EACH.short)),
      numbers: {
        limit: f.fixed(limit, 2),
        floor: f.fixed(FLOOR, 2),
        // Only a rough size: past the limit it depends on the direction of the difference.
        // Chaos justifies only one digit.
        growth: f.significant(growth, 1),
        cycleFrom0: f.fixed(from[0], 2),
        cycleFrom1: f.fixed(from[1], 2),
        cycleTo0: f.fixed(to[0], 2),
        cycleTo1: f.fixed(to[1], 2),
        ...(rates &&
          Object.fromEntries(TRIED_RULES.map((rule) => [`${rule}Span`, f.significant(spanOf(rates[rule]), 2)]))),
        ...Object.fromEntries(
          ALL_RULES.flatMap((rule) => [
            [`${rule}Loss`, f.significant(runs[rule].loss.at(-1), 3)],
            [`${rule}Steps`, f.count(arrival(runs[rule]))],
          ]),
        ),
      },
      steps: Math.max(...drawn.map(f.lastStep)),
      verdict:
        sheets === 'four'
          ? verdictOnFour(runs)
          : verdictOnOne(runs, yours, rates !== undefined && TRIED_RULES.every((rule) => spanOf(rates[rule]) > 1)),
      ...(sheets === 'one' && { summary: summaryOnOne(runs, yours, at) }),
      limits: { alphaSmall: mark, alphaLarge: mark },
      ...(sheets === 'one' && { main: ['yours', OWN_RATE[yours], 'alphaAdam'] }),
      // The large rate is past the limit on purpose.
      ...(past.small && {
        offers: [{ text: 'Set the small rate to 0.9 of its limit', set: { alphaSmall: below(limit) } }],
      }),
    };
  },
  python: (values) =>
    f.pythonScripts(
      'Gradient descent, normalized gradients, momentum and Adam on the loss of Figure 6.9.',
      // At a rate past the limit, rounding errors grow without bound, so the large rate is left out.
      (['small', 'normalized', 'momentum', 'adam'] as const).map((rule) =>
        f.pythonFunction(rule, { ...runOf(rule, values), prints: { [`${rule}Loss`]: 'losses[-1]' } }),
      ),
    ),
});

function growthOf(values: V): number {
  const large = runOf('large', { ...values, length: 'figure' });
  const end = (phi0: number) => lastState(train({ ...large, start: [phi0, values.phi1] }));
  const [own, other] = [end(values.phi0), end(values.phi0 + APART)];
  return Math.hypot(own[0]! - other[0]!, own[1]! - other[1]!) / APART;
}
