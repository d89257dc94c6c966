import { number, type Values } from '../../../engine/index.ts';
import { type Regime, regime, stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { learningRate, momentumBeta, stepCount } from '../../kit/fields.ts';
import { offerBelow, SAFE } from '../../kit/limits.ts';
import { traceWithTerms } from '../../kit/momentum-steps.ts';
import { startOnMap, startRing } from '../../kit/start-on-map.ts';
import { alongOne, kindsMap } from './kinds-map.ts';
import { descentRate, distanceAt, tellingStep, valleyRun, valleyTints, WINDOW, type WithTerms } from './long-valley.ts';

/** Largest rate on the control. */
const MOST = 100;

const parameters = {
  alpha: learningRate('How long a step is. It multiplies the averaged slope, as in the book.', [0.1, 3, MOST]),
  beta: momentumBeta(
    'How much of its speed the ball keeps at each step; at 0 it keeps none, and the run is plain descent.',
    [0, 0.8, 0.99],
  ),
  ...startOnMap([-9, 2.1], ['place along the valley', 'place across it'], WINDOW, { whose: 'both runs start' }),
  kappa: number({
    label: 'Length of the valley κ',
    symbol: String.raw`\kappa`,
    help: 'How many times more steeply the walls curve than the floor.',
    default: 50,
    min: 1,
    max: 200,
    step: 1,
    scale: 'log',
  }),
  steps: stepCount('How many steps both runs make.', [5, 40, 200]),
};
type V = Values<typeof parameters>;

const isDescent = ({ alpha, beta, kappa }: V): boolean => beta === 0 && Math.abs(alpha - descentRate(kappa)) < 0.005;

/** Printed by both scripts. */
const END = 'float(np.linalg.norm(path[-1]))';
/** Relative difference up to which distances count as equal. */
const TIE = 0.02;

export default f.experimentOfRuns({
  title: 'A ball in a long valley',
  question: 'The minimum is straight ahead. Why does descent keep hitting the walls?',
  claim: 'Momentum is nearer to the minimum than plain descent',
  source: 'UDL 6.3, eq 6.11; the map after Goh 2017',
  caption:
    'Press Play and watch the floor of the valley: which line gets along it? Magenta is your run, grey is plain descent at its best rate, and the arrow is what the ball still has at one step. Each place on the small map is a pair of α (to the right) and β (upwards), and its tint is the kind of run they give; the dashed curves are where runs begin to ripple and where they begin to diverge. Nothing here is random.',
  pace: 'instant',
  checked: 'theory of each direction',
  parameters,
  together: [['phi0', 'phi1']],
  main: ['alpha', 'beta'],
  about: 'Momentum and plain descent in a long valley: how far from the minimum each ends.',
  runs: {
    withMomentum: (v: V) =>
      f.run(valleyRun(v), 'run', 'with momentum', {
        // At the rate and momentum of plain descent the reader's run is that run.
        label: isDescent(v) ? 'plain descent' : v.beta === 0 ? 'your run' : 'with momentum',
        prints: { distance: END },
        measure: traceWithTerms,
      }),
    plainDescent: (v: V) =>
      f.run(valleyRun({ ...v, alpha: descentRate(v.kappa), beta: 0 }), 'baseline', 'plain descent', {
        // Beside a second descent its name would not distinguish the two.
        label: isDescent(v) ? '' : v.beta === 0 ? 'at the best rate' : 'plain descent',
        prints: { descentDistance: END },
      }),
  },
  parts: ({ alpha, beta }: V) => ({ strip: { alpha, beta } }),
  /** Only along curvature 1, from 1. */
  measure: { strip: (pair: Pick<V, 'alpha' | 'beta'>) => alongOne(pair) },
  present(values, { withMomentum: own, plainDescent: descent, strip }, { at }) {
    const limit = stabilityLimit(values.beta);
    const now = at ?? values.steps;
    // The equation needs a step that is made: the last one at the end, an instructive one if none is selected.
    const t = Math.min(at ?? tellingStep(own, values.beta), own.last - 1);
    const [distance, other] = [distanceAt(own, now), distanceAt(descent, now)];
    const home = homeAt(own);
    const diverges = regime(values.alpha, values.beta, 1) === 'divergent';
    return {
      panels: [valley(values, own, descent, t), kindsMap(values, strip)],
      numbers: f.known({
        at: f.count(now),
        distance: away(distance),
        descentDistance: away(other),
        along: f.fixed(Math.abs(own.at(now)[0]), 1),
        end: f.fixed(own.at(now)[0], 1),
        descentAlong: f.fixed(Math.abs(descent.at(now)[0]), 1),
        home: home === undefined ? undefined : f.count(home),
        near: f.fixed(THERE, 1),
        lengthRatio: f.significant(f.lengthTo(descent, now) / f.lengthTo(own, now), 2),
        descentRate: f.fixed(descentRate(values.kappa), 2),
        limit: f.significant(limit, 3),
        // Before the first step the memory is empty.
        ...stepNumbers(own, values.beta, at === 0 ? Math.min(tellingStep(own, values.beta), own.last - 1) : t),
      }),
      events: eventsOf(own),
      summary: [
        [now === 0, 'The start is {distance} from the lowest place.'],
        [now > own.last || diverges, 'The steps across the valley grow: this run diverges.'],
        [values.beta === 0, 'Without momentum, this run is {distance} from the lowest place.'],
        [
          home !== undefined && now >= home,
          'The ball is home after {home} steps and stays; plain descent is {descentDistance} from the lowest place.',
        ],
        [true, 'The ball is {distance} from the lowest place, plain descent {descentDistance}.'],
      ],
      summaries: { kinds: KIND_SAID[regime(values.alpha, values.beta, 1)] },
      verdict: [
        [
          diverges,
          `Across the valley your run ${now > own.last ? 'has left the map' : 'swings wider at every step'}: for this β a rate above {limit} diverges.`,
          'fails',
        ],
        [now === 0, 'Both runs start here, {distance} from the minimum, and without any speed.'],
        [
          true,
          'After {at} steps you are {distance} from the minimum, plain descent {descentDistance}.',
          nearer(distance, other),
        ],
      ],
      limits: {
        alpha: [{ at: limit, label: 'limit' }],
        ...(values.alpha > 2 && {
          beta: [{ at: lowestBeta(values.alpha), label: 'limit', side: 'below' as const }],
        }),
      },
      ...(values.alpha >= limit && { offers: offerBelow('alpha', Math.min(limit, MOST / SAFE)) }),
    };
  },
});

/** Which of two distances is smaller. */
const nearer = (one: number, other: number): f.Outcome =>
  Math.abs(one - other) <= TIE * Math.max(one, other) ? 'depends' : one < other ? 'holds' : 'fails';

/** A distance on the map: less than a thousandth counts as none. */
const away = (distance: number): f.ShownNumber =>
  distance < 0.001 ? f.fixed(distance, 3) : f.significant(distance, 2);

/** Below this momentum a rate above 2 diverges across the valley. */
const lowestBeta = (alpha: number): number => (alpha - 2) / (alpha + 2);

/** A term of the equation: a few digits are enough for a diverging run, whose terms are then no wider than others. */
const term = (value: number): f.ShownNumber => (Math.abs(value) < 100 ? f.fixed(value, 3) : f.significant(value, 3));

/** The terms of equation 6.11 at a step, along the valley and across it. */
function stepNumbers({ x, y, terms }: WithTerms, beta: number, t: number): Record<string, f.ShownNumber> {
  const [along, across] = terms;
  const both = (name: string, first: number, second: number): [string, f.ShownNumber][] => [
    [`${name}Along`, term(first)],
    [`${name}Across`, term(second)],
  ];
  return {
    shown: f.count(t),
    share: f.fixed(1 - beta, 2),
    ...Object.fromEntries([
      ...both('memory', along!.m[t]!, across!.m[t]!),
      ...both('slope', along!.g[t]!, across!.g[t]!),
      ...both('average', along!.m[t + 1]!, across!.m[t + 1]!),
      ...both('kept', beta * along!.m[t]!, beta * across!.m[t]!),
      ...both('added', (1 - beta) * along!.g[t]!, (1 - beta) * across!.g[t]!),
      ...both('here', x[t]!, y[t]!),
      ...both('next', x[t + 1]!, y[t + 1]!),
    ]),
  };
}

function valley(values: V, own: WithTerms, descent: f.RunInView, t: number): f.SurfacePanel {
  const { alpha, beta, phi0, phi1, kappa } = values;
  const from = own.at(t);
  const kept = own.terms.map(({ m }) => alpha * beta * m[t]!);
  return f.map({
    name: 'valley',
    title: 'A valley that is steep across and nearly flat along, with both runs from one start',
    x: f.axis('along the valley', WINDOW.xDomain, { ticks: [-10, -5, 0, 5] }),
    y: f.axis('across it', WINDOW.yDomain, { ticks: [-3, 0, 3] }),
    bands: valleyTints(kappa),
    points: [f.point('minimum', 'minimum', 0, 0, { label: 'lowest place' })],
    // Runs may end at the same point, where their names share a label.
    runs: [descent.path({ follows: true }), own.path({ follows: true, keeps: beta })],
    // The memory is empty before the first step, or without momentum.
    arrows: kept.some((part) => part !== 0)
      ? [f.arrow('memory', 'measured', from, [from[0] - kept[0]!, from[1] - kept[1]!], `speed kept, step ${t}`)]
      : [],
    handle: startRing(parameters, [phi0, phi1]),
  });
}

/** Distance up to which two steps are visibly at the same point. */
const THERE = 0.3;

/** The step from which a run stays that close, if it does. */
function homeAt({ x, y }: f.RunInView): number | undefined {
  const away = x.findLastIndex((place, t) => !(Math.hypot(place, y[t]!) < THERE));
  return away < x.length - 1 ? away + 1 : undefined;
}

/** Visible events, each at the first step after which it has happened. */
function eventsOf({ x, y, loss, events }: f.RunInView): f.RunEvent[] {
  // Negative after the run has crossed the floor.
  const side = Math.sign(y[0]!);
  const across = y.map((place) => side * place);
  const isWithin = (place: number, [low, high]: readonly [number, number]) => place > low && place < high;
  return events({
    rises: ['higher than before', (t) => loss[t]! > loss[t - 1]! + 1e-12],
    // Across the floor, and then back towards it.
    turns: [
      'the swing turns',
      (t) => t > 1 && across[t]! < 0 && across[t]! > across[t - 1]! && across[t - 1]! < across[t - 2]!,
    ],
    wall: ['up the other wall', (t) => t > 1 && across[t]! < 0 && across[t + 1]! > across[t]!],
    leaves: ['off the map', (t) => !isWithin(x[t]!, WINDOW.xDomain) || !isWithin(y[t]!, WINDOW.yDomain)],
    arrives: ['home', (t) => Math.hypot(x[t]!, y[t]!) < THERE],
  });
}

/** Names of a pair's kind of run, under the map. */
const KIND_SAID: Readonly<Record<Regime, string>> = {
  monotone: 'This pair settles without overshooting, and slowly.',
  critical: 'At this rate no other momentum settles faster without overshooting.',
  ripples: 'This pair swings through the floor, and its swings die away.',
  oscillating: 'With this pair each step crosses to the other wall.',
  divergent: 'With this momentum a rate above {limit} is too large: each swing is wider than the last.',
};
