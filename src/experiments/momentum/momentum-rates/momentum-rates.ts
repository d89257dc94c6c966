import {
  createQuadratic,
  mean,
  number,
  optimizers,
  quantiles,
  standardError,
  type Trace,
  train,
} from '../../../engine/index.ts';
import type { Values } from '../../../engine/schema.ts';
import { convergenceRate } from '../../../engine/theory/convergence-rate.ts';
import {
  contraction,
  expectedSquare,
  fastestDescent,
  fastestPair,
  type Regime,
  rateContour,
  regime,
  slowestContraction,
  stabilityLimit,
  stationaryVariance,
} from '../../../engine/theory/momentum-theory.ts';
import { defineExperiment, type Presentation, type ShownNumber } from '../../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column, SurfacePanel } from '../../../figure/panels/panel.ts';
import { pythonScript } from '../../../figure/python.ts';
import { momentumPad } from '../../kit/pad.ts';
import { regimeBadges, regimePanel } from './momentum-regimes.ts';
import { measureStripe, rateTints, STRIPES } from './rate-pad.ts';

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'The book’s rate, which multiplies the averaged gradient. The steepest curvature is 1.',
    default: 3,
    min: 0.1,
    max: 100,
    step: 0.001,
    scale: 'log',
  }),
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the averaged gradient that each step keeps; 0 is plain gradient descent.',
    default: 0.6,
    min: 0,
    max: 0.99,
    step: 0.001,
  }),
  kappa: number({
    label: 'Condition number κ',
    symbol: String.raw`\kappa`,
    help: 'How many times steeper the bowl is along its steepest direction than along its flattest.',
    default: 10,
    min: 1,
    max: 1000,
    step: 1,
    scale: 'log',
  }),
  noise: number({
    label: 'Gradient noise σ',
    symbol: String.raw`\sigma`,
    help: 'Standard deviation of what a batch adds to each component of the gradient; 0 is the full batch.',
    default: 0,
    min: 0,
    max: 1,
    step: 0.01,
  }),
};
type V = Values<typeof parameters>;

type Work =
  | { what: 'runs'; alpha: number; beta: number; kappa: number }
  | { what: 'pad'; kappa: number; stripe: number }
  | { what: 'noisy'; alpha: number; beta: number; kappa: number; noise: number; seed: number };

interface Result {
  /** Distances to the minimum over the first one: the reader's pair, the fastest pair, descent at its best. */
  run?: Column;
  fastest?: Column;
  descent?: Column;
  measuredRate?: number;
  /** Measured rates of one stripe of the pad's rows. */
  stripe?: Column;
  /** Squared relative distances of one seed over NOISY steps. */
  squares?: Column;
}

const RATE_STEPS = 600;
const SEEDS = 16;
const NOISY = 1200;
const THEORY_LEVELS = [0.4, 0.6, 0.8, 0.9, 0.95, 0.98];
const SAFE = 0.9;
/** Factors closer than this are shown as the same number. */
const LEVEL = 5e-4;
const curvatures = (kappa: number): readonly [number, number] => [1 / kappa, 1];

