import { choice, coordinate, integer, lastState, number, problems } from '../../engine/index.ts';
import { gaborLandmarks, leftSheetAt, reachedMinimum } from '../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column, Panel, SurfacePanel, TablePanel } from '../../figure/panels/panel.ts';
import { type DescentPart, descend, descentPart, descentScript } from '../kit/fixed-or-search.ts';
import { gaborFit } from '../kit/gabor-fit.ts';
import { gaborMarks, gaborSheet, gaborStart } from '../kit/gabor-sheet.ts';

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. The gradient is summed over the 30 examples.',
    default: 0.1,
    min: 0.005,
    max: 60,
    step: 0.001,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'How many steps the run makes.',
    default: 80,
    min: 1,
    max: 1000,
    scale: 'log',
  }),
  method: choice({
    label: 'Rate',
    help: 'A fixed rate, or at each step the rate that a line search finds along the gradient.',
    default: 'fixed',
    options: { fixed: 'fixed', 'line-search': 'line search' },
  }),
  ...gaborStart([-1.5, 8.5], 'the run starts'),
};
type V = Values<typeof parameters>;

interface Result {
  phi0: Column;
  phi1: Column;
  loss: Column;
  divergedAt?: number;
  /** The step from which it was off the sheet, with no gradient that leads back. */
  leftAt?: number;
  /** Index among the landmarks' minima of the one in whose basin the run ended. */
  reached: number | undefined;
}

/** Norm of phi beyond which a run has left the sheet for good: the model is flat there, and no gradient leads back. */
const FAR = 100;
/** Share of the limit that is offered when a rate is past it. */
const SAFE = 0.9;
/** A loss that grew by less than this share has only been rounded. */
const ROUNDING = 1e-12;

