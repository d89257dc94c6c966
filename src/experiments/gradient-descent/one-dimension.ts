import { createQuadratic, number, type Values } from '../../engine/index.ts';
// The page's first figure: importing the list would load every rule (decision 0014).
import { gradientDescent } from '../../engine/optimizers/gradient-descent.ts';
import * as f from '../../figure/index.ts';
import { learningRate, startPoint } from '../kit/fields.ts';
import { rateLimit } from '../kit/limits.ts';

/** L = phi^2: the slope is 2 phi, and its own slope, the curvature, is 2 everywhere. Other valleys are wider or narrower. */
const FIRST = 2;
const heightAt = (x: number, curvature: number): number => (curvature / 2) * x ** 2;
const limitOf = ({ curvature }: Pick<V, 'curvature'>): number => 2 / curvature;
const STEPS = 12;
const WIDTH = 3;
const HEIGHT = WIDTH ** 2;

const parameters = {
  alpha: learningRate('How far one step goes, for a slope of one.', [0.01, 0.1, 1.2], { step: 0.01, scale: 'linear' }),
  phi: startPoint('Where the walk begins.', [-WIDTH, -2.5, WIDTH]),
  curvature: number({
    label: 'Curvature',
    help: 'How quickly the slope changes as you walk: the larger, the narrower the valley.',
    default: FIRST,
    min: 0.5,
    max: 6,
    step: 0.1,
  }),
  rule: f.ownRule,
};
type V = Values<typeof parameters>;

/** Within this distance of the lowest point a walk has visibly arrived. */
const THERE = 0.05;

/** It is also at most that fraction of the initial distance. */
const isThere = (x: f.Column, t: number): boolean => Math.abs(x[t]!) < THERE * Math.min(1, Math.abs(x[0]!));
/** Rates have two decimals, so smaller differences do not count. */
const SAME = 1e-9;

export default f.experimentOfRuns({
  title: 'One slope, and how far to step',
  question: 'How long should a step be?',
  source: 'UDL 6.1',
  caption:
    'You stand on the slope and feel how steep it is. Each step goes downhill, *α* times the slope. Raise *α* bit by bit: when do you creep, when do you arrive, and when do you climb out? Nothing here is random.',
  pace: 'instant',
  // After a guess the reader looks closer.
  opens: 0,
  checked: 'the factor of each step, worked by hand',
  parameters,
  about: 'Gradient descent on the square of one parameter.',
  runs: {
    walk: ({ alpha, phi, curvature }: V) =>
      f.run(
        {
          problem: createQuadratic({ eigenvalues: [curvature] }),
          optimizer: gradientDescent,
          hyper: { alpha },
          start: [phi],
          steps: STEPS,
        },
        'run',
        'walk',
        {
          prints: { startLoss: 'losses[0]', loss: 'losses[-1]', next: 'path[1, 0]', end: 'path[-1, 0]' },
        },
      ),
  },
  present(values, { walk }) {
    const { alpha, phi, curvature } = values;
    const limit = limitOf(values);
    const { x, loss, last, now, now: here = 0 } = walk;
    const factor = 1 - curvature * alpha;
    return {
      panels: [hill(values, walk), heights(walk)],
      numbers: {
        start: f.fixed(phi, 2),
        slope: f.fixed(curvature * phi, 2),
        step: f.fixed(-alpha * curvature * phi, 2),
        next: f.fixed(x[1], 2),
        here: f.fixed(x[here], 2),
        slopeHere: f.fixed(curvature * x[here]!, 2),
        nextHere: f.fixed(x[Math.min(last, here + 1)], 2),
        startLoss: f.fixed(loss[0], 2),
        loss: f.fixed(loss[last], 2),
        end: f.fixed(x[last], 2),
        away: f.fixed(Math.abs(x[last]!), 2),
        factor: f.fixed(factor, 2),
        kept: f.percent(Math.abs(factor), 0),
        times: f.fixed(Math.abs(factor), 2),
        limit: f.fixed(limit, 2),
        steps: f.count(last),
      },
      events: eventsOf(walk),
      summary: [[now === 0, 'You stand at {start}, where the slope is {slope}.'], ...summariesOf(values, walk)],
      verdict: [[now === 0, BEFORE], ...verdictsOf(values, walk)],
      ...rateLimit('alpha', alpha, limit, 'limit'),
    };
  },
});

/** Before the first step, while the result can still be guessed. */
const BEFORE =
  'You stand at {start}, where the slope is {slope}. Will {steps} steps at this rate bring you to the floor?';

const eventsOf = ({ x, loss, events }: f.RunInView) =>
  events({
    rises: ['higher than before', (t) => loss[t]! > loss[t - 1]! + SAME],
    crosses: ['on the far side', (t) => x[t]! * x[0]! < 0],
    arrives: ['on the floor', (t) => isThere(x, t)],
    leaves: ['out of sight', (t) => loss[t]! > HEIGHT],
  });

