import { number, type Values } from '../../../engine/index.ts';
import { type Regime, regime } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { momentumBeta } from '../../kit/fields.ts';
import { betaOf, criticalBeta, type Kind, REST, SHOWN, type Swing, springRun, swing } from './springs.ts';

const parameters = {
  beta: momentumBeta('The momentum of your own spring: the larger it is, the less friction.', [0, 0.8, 0.99]),
  stiffness: number({
    label: 'Stiffness',
    help: 'How hard all four springs pull: α(1 − β)λ, so a steeper wall or a larger rate makes them stiffer.',
    default: 0.1,
    min: 0.02,
    max: 0.3,
    step: 0.001,
    scale: 'log',
  }),
  pull: number({
    label: 'Pull',
    help: 'How far all weights are pulled before they are let go; below zero is down.',
    default: -1,
    min: -1.2,
    max: 1.2,
    step: 0.01,
  }),
};
type V = Values<typeof parameters>;

const KINDS: readonly { kind: Kind; heading: string; like: string }[] = [
  { kind: 'under', heading: 'Underdamped', like: 'air' },
  { kind: 'critical', heading: 'Critically damped', like: 'just enough' },
  { kind: 'over', heading: 'Overdamped', like: 'honey' },
];

type Weight = Pick<V, 'beta' | 'stiffness' | 'pull'>;

/** From above the ceiling's weight to below the first pull. */
const HEIGHTS = [-1.25, 1.75] as const;

export default f.defineExperiment({
  title: 'A weight on a spring',
  question: 'How much friction brings a weight home first?',
  claim: 'Your weight comes to rest before the critically damped one',
  source: 'UDL 6.3, eq 6.11; after Goh 2017',
  caption:
    'Four weights on springs that pull equally hard, released at the same time. The first three have too little friction, just enough, and too much; the fourth is yours. Each line is the height of its weight at each step of equation 6.11. A weight is at rest once it stays in the band, within a twentieth of the first pull. Which one is home first, and can yours be faster? Nothing here is random.',
  pace: 'instant',
  checked: 'the spring’s own solution',
  parameters,
  parts: ({ beta, stiffness, pull }: V) => ({
    kinds: KINDS.map(({ kind }) => ({ beta: betaOf(kind, stiffness), stiffness, pull })),
    own: { beta, stiffness, pull },
  }),
  measure: {
    kinds: (one: Weight): Swing => swing(one.beta, one.stiffness, one.pull),
    own: (one: Weight): Swing => swing(one.beta, one.stiffness, one.pull),
  },
  present(values, { kinds, own }, { at } = {}) {
    const [under, critical, over] = kinds;
    const { stiffness } = values;
    return {
      panels: f.some<f.Panel>(
        own && oneSpring(values, kinds, own, at ?? SHOWN),
        springs(values, kinds, own, at ?? SHOWN),
      ),
      numbers: f.known({
        atRestUnder: f.count(under?.atRest),
        atRestCritical: f.count(critical?.atRest),
        atRestOver: f.count(over?.atRest),
        atRest: own?.atRest === undefined ? undefined : f.count(own.atRest),
        betaUnder: f.fixed(betaOf('under', stiffness), 2),
        betaCritical: f.fixed(criticalBeta(stiffness), 2),
        betaOver: f.fixed(betaOf('over', stiffness), 2),
        crossings: f.count(own?.crossings),
      }),
      steps: SHOWN,
      ...(own && { events: eventsOf(own), summary: summariesOf(values, own, at) }),
      verdict: own && critical ? verdictsOf(values, own, critical) : f.measuring(),
    };
  },
  python: ({ beta, stiffness, pull }) =>
    f.pythonScript({
      about: 'A weight on a spring, as one direction of equation 6.11: when it has come to rest.',
      ...springRun(beta, stiffness, pull),
      prints: { atRest: `int(np.flatnonzero(np.abs(path[:, 0]) > ${REST} * abs(path[0, 0]))[-1] + 1)` },
    }),
});

/** Where honey is named, as a multiple of the step at which the others are. */
const LATER = 1.7;

