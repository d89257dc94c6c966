import { choice, integer, number, type Values } from '../../../engine/schema.ts';
import * as f from '../../../figure/index.ts';
import { seed } from '../../kit/fields.ts';
import { bowlTints, WINDOW } from './bowl.ts';
import { CURVATURES, EXAMPLES, type Lengthening, SCATTER, type Setting, type Walk, walksOf } from './walks.ts';

const place = (label: string, at: number, [min, max]: readonly [number, number]) =>
  number({ label, help: 'Where both walks begin. Drag the ring.', default: at, min, max, step: 0.01 });

const parameters = {
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'How many examples the second walk asks before it steps.',
    default: 2,
    min: 2,
    max: 12,
  }),
  rate: number({
    label: 'Short-step rate',
    help: 'How far a step after a single example goes, for a slope of one.',
    default: 0.08,
    min: 0.01,
    max: 0.3,
    step: 0.001,
    scale: 'log',
  }),
  longer: choice<Lengthening>({
    label: 'A long step is',
    help: 'How much longer a step after a batch is than one after a single example, for the same mean slope.',
    default: 'linear',
    options: { linear: '*B* times as long', root: '√*B* times as long', same: 'no longer' },
  }),
  phi0: place('Start along the valley', -5, WINDOW.xDomain),
  phi1: place('Start across it', 1.6, WINDOW.yDomain),
  seed: seed('Another seed gives other examples.'),
};
type V = Values<typeof parameters>;

interface Walks {
  short: Walk;
  long: Walk;
}

export default f.defineExperiment({
  title: 'Two short steps, or a long one',
  question: 'If you ask twice as many before you step, may the step be twice as long?',
  source: 'after Krizhevsky 2014 and Goyal 2017',
  caption: `Two walks ask the same ${EXAMPLES} examples in the same order. The grey one steps after each of them. The magenta one waits until it has asked a whole batch, and makes one step along its average. Each example has its own lowest place; the map is their average. How large may the batch be before the two part?`,
  pace: 'instant',
  checked: 'the exported Python',
  counts: 'example',
  main: ['batchSize', 'rate', 'longer'],
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V): { walks: Setting } => ({ walks: values }),
  measure: { walks: walksOf },
  present(values, { walks }, { at } = {}) {
    if (!walks) return f.unmeasured;
    const { batchSize, longer, rate } = values;
    const asked = Math.min(at ?? EXAMPLES, EXAMPLES);
    const { short, long } = walks;
    return {
      panels: [walksMap(values, walks), losses(walks)],
      numbers: {
        apart: f.significant(apartAt(walks, asked), 2),
        farthest: f.significant(farthestBy(walks, batchSize, asked), 2),
        asked: f.count(asked),
        examples: f.count(EXAMPLES),
        shortSteps: f.count(EXAMPLES),
        longSteps: f.count(Math.ceil(EXAMPLES / batchSize)),
        made: f.count(asked < EXAMPLES ? Math.floor(asked / batchSize) : Math.ceil(EXAMPLES / batchSize)),
        shortLoss: f.significant(short.loss[asked], 2),
        longLoss: f.significant(long.loss[asked], 2),
      },
      steps: EXAMPLES,
      events: eventsOf(values, long),
      summary:
        at === 0
          ? BEFORE
          : 'After {asked} examples one has made {asked} steps and the other {made}. At the end of a batch they were never more than {farthest} apart.',
      verdict: {
        text: 'After {examples} examples one walk has made {shortSteps} steps and stands at a loss of {shortLoss}; the other has made {longSteps} and stands at {longLoss}. They are {apart} apart.',
      },
      limits: {
        batchSize: f.some({ at: LIMIT / rate, label: 'step too long' }).filter(() => longer === 'linear'),
      },
    };
  },
  python: (values) => script(values),
});

const BEFORE = 'Both walks leave from the ring.';

/** Above it a step on all examples overshoots the valley, and lands higher. */
const LIMIT = 2 / CURVATURES[1];

