import {
  choice,
  lastState,
  number,
  type Problem,
  stateAt,
  type Trace,
  train,
  type Values,
} from '../../engine/index.ts';
import { GABOR_WINDOW, leftMapAt } from '../../engine/problems/gabor-landmarks.ts';
import * as f from '../../figure/index.ts';
import { learningRate, stepCount } from '../kit/fields.ts';
import { descentPart, descentRun } from '../kit/fixed-or-search.ts';
import { gaborFit } from '../kit/gabor-fit.ts';
import { gaborLossChart } from '../kit/gabor-loss.ts';
import { gaborStart, marksOf } from '../kit/gabor-map.ts';
import { offerBelow } from '../kit/limits.ts';
import { gaborPoints, type OwnGabor, ownGabor } from '../kit/own-gabor.ts';
import { startRing } from '../kit/start-on-map.ts';

const parameters = {
  alpha: learningRate(
    'How far one step goes, for a gradient of one. The gradient is summed over all examples.',
    [0.005, 0.1, 60],
  ),
  steps: stepCount('How many steps the run makes.', [1, 80, 1000]),
  method: choice({
    label: 'Rate',
    help: 'A fixed rate, or at each step the rate that a line search finds along the gradient.',
    default: 'fixed',
    options: { fixed: 'fixed', 'line-search': 'line search' },
  }),
  maxBracket: number({
    label: 'Longest step',
    symbol: String.raw`\alpha_{\max}`,
    help: 'The largest rate that a line search may choose. Notebook 6.3 allows 2.',
    default: 2,
    min: 0.05,
    max: 10,
    step: 0.01,
    scale: 'log',
  }),
  points: gaborPoints(),
  rule: f.ownRule,
  ...gaborStart([-1.5, 8.5], 'the run starts'),
};
type V = Values<typeof parameters>;

/** The run, with facts about its end. */
type Descent = f.RunInView<Facts>;
interface Facts {
  /** The step from which it was off the map, without a gradient that leads back. */
  leftAt: number | undefined;
  /** Steps of a line search that used its maximum length, or nearly. */
  atLongest: number | undefined;
  /** Index among the landmarks' minima of the one in whose basin the run's last step is. */
  reached: number | undefined;
}

/** Beyond this norm of phi the model is flat, so no gradient leads back to the map; for other points it may not be. */
const FLAT = { notebook: { norm: 100 }, own: { norm: 1e4 } };
/** A relative increase of the loss below this is rounding. */
const ROUNDING = 1e-12;

/** The fraction of its first step at which a run hardly moves. */
const SLOW = 0.02;
const stepLength = ({ x, y }: Pick<f.PlaneRun, 'x' | 'y'>, t: number): number =>
  Math.hypot(x[t]! - x[t - 1]!, y[t]! - y[t - 1]!);