/** The reader's own weight, large, on its spring; the other three are drawn behind it. */
function oneSpring(
  { beta, pull }: V,
  kinds: readonly (Swing | undefined)[],
  { height }: Swing,
  at: number,
): f.ChartPanel {
  const rest = REST * Math.abs(pull);
  // The three are named where the first has swung furthest, since there they are furthest apart.
  const past = Array.from(kinds[0]?.height ?? [], (at) => -Math.sign(pull) * at);
  const apart = Math.max(0, past.indexOf(Math.max(...past)));
  return f.chart({
    name: 'spring',
    title: `A weight on a spring with a momentum of ${beta}, and its height at each step, before three others`,
    x: f.axis('step *t*', [0, SHOWN], { ticks: [0, 20, 40, SHOWN] }),
    y: f.axis('height', HEIGHTS, { ticks: [] }),
    references: [f.level(rest, 'at rest', 'baseline'), f.level(-rest, '', 'baseline')],
    regions: [f.stretch('y', -rest, rest, 'theory')],
    steps: true,
    spring: { series: 'yours', at },
    series: f.some(
      ...KINDS.map(({ kind }, i) => {
        const swing = kinds[i];
        return swing && f.line(kind, 'baseline', swing.height, { stays: true });
      }),
      f.line('yours', 'run', height, { label: true }),
    ),
    // Honey is named later, where it is far below the middle one, whose name would else be put under honey's line.
    points: f.some(
      ...[0, 2, 1].map((i) => {
        const [one, swing] = [KINDS[i], kinds[i]];
        const t = one?.kind === 'over' ? Math.round(LATER * apart) : apart;
        return one && swing && f.point('dot', one.kind, t, swing.height[t]!, { role: 'baseline', label: one.like });
      }),
    ),
    handle: f.ring({ y: 'pull' }, [0, pull], 'pull, and let go'),
  });
}

/** Events of the swing, each at the first step after which it has happened. */
function eventsOf({ height, atRest }: Swing): f.RunEvent[] {
  const past = height.findIndex((at, t) => t > 0 && at * height[0]! < 0);
  return f.some(
    past > 0 && { name: 'past', label: 'swings past', at: past },
    atRest !== undefined && atRest <= SHOWN && { name: 'atRest', label: 'at rest', at: atRest },
  );
}

/** One line under a scene. */
const summariesOf = ({ beta, stiffness }: V, own: Swing, at: number | undefined): f.Sentences => [
  [at === 0 && beta === 0, 'The weight is pulled, and nothing of its speed is kept.'],
  [at === 0, 'The weight is pulled, and it keeps a share of its speed at each step.'],
  [own.atRest === undefined, 'It is not at rest when we stop looking.'],
  [isHidden(beta, stiffness, own), 'It comes to rest after {atRest} steps, with a swing too small to see.'],
  [own.crossings === 0, 'It is in the band from step {atRest} on, without a swing.'],
  [own.atRest! > SHOWN, 'It swings past, and is in the band only from step {atRest} on, beyond this chart.'],
  [true, 'It swings past, and is in the band from step {atRest} on.'],
];

function springs(
  { beta, stiffness }: V,
  kinds: readonly (Swing | undefined)[],
  own: Swing | undefined,
  at: number,
): f.MultiplesPanel {
  const item = (heading: string, momentum: number, role: f.Role, { height }: Swing) => ({
    heading,
    note: `β ${momentum.toFixed(2)}`,
    panel: springChart(heading, role, height, at),
  });
  return {
    kind: 'multiples',
    name: 'springs',
    title: 'Four weights on springs, with the height of each at every step',
    items: f.some(
      ...KINDS.map(({ kind, heading }, i) => {
        const swing = kinds[i];
        return swing && item(heading, betaOf(kind, stiffness), 'measured', swing);
      }),
      own && item('Yours', beta, 'run', own),
    ),
  };
}

function springChart(heading: string, role: f.Role, height: Swing['height'], at: number): f.ChartPanel {
  return f.chart({
    name: heading,
    title: `Height of a weight at each step: ${heading}`,
    x: f.axis('step *t*', [0, SHOWN], { ticks: [0, SHOWN] }),
    y: f.axis('', HEIGHTS, { ticks: [] }),
    references: [f.level(REST, 'at rest', 'baseline'), f.level(-REST, '', 'baseline')],
    regions: [f.stretch('y', -REST, REST, 'theory')],
    steps: true,
    spring: { series: 'height', at },
    series: [f.line('height', role, height)],
  });
}

const WORDS: Readonly<Record<Exclude<Regime, 'divergent'>, string>> = {
  monotone: 'creeps home without a swing',
  critical: 'only just comes home without a swing',
  ripples: 'swings past',
  oscillating: 'jumps to the other side at every step',
};

/** Near critical friction the first swing is too small to be seen. */
const isHidden = (beta: number, stiffness: number, { crossings }: Swing): boolean =>
  crossings === 0 && regime(stiffness / (1 - beta), beta, 1) === 'ripples';

function verdictsOf({ beta, stiffness }: V, own: Swing, critical: Swing): f.Sentences {
  const kind = regime(stiffness / (1 - beta), beta, 1);
  const first = `Your weight ${isHidden(beta, stiffness, own) ? 'comes home with a swing too small to see' : kind === 'divergent' ? 'never settles' : WORDS[kind]}`;
  const [mine, other] = [own.atRest ?? Number.POSITIVE_INFINITY, critical.atRest ?? Number.POSITIVE_INFINITY];
  return [
    [
      !Number.isFinite(mine + other),
      `${first}, and is not at rest when we stop looking; the critically damped one is, after {atRestCritical} steps.`,
      'fails',
    ],
    [
      true,
      `${first} and is at rest after {atRest} steps; the critically damped one after {atRestCritical}.`,
      mine === other ? 'depends' : mine < other ? 'holds' : 'fails',
    ],
  ];
}