export default defineExperiment({
  title: 'How fast, for each learning rate and momentum',
  question: 'What does a change of beta do to the speed, and to the limit of the rate?',
  claim: 'This pair is faster than plain descent at its best',
  source: 'UDL 6.3, eq 6.11; after Goh 2017',
  caption:
    'A bowl with curvatures 1/κ and 1. The deeper the tint, the faster the measured run; dashed lines are theory; beyond the last one every run diverges. The numbers mark the five kinds of run below. Move the ring straight up: what happens to the speed, and where does it turn? Deterministic, or 16 seeds with noise.',
  pace: 'ensemble',
  checked: 'theory of each eigenvalue',
  parameters,
  parts: (values: V) => ({
    all: (({ alpha, beta, kappa, noise }: V): Work[] => [
      { what: 'runs', alpha, beta, kappa },
      ...Array.from({ length: STRIPES }, (_, stripe): Work => ({ what: 'pad', kappa, stripe })),
      ...(noise > 0 && alpha < stabilityLimit(beta)
        ? Array.from({ length: SEEDS }, (_, seed): Work => ({ what: 'noisy', alpha, beta, kappa, noise, seed }))
        : []),
    ])(values),
  }),
  measure: {
    all(part: Work): Result {
      if (part.what === 'pad')
        return {
          stripe: measureStripe(
            (alpha, beta, steps) => distances(descend({ alpha, beta }, part.kappa, steps)),
            part.stripe,
          ),
        };
      const [low, high] = curvatures(part.kappa);
      if (part.what === 'noisy') {
        const trace = descend(part, part.kappa, NOISY, { noise: { sd: part.noise }, seed: part.seed });
        return { squares: distances(trace).map((distance) => distance * distance) };
      }
      const fastest = fastestPair(low, high);
      const descent = { alpha: fastestDescent(low, high).alpha, beta: 0 };
      const steps = horizon(part.kappa);
      const run = distances(descend(part, part.kappa, Math.max(RATE_STEPS, steps)));
      return {
        run: run.slice(0, steps + 1),
        fastest: distances(descend(fastest, part.kappa, steps)),
        descent: distances(descend(descent, part.kappa, steps)),
        measuredRate: convergenceRate(run),
      };
    },
  },
  present(values, { all: results }, { at, pinned } = {}) {
    const { alpha, beta, kappa, noise } = values;
    const [low, high] = curvatures(kappa);
    const runs = results[0];
    const fastest = fastestPair(low, high);
    const descent = fastestDescent(low, high);
    const limit = stabilityLimit(beta);
    const rate = slowestContraction(alpha, beta, [low, high]);
    const steep = regime(alpha, beta, high);
    const flat = regime(alpha, beta, low);
    const floor = noiseFloor(values, results.slice(1 + STRIPES));
    const steps = horizon(kappa);
    const numbers: Presentation['numbers'] = {
      rate: factor(rate),
      measuredRate: factor(runs?.measuredRate ?? Number.NaN),
      rateSteep: factor(contraction(alpha, beta, high)),
      rateFlat: factor(contraction(alpha, beta, low)),
      fastestRate: factor(fastest.rate),
      fastestAlpha: { value: fastest.alpha, digits: 2 },
      fastestBeta: { value: fastest.beta, digits: 3 },
      descentRate: factor(descent.rate),
      descentAlpha: { value: descent.alpha, digits: 2 },
      rootBeta: { value: Math.sqrt(beta), digits: 3 },
      limit: { value: limit, digits: 2 },
      libraryRate: { value: alpha * (1 - beta), digits: 3 },
      endDistance: { value: runs?.run?.at(-1) ?? Number.NaN, digits: 2, significant: true },
      ...(floor && {
        floor: { value: floor.measured, low: floor.low, high: floor.high, digits: 3 },
        floorTheory: { value: floor.theory, digits: 3 },
      }),
    };
    return {
      panels: [
        pad(values, results.slice(1, 1 + STRIPES), pinned?.values),
        chart(values, results, floor !== undefined, at, pinned?.results.all[0]?.run),
        regimePanel(),
      ],
      numbers,
      steps,
      arrangement: 'columns',
      ...verdictOf(values, { rate, fastest: fastest.rate, descent: descent.rate, steep, flat, floor: floor && noise }),
      limits: { alpha: [{ at: limit, label: '2(1 + β)/(1 − β)' }] },
    };
  },
  python: ({ alpha, beta, kappa }) =>
    pythonScript({
      about: 'Momentum on a bowl with curvatures 1/kappa and 1, without noise.',
      problem: createQuadratic({ eigenvalues: [...curvatures(kappa)] }),
      optimizer: optimizers.momentum,
      hyper: { alpha, beta },
      start: [1, 1],
      steps: horizon(kappa),
      prints: {
        endDistance: 'np.linalg.norm(path[-1]) / np.sqrt(2)',
        rate: 'max(np.abs(np.roots([1, -(1 + beta - alpha * (1 - beta) * h), beta])).max() for h in np.diag(H))',
        limit: '2 * (1 + beta) / (1 - beta)',
      },
    }),
});

/** Steps shown: twice as many as the fastest pair needs for a millionth. */
function horizon(kappa: number): number {
  const { rate } = fastestPair(...curvatures(kappa));
  return Math.round(Math.min(600, Math.max(40, (2 * Math.log(1e-6)) / Math.log(rate))));
}

