import { number, type Values } from '../../../engine/schema.ts';
import { median } from '../../../engine/statistics/index.ts';
import * as f from '../../../figure/index.ts';
import { type Best, bestOverSeeds, betweenBest } from '../../kit/best-over-seeds.ts';
import { bothWays, decayWay, WAYS, type Way, wayNames } from '../../kit/decay-way.ts';
import { exampleCount, networkSeeds, stepCount } from '../../kit/fields.ts';
import { opening } from '../../kit/in-words.ts';
import { lineWithWhiskers, type Measured, meanOf } from '../../kit/measured.ts';
import { scriptByRule } from '../../kit/network-by-rule.ts';
import { soFar, tooFew } from '../../kit/too-few.ts';
import { type Decayed, type DecayedEnd, decayed, GROUPS, LAMBDAS, runOf, workOf } from './decayed-network.ts';

const parameters = {
  way: decayWay,
  alpha: number({
    label: 'First rate α',
    symbol: String.raw`\alpha`,
    help: 'Adam’s rate at the first step. It falls to zero in a straight line.',
    default: 0.01,
    min: 0.001,
    max: 0.05,
    step: 0.001,
    scale: 'log',
  }),
  steps: stepCount('How many steps each run makes, on 50 examples each.', [50, 400, 1500]),
  examples: exampleCount('How many examples each network learns from.', [100, 1000, 4000]),
  ...networkSeeds([2, 8, 12]),
};
type V = Values<typeof parameters>;

/** Two groups shrink equally if the remaining fractions differ by no more than this. */
const ALIKE = 0.1;
/** The decay of the exported run. */
const EXPORTED = 3;

export default f.defineExperiment({
  title: 'Weight decay on a network',
  question: 'Which weights of a network does weight decay reach?',
  claim: 'Weight decay shrinks all weights of a network alike',
  source: 'Loshchilov and Hutter 2019 (arXiv 1711.05101); MNIST-1D',
  caption:
    'A network with two hidden layers of 32 rectifiers, trained by Adam with six decays in either way. Its weights are put into four equal groups by the size of their gradients in a run without decay, and the chart has what is left of each group, as a share of its size in that run, at the decay that does best on a thousand new examples. Then the loss on those new examples against the decay. Which groups does each way reach, and is one of them better? Means over the seeds, with 95 % intervals; the best decay is chosen on the same new examples that it is judged by.',
  pace: 'long',
  checked: 'own networks and examples in NumPy',
  main: ['way', 'alpha'],
  parameters,
  quick: { seeds: 2, steps: 50, examples: 100 },
  parts: (values: V) => ({ networks: f.keyedByPart(partsOf(values)) }),
  work: { networks: workOf },
  measure: { networks: decayed },
  present(values, { networks }) {
    const { way, seed } = values;
    const ends = [...networks].map(([part, end]) => ({ ...end, part }));
    const seen = new Map(
      WAYS.map((one) => [
        one,
        seenOf(
          one,
          ends.filter(({ part }) => part.way === one),
        ),
      ]),
    );
    const own = seen.get(way);
    const first = ends.find(({ part }) => part.way === way && part.seed === seed);
    const of = partsOf(values).length;
    return {
      panels: [leftChart(way, seen), lossChart(way, seen), seenTable(seen)],
      numbers: f.known({
        done: f.count(networks.size),
        of: f.count(of),
        seeds: f.count(values.seeds),
        apart: ends.length > 0 ? f.fixed(median(ends.map(({ apart }) => apart)), 0) : undefined,
        small: share(own?.left?.[0]),
        large: share(own?.left?.at(-1)),
        ...Object.assign({}, ...WAYS.map((one) => numbersOf(one, seen.get(one)))),
        plainLoss: f.fixed(own?.plain, 2),
        difference: f.fixed(
          betweenBest(seen.get('coupled'), seen.get('decoupled'), (l2, own) => l2 - own),
          3,
        ),
        firstLoss: f.fixed(first?.testLosses[1 + EXPORTED] ?? undefined, 4),
      }),
      verdict: verdictOf(way, own, { done: networks.size, of }),
    };
  },
  python: ({ way, alpha, steps, examples, seed }) =>
    scriptByRule(
      runOf({ way, alpha, steps, examples, seed }, LAMBDAS[way][EXPORTED]!),
      `The first seed, with ${wayNames[way]} at ${LAMBDAS[way][EXPORTED]}: its loss on new examples.`,
      { firstLoss: 'np.mean(outer(forward(phi, X_test)[-1], np.eye(10)[y_test])[0])' },
    ),
});

/** The displayed way first, seed after seed. */
const partsOf = ({ way, alpha, steps, examples, seeds, seed }: V): Decayed[] =>
  bothWays(way).flatMap((one) =>
    Array.from({ length: seeds }, (_, s) => ({ way: one, alpha, steps, examples, seed: seed + s })),
  );

const share = (value: Measured | undefined) => value && f.percent(value, 0);

