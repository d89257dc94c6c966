import { number, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { bothWays, decayWay, WAYS, type Way, wayNames } from '../../kit/decay-way.ts';
import { seed, stepCount } from '../../kit/fields.ts';
import { opening } from '../../kit/in-words.ts';
import { intervalBand, type Measured, meanOf, measuredCells } from '../../kit/measured.ts';
import { pullMap } from './pull-map.ts';
import { ALPHA, POINTS, pointAt, RUNS, type Shrinking, sdOf, shrinking, shrinksInTheory } from './two-weights.ts';

const parameters = {
  way: decayWay,
  lambda: number({
    label: 'Decay λ',
    symbol: String.raw`\lambda`,
    help: 'How strongly the weights are pulled towards zero.',
    default: 0.1,
    min: 0.001,
    max: 1,
    step: 0.001,
    scale: 'log',
  }),
  ratio: number({
    label: 'Large gradients over small',
    help: 'How many times larger the gradients of the second weight are than those of the first. Both sizes lie around 1.',
    default: 30,
    min: 1,
    max: 1000,
    step: 1,
    scale: 'log',
  }),
  steps: stepCount('How many steps each run makes.', [100, 1000, 2000]),
  seed: seed('Decides the noise.'),
};
type V = Values<typeof parameters>;
type Which = 'small' | 'large';

const WHICH: readonly Which[] = ['small', 'large'];
const names = { small: 'small gradients', large: 'large gradients' } as const;
/** Two weights shrink equally if they never differ by more than this, beyond their intervals. */
const ALIKE = 0.1;
/** A weight with more than this fraction left has hardly begun to shrink. */
const BARELY = 0.9;

export default f.defineExperiment({
  title: 'Weight decay, twice',
  question: 'Does weight decay in Adam shrink every weight alike?',
  claim: 'Weight decay shrinks both weights alike',
  source: 'Loshchilov and Hutter 2019 (arXiv 1711.05101)',
  caption: `Two weights that the loss does not need begin at 1. Their gradients are nothing but noise, large for one and small for the other, so only weight decay moves them on average. On the map each weight is an axis: the line is the mean of all runs, the dashed line theory, and small dots are where single runs end. The tints are the penalty λ*ϕ*²/2. The charts have the two weights at each step; α is ${ALPHA}. L2 adds λ*ϕ* to the gradient, and Adam divides it by the root of *v*; decoupled decay is not divided. Which of the two weights needs to be forgotten sooner? ${RUNS} runs, with 95 % intervals.`,
  pace: 'ensemble',
  checked: 'PyTorch’s Adam and AdamW',
  main: ['way', 'ratio'],
  parameters,
  parts: ({ way, lambda, ratio, steps, seed: first }: V) => ({
    runs: new Map(bothWays(way).map((one): [Way, Shrinking] => [one, { way: one, lambda, ratio, steps, seed: first }])),
  }),
  measure: { runs: shrinking },
  present(values, { runs }, { at, pinned } = {}) {
    const { way, lambda, ratio, steps } = values;
    const leftOf = (one: Way, which: Which, k = POINTS): Measured | undefined => {
      const column = runs.get(one)?.[which];
      return column && meanOf([...column.subarray(k * RUNS, (k + 1) * RUNS)]);
    };
    const inTheory = (one: Way, which: Which) =>
      f.fixed(shrinksInTheory(one, lambda, sdOf(which, ratio), steps).at(-1), 2);
    const own = { small: leftOf(way, 'small'), large: leftOf(way, 'large') };
    return {
      panels: [
        pullMap({ ...values, own: runs.get(way), before: pinned?.results.runs.get(pinned.values.way), at }),
        ...bothWays(way).map((one) => weightsChart(values, one, leftOf, one === way ? pinned?.values : undefined)),
        leftTable(leftOf, (one, which) => shrinksInTheory(one, lambda, sdOf(which, ratio), steps).at(-1) ?? Number.NaN),
      ] satisfies f.Panel[],
      steps,
      ...(own.small &&
        own.large && {
          summary:
            at === 0
              ? 'Both weights are pulled towards zero.'
              : '{small} is left of the weight with small gradients, and {large} of the other.',
        }),
      numbers: f.known({
        steps: f.count(steps),
        runs: f.count(RUNS),
        lambda: f.significant(lambda, 2),
        ratio: f.count(ratio),
        small: f.fixed(own.small, 2),
        large: f.fixed(own.large, 2),
        coupledSmall: f.fixed(leftOf('coupled', 'small'), 2),
        coupledLarge: f.fixed(leftOf('coupled', 'large'), 2),
        decoupledSmall: f.fixed(leftOf('decoupled', 'small'), 2),
        decoupledLarge: f.fixed(leftOf('decoupled', 'large'), 2),
        coupledSmallTheory: inTheory('coupled', 'small'),
        coupledLargeTheory: inTheory('coupled', 'large'),
        decoupledTheory: inTheory('decoupled', 'large'),
      }),
      verdict: verdictOf(
        way,
        Array.from({ length: POINTS + 1 }, (_, k) => [leftOf(way, 'small', k), leftOf(way, 'large', k)]),
      ),
    };
  },
});

/** Both weights at each point of the run. */
function verdictOf(
  way: Way,
  points: readonly (readonly [Measured | undefined, Measured | undefined])[],
): f.Presentation['verdict'] {
  const apart = points.map(
    ([one, other]) => one && other && Math.abs(one.value - other.value) - half(one) - half(other),
  );
  if (apart.includes(undefined)) return f.measuring('The runs are being computed.');
  const said = `${opening(wayNames[way])} leaves {small} of the weight with small gradients after {steps} steps, and {large} of the one with large gradients`;
  const [small, large] = points.at(-1)!;
  if (Math.min(small!.value, large!.value) > BARELY) return { text: `${said}: too few steps to tell.` };
  if (Math.max(...f.some(...apart)) > ALIKE) return { text: `${said}: they do not shrink alike.`, outcome: 'fails' };
  if (apart.at(-1)! > 0) return { text: `${said}: nearly alike, but not quite.`, outcome: 'depends' };
  return { text: `${said}: as far as these runs can tell, alike.`, outcome: 'holds' };
}

const half = ({ value, high = value }: Measured): number => high - value;

type LeftOf = (way: Way, which: Which, k?: number) => Measured | undefined;

function weightsChart({ lambda, ratio, steps }: V, way: Way, leftOf: LeftOf, before: V | undefined): f.ChartPanel {
  const x = Float64Array.from({ length: POINTS + 1 }, (_, k) => pointAt(k, steps));
  return f.chart({
    name: way,
    title: `The two weights, step by step, with ${wayNames[way]}`,
    x: f.axis('step *t*', [0, steps]),
    y: f.axis('weight ϕ', [-0.1, 1.1], { ticks: [0, 0.5, 1] }),
    steps: true,
    series: WHICH.flatMap((which) => {
      const role = which === 'small' ? 'run' : 'measured';
      const measured = Array.from({ length: POINTS + 1 }, (_, k) => leftOf(way, which, k));
      const there = measured.filter((one) => one !== undefined);
      const theory = shrinksInTheory(way, lambda, sdOf(which, ratio), steps);
      const expected = f.line(`${names[which]}, theory`, 'baseline', theory, { faint: true });
      if (there.length <= POINTS) return [expected];
      const earlier =
        before && before.way !== way && shrinksInTheory(before.way, before.lambda, sdOf(which, before.ratio), steps);
      return [
        ...(earlier ? [f.line(`${names[which]}, pinned theory`, 'baseline', earlier, { faint: true })] : []),
        intervalBand(`${names[which]}, interval`, role, x, there),
        expected,
        f.line(
          names[which],
          role,
          x,
          there.map(({ value }) => value),
          { label: true },
        ),
      ];
    }),
  });
}

function leftTable(leftOf: LeftOf, inTheory: (way: Way, which: Which) => number): f.TablePanel {
  return f.table({
    name: 'left',
    title: 'What is left of each weight at the end',
    columns: [
      f.words('weight decay'),
      f.words('weight'),
      f.figures('mean', 3),
      f.figures('95 %, from', 3),
      f.figures('to', 3),
      f.figures('theory', 3),
    ],
    rows: WAYS.flatMap((way) =>
      WHICH.flatMap((which) => {
        const left = leftOf(way, which);
        return left ? [[wayNames[way], names[which], ...measuredCells(left), inTheory(way, which)]] : [];
      }),
    ),
  });
}