export default defineExperiment({
  title: 'Gradient descent on the Gabor loss',
  question: 'Which minimum does a start reach, and which rate is too large?',
  source: 'UDL 6.1.2, Figures 6.2 to 6.4, Notebook 6.3',
  caption:
    'Thirty examples, two parameters. Circles mark minima with their loss, crosses mark saddle points. Move the rate past the dashed mark: what happens first, and what happens later? Deterministic.',
  pace: 'instant',
  checked: 'notebook 6.3, and its stationary points',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({ run: descentPart(values) }),
  measure: {
    run(part: DescentPart): Result {
      const trace = descend(problems.gabor, part, { norm: FAR });
      const { status } = trace;
      const [path0, path1] = [coordinate(trace, 0), coordinate(trace, 1)];
      const reached = status.kind === 'diverged' ? undefined : reachedMinimum(lastState(trace));
      const leftAt = reached === undefined ? leftSheetAt(path0, path1) : undefined;
      return {
        phi0: path0,
        phi1: path1,
        loss: trace.loss,
        ...(status.kind === 'diverged' && { divergedAt: status.step }),
        ...(leftAt !== undefined && { leftAt }),
        reached,
      };
    },
  },
  present(values, { run: result }, { at, pinned } = {}) {
    if (!result) throw new Error('gabor-descent has one part, and presents once it is measured');
    const { minima, all } = gaborLandmarks();
    const lowest = minima[0]!;
    const limit = 2 / lowest.eigenvalues[1]!;
    const last = result.loss.length - 1;
    const t = Math.min(at ?? last, last);
    const rises = uphillSteps(result.loss);
    const reached = result.reached === undefined ? undefined : minima[result.reached];
    const numbers: Presentation['numbers'] = {
      loss: { value: result.loss[last]!, digits: 3 },
      startLoss: { value: result.loss[0]!, digits: 2 },
      steps: { value: last, digits: 0 },
      limit: { value: limit, digits: 4 },
      lambdaMax: { value: lowest.eigenvalues[1]!, digits: 2 },
      safeRate: { value: Number((SAFE * limit).toPrecision(3)), digits: 3 },
      lowest: { value: lowest.loss, digits: 3 },
      endPhi0: { value: result.phi0[last]!, digits: 2 },
      endPhi1: { value: result.phi1[last]!, digits: 2 },
      stepsUphill: { value: rises.length, digits: 0 },
      firstRise: { value: rises[0] ?? Number.NaN, digits: 0 },
      reachedLoss: { value: reached?.loss ?? Number.NaN, digits: 2 },
      reachedLimit: { value: reached ? 2 / reached.eigenvalues[1]! : Number.NaN, digits: 4 },
      divergedAt: { value: result.divergedAt ?? Number.NaN, digits: 0 },
      leftAt: { value: result.leftAt ?? Number.NaN, digits: 0 },
    };
    return {
      panels: panelsOf(values, result, t, at !== undefined, pinned?.results.run),
      numbers,
      steps: last,
      ...verdictOf(
        values,
        result,
        {
          past: values.method === 'fixed' && values.alpha > limit,
          rises: rises.length,
          lowest: reached === lowest,
          reached: reached !== undefined,
        },
        limit,
      ),
      ...(values.method === 'fixed' && { limits: { alpha: [{ at: limit, label: '2/λ_max' }] } }),
    };

    function panelsOf(v: V, run: Result, now: number, marked: boolean, before: Result | undefined): Panel[] {
      return [
        surface(v, run, now, marked, before),
        fitChart(v, run, now, marked),
        lossChart(run, now, marked, before),
        landmarks(),
      ];
    }
    function landmarks(): TablePanel {
      return {
        kind: 'table',
        name: 'stationary points',
        title: 'Every stationary point of the loss on the sheet, with the curvatures there',
        columns: [
          { label: 'kind', align: 'left' },
          { label: 'ϕ_0', digits: 3 },
          { label: 'ϕ_1', digits: 3 },
          { label: 'loss *L*', digits: 3 },
          { label: 'smallest curvature', digits: 3 },
          { label: 'λ_max', digits: 3 },
          { label: '2/λ_max', digits: 4 },
        ],
        rows: all.map(({ kind, phi, loss, eigenvalues }) => [
          kind,
          phi[0]!,
          phi[1]!,
          loss,
          eigenvalues[0]!,
          eigenvalues[1]!,
          kind === 'minimum' ? 2 / eigenvalues[1]! : null,
        ]),
      };
    }
  },
  python: (values) =>
    descentScript(values, {
      about: 'Gradient descent on the Gabor loss of notebooks 6.3 and 6.4.',
      problem: problems.gabor,
      bounds: { norm: FAR },
      prints: {
        loss: 'losses[-1]',
        startLoss: 'losses[0]',
        steps: 'len(losses) - 1',
        endPhi0: 'path[-1, 0]',
        endPhi1: 'path[-1, 1]',
        stepsUphill: 'int(np.sum(np.diff(losses) > 1e-12 * losses[:-1]))',
      },
    }),
});

function surface(values: V, run: Result, now: number, marked: boolean, before: Result | undefined): SurfacePanel {
  const last = run.loss.length - 1;
  // Maxima stop no run; the table has them.
  const points = gaborMarks('minimum', 'saddle');
  points.push({ name: 'end', x: run.phi0[last]!, y: run.phi1[last]!, mark: 'end', role: 'run' });
  if (marked) points.push({ name: 'now', x: run.phi0[now]!, y: run.phi1[now]!, mark: 'now', label: `step ${now}` });
  return {
    ...gaborSheet(),
    title: `Loss surface of the Gabor model, with the path of gradient descent from (${values.phi0}, ${values.phi1})`,
    paths: [
      ...(before ? [{ name: 'pinned path', role: 'baseline' as const, x: before.phi0, y: before.phi1 }] : []),
      { name: 'path', role: 'run', x: run.phi0, y: run.phi1, steps: true },
    ],
    points,
    handle: { x: 'phi0', y: 'phi1', at: [values.phi0, values.phi1], label: 'drag the start' },
  };
}