/** Each step multiplies the distance by 1 minus this: at 1 one step arrives, and 2 is the limit. */
const pull = ({ alpha, curvature }: V): number => alpha * curvature;
const isNear = (one: number, other: number): boolean => Math.abs(one - other) < SAME;
/** Whether it is one of the two rates that leave half of the distance. */
const leavesHalf = (values: V): boolean => isNear(Math.abs(1 - pull(values)), 0.5);

/** The verdict on the walk, by the factor of each step on the distance to the lowest point. */
function verdictsOf(values: V, { x }: f.RunInView): f.Sentences {
  const goes = pull(values);
  const crosses =
    goes > 1
      ? 'Each step goes too far and lands on the other side, but lower than it began.'
      : 'Each step goes down the same side, and the steps shorten as the slope levels out.';
  return [
    [values.phi === 0, 'You stand on the lowest place. The slope is zero, so no step goes anywhere.'],
    [
      isNear(goes, 2),
      'Right at the limit: each step crosses the valley and lands just as high on the other side, without end.',
    ],
    [
      goes > 2,
      'Too large: each step lands higher than it began, where the ground is steeper, so the next one is longer still. After {steps} steps you are {away} away.',
    ],
    [isNear(goes, 1), 'One step arrives. That works where the curvature is known and the same everywhere.'],
    [isThere(x, x.length - 1), `${crosses} After {steps} steps you are there.`],
    [true, `${crosses} After {steps} steps you are still {away} away.`],
  ];
}

/** The verdict in one line under a scene. */
function summariesOf(values: V, { x }: f.RunInView): f.Sentences {
  const goes = pull(values);
  const leaves = `After each step {kept} of the distance is left${goes > 1 ? ', on the other side' : ''}`;
  return [
    [values.phi === 0, 'You stand on the lowest place, where the slope is zero.'],
    [isNear(goes, 2), 'Right at the limit: you cross the valley without end, always as high.'],
    [goes > 2, 'Past the limit: each step ends {times} times as far out as it began.'],
    [isNear(goes, 1), 'One step arrives on the floor.'],
    [
      leavesHalf(values),
      `Each step halves your distance from the floor, and ${goes > 1 ? 'lands on the other side of it' : 'stays on your side of it'}.`,
    ],
    [isThere(x, STEPS), `${leaves}, and the last ends on the floor.`],
    [true, `${leaves}, and the last ends {away} from the lowest place.`],
  ];
}

const POINTS = 61;
const across = Float64Array.from({ length: POINTS }, (_, i) => WIDTH * ((2 * i) / (POINTS - 1) - 1));

/** A piece of the tangent, as long on both sides as the map allows. */
function tangent(at: number, curvature: number): { x: f.Column; y: f.Column } {
  const reach = 0.8;
  const x = Float64Array.of(at - reach, at + reach);
  return { x, y: x.map((x) => heightAt(at, curvature) + curvature * at * (x - at)) };
}

function hill({ phi, curvature }: V, walk: f.RunInView): f.SurfacePanel {
  const { now, t } = walk;
  const here = walk.x[t]!;
  const ground = across.map((x) => heightAt(x, curvature));
  const isEvent = eventsOf(walk).some(({ at }) => at === now);
  return f.map({
    name: 'valley',
    title: `A valley seen from the side, with steps of gradient descent from ${phi}`,
    x: f.axis('where you stand, ϕ', [-WIDTH, WIDTH], { ticks: [-3, -2, -1, 0, 1, 2, 3] }),
    y: f.axis(`height *L*${curvature === FIRST ? ' = ϕ^2' : ''}`, [-1.1, HEIGHT + 0.6], { ticks: [0, 3, 6, 9] }),
    regions: [
      f.region('ground', 'measured', [
        ...Array.from(across, (x, i): [number, number] => [x, ground[i]!]),
        [WIDTH, -2],
        [-WIDTH, -2],
      ]),
    ],
    lines: [
      ...f.some(
        curvature !== FIRST && {
          name: 'first valley',
          role: 'baseline' as const,
          x: across,
          y: across.map((x) => heightAt(x, FIRST)),
        },
      ),
      { name: 'ground', role: 'measured', x: across, y: ground },
      ...f.some(
        Math.abs(here) <= WIDTH &&
          heightAt(here, curvature) <= HEIGHT && {
            name: 'slope',
            role: 'theory' as const,
            ...tangent(here, curvature),
            // Without the sign of a slope that rounds to zero.
            label: `slope ${(Number((curvature * here).toFixed(1)) || 0).toFixed(1)}`,
          },
      ),
    ],
    runs: [walk.path({ hops: true, says: isEvent ? undefined : `step ${now}` })],
    handle: f.ring({ x: 'phi' }, [phi, heightAt(phi, curvature)], 'drag, click or tap'),
  });
}

const heights = (walk: f.RunInView): f.ChartPanel =>
  f.chart({
    name: 'height',
    title: 'How high you stand after each step',
    x: f.axis('step *t*', [0, STEPS], { ticks: [0, 4, 8, 12] }),
    y: f.axis('height *L*', [0, HEIGHT], { ticks: [0, 3, 6, 9] }),
    steps: true,
    runs: [walk.line({ name: 'height', says: (height) => height.toFixed(2) })],
  });
