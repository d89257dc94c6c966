import type { Values } from '../../../engine/index.ts';
import { convergenceRate } from '../../../engine/theory/convergence-rate.ts';
import {
  contraction,
  fastestDescent,
  fastestPair,
  type Regime,
  rateContour,
  regime,
  slowestContraction,
  stabilityLimit,
} from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { conditionNumber, gradientNoise, learningRate, momentumBeta, STEEPER } from '../../kit/fields.ts';
import { offerBelow, SAFE } from '../../kit/limits.ts';
import { momentumPad } from '../../kit/pad.ts';
import { bowlRun, curvatures, distances, horizon, noiseFloor, type Pair } from './bowl-runs.ts';
import { distanceChart, type Rivals } from './distance-chart.ts';
import { measureStripe, rateTints, STRIPES } from './rate-pad.ts';

/** Largest rate on the control. */
const MOST = 100;

const parameters = {
  alpha: learningRate('The book’s rate, which multiplies the averaged gradient. The steepest curvature is 1.', [
    0.1,
    3,
    MOST,
  ]),
  beta: momentumBeta(
    'The share of the averaged gradient that each step keeps; 0 is plain gradient descent.',
    [0, 0.6, 0.99],
    { step: 0.001 },
  ),
  kappa: conditionNumber(STEEPER, [1, 10, 1000]),
  noise: gradientNoise(
    'Standard deviation of what a batch adds to each component of the gradient; 0 is the full batch.',
    [0, 0, 1],
    { step: 0.01 },
  ),
};
type V = Values<typeof parameters>;

interface Own {
  /** Distance to the minimum at each step shown, relative to the first. */
  distances: f.Column;
  measuredRate: number;
}

const RATE_STEPS = 600;
const SEEDS = 16;
const NOISY = 1200;
const THEORY_LEVELS = [0.4, 0.6, 0.8, 0.9, 0.95, 0.98];
/** Factors closer than this may be shown as the same number. */
const LEVEL = 1e-3;

export default f.defineExperiment({
  title: 'How fast, for each learning rate and momentum',
  question: 'What does a change of beta do to the speed, and to the limit of the rate?',
  claim: 'This pair is faster than plain descent at its best',
  source: 'UDL 6.3, eq 6.11; after Goh 2017',
  caption:
    'A bowl with curvatures 1/κ and 1. The stronger the tint, the faster the measured run. The dashed lines are theory, and beyond the last one every run diverges. Move the ring straight up: what happens to the speed, and where does it turn? Nothing here is random without noise; with it, 16 seeds.',
  pace: 'ensemble',
  checked: 'theory of each eigenvalue',
  main: ['alpha', 'beta'],
  parameters,
  parts: ({ alpha, beta, kappa, noise }: V) => ({
    own: { alpha, beta, kappa },
    rivals: { kappa },
    pad: Array.from({ length: STRIPES }, (_, stripe) => ({ kappa, stripe })),
    noisy:
      noise > 0 && alpha < stabilityLimit(beta)
        ? Array.from({ length: SEEDS }, (_, seed) => ({ alpha, beta, kappa, noise, seed }))
        : [],
  }),
  measure: {
    own({ kappa, ...pair }: Pick<V, 'alpha' | 'beta' | 'kappa'>): Own {
      const steps = horizon(kappa);
      const all = distances(bowlRun(pair, kappa, Math.max(RATE_STEPS, steps)));
      return { distances: all.slice(0, steps + 1), measuredRate: convergenceRate(all) };
    },
    rivals({ kappa }: { kappa: number }): Rivals {
      const of = (pair: Pair) => distances(bowlRun(pair, kappa, horizon(kappa)));
      const ends = curvatures(kappa);
      return { fastest: of(fastestPair(...ends)), descent: of({ alpha: fastestDescent(...ends).alpha, beta: 0 }) };
    },
    /** Measured rates of one stripe of the pad's rows. */
    pad: ({ kappa, stripe }: { kappa: number; stripe: number }) =>
      measureStripe((alpha, beta, steps) => distances(bowlRun({ alpha, beta }, kappa, steps)), stripe),
    /** Squared distances of one seed. */
    noisy: ({ kappa, noise, seed, ...pair }: V & { seed: number }) =>
      distances(bowlRun(pair, kappa, NOISY), { noise: { sd: noise }, seed }).map((distance) => distance * distance),
  },
  present(values, { own, rivals, pad, noisy }, { at, pinned, large = false } = {}) {
    const { alpha, beta, kappa, noise } = values;
    const [low, high] = curvatures(kappa);
    const fastest = fastestPair(low, high);
    const descent = fastestDescent(low, high);
    const limit = stabilityLimit(beta);
    const rate = slowestContraction(alpha, beta, [low, high]);
    const seeds = f.some(...noisy);
    const floor = seeds.length > 0 ? noiseFloor(seeds, values, kappa, noise) : undefined;
    const seen = { rate, descent: descent.rate, steep: regime(alpha, beta, high), flat: regime(alpha, beta, low) };
    return {
      panels: [
        padPanel(values, pad, pinned?.values),
        distanceChart(values, {
          own: own?.distances,
          rivals,
          seeds,
          before: pinned?.results.own?.distances,
          at,
          large,
        }),
      ],
      numbers: f.known({
        rate: factor(rate),
        measuredRate: factor(own?.measuredRate),
        rateFlat: factor(contraction(alpha, beta, low)),
        fastestRate: factor(fastest.rate),
        fastestAlpha: f.fixed(fastest.alpha, 2),
        fastestBeta: f.fixed(fastest.beta, 3),
        descentRate: factor(descent.rate),
        limit: f.fixed(limit, 2),
        endDistance: f.significant(own?.distances.at(-1), 2),
        floor: floor && f.significant(floor, 3),
        floorTheory: floor && f.significant(floor.theory, 3),
      }),
      steps: horizon(kappa),
      verdict: verdictsOf(seen, floor),
      limits: { alpha: [{ at: limit, label: 'limit' }] },
      ...(seen.steep === 'divergent' && { offers: offerBelow('alpha', Math.min(limit, MOST / SAFE)) }),
    };
  },
  python: ({ kappa, ...pair }) =>
    f.pythonScript({
      about: 'Momentum on a bowl with curvatures 1/kappa and 1, without noise.',
      ...bowlRun(pair, kappa, horizon(kappa)),
      prints: {
        endDistance: 'np.linalg.norm(path[-1]) / np.sqrt(2)',
        rate: 'max(np.abs(np.roots([1, -(1 + beta - alpha * (1 - beta) * h), beta])).max() for h in np.diag(H))',
        limit: '2 * (1 + beta) / (1 - beta)',
      },
    }),
});