export default f.experimentOfRuns({
  title: 'Gradient descent on the Gabor loss',
  question: 'Which minimum does a start reach, and which rate is too large?',
  source: 'UDL 6.1.2, Figures 6.2 to 6.4, Notebook 6.3',
  caption:
    'A wave with two parameters is fitted to the points of the small chart. Circles mark minima with their loss, crosses mark saddle points. Move the rate past the dashed mark: what happens first, and what happens later? Nothing here is random.',
  pace: 'instant',
  checked: 'notebook 6.3, and its stationary points',
  main: ['alpha', 'steps', 'points'],
  parameters,
  together: [['phi0', 'phi1']],
  about: ({ points }) => aboutOf(ownGabor(points)),
  runs: {
    run(values: V) {
      const { problem, notebook, reached: reachedFrom } = ownGabor(values.points);
      const part = descentPart(values);
      return f.run(descentRun(problem, part, notebook ? FLAT.notebook : FLAT.own), 'run', 'path', {
        prints: {
          loss: 'losses[-1]',
          startLoss: 'losses[0]',
          steps: 'len(losses) - 1',
          endPhi0: 'path[-1, 0]',
          endPhi1: 'path[-1, 1]',
          stepsUphill: 'int(np.sum(np.diff(losses) > 1e-12 * losses[:-1]))',
        },
        measure(run, isReplayed): [Trace, Facts] {
          const trace = train(run);
          const reached = trace.status.kind === 'diverged' ? undefined : reachedFrom(lastState(trace));
          const { x, y } = f.planeRun(trace);
          const { maxBracket } = part;
          const atLongest =
            maxBracket === undefined || isReplayed ? undefined : longestSteps(problem, trace, maxBracket);
          return [trace, { leftAt: reached === undefined ? leftMapAt(x, y) : undefined, atLongest, reached }];
        },
      });
    },
  },
  present(values, { run }) {
    const fit = ownGabor(values.points);
    const { last, now, t } = run;
    const seen = sightOf(values, fit, run);
    const { lowest, limit, valleyLimit, reached, rises, past } = seen;
    return {
      panels: [surface(values, fit, run), fitChart(values, fit, run), lossChart(fit, run), landmarks(fit)],
      numbers: {
        loss: f.fixed(run.loss[last], 3),
        startLoss: f.fixed(run.loss[0], 2),
        steps: f.count(last),
        limit: f.fixed(limit, 4),
        lambdaMax: f.fixed(lowest?.eigenvalues[1], 2),
        lowest: f.fixed(lowest?.loss, 3),
        endPhi0: f.fixed(run.x[last], 2),
        endPhi1: f.fixed(run.y[last], 2),
        stepsUphill: f.count(rises.length),
        atLongest: f.count(run.atLongest),
        firstRise: f.count(rises[0]),
        reachedLoss: f.fixed(reached?.loss, 2),
        reachedLimit: f.fixed(reached && 2 / reached.eigenvalues[1], 4),
        divergedAt: f.count(run.divergedAt),
        leftAt: f.count(run.leftAt),
        points: f.count(fit.problem.examples),
        lossNow: f.fixed(run.loss[t], 3),
        at: f.count(t),
      },
      events: run.events({
        rises: ['higher than before', (step) => step === rises[0]],
        halfway: ['half the way down', (step) => 2 * run.loss[step]! <= run.loss[0]! + run.loss.at(-1)!],
        slows: ['hardly moves', (step) => stepLength(run, step) < SLOW * stepLength(run, 1)],
        leaves: ['off the map', (step) => step === run.leftAt],
      }),
      summary: summariesOf(run, seen),
      verdict: verdictsOf(fit, run, seen),
      ...(values.method === 'fixed' &&
        limit !== undefined &&
        valleyLimit !== undefined && {
          limits: { alpha: [{ at: limit, label: 'limit' }] },
          ...(now !== 0 && (past || run.divergedAt !== undefined) && { offers: offerBelow('alpha', valleyLimit) }),
        }),
    };
  },
});

const aboutOf = ({ notebook, problem }: OwnGabor): string =>
  notebook
    ? 'Gradient descent on the Gabor loss of notebooks 6.3 and 6.4.'
    : `Gradient descent on the loss of the Gabor model of notebook 6.3, on ${problem.examples} points.`;

/**
 * Facts about a run for its sentences. Its rate is compared with the limit of the valley that the run is in or, if
 * there is none, of the lowest valley. For some points the map has no minimum.
 */
function sightOf({ method, alpha }: V, { minima }: OwnGabor, run: Descent) {
  const [lowest] = minima;
  const limit = lowest && 2 / lowest.eigenvalues[1];
  const reached = run.reached === undefined ? undefined : minima[run.reached];
  const valleyLimit = reached ? 2 / reached.eigenvalues[1] : limit;
  return {
    lowest,
    limit,
    valleyLimit,
    reached,
    arrived: reached !== undefined && run.loss.at(-1)! - reached.loss < ARRIVED,
    past: method === 'fixed' && valleyLimit !== undefined && alpha > valleyLimit,
    rises: uphillSteps(run.loss),
  };
}

