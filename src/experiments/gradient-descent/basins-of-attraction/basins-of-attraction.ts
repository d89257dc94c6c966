import { type Estimate, lastState, problems, stream, train, type Values } from '../../../engine/index.ts';
import { GABOR_WINDOW, gaborLandmarks, POLISH, reachedMinimum } from '../../../engine/problems/gabor-landmarks.ts';
import * as f from '../../../figure/index.ts';
import { learningRate, stepCount } from '../../kit/fields.ts';
import { descentRun } from '../../kit/fixed-or-search.ts';
import { gaborStart } from '../../kit/gabor-map.ts';
import { rateLimit } from '../../kit/limits.ts';
import { once } from '../../kit/made-once.ts';
import { startRing } from '../../kit/start-on-map.ts';
import { endTable, lossChart, type Run, rateChart, share, surface } from './basin-panels.ts';
import { BASIN_PARTS, basinStarts, DIVERGED, FAR, gaborEnds, NO_MINIMUM } from './gabor-basins.ts';
import { gaborBorders } from './gabor-borders.ts';

const [left, right] = GABOR_WINDOW.xDomain;
const [low, high] = GABOR_WINDOW.yDomain;

const parameters = {
  alpha: learningRate(
    'How far one step goes, for a gradient of one. The gradient is summed over the 30 examples.',
    [0.02, 0.05, 8],
  ),
  steps: stepCount('How many steps each run makes; then small rates show in which basin it ends.', [1, 300, 1500]),
  ...gaborStart([-3.3, 18], 'the run that is drawn starts'),
};
type V = Values<typeof parameters>;

type Pace = Pick<V, 'alpha' | 'steps'>;
const paceOf = ({ alpha, steps }: V): Pace => ({ alpha, steps });

/** Rates of the chart, and random starts at each, the same for all. */
const LADDER = Array.from({ length: 9 }, (_, k) => Number((0.025 * 2 ** k).toPrecision(3)));
const RANDOM_STARTS = 100;
/** The fraction before any start has ended. */
const UNKNOWN: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