/**
 * The means and intervals of one way over its seeds: losses on new examples at each decay, and the weights left by the
 * best one.
 */
interface Seen extends Best {
  /** The loss on new examples without decay. */
  plain: Measured | undefined;
  /** The best decay, and the fraction left of each group. */
  lambda: number | undefined;
  left: readonly (Measured | undefined)[] | undefined;
  /** The fraction left of the last group minus that of the first, seed by seed. */
  apart: Measured | undefined;
}

function seenOf(way: Way, ends: readonly (DecayedEnd & { part: Decayed })[]): Seen {
  const lambdas = LAMBDAS[way];
  const best = bestOverSeeds(
    ends.map(({ part, testLosses }) => ({ seed: part.seed, losses: testLosses.slice(1) })),
    lambdas.length,
  );
  const { place } = best;
  const shares = (g: number): number[] => ends.map(({ left }) => left[place!]?.[g] ?? Number.NaN);
  return {
    ...best,
    plain: meanOf(ends.map(({ testLosses }) => testLosses[0] ?? Number.POSITIVE_INFINITY)),
    ...(place === undefined
      ? { lambda: undefined, left: undefined, apart: undefined }
      : {
          lambda: lambdas[place],
          left: Array.from({ length: GROUPS }, (_, g) => meanOf(shares(g))),
          apart: meanOf(shares(0).map((small, s) => shares(GROUPS - 1)[s]! - small)),
        }),
  };
}

const numbersOf = (way: Way, seen: Seen | undefined) => ({
  [`${way}Small`]: share(seen?.left?.[0]),
  [`${way}Large`]: share(seen?.left?.at(-1)),
  [`${way}Lambda`]: seen?.lambda === undefined ? undefined : f.significant(seen.lambda, 1),
  [`${way}Loss`]: f.fixed(seen?.loss, 2),
});

function verdictOf(way: Way, own: Seen | undefined, all: { done: number; of: number }): f.Presentation['verdict'] {
  const { low, high } = own?.apart ?? {};
  if (low === undefined || high === undefined)
    return tooFew(all, 'So far {done} of {of} networks: too few to compare.', 'Too few of the runs stayed finite.');
  const so = soFar(all, 'networks');
  const outcome = Math.max(-low, high) <= ALIKE ? 'holds' : low > ALIKE || high < -ALIKE ? 'fails' : 'depends';
  return {
    text: `${so}${opening(wayNames[way])} leaves {small} of the weights with the smallest gradients and {large} of those with the largest.`,
    outcome,
  };
}

type ByWay = ReadonlyMap<Way, Seen>;
const roleOf = (one: Way, way: Way) => (one === way ? 'run' : 'measured');

function leftChart(way: Way, seen: ByWay): f.ChartPanel {
  const x = Float64Array.from({ length: GROUPS }, (_, g) => g + 1);
  return f.chart({
    name: 'left',
    title: 'What is left of each quarter of the weights, at the best decay of each way',
    x: f.axis('quarter of the weights, from small gradients to large', [0.7, GROUPS + 0.3], { ticks: [1, 2, 3, 4] }),
    y: f.axis('left, as a share of no decay', [0, 1.05], { ticks: [0, 0.5, 1] }),
    series: WAYS.flatMap((one) => lineWithWhiskers(wayNames[one], roleOf(one, way), x, seen.get(one)?.left ?? [])),
  });
}

function lossChart(way: Way, seen: ByWay): f.ChartPanel {
  const finite = [...seen.values()].flatMap(({ plain, losses }) =>
    f.some(plain, ...losses).flatMap(({ value }) => (Number.isFinite(value) ? [value] : [])),
  );
  const [least, most] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [1, 2];
  const plain = seen.get(way)?.plain;
  return f.chart({
    name: 'loss',
    title: 'Loss on new examples against the decay',
    x: f.logAxis('decay λ', [5e-5, 20], { ticks: [1e-4, 1e-2, 1], format: 'power' }),
    y: f.axis('loss on new examples', [least - 0.1, most + 0.1]),
    references: f.some(plain && Number.isFinite(plain.value) && f.level(plain.value, 'no decay', 'baseline')),
    series: WAYS.flatMap((one) =>
      lineWithWhiskers(wayNames[one], roleOf(one, way), LAMBDAS[one], seen.get(one)?.losses ?? []),
    ),
  });
}

function seenTable(seen: ByWay): f.TablePanel {
  return f.table({
    name: 'groups',
    title: 'The best decay of each way, in numbers',
    columns: [
      f.words('weight decay'),
      f.figures('best λ', 4),
      f.figures('loss on new examples', 3),
      ...Array.from({ length: GROUPS }, (_, g) => f.figures(`left of quarter ${g + 1}`, 3)),
    ],
    rows: WAYS.flatMap((way) => {
      const { lambda, loss, left } = seen.get(way) ?? {};
      return lambda === undefined || !loss || !left
        ? []
        : [[wayNames[way], lambda, loss.value, ...left.map((one) => one?.value ?? null)]];
    }),
  });
}