type Sight = ReturnType<typeof sightOf>;

/** One line under a scene. */
const summariesOf = (
  { last, t, divergedAt, leftAt }: Descent,
  { lowest, reached, arrived, rises: [rise = Number.POSITIVE_INFINITY] }: Sight,
): f.Sentences => [
  [t === 0, 'This wave has a loss of {startLoss}.'],
  [divergedAt !== undefined || leftAt !== undefined, 'The run has left the map.'],
  [rise <= t, 'The loss rose at step {firstRise} for the first time, and is {lossNow}.'],
  [t < last, 'At step {at} the wave has a loss of {lossNow}.'],
  [reached === undefined, 'After {steps} steps the wave has a loss of {loss}.'],
  [
    reached !== lowest,
    `${arrived ? 'At rest' : 'On its way to rest'} in a valley that goes down to {reachedLoss}; the lowest has {lowest}.`,
  ],
  [true, 'The wave has a loss of {loss} now, and the best there is {lowest}.'],
];

/** A run this close to the loss of its minimum has arrived, to three decimals. */
const ARRIVED = 5e-4;

/** The sentence before the first step, while the end can still be guessed. */
const BEFORE = 'The run begins at a loss of {startLoss}. Where will {steps} steps at this rate bring it?';

/** Number of last steps checked for an oscillation between two walls. */
const BOUNCES = 24;

/** A search ends when its bracket is within this fraction of its end. */
const NEARLY = 0.99;

/** Number of steps as long as the gradient times the largest rate. */
function longestSteps(problem: Problem, trace: Trace, maxBracket: number): number {
  const g = new Float64Array(2);
  return Array.from({ length: trace.steps }).filter((_, t) => {
    const [from, to] = [stateAt(trace, t), stateAt(trace, t + 1)];
    problem.gradient(from, g);
    return Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!) >= NEARLY * maxBracket * Math.hypot(g[0]!, g[1]!);
  }).length;
}

/** Distance beyond the nearest edge of the map, the larger of the two coordinates. */
function beyondMap(phi0: number, phi1: number): number {
  const { xDomain, yDomain } = GABOR_WINDOW;
  return Math.max(xDomain[0] - phi0, phi0 - xDomain[1], yDomain[0] - phi1, phi1 - yDomain[1]);
}

/** The steps at which the loss rose, counted from 1. */
function uphillSteps(loss: f.Column): number[] {
  return Array.from(loss.keys()).filter((k) => k > 0 && loss[k]! - loss[k - 1]! > ROUNDING * loss[k - 1]!);
}

/**
 * The verdict: what happened, and the consequences of a rate past the limit. The model is flat beyond the map for the
 * notebooks' points, but not for all.
 */
function verdictsOf(
  { notebook }: OwnGabor,
  run: Descent,
  { lowest, reached, arrived, past, rises }: Sight,
): f.Sentences {
  const why = past ? ' The rate is past {limit}, the limit of the lowest valley.' : '';
  const onMap = notebook ? '' : ' on the map';
  const valley =
    reached !== undefined && reached !== lowest
      ? 'the valley that the run is in, whose minimum is {reachedLoss}: past {reachedLimit}'
      : `the lowest valley${onMap}: past {limit}`;
  const comes = arrived ? 'this run has arrived at' : 'this run is heading for';
  const ended = 'After {steps} steps the loss is {loss};';
  return [
    [run.now === 0, BEFORE],
    [
      run.divergedAt !== undefined,
      `The run diverged at step {divergedAt}: it jumped to ({endPhi0}, {endPhi1}), far off the map${notebook ? ', where the model is flat and no slope leads back' : ''}.${why}`,
    ],
    [
      run.leftAt !== undefined,
      `The run left the map at step {leftAt} and ends at ({endPhi0}, {endPhi1})${beyondMap(...run.at(run.last)) < 0.005 ? ', just past the edge' : ''}, with a loss of {loss}${notebook ? ': no slope leads back from there' : ''}.${why}`,
    ],
    [
      past,
      `The rate is too large for ${valley} no run can settle there. After {steps} steps the loss is {loss}. ${rises.length > 0 ? 'It first rises at step {firstRise}.' : 'So far it has fallen at every step.'}`,
    ],
    [lowest === undefined, `${ended} the map has no minimum for these points.`],
    [reached === undefined, `${ended} the run ends where no slope leads to a minimum on the map.`],
    [reached === lowest, `${ended} ${comes} the lowest minimum${onMap}, {lowest}.`],
    [true, `${ended} ${comes} a local minimum of {reachedLoss}, not the lowest, {lowest}.`],
  ];
}