function padPanel(
  { alpha, beta, kappa }: V,
  stripes: readonly (f.Column | undefined)[],
  pinned: V | undefined,
): f.SurfacePanel {
  const [low, high] = curvatures(kappa);
  const fastest = fastestPair(low, high);
  return momentumPad({
    title: `Measured factor per step for every learning rate and momentum, on a bowl of condition number ${kappa}`,
    alphaLabel: 'learning rate α',
    limit: stabilityLimit,
    limitLabel: 'diverges\nbeyond 2(1 + β)/(1 − β)',
    at: [alpha, beta],
    bands: rateTints(`κ ${kappa}`, stripes),
    lines: THEORY_LEVELS.flatMap((level) => {
      const { alpha: x, beta: y } = rateContour(level, low, high);
      return f.some(x.length > 0 && f.path(`theory ${level}`, 'theory', { x, y }));
    }),
    points: f.some(
      f.point('cross', 'fastest pair', fastest.alpha, fastest.beta, { label: 'fastest' }),
      pinned && f.point('hollow', 'pinned', pinned.alpha, pinned.beta, { role: 'baseline', label: true }),
    ),
  });
}

const WORDS: Readonly<Record<Regime, string>> = {
  monotone: 'falls without ripples',
  critical: 'is at its double root',
  ripples: 'ripples',
  oscillating: 'flips its sign at every step',
  divergent: 'diverges',
};

/** The factor of each step: three digits, or as many as distinguish it from 1. */
function factor(value: number | undefined): f.ShownNumber {
  if (value === undefined) return f.fixed(value, 3);
  const away = Math.abs(value - 1);
  if (value === 0 || value > 1.5) return f.significant(value, 3);
  return f.fixed(value, away > 1e-6 ? Math.max(3, Math.ceil(-Math.log10(away) - 0.01)) : 3);
}

interface Seen {
  rate: number;
  /** Plain descent at its best rate. */
  descent: number;
  steep: Regime;
  flat: Regime;
}

function verdictsOf(
  { rate, descent, steep, flat }: Seen,
  floor: ReturnType<typeof noiseFloor> | undefined,
): f.Sentences {
  const level = Math.abs(rate - descent) < LEVEL;
  const pace = level ? 'as fast as' : rate < descent ? 'faster than' : 'slower than';
  const directions =
    steep === 'ripples' && flat === 'ripples'
      ? 'Both directions ripple, so only β counts: the factor is √β.'
      : `The steepest direction ${WORDS[steep]}, the flattest ${WORDS[flat]}.`;
  const quiet = `Each step multiplies the distance by {rate}: ${pace} plain descent at its best rate, which has {descentRate}. The fastest pair has {fastestRate}. ${directions}`;
  const inTheory = `theory says {floorTheory}. ${quiet}`;
  return [
    [
      steep === 'divergent',
      'Each step multiplies the distance by {rate}: α is past the limit {limit} for this β, so the run diverges.',
      'fails',
    ],
    // The claim is about how fast the distance falls; with noise the question is where it stops.
    [floor && floor.low > 1, `With noise the distance rises to {floor} times the first; ${inTheory}`],
    [floor && floor.high < 1, `With noise the distance stops falling at {floor} of the first; ${inTheory}`],
    [floor, `With noise the distance stays about as it was, {floor} times the first; ${inTheory}`],
    [true, quiet, level ? 'depends' : rate < descent ? 'holds' : 'fails'],
  ];
}