const apartAt = ({ short, long }: Walks, t: number): number =>
  Math.hypot(short.x[t]! - long.x[t]!, short.y[t]! - long.y[t]!);

/** The largest distance between them at the end of a batch: within a batch the long one waits. */
function farthestBy(walks: Walks, batchSize: number, asked: number): number {
  const ends = Array.from({ length: Math.floor(asked / batchSize) + 1 }, (_, k) => k * batchSize);
  return Math.max(...[...ends, ...(asked === EXAMPLES ? [EXAMPLES] : [])].map((t) => apartAt(walks, t)));
}

/** Events of the walks, by the number of examples used until then. */
function eventsOf({ batchSize }: V, { loss }: Walk): f.RunEvent[] {
  const rises = loss.findIndex((height, t) => t > 0 && height > loss[t - 1]!);
  return f.some(
    { name: 'first', label: `the first long step`, at: batchSize },
    rises > 0 && { name: 'rises', label: 'higher than before', at: rises },
  );
}

/** The picture states how the length of a long step follows from the rule, since a control may be folded. */
const STEP: Readonly<Record<Lengthening, string>> = {
  linear: '',
  root: ', √B times the step',
  same: ', same step',
};

function walksMap({ batchSize, longer, phi0, phi1 }: V, { short, long }: Walks): f.SurfacePanel {
  return f.map({
    name: 'walks',
    title: `A walk that steps after each of ${EXAMPLES} examples, and one that steps after each batch of ${batchSize}, over the loss of all examples`,
    x: f.axis('along the valley', WINDOW.xDomain, { ticks: [-4, -2, 0, 2] }),
    y: f.axis('across the valley', WINDOW.yDomain, { ticks: [-2, 0, 2] }),
    bands: bowlTints(),
    paths: [
      f.path('one at a time', 'baseline', short, { label: true, steps: true, hops: true }),
      f.path('in batches', 'run', long, {
        label: `${batchSize} at a time${STEP[longer]}`,
        steps: true,
        hops: true,
      }),
    ],
    points: [f.point('lowest', 'lowest place', 0, 0, { label: true }), f.point('start', 'start', phi0, phi1)],
    handle: f.ring({ x: 'phi0', y: 'phi1' }, [phi0, phi1], 'start'),
  });
}

function losses({ short, long }: Walks): f.ChartPanel {
  return f.chart({
    name: 'loss',
    title: 'Loss of all examples, against how many have been asked',
    x: f.axis('examples asked', [0, EXAMPLES], { ticks: [0, 6, 12, 18, EXAMPLES] }),
    y: f.logAxis('loss above the lowest', [0.003, 60], { ticks: [0.01, 0.1, 1, 10] }),
    steps: true,
    references: [f.level(short.loss[0]!, 'start', 'baseline')],
    series: [
      f.line('one at a time', 'baseline', short.loss, { label: true }),
      f.line('in batches', 'run', long.loss, { label: true }),
    ],
  });
}

const script = ({ batchSize, rate, longer, phi0, phi1, seed }: V): string =>
  `"""Two walks that ask the same examples: one steps after each, the other after each batch."""
import json

import numpy as np

B, rate, seed = ${batchSize}, ${rate}, ${seed}
h = np.array([${CURVATURES.join(', ')}])
places = ${SCATTER} * np.random.RandomState(seed).normal(size=(${EXAMPLES}, 2))
places -= places.mean(axis=0)
factor = {"linear": lambda n: n, "root": np.sqrt, "same": lambda n: 1}["${longer}"]


def walk(size, factor):
    phi = np.array([${phi0}, ${phi1}])
    for start in range(0, ${EXAMPLES}, size):
        batch = places[start:start + size]
        phi = phi - rate * factor(len(batch)) * (h * (phi - batch)).mean(axis=0)
    return phi


def loss(phi):
    return float(h @ phi**2 / 2)


short, long = walk(1, lambda n: 1), walk(B, factor)
print(json.dumps({
    "apart": float(np.linalg.norm(short - long)),
    "shortLoss": loss(short),
    "longLoss": loss(long),
}))
`;
