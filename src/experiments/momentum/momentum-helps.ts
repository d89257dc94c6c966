import {
  bestRate,
  createQuadratic,
  integer,
  mean,
  number,
  optimizers,
  standardError,
  train,
} from '../../engine/index.ts';
import type { Values } from '../../engine/schema.ts';
import { expectedLoss } from '../../engine/theory/momentum-theory.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column } from '../../figure/panels/panel.ts';

const parameters = {
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'Divides the variance of the gradient noise. The rate here is that on the batch mean.',
    default: 256,
    min: 1,
    max: 4096,
    scale: 'log',
  }),
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'Compared with plain descent, each at its own best rate.',
    default: 0.9,
    min: 0,
    max: 0.98,
    step: 0.01,
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'After how many steps the loss is compared.',
    default: 200,
    min: 10,
    max: 1000,
    scale: 'log',
  }),
};
type V = Values<typeof parameters>;

type Work =
  | { what: 'rates'; batchSize: number; beta: number; steps: number }
  | { what: 'check'; batchSize: number; beta: number; steps: number };

/** Expected last losses over RATES and the best of them, refined; or simulated last losses at the best rate. */
interface Result {
  losses?: Column;
  best?: { rate: number; loss: number };
  simulated?: Column;
}

/** Curvatures 1, 1/2, … 1/20. */
const CURVATURES = Array.from({ length: 20 }, (_, i) => 1 / (i + 1));
/** Each coordinate at the start, so that its distance is 3. */
const START = 3 / Math.sqrt(CURVATURES.length);
const BATCHES = [1, 4, 16, 64, 256, 1024, 4096];
const BETAS = [0, 0.5, 0.9, 0.95];
const RATES = Array.from({ length: 25 }, (_, k) => 0.01 * 4000 ** (k / 24));
const SEEDS = 24;
/** A gain of less than this share is called none. */
const WORTH = 0.05;

export default defineExperiment({
  title: 'When does momentum help?',
  question: 'How much lower is the loss with momentum, when both rules are tuned?',
  claim: 'Momentum ends lower, with both rules at their best rates',
  source: 'UDL 6.3; exact second moments of a noisy quadratic',
  caption:
    'Twenty directions with curvatures 1, 1/2, … 1/20, and gradient noise that a larger batch averages away. Against the rate stands the expected loss; against the batch size, what the best momentum saves over the best plain descent. Lines are exact; the dots are 24 simulated seeds with twice their error. Make the batch smaller: what does the noise leave of the gain?',
  pace: 'ensemble',
  checked: 'simulated runs',
  parameters,
  parts: (values: V) => ({ all: partsOf(values) }),
  measure: {
    all({ what, batchSize, beta, steps }: Work): Result {
      const { losses, best } = scan(batchSize, beta, steps);
      return what === 'rates' ? { losses, best } : { simulated: simulate(batchSize, beta, steps, best.rate) };
    },
  },
  present(values, { all: results }) {
    const { batchSize, beta, steps } = values;
    const parts = partsOf(values);
    const find = (what: Work['what'], size: number, b: number): Result | undefined =>
      results[parts.findIndex((part) => part.what === what && part.batchSize === size && part.beta === b)];
    const gain = (size: number, b: number): number => {
      const [plain, own] = [find('rates', size, 0)?.best, find('rates', size, b)?.best];
      return plain && own ? 1 - own.loss / plain.loss : Number.NaN;
    };
    const plain = find('rates', batchSize, 0);
    const own = find('rates', batchSize, beta);
    const check = find('check', batchSize, beta)?.simulated;
    const numbers: Record<string, Presentation['numbers'][string]> = {
      gain: { value: gain(batchSize, beta), digits: 1, percent: true },
      times: { value: 1 - gain(batchSize, beta), digits: 3, significant: true },
      loss: { value: own?.best?.loss ?? Number.NaN, digits: 3, significant: true },
      plainLoss: { value: plain?.best?.loss ?? Number.NaN, digits: 3, significant: true },
      rate: { value: own?.best?.rate ?? Number.NaN, digits: 3 },
      plainRate: { value: plain?.best?.rate ?? Number.NaN, digits: 3 },
      steps: { value: steps, digits: 0 },
      batchSize: { value: batchSize, digits: 0 },
      beta: { value: beta, digits: 2 },
      gridLoss: { value: own?.losses ? Math.min(...own.losses) : Number.NaN, digits: 3, significant: true },
      gridPlainLoss: { value: plain?.losses ? Math.min(...plain.losses) : Number.NaN, digits: 3, significant: true },
    };
    if (check) {
      const error = 2 * standardError(check);
      numbers['simulated'] = {
        value: mean(check),
        low: mean(check) - error,
        high: mean(check) + error,
        digits: 3,
        significant: true,
      };
    }
    for (const size of BATCHES) {
      const known = BETAS.filter((b) => Number.isFinite(gain(size, b)));
      if (known.length === 0) continue;
      const best = known.reduce((a, b) => (gain(size, b) > gain(size, a) ? b : a));
      numbers[`bestGain${size}`] = { value: gain(size, best), digits: 0, percent: true };
      numbers[`bestBeta${size}`] = { value: best, digits: 2 };
    }
    return {
      panels: [
        rateChart(values, { plain, own, check, checkPlain: find('check', batchSize, 0)?.simulated }),
        gainChart(values, gain),
      ],
      numbers,
      arrangement: 'columns',
      verdict: verdictOf(values, gain(batchSize, beta)),
    };
  },
  python,
});

