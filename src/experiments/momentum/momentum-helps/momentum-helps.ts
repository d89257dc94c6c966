import { positiveMeanInterval, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { batchSize, momentumBeta, stepCount } from '../../kit/fields.ts';
import { whiskers } from '../../kit/measured.ts';
import { python, RATES, type Setting, simulate, type Tuned, tune } from './noisy-quadratic.ts';

const parameters = {
  batchSize: batchSize(
    'Divides the variance of the gradient noise. The rate here is that on the batch mean.',
    [1, 256, 4096],
    { scale: 'log' },
  ),
  beta: momentumBeta(
    'The momentum that is compared with plain descent, each of the two at its own best rate.',
    [0, 0.9, 0.98],
  ),
  steps: stepCount('After how many steps the loss is compared.', [10, 200, 1000]),
};
type V = Values<typeof parameters>;

const BATCHES = [1, 4, 16, 64, 256, 1024, 4096];
const BETAS = [0, 0.5, 0.9, 0.95];
/** A gain below this fraction is called none. */
const WORTH = 0.05;

/** A batch size and a momentum, as the key of their measurements. */
const pair = (batchSize: number, beta: number): string => `${batchSize}, ${beta}`;

export default f.defineExperiment({
  title: 'When does momentum help?',
  question: 'How much lower is the loss with momentum, when both rules are tuned?',
  claim: 'Momentum ends lower, with both rules at their best rates',
  source: 'UDL 6.3; exact second moments of a noisy quadratic',
  caption:
    'Twenty directions with curvatures 1, 1/2, … 1/20, and gradient noise that a larger batch averages away. One chart shows the expected loss at each rate, the other what the best momentum saves over the best plain descent at each batch size. Lines are exact; the dot near the lowest point of each curve is the mean of 24 simulated seeds, with a 95 % interval that may be shorter than the dot. Make the batch smaller: what does the noise leave of the gain?',
  pace: 'ensemble',
  checked: 'simulated runs',
  main: ['batchSize', 'beta', 'steps'],
  parameters,
  parts({ batchSize, beta, steps }: V) {
    const own = [0, beta].map((b): Setting => ({ batchSize, beta: b, steps }));
    const others = BATCHES.flatMap((size) =>
      [...BETAS, beta].map((b): Setting => ({ batchSize: size, beta: b, steps })),
    );
    return {
      // The reader's own pair and plain descent first, then those for the chart of gains.
      tuned: new Map([...own, ...others].map((setting) => [pair(setting.batchSize, setting.beta), setting])),
      simulated: new Map(own.toReversed().map((setting) => [setting.beta, setting])),
    };
  },
  measure: { tuned: tune, simulated: simulate },
  present(values, { tuned, simulated }) {
    const { batchSize, beta, steps } = values;
    const gain = gainsOf(tuned);
    const saved = gain(batchSize, beta);
    const rules = {
      plain: { tuned: tuned.get(pair(batchSize, 0)), simulated: simulated.get(0) },
      own: { tuned: tuned.get(pair(batchSize, beta)), simulated: simulated.get(beta) },
    };
    const [plain, own] = [rules.plain.tuned, rules.own.tuned];
    return {
      panels: [rateChart(values, rules), gainChart(values, gain)],
      numbers: f.known({
        gain: f.percent(saved, 1),
        times: f.significant(saved === undefined ? undefined : 1 - saved, 3),
        loss: f.significant(own?.best.loss, 3),
        plainLoss: f.significant(plain?.best.loss, 3),
        rate: f.fixed(own?.best.rate, 3),
        plainRate: f.fixed(plain?.best.rate, 3),
        steps: f.count(steps),
        batchSize: f.count(batchSize),
        beta: f.fixed(beta, 2),
        gridLoss: f.significant(own && Math.min(...own.losses), 3),
        gridPlainLoss: f.significant(plain && Math.min(...plain.losses), 3),
        simulated: rules.own.simulated && f.significant(positiveMeanInterval([...rules.own.simulated]), 3),
        ...Object.fromEntries(BATCHES.flatMap((size) => bestGain(size, gain))),
      }),
      verdict: verdictsOf(values, saved),
    };
  },
  python,
});

/** Fraction of the best plain loss saved by the best loss with momentum, if both are known. */
type Gain = (batchSize: number, beta: number) => number | undefined;

const gainsOf =
  (tuned: ReadonlyMap<string, Tuned>): Gain =>
  (batchSize, beta) => {
    const [plain, own] = [tuned.get(pair(batchSize, 0)), tuned.get(pair(batchSize, beta))];
    return plain && own && 1 - own.best.loss / plain.best.loss;
  };

/** The best momentum at a batch size and its gain, as numbers by name. */
function bestGain(batchSize: number, gain: Gain): [string, f.ShownNumber][] {
  const gains = BETAS.flatMap((beta) => {
    const value = gain(batchSize, beta);
    return value === undefined ? [] : [{ beta, value }];
  });
  if (gains.length === 0) return [];
  const best = gains.reduce((a, b) => (b.value > a.value ? b : a));
  return [
    [`bestGain${batchSize}`, f.percent(best.value, 0)],
    [`bestBeta${batchSize}`, f.fixed(best.beta, 2)],
  ];
}

interface Rule {
  tuned: Tuned | undefined;
  simulated: f.Column | undefined;
}

function rateChart({ batchSize, beta, steps }: V, { plain, own }: Record<'plain' | 'own', Rule>): f.ChartPanel {
  const exact = (name: string, role: f.Role, { tuned }: Rule, label: string): f.ChartSeries | undefined =>
    tuned && f.line(name, role, RATES, tuned.losses, { label });
  const dot = (name: string, role: f.Role, { tuned, simulated }: Rule): f.ChartSeries | undefined => {
    if (!tuned || !simulated) return undefined;
    return whiskers(name, role, [tuned.best.rate], [positiveMeanInterval([...simulated])]);
  };
  const lowest = Math.min(plain.tuned?.best.loss ?? 0.5, own.tuned?.best.loss ?? 0.5, 0.5);
  const floor = Math.floor(Math.log10(lowest / 2));
  return f.chart({
    name: 'rates',
    title: `Expected loss after ${steps} steps at each rate, batch size ${batchSize}, with and without momentum ${beta}`,
    x: f.logAxis('rate on the batch mean', [RATES[0]!, RATES.at(-1)!], { ticks: [0.01, 0.1, 1, 10] }),
    y: f.logAxis(`expected loss after ${steps} steps`, [10 ** floor, 2], {
      format: 'power',
      ticks: Array.from({ length: 1 - floor }, (_, k) => 10 ** (floor + k)),
    }),
    series: f.some(
      exact('plain descent', 'baseline', plain, 'plain'),
      beta > 0 && exact(`momentum ${beta}`, 'run', own, 'momentum'),
      dot('plain descent, simulated', 'baseline', plain),
      beta > 0 && dot('momentum, simulated', 'run', own),
    ),
  });
}

function gainChart({ batchSize, beta }: V, gain: Gain): f.ChartPanel {
  const gains = (b: number, role: f.Role): f.ChartSeries => {
    const sizes = BATCHES.filter((size) => gain(size, b) !== undefined);
    const y = Float64Array.from(sizes, (size) => gain(size, b)!);
    return f.line(`β ${b}`, role, sizes, y, { label: true });
  };
  const own = gain(batchSize, beta);
  return f.chart({
    name: 'gains',
    title: 'What the best momentum gains over the best plain descent, for each batch size',
    x: f.logAxis('batch size *B*', [1, 4096], { ticks: [1, 16, 256, 4096] }),
    y: f.axis('loss saved by momentum', [-0.3, 0.5], { ticks: [-0.2, 0, 0.2, 0.4], format: 'percent' }),
    references: [f.level(0, '', 'baseline')],
    series: f.some(
      BETAS.filter((b) => b > 0 && b !== beta).map((b) => gains(b, 'measured')),
      beta > 0 && gains(beta, 'run'),
    ),
    points: f.some(own !== undefined && f.point('end', 'your pair', batchSize, Math.max(-0.3, own), { role: 'run' })),
  });
}

function verdictsOf({ beta }: V, gain: number | undefined): f.Presented['verdict'] {
  if (beta !== 0 && gain === undefined) return f.measuring('The rates are being tried.');
  const said = (words: string): string =>
    `After {steps} steps with batches of {batchSize}, both at their best rates, ${words} (expected losses {loss} and {plainLoss}).`;
  return [
    [gain === undefined || beta === 0, 'At β = 0 there is no momentum to compare with plain descent.'],
    [gain! >= WORTH, said('momentum ends {gain} lower than plain descent'), 'holds'],
    [gain! >= 0, said('momentum saves {gain}: hardly anything'), 'depends'],
    [true, said('momentum ends {times} times as high as plain descent'), 'fails'],
  ];
}