function surface({ phi0, phi1 }: V, fit: OwnGabor, run: Descent): f.SurfacePanel {
  const bounces = run.divergedAt === undefined && uphillSteps(run.loss).length > 1;
  return f.map({
    ...fit.map(),
    title: `Loss surface of the Gabor model, with the path of gradient descent from (${phi0}, ${phi1})`,
    // Runs do not stop at maxima, so only the table lists them.
    points: marksOf(fit, ['minimum', 'saddle']),
    runs: [run.path({ lens: bounces && run.now === undefined ? BOUNCES : undefined })],
    handle: startRing(parameters, [phi0, phi1]),
  });
}

function fitChart({ phi0, phi1 }: V, { problem }: OwnGabor, { now, at }: Descent): f.ChartPanel {
  const phi = at();
  return gaborFit({
    of: problem,
    drags: 'points',
    gaps: true,
    holds: { of: phi, label: 'hold the wave, and push' },
    // Without the step, which is shown under the picture: during playback a fit lags a few steps behind.
    label: `the ${problem.examples} examples and the fit`,
    curves: f.some(
      // At the start of the run the two coincide.
      now !== 0 && {
        name: 'model at the start',
        role: 'baseline' as const,
        phi: [phi0, phi1] as const,
        label: 'at the start',
      },
      { name: now === undefined ? 'model at the end' : `model at step ${now}`, role: 'run' as const, phi },
    ),
  });
}

function lossChart({ minima, notebook }: OwnGabor, run: Descent): f.ChartPanel {
  const least = minima[0]?.loss ?? null;
  return gaborLossChart({
    title: 'Loss at each step',
    last: run.last,
    // The notebook's axis goes from 0.5 to 20; other points have their own powers of ten.
    ...(!notebook && {
      least,
      lowest: least === null ? '' : `lowest on the map, ${least.toFixed(3)}`,
      y: lossAxis(run.loss, least),
    }),
    runs: [run.line({ name: 'loss', says: (loss) => loss.toFixed(3), ends: run.now === 0 ? undefined : 'said' })],
  });
}

/** Powers of ten from just below the lowest loss, which may be 0, to above the first. */
function lossAxis(loss: f.Column, least: number | null): f.Axis {
  const finite = loss.filter(Number.isFinite);
  const high = Math.ceil(Math.log10(Math.max(...finite, 1e-3)) + 0.05);
  const low = Math.floor(Math.log10(Math.max(Math.min(least ?? 1, ...finite), 10 ** (high - 6))) - 0.05);
  return f.logAxis('loss *L*, log scale', [10 ** low, 10 ** Math.max(high, low + 1)]);
}

function landmarks({ all }: OwnGabor): f.TablePanel {
  return f.table({
    name: 'stationary points',
    title: 'Every stationary point of the loss on the map, with the curvatures there',
    columns: [
      f.words('kind'),
      f.figures('ϕ_0', 3),
      f.figures('ϕ_1', 3),
      f.figures('loss *L*', 3),
      f.figures('smallest curvature', 3),
      f.figures('λ_max', 3),
      f.figures('2/λ_max', 4),
    ],
    rows: all.map(({ kind, phi, loss, eigenvalues: [smallest, largest] }) => [
      kind,
      ...phi,
      loss,
      smallest,
      largest,
      kind === 'minimum' ? 2 / largest : null,
    ]),
  });
}