/** The reader's own pair and plain descent first, then what the chart of gains asks for. */
function partsOf({ batchSize, beta, steps }: V): Work[] {
  const own = [...new Set([0, beta])];
  const more = BATCHES.flatMap((size) => [...new Set([...BETAS, beta])].map((b) => ({ size, b })));
  return [
    ...own.map((b): Work => ({ what: 'rates', batchSize, beta: b, steps })),
    ...own.map((b): Work => ({ what: 'check', batchSize, beta: b, steps })),
    ...more
      .filter(({ size, b }) => size !== batchSize || !own.includes(b))
      .map(({ size, b }): Work => ({ what: 'rates', batchSize: size, beta: b, steps })),
  ];
}

function lossAt(rate: number, batchSize: number, beta: number, steps: number): number {
  const noise = CURVATURES.map((h) => Math.sqrt(h / batchSize));
  const loss = expectedLoss({ alpha: rate, beta, sd: noise }, CURVATURES, START, steps);
  // A run that diverges is the worst there is.
  return Number.isFinite(loss) ? loss : Number.POSITIVE_INFINITY;
}

/** The 25 rates, and as many between the neighbours of the best, twice over: near the limit the loss turns sharply. */
function scan(
  batchSize: number,
  beta: number,
  steps: number,
): { losses: Column; best: { rate: number; loss: number } } {
  const losses = RATES.map((rate) => lossAt(rate, batchSize, beta, steps));
  let [rates, found] = [RATES, losses];
  for (let round = 0; round < 2; round++) {
    const k = found.indexOf(Math.min(...found));
    const [low, high] = [rates[Math.max(0, k - 1)]!, rates[Math.min(rates.length - 1, k + 1)]!];
    rates = Array.from({ length: 13 }, (_, i) => low * (high / low) ** (i / 12));
    found = rates.map((rate) => lossAt(rate, batchSize, beta, steps));
  }
  const { rate, score } = bestRate(rates, found, { logScore: true });
  return { losses: Float64Array.from(losses), best: { rate, loss: score } };
}

/** Last losses of SEEDS runs of the engine's own rule. */
function simulate(batchSize: number, beta: number, steps: number, alpha: number): Column {
  const problem = createQuadratic({ eigenvalues: CURVATURES });
  return Float64Array.from({ length: SEEDS }, (_, seed) => {
    const { loss } = train({
      problem,
      optimizer: optimizers.momentum,
      hyper: { alpha, beta },
      start: new Array<number>(CURVATURES.length).fill(START),
      steps,
      noise: { sd: CURVATURES.map(Math.sqrt), batch: batchSize },
      record: { phi: 'ends', loss: 'ends' },
      seed,
    });
    return loss.at(-1)!;
  });
}

interface Shown {
  plain: Result | undefined;
  own: Result | undefined;
  check: Column | undefined;
  checkPlain: Column | undefined;
}

