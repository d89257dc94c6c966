import { choice, integer, type Values } from '../../../engine/schema.ts';
import * as f from '../../../figure/index.ts';
import { bands } from '../../../figure/panels/contours.ts';
import { learningRate, seed, stepCount } from '../../kit/fields.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { once } from '../../kit/made-once.ts';
import { type Measured, meanOf, measuredCells, measuredColumns } from '../../kit/measured.ts';
import { startOnMap, startRing } from '../../kit/start-on-map.ts';
import {
  type Ending,
  endsOf,
  factorOf,
  isOnMap,
  laterMean,
  limitAt,
  lossAt,
  NOISE,
  RUNS,
  valleyPython,
  type Walk,
  WINDOW,
  walkOf,
} from './narrow-valley.ts';

const ENDINGS = ['stays', 'falls', 'mean'] as const;
const endingNames: Readonly<Record<Ending, string>> = {
  stays: 'the rate stays',
  falls: 'the rate falls',
  mean: 'it stays, mean of the points',
};

const parameters = {
  warmUp: integer({
    label: 'Steps of warm-up',
    help: 'Steps in which the rate rises to its full size in equal parts.',
    default: 20,
    min: 1,
    max: 60,
    scale: 'log',
  }),
  ending: choice<Ending>({
    label: 'And then',
    help: 'The rate stays at its full size, or falls to zero along half a wave; or it stays, and the mean of the later half of the points is the result.',
    default: 'stays',
    options: { stays: 'it stays', falls: 'it falls', mean: 'take the mean' },
  }),
  alpha: learningRate('The full rate, once the warm-up is over.', [0.1, 1, 1.9]),
  ...startOnMap([-9, 2], ['place along the valley', 'place across it'], WINDOW),
  steps: stepCount('How many steps each run makes.', [70, 100, 400]),
  seed: seed('Decides the noise of the walk that is drawn; the others have the seeds after it.'),
};
type V = Values<typeof parameters>;

export default f.defineExperiment({
  title: 'A rate that rises and falls',
  question: 'Why would a rate begin near zero, and end there?',
  claim: 'Ended like this, a run leaves less than one whose rate stays',
  source: 'Gilmer et al. 2022 (arXiv 2110.04369); Loshchilov and Hutter 2017 (arXiv 1608.03983)',
  caption: `A valley that is narrow far out and wide around its lowest place, and a walk whose every slope comes with noise, as from a batch. Above it is the rate of the walk where it is, and dashed the limit 2/λ at each place of the floor, with λ the curvature across it: above the limit a step across lands higher. The table has the loss at which ${RUNS} such walks end, for three ways to end. How short may the warm-up be? ${RUNS} runs, with 95 % intervals.`,
  pace: 'ensemble',
  checked: 'own NumPy and other seeds',
  main: ['warmUp', 'ending'],
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({
    walk: values,
    ends: new Map(ENDINGS.map((ending): [Ending, Walk] => [ending, { ...values, ending }])),
  }),
  measure: { walk: walkOf, ends: endsOf },
  present(values, { walk, ends }, { at, pinned } = {}) {
    if (!walk) return f.unmeasured;
    const { ending, steps } = values;
    const now = Math.min(at ?? steps, walk.x.length - 1);
    const rates = ratesOf(values, walk.x.length);
    const leftOf = (one: Ending): Measured | undefined => {
      const losses = ends.get(one);
      return losses && meanOf([...losses].filter((loss) => !Number.isNaN(loss)));
    };
    const own = ends.get(ending);
    const lost = own?.filter(Number.isNaN).length;
    const [x, y] = f.standing(ending === 'mean' ? laterMean(walk) : walk, now);
    return {
      panels: [
        valleyMap(values, walk, { at, before: pinned?.results.walk }),
        rateMap(walk, rates, at),
        endsTable(ends),
      ],
      steps,
      events: eventsOf(walk, rates),
      numbers: f.known({
        at: f.count(now),
        runs: f.count(RUNS),
        steps: f.count(steps),
        warmUp: f.count(values.warmUp),
        lost: lost === undefined ? undefined : f.count(lost),
        loss: f.significant(lossAt(x, y), 2),
        stays: f.significant(leftOf('stays'), 2),
        falls: f.significant(leftOf('falls'), 2),
        mean: f.significant(leftOf('mean'), 2),
        own: f.significant(leftOf(ending), 2),
        firstLimit: f.fixed(limitAt(values.phi0), 2),
        lastLoss: f.significant(walk.loss.at(-1), 6),
      }),
      summary: summaryOf({ now, ended: at === undefined || at >= steps, isOff: !isOnMap(x, y) }, lost, ending),
      verdict: verdictOf(ending, lost, leftOf(ending), leftOf('stays')),
    };
  },
  python: (values) => `"""The first of the walks, and the loss at its last point."""
import json

import numpy as np

${valleyPython}

alpha, warm_up, steps, seed = ${values.alpha}, ${values.warmUp}, ${values.steps}, ${values.seed}
rng = np.random.RandomState([seed, 3])
phi = np.array([${values.phi0}, ${values.phi1}])
for t in range(steps):
    rate = alpha * min(1, (t + 1) / warm_up)
    ${values.ending === 'falls' && values.warmUp < values.steps ? 'if t >= warm_up:\n        rate = alpha * (1 + np.cos(np.pi * (t - warm_up) / (steps - warm_up))) / 2\n    ' : ''}phi = phi - rate * (gradient(phi) + ${NOISE} * rng.normal(size=2))
print(json.dumps({"lastLoss": float(loss(phi))}))
`,
});