function descend(
  { alpha, beta }: { alpha: number; beta: number },
  kappa: number,
  steps: number,
  more: { noise?: { sd: number }; seed?: number } = {},
): Trace {
  return train({
    problem: createQuadratic({ eigenvalues: [...curvatures(kappa)] }),
    optimizer: optimizers.momentum,
    hyper: { alpha, beta },
    start: [1, 1],
    steps,
    record: { phi: 'all', loss: 'ends' },
    ...more,
  });
}

/** Distance to the minimum at each step, over the first. */
function distances({ phi }: Trace): Column {
  return Float64Array.from({ length: phi.length / 2 }, (_, t) => Math.hypot(phi[2 * t]!, phi[2 * t + 1]!) / Math.SQRT2);
}

function pad(values: V, stripes: readonly (Result | undefined)[], pinned: V | undefined): SurfacePanel {
  const { alpha, beta, kappa } = values;
  const [low, high] = curvatures(kappa);
  const fastest = fastestPair(low, high);
  return momentumPad({
    title: `Measured factor per step for every learning rate and momentum, on a bowl of condition number ${kappa}`,
    alphaLabel: 'learning rate α',
    limit: stabilityLimit,
    limitLabel: 'diverges\nbeyond 2(1 + β)/(1 − β)',
    at: [alpha, beta],
    ...rateTints(
      `κ ${kappa}`,
      stripes.map((result) => result?.stripe),
    ),
    lines: THEORY_LEVELS.map((level) => {
      const line = rateContour(level, low, high);
      return { name: `theory ${level}`, role: 'theory' as const, x: line.alpha, y: line.beta };
    }).filter((line) => line.x.length > 0),
    points: [
      ...regimeBadges(),
      { name: 'fastest pair', x: fastest.alpha, y: fastest.beta, mark: 'cross', label: 'fastest' },
      ...(pinned
        ? [
            {
              name: 'pinned',
              x: pinned.alpha,
              y: pinned.beta,
              mark: 'hollow' as const,
              role: 'baseline' as const,
              label: 'pinned',
            },
          ]
        : []),
    ],
  });
}

const LOWEST = 1e-6;
const steps = (values: Column): Column => Float64Array.from(values, (_, t) => t);
/** A log axis has no place for 0. */
const shown = (values: Column): Column => values.map((value) => Math.max(value, LOWEST / 1e3));

function chart(
  values: V,
  results: readonly (Result | undefined)[],
  noisy: boolean,
  at: number | undefined,
  before: Column | undefined,
): ChartPanel {
  const { alpha, beta, kappa, noise } = values;
  const [low, high] = curvatures(kappa);
  const last = horizon(kappa);
  const runs = results[0];
  const rate = slowestContraction(alpha, beta, [low, high]);
  const series: ChartSeries[] = [];
  const add = (name: string, role: ChartSeries['role'], y: Column | undefined, label?: string): void => {
    if (y) series.push({ name, role, kind: 'line', x: steps(y), y: shown(y), ...(label && { label }) });
  };
  add('plain descent at its best', 'baseline', runs?.descent, 'descent');
  if (before) add('pinned', 'baseline', before, 'pinned');
  add('fastest pair', 'measured', runs?.fastest, 'fastest');
  const seeds = results.slice(1 + STRIPES).flatMap((result) => (result?.squares ? [result.squares] : []));
  const theory = noisy
    ? expectedSquare({ alpha, beta, sd: noise }, [low, high], 1, last).map((square) => Math.sqrt(square / 2))
    : Float64Array.from({ length: last + 1 }, (_, t) => rate ** t);
  add(noisy ? 'expected distance' : 'theory', 'theory', theory, 'theory');
  const across = noisy ? spread(seeds, last) : undefined;
  if (across)
    series.push({
      name: 'middle 80 % of the seeds',
      role: 'run',
      kind: 'band',
      x: steps(across.mean),
      y: shown(across.mean),
      low: shown(across.low),
      high: shown(across.high),
    });
  const own = across?.mean ?? runs?.run;
  add(noisy ? 'root mean square of the seeds' : 'your pair', 'run', own, 'yours');
  const now = at === undefined || !own ? undefined : Math.min(at, own.length - 1);
  return {
    kind: 'chart',
    name: 'distance',
    title: 'Distance to the minimum at each step, as a share of the first',
    x: { label: 'step *t*', domain: [0, last] },
    y: {
      label: 'distance to the minimum',
      domain: [LOWEST, 3],
      scale: 'log',
      format: 'power',
      ticks: [1e-6, 1e-4, 1e-2, 1],
    },
    steps: true,
    series,
    points:
      now === undefined || !own
        ? []
        : [
            {
              name: 'now',
              x: now,
              y: Math.max(own[now]!, LOWEST),
              mark: 'now',
              label: `step ${now}: ${own[now]!.toPrecision(2)}`,
            },
          ],
  };
}

