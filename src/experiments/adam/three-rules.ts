import type { NumberParameter, Values } from '../../engine/index.ts';
// The page's first figure: importing the list would load every rule (decision 0014).
import { adam } from '../../engine/optimizers/adam.ts';
import { gradientDescent } from '../../engine/optimizers/gradient-descent.ts';
import { squareDecay } from '../../engine/optimizers/hyperparameters.ts';
import { momentum } from '../../engine/optimizers/momentum.ts';
import { gabor } from '../../engine/problems/gabor.ts';
import * as f from '../../figure/index.ts';
import { learningRate, momentumBeta, stepCount } from '../kit/fields.ts';
import { gaborLossChart } from '../kit/gabor-loss.ts';
import { gaborMap, gaborMarks, gaborStart } from '../kit/gabor-map.ts';
import { startRing } from '../kit/start-on-map.ts';

const rate = (of: string, initial: number): NumberParameter => ({
  ...learningRate(`The rate of ${of}, for the gradient summed over all examples.`, [0.005, initial, 3]),
  label: `Rate α, ${of}`,
});

const parameters = {
  alphaDescent: rate('descent', 0.1),
  alphaMomentum: rate('momentum', 0.3),
  alphaAdam: rate('Adam', 0.3),
  beta: {
    ...momentumBeta('The share of the averaged gradient that each step of Adam and momentum keeps.', [0, 0.9, 0.99]),
    label: 'β of Adam and momentum',
  },
  gamma: {
    ...squareDecay(0.99, { max: 0.999 }),
    help: 'The share of the averaged squared gradient that each step of Adam keeps.',
  },
  steps: stepCount('How many steps all three make.', [5, 40, 300]),
  ...gaborStart([-1.5, 5], 'all three runs start'),
};
type V = Values<typeof parameters>;

const RULES = ['descent', 'momentum', 'adam'] as const;
type Rule = (typeof RULES)[number];
type Runs = Readonly<Record<Rule, f.RunInView>>;
const NAMES: Readonly<Record<Rule, string>> = { descent: 'descent', momentum: 'momentum', adam: 'Adam' };

const listed = (rule: Rule, { phi0, phi1, steps }: V, by: Pick<f.Run, 'optimizer' | 'hyper'>) =>
  f.run({ problem: gabor, ...by, start: [phi0, phi1], steps }, rule, NAMES[rule], {
    prints: { [`${rule}End`]: 'losses[-1]' },
  });

/** Losses closer than this are tied. */
const LEVEL = 0.02;

export default f.experimentOfRuns({
  title: 'Three rules on one land',
  question: 'Which rule gets lowest, and does it depend on the start?',
  claim: 'Adam gets lowest',
  source: 'UDL 6.4; the loss of Notebook 6.3',
  caption:
    'The loss of page 6.1, one start, three rules with a rate each: plain descent, momentum and Adam. Circles are the floors of valleys, with their loss. Click anywhere, and all three start there. Can you find a start from which descent is lowest, and one from which momentum is? Nothing here is random.',
  pace: 'instant',
  checked: 'PyTorch’s own rules',
  main: ['alphaDescent', 'alphaAdam'],
  parameters,
  together: [['phi0', 'phi1']],
  about: 'Plain descent, momentum and Adam on the Gabor loss of notebook 6.3, from one start.',
  runs: {
    descent: (v: V) => listed('descent', v, { optimizer: gradientDescent, hyper: { alpha: v.alphaDescent } }),
    momentum: (v: V) => listed('momentum', v, { optimizer: momentum, hyper: { alpha: v.alphaMomentum, beta: v.beta } }),
    adam: (v: V) => listed('adam', v, { optimizer: adam, hyper: { alpha: v.alphaAdam, beta: v.beta, gamma: v.gamma } }),
  },
  present(values, runs, { at }) {
    const { steps } = values;
    const now = Math.min(at ?? steps, steps);
    const loss = (rule: Rule): number => lossAt(runs[rule], now);
    const places = RULES.toSorted((a, b) => loss(a) - loss(b));
    const first = places.filter((rule) => loss(rule) <= loss(places[0]!) + LEVEL);
    const says = saidOf(first, places.slice(first.length));
    return {
      panels: [surface(values, runs), losses(runs, steps)],
      numbers: {
        descentLoss: f.fixed(lossAt(runs.descent, now), 2),
        momentumLoss: f.fixed(lossAt(runs.momentum, now), 2),
        adamLoss: f.fixed(lossAt(runs.adam, now), 2),
        descentEnd: f.fixed(runs.descent.loss.at(-1), 3),
        momentumEnd: f.fixed(runs.momentum.loss.at(-1), 3),
        adamEnd: f.fixed(runs.adam.loss.at(-1), 3),
        at: f.count(now),
      },
      events: runs.descent.events({
        rises: ['descent, higher than before', (t) => runs.descent.loss[t]! > runs.descent.loss[t - 1]!],
        slows: ['descent slows down', (t) => stepLength(runs.descent, t) < SLOW * stepLength(runs.descent, 1)],
      }),
      summary: [
        [now === 0, 'Three rules leave from the ring.'],
        [true, says],
      ],
      verdict: [
        [now === 0, 'All three start here, at a loss of {descentLoss}.'],
        [true, says, first.length > 1 ? 'depends' : first[0] === 'adam' ? 'holds' : 'fails'],
      ],
    };
  },
});

/** The fraction of its first step below which a rule has slowed down. */
const SLOW = 0.5;
const stepLength = ({ x, y }: f.PlaneRun, t: number): number => Math.hypot(x[t]! - x[t - 1]!, y[t]! - y[t - 1]!);

const lossAt = ({ loss }: f.PlaneRun, t: number): number => loss[Math.min(t, loss.length - 1)]!;

/** The sentence on the lowest rules, and on how far behind the others are. */
function saidOf(first: readonly Rule[], others: readonly Rule[]): string {
  const names = first.map((rule) => NAMES[rule]).join(' and ');
  const losses = first.map((rule) => `{${rule}Loss}`).join(' and ');
  const behind = others.map((rule, i) => `${NAMES[rule]} ${i === 0 ? 'has ' : ''}{${rule}Loss}`).join(', ');
  if (others.length === 0)
    return 'After {at} steps all three are level, at {descentLoss}, {momentumLoss} and {adamLoss}.';
  if (first.length > 1) return `After {at} steps ${names} are lowest, at ${losses}; ${behind}.`;
  return `After {at} steps ${names} is lowest, with a loss of ${losses}; ${behind}.`;
}

function surface({ phi0, phi1 }: V, runs: Runs): f.SurfacePanel {
  const isMoved = phi0 !== parameters.phi0.default || phi1 !== parameters.phi1.default;
  return f.map({
    ...gaborMap(),
    title: `The Gabor loss, with descent, momentum and Adam from (${phi0}, ${phi1})`,
    points: gaborMarks('minimum'),
    // Events are labelled on the last run, which is drawn above the others.
    runs: RULES.toReversed().map((rule) => runs[rule].path({ solid: true })),
    handle: { ...startRing(parameters, [phi0, phi1]), label: isMoved ? 'start' : 'click anywhere' },
  });
}

const losses = (runs: Runs, last: number) =>
  gaborLossChart({
    title: 'Loss of the three rules at each step',
    last,
    runs: RULES.map((rule) => runs[rule].line({ says: (_, step) => `step ${step}` })),
  });