/** The rate of the step that leaves each point; at the last point that of the step before. */
function ratesOf(values: Pick<V, 'alpha' | 'warmUp' | 'ending' | 'steps'>, places: number): f.Column {
  const factor = factorOf(values);
  return Float64Array.from({ length: places }, (_, t) => values.alpha * factor(Math.min(t, values.steps - 1)));
}

function eventsOf({ x, y }: f.PlaneRun, rates: f.Column): f.RunEvent[] {
  const leaves = x.findIndex((place, t) => !isOnMap(place, y[t]!));
  const meets = rates.findIndex((rate, t) => t > 0 && rate > limitAt(x[t]!));
  return f.some<f.RunEvent>(
    leaves > 0 && { name: 'leaves', at: leaves, label: 'off the map' },
    meets > 0 && { name: 'limit', at: meets, label: 'past the limit' },
  );
}

interface Look {
  at: number | undefined;
  before: f.PlaneRun | undefined;
}

const emptyMap = once(
  (): f.SurfacePanel =>
    f.map({
      name: 'valley',
      title: 'A valley that is narrow far out and wide around its lowest place, with one walk',
      x: f.axis('place along the valley', WINDOW.xDomain, { ticks: [-10, -5, 0, 5] }),
      y: f.axis('place across it', WINDOW.yDomain, { ticks: [-3, 0, 3] }),
      bands: bands({
        ...lossGrid(WINDOW, { across: 72, up: 46 }, ([x = 0, y = 0]) => lossAt(x, y)),
        levels: [0.1, 0.25, 0.5, 1, 1.75, 2.75, 4, 6, 9, 13, 19, 28, 40],
        label: 'loss *L*',
      }),
    }),
);

function valleyMap({ phi0, phi1, ending, steps }: V, walk: f.PlaneRun, { at = steps, before }: Look): f.SurfacePanel {
  const mean = laterMean(walk);
  const ended = at >= steps;
  return {
    ...emptyMap(),
    paths: f.some(
      before && f.path('pinned walk', 'baseline', before, { label: 'the walk before' }),
      f.path('walk', 'run', walk, { steps: true }),
      ending === 'mean' && f.path('mean of the points', 'measured', mean),
    ),
    points: f.some(
      f.point('minimum', 'minimum', 0, 0, { label: 'lowest place' }),
      f.point('end', 'walk', ...f.standing(walk, at), { role: 'run' }),
      ending === 'mean' &&
        f.point('end', 'mean of the points', ...f.standing(mean, at), {
          role: 'measured',
          ...(ended && { label: 'mean of the points' }),
        }),
    ),
    handle: startRing(parameters, [phi0, phi1]),
  };
}