function fitChart(values: V, run: Result, now: number, marked: boolean): ChartPanel {
  return gaborFit({
    label: marked ? `the 30 examples and the fit at step ${now}` : 'the 30 examples and the fit',
    curves: [
      { name: 'model at the start', role: 'baseline', phi: [values.phi0, values.phi1], label: 'at the start' },
      {
        name: marked ? `model at step ${now}` : 'model at the end',
        role: 'run',
        phi: [run.phi0[now]!, run.phi1[now]!],
      },
    ],
  });
}

function lossChart(run: Result, now: number, marked: boolean, before: Result | undefined): ChartPanel {
  const last = run.loss.length - 1;
  const lowest = gaborLandmarks().minima[0]!.loss;
  const steps = (loss: Column): Column => Float64Array.from(loss, (_, t) => t);
  return {
    kind: 'chart',
    name: 'loss',
    title: 'Loss at each step',
    x: { label: 'step *t*', domain: [0, Math.max(last, 1)] },
    y: { label: 'loss *L*, log scale', domain: [0.5, 20], scale: 'log', ticks: [0.5, 1, 2, 5, 10, 20] },
    steps: true,
    references: [{ axis: 'y', at: lowest, label: `lowest possible, ${lowest.toFixed(3)}`, role: 'theory' }],
    series: [
      ...(before
        ? [
            {
              name: 'pinned loss',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: steps(before.loss),
              y: before.loss,
              label: 'pinned',
            },
          ]
        : []),
      { name: 'loss', role: 'run', kind: 'line', x: steps(run.loss), y: run.loss },
    ],
    points: [
      { name: 'end', x: last, y: run.loss[last]!, mark: 'end', role: 'run', label: run.loss[last]!.toFixed(3) },
      ...(marked
        ? [{ name: 'now', x: now, y: run.loss[now]!, mark: 'now' as const, label: run.loss[now]!.toFixed(3) }]
        : []),
    ],
  };
}

/** The steps at which the loss rose, counted from 1. */
function uphillSteps(loss: Column): number[] {
  return Array.from(loss, (value, k) => (k > 0 && value - loss[k - 1]! > ROUNDING * loss[k - 1]! ? k : 0)).filter(
    (k) => k > 0,
  );
}

interface Seen {
  past: boolean;
  rises: number;
  lowest: boolean;
  reached: boolean;
}

/** One sentence on what happened, and what to do about a rate that is past the limit. */
function verdictOf(values: V, run: Result, seen: Seen, limit: number): Pick<Presentation, 'verdict' | 'offers'> {
  const safe = Number((SAFE * limit).toPrecision(3));
  const back = { offers: [{ text: 'Set 0.9 of the limit', set: { alpha: safe } }] };
  if (run.divergedAt !== undefined)
    return {
      verdict: {
        text: `The run diverged at step {divergedAt}: it jumped to ({endPhi0}, {endPhi1}), far off the sheet, where the model is flat and no gradient leads back. The rate is past 2/λ_max = {limit}.`,
      },
      ...(values.method === 'fixed' && back),
    };
  if (run.leftAt !== undefined)
    return {
      verdict: {
        text: `The run left the sheet at step {leftAt} and ends at ({endPhi0}, {endPhi1}), with a loss of {loss}: no gradient leads back.${seen.past ? ' The rate is past 2/λ_max = {limit}.' : ''}`,
      },
      ...(seen.past && back),
    };
  const ended = seen.lowest
    ? 'this run ends in the basin of the lowest minimum, {lowest}'
    : seen.reached
      ? 'this run ends in the basin of a local minimum of {reachedLoss}, not the lowest, {lowest}'
      : 'this run ends in no basin on the sheet';
  if (!seen.past) return { verdict: { text: `After {steps} steps the loss is {loss}; ${ended}.` } };
  const rise = seen.rises > 0 ? 'It first rises at step {firstRise}.' : 'So far it has fallen at every step.';
  return {
    verdict: {
      text: `The rate is past 2/λ_max = {limit}, so no run can settle at the lowest minimum. After {steps} steps the loss is {loss}. ${rise}`,
    },
    ...back,
  };
}