function rateChart({ batchSize, beta, steps }: V, { plain, own, check, checkPlain }: Shown): ChartPanel {
  const x = Float64Array.from(RATES);
  const line = (name: string, role: ChartSeries['role'], result: Result | undefined, label: string): ChartSeries[] =>
    result?.losses ? [{ name, role, kind: 'line', x, y: result.losses, label }] : [];
  const dot = (name: string, result: Result | undefined, losses: Column | undefined): ChartSeries[] => {
    if (!result?.best || !losses) return [];
    const error = 2 * standardError(losses);
    const y = Float64Array.of(mean(losses));
    return [
      {
        name,
        role: 'measured',
        kind: 'points',
        x: Float64Array.of(result.best.rate),
        y,
        low: y.map((value) => Math.max(1e-12, value - error)),
        high: y.map((value) => value + error),
      },
    ];
  };
  const lowest = Math.min(...[plain, own].flatMap((result) => (result?.best ? [result.best.loss] : [])), 0.5);
  const floor = Math.floor(Math.log10(lowest / 2));
  return {
    kind: 'chart',
    name: 'rates',
    title: `Expected loss after ${steps} steps at each rate, batch size ${batchSize}, with and without momentum ${beta}`,
    x: { label: 'rate on the batch mean', domain: [RATES[0]!, RATES.at(-1)!], scale: 'log', ticks: [0.01, 0.1, 1, 10] },
    y: {
      label: `expected loss after ${steps} steps`,
      domain: [10 ** floor, 2],
      scale: 'log',
      format: 'power',
      ticks: Array.from({ length: 1 - floor }, (_, k) => 10 ** (floor + k)),
    },
    series: [
      ...line('plain descent', 'baseline', plain, 'plain'),
      ...(beta > 0 ? line(`momentum ${beta}`, 'run', own, 'momentum') : []),
      ...dot('plain descent, simulated', plain, checkPlain),
      ...(beta > 0 ? dot('momentum, simulated', own, check) : []),
    ],
  };
}

function gainChart({ batchSize, beta }: V, gain: (size: number, b: number) => number): ChartPanel {
  const line = (b: number, role: ChartSeries['role'], label: string): ChartSeries[] => {
    const known = BATCHES.filter((size) => Number.isFinite(gain(size, b)));
    const x = Float64Array.from(known);
    return [{ name: `β ${b}`, role, kind: 'line', x, y: x.map((size) => gain(size, b)), label }];
  };
  const now = gain(batchSize, beta);
  return {
    kind: 'chart',
    name: 'gains',
    title: 'What the best momentum gains over the best plain descent, for each batch size',
    x: { label: 'batch size *B*', domain: [1, 4096], scale: 'log', ticks: [1, 16, 256, 4096] },
    y: { label: 'loss saved by momentum', domain: [-0.3, 0.5], ticks: [-0.2, 0, 0.2, 0.4], format: 'percent' },
    references: [{ axis: 'y', at: 0, label: '', role: 'baseline' }],
    series: [
      ...BETAS.filter((b) => b > 0 && b !== beta).flatMap((b) => line(b, 'measured', `β ${b}`)),
      ...(beta > 0 ? line(beta, 'run', `β ${beta}`) : []),
    ],
    points: Number.isFinite(now)
      ? [{ name: 'your pair', x: batchSize, y: Math.max(-0.3, now), mark: 'end', role: 'run' }]
      : [],
  };
}

function verdictOf({ beta }: V, gain: number): Presentation['verdict'] {
  if (beta === 0) return { text: 'At β = 0 there is no momentum to compare with plain descent.' };
  if (Number.isNaN(gain)) return { text: 'The rates are being tried.' };
  const outcome: Outcome = gain >= WORTH ? 'holds' : gain < 0 ? 'fails' : 'depends';
  const words = {
    holds: 'momentum ends {gain} lower than plain descent',
    depends: 'momentum saves {gain}: hardly anything',
    fails: 'momentum ends {times} times as high as plain descent',
  };
  return {
    text: `After {steps} steps with batches of {batchSize}, both at their best rates, ${words[outcome]} (expected losses {loss} and {plainLoss}).`,
    outcome,
  };
}

/** The best of the 25 rates, by the same recursion in NumPy; the figure then looks more closely around it. */
function python({ batchSize, beta, steps }: V): string {
  return `"""Expected loss of momentum on a noisy quadratic, exactly; the best of 25 rates."""
import json

import numpy as np

h = 1 / np.arange(1, 21)
start = 3 / np.sqrt(20)
rates = 0.01 * 4000 ** (np.arange(25) / 24)
batch_size, steps = ${batchSize}, ${steps}


def expected_loss(alpha, beta):
    # Second moments of (phi, m), one for each direction.
    pp, pm, mm = np.full(20, start ** 2), np.zeros(20), np.zeros(20)
    for t in range(steps):
        mm_next = beta ** 2 * mm + 2 * beta * (1 - beta) * h * pm + (1 - beta) ** 2 * (h ** 2 * pp + h / batch_size)
        pm_next = beta * pm + (1 - beta) * h * pp
        pp = pp - 2 * alpha * pm_next + alpha ** 2 * mm_next
        pm = pm_next - alpha * mm_next
        mm = mm_next
    loss = 0.5 * np.sum(h * pp)
    return loss if np.isfinite(loss) else np.inf


with np.errstate(over='ignore', invalid='ignore'):
    print(json.dumps({
        "gridLoss": min(expected_loss(alpha, ${beta}) for alpha in rates),
        "gridPlainLoss": min(expected_loss(alpha, 0) for alpha in rates),
    }))
`;
}
