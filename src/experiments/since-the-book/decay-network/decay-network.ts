import { integer, number, type Values } from '../../../engine/schema.ts';
import { median } from '../../../engine/statistics/index.ts';
import {
  axis,
  type ChartPanel,
  chart,
  count,
  defineExperiment,
  figures,
  fixed,
  keyedByPart,
  known,
  level,
  line,
  logAxis,
  type Presentation,
  percent,
  significant,
  some,
  type TablePanel,
  table,
  words,
} from '../../../figure/index.ts';
import { decayWay, WAYS, type Way } from '../../kit/decay-way.ts';
import { firstSeed, seedCount, stepCount } from '../../kit/fields.ts';
import { type Measured, meanOf, whiskers } from '../../kit/measured.ts';
import { scriptByRule } from '../../kit/network-by-rule.ts';
import { tooFew } from '../../kit/too-few.ts';
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
  steps: stepCount('How many steps each run makes, on 50 examples each.', { default: 400, min: 50, max: 1500 }),
  examples: integer({
    label: 'Examples *I*',
    symbol: 'I',
    help: 'How many examples each network learns from.',
    default: 1000,
    min: 100,
    max: 4000,
    scale: 'log',
  }),
  seeds: seedCount('How many networks are trained, each with its own examples, weights and batches.', {
    default: 8,
    min: 2,
    max: 12,
  }),
  seed: firstSeed('Decides the examples, the weights and the batches.'),
};
type V = Values<typeof parameters>;

const ways = { coupled: 'L2 in Adam', decoupled: 'decoupled decay' } as const;
/** Two groups shrink alike if what is left of them differs by no more than this. */
const ALIKE = 0.1;
/** The decay of the run that is exported. */
const EXPORTED = 3;

export default defineExperiment({
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
  parts: (values: V) => ({ networks: keyedByPart(partsOf(values)) }),
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
    const [own, coupled, decoupled] = [seen.get(way), seen.get('coupled'), seen.get('decoupled')];
    const first = ends.find(({ part }) => part.way === way && part.seed === seed);
    const of = partsOf(values).length;
    return {
      panels: [leftChart(way, seen), lossChart(way, seen), seenTable(seen)],
      numbers: known({
        done: count(networks.size),
        of: count(of),
        seeds: count(values.seeds),
        apart: ends.length > 0 ? fixed(median(ends.map(({ apart }) => apart)), 0) : undefined,
        small: share(own?.left?.[0]),
        large: share(own?.left?.at(-1)),
        coupledSmall: share(coupled?.left?.[0]),
        coupledLarge: share(coupled?.left?.at(-1)),
        decoupledSmall: share(decoupled?.left?.[0]),
        decoupledLarge: share(decoupled?.left?.at(-1)),
        coupledLambda: coupled?.lambda === undefined ? undefined : significant(coupled.lambda, 1),
        decoupledLambda: decoupled?.lambda === undefined ? undefined : significant(decoupled.lambda, 1),
        plainLoss: fixed(own?.plain, 2),
        coupledLoss: fixed(coupled?.best, 2),
        decoupledLoss: fixed(decoupled?.best, 2),
        difference: fixed(differenceOf(coupled, decoupled), 3),
        firstLoss: fixed(first?.testLosses[1 + EXPORTED] ?? undefined, 4),
      }),
      verdict: verdictOf(way, own, { done: networks.size, of }),
    };
  },
  python: ({ way, alpha, steps, examples, seed }) =>
    scriptByRule(
      runOf({ way, alpha, steps, examples, seed }, LAMBDAS[way][EXPORTED]!),
      `The first seed, with ${ways[way]} at ${LAMBDAS[way][EXPORTED]}: its loss on new examples.`,
      { firstLoss: 'np.mean(outer(forward(phi, X_test)[-1], np.eye(10)[y_test])[0])' },
    ),
});

/** The way that is drawn first, seed after seed. */
const partsOf = ({ way, alpha, steps, examples, seeds, seed }: V): Decayed[] =>
  [way, ...WAYS.filter((one) => one !== way)].flatMap((one) =>
    Array.from({ length: seeds }, (_, s) => ({ way: one, alpha, steps, examples, seed: seed + s })),
  );

const share = (value: Measured | undefined) => value && percent(value, 0);

/** The means and intervals of one way over its seeds. */
interface Seen {
  /** Losses on new examples without decay, and at each decay. */
  plain: Measured | undefined;
  losses: readonly (Measured | undefined)[];
  /** The decay that does best, its loss seed by seed, and what it leaves of each group. */
  lambda: number | undefined;
  best: Measured | undefined;
  bestLosses: ReadonlyMap<number, number>;
  left: readonly (Measured | undefined)[] | undefined;
  /** The share left of the last group less that of the first, seed by seed. */
  apart: Measured | undefined;
}