/** Root mean square over seeds, and the middle 80 % of them, at steps 0 … last. */
function spread(seeds: readonly Column[], last: number): { mean: Column; low: Column; high: Column } | undefined {
  if (seeds.length === 0) return undefined;
  const rows = Array.from({ length: last + 1 }, (_, t) => {
    const squares = seeds.map((seed) => seed[t] ?? Number.POSITIVE_INFINITY);
    return [mean(squares), ...quantiles(squares, [0.1, 0.9])].map(Math.sqrt);
  });
  const column = (k: number): Column => Float64Array.from(rows, (row) => row[k]!);
  return { mean: column(0), low: column(1), high: column(2) };
}

/** Root mean square distance over the second half of the noisy runs, with twice its error over seeds, against theory. */
function noiseFloor({ alpha, beta, kappa, noise }: V, results: readonly (Result | undefined)[]) {
  const late = results.flatMap(({ squares } = {}) => (squares ? [mean(squares.subarray(squares.length >> 1))] : []));
  if (late.length === 0) return undefined;
  const square = mean(late);
  const error = late.length > 1 ? 2 * standardError(late) : 0;
  const theory = curvatures(kappa).reduce((sum, lambda) => sum + stationaryVariance(alpha, beta, lambda, noise), 0);
  return {
    measured: Math.sqrt(square),
    low: Math.sqrt(Math.max(0, square - error)),
    high: Math.sqrt(square + error),
    theory: Math.sqrt(theory / 2),
  };
}

const WORDS: Readonly<Record<Regime, string>> = {
  monotone: 'falls without ripples',
  critical: 'is at its double root',
  ripples: 'ripples',
  oscillating: 'flips its sign at every step',
  divergent: 'diverges',
};

/** What each step multiplies by: three digits, or as many as tell it from 1. */
function factor(value: number): ShownNumber {
  const away = Math.abs(value - 1);
  if (value === 0 || value > 1.5) return { value, digits: 3, significant: true };
  return { value, digits: away > 1e-6 ? Math.max(3, Math.ceil(-Math.log10(away) - 0.01)) : 3 };
}

interface Seen {
  rate: number;
  fastest: number;
  descent: number;
  steep: Regime;
  flat: Regime;
  /** Noise, where a floor has been measured. */
  floor: number | undefined;
}

function verdictOf({ beta }: V, { rate, descent, steep, flat, floor }: Seen): Pick<Presentation, 'verdict' | 'offers'> {
  if (steep === 'divergent')
    return {
      verdict: {
        text: 'Each step multiplies the distance by {rate}: α is past the limit {limit} for this β, so the run diverges.',
        outcome: 'fails',
      },
      offers: [
        {
          text: 'Set 0.9 of the limit',
          set: { alpha: Number(Math.min(100, SAFE * stabilityLimit(beta)).toPrecision(3)) },
        },
      ],
    };
  const how =
    steep === 'ripples' && flat === 'ripples'
      ? 'Both directions ripple, so only β counts: the factor is √β.'
      : `The steepest direction ${WORDS[steep]}, the flattest ${WORDS[flat]}.`;
  const noisy =
    floor === undefined ? '' : ' With noise the distance stops falling at {floor}; theory says {floorTheory}.';
  const level = Math.abs(rate - descent) < LEVEL;
  const pace = level ? 'as fast as' : rate < descent ? 'faster than' : 'slower than';
  return {
    verdict: {
      text: `Each step multiplies the distance by {rate}: ${pace} plain descent at its best rate, which has {descentRate}. The fastest pair has {fastestRate}. ${how}${noisy}`,
      outcome: level ? 'depends' : rate < descent ? 'holds' : 'fails',
    },
  };
}