export default f.experimentOfRuns({
  title: 'Which start reaches which minimum',
  question: 'How many starts reach the lowest minimum, and what does the rate do to that?',
  source: 'UDL 6.1.2, Figures 6.4 and 6.5',
  caption:
    'Every cell is a start, tinted by the minimum where its run ends; the strongest leads to the lowest. Cells without a tint lead to no minimum on the map, hatched ones diverge. Dashed lines are the borders that theory draws for smaller and smaller steps. Raise the rate past the mark: where do the basins break up first? Nothing here is random in the map; each point of the chart is 100 random starts with its 95 % interval.',
  pace: 'ensemble',
  checked: 'plain runs of every start',
  main: ['alpha', 'steps'],
  parameters,
  together: [['phi0', 'phi1']],
  runs: {
    run: (part: V) =>
      f.run(descentRun(problems.gabor, { method: 'fixed', ...part }, { norm: FAR }), 'run', 'path', {
        measure(run) {
          const trace = train(run);
          const isLost = trace.status.kind === 'diverged';
          return [trace, { reached: isLost ? undefined : reachedMinimum(lastState(trace)) }];
        },
      }),
  },
  parts: (values: V) => ({
    grid: Array.from({ length: BASIN_PARTS }, (_, part) => ({ ...paceOf(values), part })),
    borders: {},
    ladder: new Map(LADDER.map((rate) => [rate, { ...paceOf(values), alpha: rate }])),
  }),
  measure: {
    grid: ({ part, ...pace }: Pace & { part: number }) => gaborEnds(basinStarts(part), pace),
    borders: gaborBorders,
    ladder: (pace: Pace) => gaborEnds(randomStarts(), pace),
  },
  present(values, { run, grid, borders, ladder }, { pinned }) {
    const { minima } = gaborLandmarks();
    const limit = 2 / minima[0]!.eigenvalues[1];
    const global = share(grid, 0);
    const diverged = share(grid, DIVERGED);
    const before = pinned && { alpha: pinned.values.alpha, share: share(pinned.results.grid, 0) };
    return {
      panels: [
        surface(startRing(parameters, [values.phi0, values.phi1]), run, grid, borders),
        rateChart(values.alpha, { ladder, own: global, limit, before }),
        lossChart(run),
        endTable(grid),
      ],
      numbers: {
        share: f.percent(global ?? UNKNOWN, 1),
        none: f.percent(share(grid, NO_MINIMUM) ?? UNKNOWN, 1),
        diverged: f.percent(diverged ?? UNKNOWN, 1),
        starts: f.count(grid.reduce((sum, ends) => sum + (ends?.length ?? 0), 0)),
        kept: f.count(minima.filter((_, k) => (share(grid, k)?.value ?? 0) > 0).length),
        minima: f.count(minima.length),
        limit: f.fixed(limit, 4),
        lowest: f.fixed(minima[0]?.loss, 3),
        steps: f.count(values.steps),
        loss: f.fixed(run.loss.at(-1), 3),
        endPhi0: f.fixed(run.x.at(-1), 2),
        endPhi1: f.fixed(run.y.at(-1), 2),
        reachedLoss: f.fixed(run.reached === undefined ? undefined : minima[run.reached]?.loss, 2),
      },
      verdict: verdictOf({ past: values.alpha > limit, run, global, diverged }),
      ...rateLimit('alpha', values.alpha, limit),
    };
  },
  python: ({
    alpha,
    steps,
    phi0,
    phi1,
  }) => `"""Where gradient descent ends on the Gabor loss, from each of 80 x 80 starts."""
import json

import numpy as np

${problems.gabor.python}
def gradients(phi):
    """Of many states at once, one a row."""
    u = phi[:, :1] + 0.06 * phi[:, 1:] * x
    bell = np.exp(-u * u / 32)
    d = 2 * (np.sin(u) * bell - y) * (np.cos(u) - np.sin(u) * u / 16) * bell
    return np.stack([d.sum(axis=1), (d * 0.06 * x).sum(axis=1)], axis=1)

def run(phi):
    """States after the steps; one that goes further than ${FAR} has diverged and stands still."""
    phi, alive = phi.copy(), np.ones(len(phi), bool)
    for _ in range(${steps}):
        phi[alive] -= ${alpha} * gradients(phi[alive])
        alive &= np.linalg.norm(phi, axis=1) <= ${FAR}
    return phi, alive

centres = (np.arange(80) + 0.5) / 80
starts = np.array([[${left} + ${right - left} * c, ${low} + ${high - low} * r] for r in centres for c in centres])
phi, alive = run(starts)
polished = phi[alive]
for _ in range(${POLISH.steps}):
    polished -= np.array([${POLISH.rate[0]}, ${POLISH.rate[1]}]) * gradients(polished)
lowest = sum(loss(state) < 0.7 for state in polished)
end, _ = run(np.array([[${phi0}, ${phi1}]], float))
print(json.dumps({
    "share": float(lowest / len(starts)),
    "diverged": float(np.mean(~alive)),
    "loss": float(loss(end[0])),
    "endPhi0": float(end[0, 0]),
    "endPhi1": float(end[0, 1]),
}))
`,
});

/** Uniform over the window. */
const randomStarts = once(() => {
  const random = stream(0, 'start');
  return Array.from({ length: RANDOM_STARTS }, (): [number, number] => [
    left + (right - left) * random.randomSample(),
    low + (high - low) * random.randomSample(),
  ]);
});

interface Seen {
  past: boolean;
  run: Run;
  global: Estimate | undefined;
  diverged: Estimate | undefined;
}

/** The verdict on the grid, and on the end of the drawn run. */
function verdictOf({ past, run, global, diverged }: Seen): f.Presentation['verdict'] {
  const some = diverged && diverged.value > 0 ? '; {diverged} diverged' : '';
  const reach = past
    ? 'After {steps} steps {share} of {starts} starts are in the basin of the lowest minimum'
    : '{share} of {starts} starts reach the lowest minimum';
  const grid = global ? `${reach}${some}.` : 'The runs are being computed.';
  const end =
    run.divergedAt !== undefined
      ? 'leaves the map for good'
      : run.reached === undefined
        ? 'ends at no minimum on the map'
        : 'ends in the basin of {reachedLoss}';
  const limit = 'The rate is past 2/λ_max = {limit}, so no run can settle at the lowest minimum.';
  const text = `${past ? `${limit} ` : ''}${grid} The run drawn ${end}.`;
  return global ? { text } : f.measuring(text);
}