/**
 * The limit at each position along the floor, and the rate of the walk at its position: they share the valley's axis.
 */
const emptyRates = once((): f.SurfacePanel => {
  const x = Float64Array.from({ length: 121 }, (_, k) => WINDOW.xDomain[0] + k / 8);
  return f.map({
    name: 'rate',
    title: 'The rate of the walk where it is, and the limit at each place along the floor',
    x: f.axis('place along the valley', WINDOW.xDomain, { ticks: [-10, -5, 0, 5] }),
    y: f.axis('rate', [0, 2.2], { ticks: [0, 1, 2] }),
    lines: [{ name: 'limit', role: 'theory', x, y: x.map(limitAt), label: 'limit' }],
  });
});

const rateMap = ({ x }: f.PlaneRun, rates: f.Column, at = x.length - 1): f.SurfacePanel => ({
  ...emptyRates(),
  paths: [f.path('rate', 'run', { x, y: rates }, { steps: true })],
  points: [f.point('end', 'rate', ...f.standing({ x, y: rates }, at), { role: 'run', label: 'rate of the walk' })],
});

function endsTable(ends: ReadonlyMap<Ending, f.Column | undefined>): f.TablePanel {
  return f.table({
    name: 'ends',
    title: `Where ${RUNS} walks end, for three ways to end`,
    columns: [f.words('ending'), f.figures('lost', 0), ...measuredColumns('mean loss of the others', 3)],
    rows: ENDINGS.flatMap((ending) => {
      const losses = ends.get(ending);
      if (!losses) return [];
      const there = [...losses].filter((loss) => !Number.isNaN(loss));
      return [[endingNames[ending], losses.length - there.length, ...measuredCells(meanOf(there))]];
    }),
  });
}

const walksLost = (lost: number): string =>
  lost === RUNS ? 'All {runs} such walks are lost.' : `{lost} of {runs} such walks ${lost === 1 ? 'is' : 'are'} lost`;

interface Now {
  now: number;
  ended: boolean;
  isOff: boolean;
}

function summaryOf({ now, ended, isOff }: Now, lost: number | undefined, ending: Ending): string {
  if (now === 0) return 'The walk leaves from the ring.';
  if (isOff && (!ended || lost === undefined)) return 'The walk has left the map.';
  if (!ended || lost === undefined)
    return ending === 'mean' ? 'The mean of the points is at a loss of {loss}.' : 'The walk is at a loss of {loss}.';
  if (lost === RUNS) return walksLost(lost);
  return `${lost > 0 ? `${walksLost(lost)}; the others end` : 'On average over {runs} such walks, the result is'} at a loss of {own}.`;
}

function verdictOf(
  ending: Ending,
  lost: number | undefined,
  own: Measured | undefined,
  stays: Measured | undefined,
): f.Presentation['verdict'] {
  if (lost === undefined) return { text: 'The walks are being made.' };
  if (!own || !stays) return { text: walksLost(RUNS) };
  const said = `${lost > 0 ? `${walksLost(lost)}; on average the others leave` : 'On average {runs} walks leave'} {own}`;
  if (ending === 'stays') return { text: `${said}: the rate stays, and so does the noise of its steps.` };
  const { value, low = value, high = value } = own;
  const compared = `${said}, and {stays} if the rate stays and the last point is the result.`;
  if (high < (stays.low ?? stays.value)) return { text: compared, outcome: 'holds' };
  return { text: compared, outcome: low > (stays.high ?? stays.value) ? 'fails' : 'depends' };
}