function seenOf(way: Way, ends: readonly (DecayedEnd & { part: Decayed })[]): Seen {
  const at = (k: number): number[] => ends.map(({ testLosses }) => testLosses[k] ?? Number.POSITIVE_INFINITY);
  const losses = LAMBDAS[way].map((_, k) => meanOf(at(k + 1)));
  const values = losses.map((one) => one?.value ?? Number.POSITIVE_INFINITY);
  const k = values.indexOf(Math.min(...values));
  const found = Number.isFinite(values[k]);
  const groups = Array.from({ length: GROUPS }, (_, g) => ends.map(({ left }) => left[k]?.[g] ?? Number.NaN));
  return {
    plain: meanOf(at(0)),
    losses,
    lambda: found ? LAMBDAS[way][k] : undefined,
    best: found ? losses[k] : undefined,
    bestLosses: new Map(ends.map(({ part, testLosses }) => [part.seed, testLosses[k + 1] ?? Number.POSITIVE_INFINITY])),
    left: found ? groups.map(meanOf) : undefined,
    apart: found ? meanOf(groups[0]!.map((small, s) => groups.at(-1)![s]! - small)) : undefined,
  };
}

/** By how much L2 at its best decay ends above decoupled decay at its own, seed by seed. */
function differenceOf(coupled: Seen | undefined, decoupled: Seen | undefined): Measured | undefined {
  const both = [...(coupled?.bestLosses ?? [])].flatMap(([seed, loss]) => {
    const other = decoupled?.bestLosses.get(seed);
    return other === undefined ? [] : [loss - other];
  });
  return meanOf(both);
}

function verdictOf(way: Way, own: Seen | undefined, all: { done: number; of: number }): Presentation['verdict'] {
  const { low, high } = own?.apart ?? {};
  if (low === undefined || high === undefined)
    return tooFew(all, 'So far {done} of {of} networks: too few to compare.', 'Too few of the runs stayed finite.');
  const so = all.done < all.of ? 'So far, with {done} of {of} parts: ' : '';
  const outcome = Math.max(-low, high) <= ALIKE ? 'holds' : low > ALIKE || high < -ALIKE ? 'fails' : 'depends';
  return {
    text: `${so}${way === 'coupled' ? 'L2 in Adam' : 'Decoupled decay'} leaves {small} of the weights with the smallest gradients and {large} of those with the largest.`,
    outcome,
  };
}

type ByWay = ReadonlyMap<Way, Seen>;
const roleOf = (one: Way, way: Way) => (one === way ? 'run' : 'measured');

function leftChart(way: Way, seen: ByWay): ChartPanel {
  const x = Float64Array.from({ length: GROUPS }, (_, g) => g + 1);
  return chart({
    name: 'left',
    title: 'What is left of each quarter of the weights, at the best decay of each way',
    x: axis('quarter of the weights, from small gradients to large', [0.7, GROUPS + 0.3], { ticks: [1, 2, 3, 4] }),
    y: axis('left, as a share of no decay', [0, 1.05], { ticks: [0, 0.5, 1] }),
    series: WAYS.flatMap((one) => {
      const left = some(...(seen.get(one)?.left ?? []));
      if (left.length < GROUPS || left.some(({ value }) => !Number.isFinite(value))) return [];
      const role = roleOf(one, way);
      return [
        whiskers(`${ways[one]}, interval`, role, x, left),
        line(
          ways[one],
          role,
          x,
          Float64Array.from(left, ({ value }) => value),
          { label: ways[one] },
        ),
      ];
    }),
  });
}

function lossChart(way: Way, seen: ByWay): ChartPanel {
  const finite = [...seen.values()].flatMap(({ plain, losses }) =>
    some(plain, ...losses).flatMap(({ value }) => (Number.isFinite(value) ? [value] : [])),
  );
  const [least, most] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [1, 2];
  const plain = seen.get(way)?.plain;
  return chart({
    name: 'loss',
    title: 'Loss on new examples against the decay',
    x: logAxis('decay λ', [5e-5, 20], { ticks: [1e-4, 1e-2, 1], format: 'power' }),
    y: axis('loss on new examples', [least - 0.1, most + 0.1]),
    references: some(plain && Number.isFinite(plain.value) && level(plain.value, 'no decay', 'baseline')),
    series: WAYS.flatMap((one) => {
      const there = LAMBDAS[one].flatMap((lambda, k) => {
        const loss = seen.get(one)?.losses[k];
        return loss && Number.isFinite(loss.value) ? [{ lambda, loss }] : [];
      });
      if (there.length === 0) return [];
      const x = Float64Array.from(there, ({ lambda }) => lambda);
      const y = Float64Array.from(there, ({ loss }) => loss.value);
      const role = roleOf(one, way);
      return [
        whiskers(
          `${ways[one]}, interval`,
          role,
          x,
          there.map(({ loss }) => loss),
        ),
        line(ways[one], role, x, y, { label: ways[one] }),
      ];
    }),
  });
}

function seenTable(seen: ByWay): TablePanel {
  return table({
    name: 'groups',
    title: 'The best decay of each way, in numbers',
    columns: [
      words('weight decay'),
      figures('best λ', 4),
      figures('loss on new examples', 3),
      ...Array.from({ length: GROUPS }, (_, g) => figures(`left of quarter ${g + 1}`, 3)),
    ],
    rows: WAYS.flatMap((way) => {
      const { lambda, best, left } = seen.get(way) ?? {};
      return lambda === undefined || !best || !left
        ? []
        : [[ways[way], lambda, best.value, ...left.map((one) => one?.value ?? null)]];
    }),
  });
}
