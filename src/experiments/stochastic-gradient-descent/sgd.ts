import {
  type Batch,
  batchAt,
  choice,
  coordinate,
  integer,
  lastState,
  number,
  type Sampling,
  samplings,
  stateAt,
  train,
  vector,
} from '../../engine/index.ts';
import { gradientDescent } from '../../engine/optimizers/gradient-descent.ts';
import { gabor } from '../../engine/problems/gabor.ts';
import { gaborLandmarks, leftSheetAt, reachedMinimum } from '../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column, EquationPanel, PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';
import { gaborLens } from '../kit/gabor-close-up.ts';
import { gaborFit } from '../kit/gabor-fit.ts';
import { gaborMarks, gaborSheet, gaborStart } from '../kit/gabor-sheet.ts';

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. The gradient is summed over the batch.',
    default: 0.8,
    min: 0.005,
    max: 20,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'How many of the 30 examples each step sees. At 30 every step sees them all.',
    default: 5,
    min: 1,
    max: 30,
  }),
  sampling: choice<Sampling>({
    label: 'Batches are drawn',
    help: 'How the examples of a batch are chosen.',
    default: 'notebook',
    options: samplings,
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'How many steps the run makes.',
    default: 41,
    min: 1,
    max: 1000,
    scale: 'log',
  }),
  seed: integer({ label: 'Seed', help: 'Another seed, other batches.', default: 1, min: 0, max: 9999 }),
  ...gaborStart([3.5, 6.5], 'the run starts'),
};
type V = Values<typeof parameters>;

interface Result {
  phi0: Column;
  phi1: Column;
  /** Over all 30 examples, before each step and at the end. */
  loss: Column;
  /** Of each step's own batch, before the step and after it. */
  batchBefore: Column;
  batchAfter: Column;
  batches: readonly Batch[];
  /** The step from which the run was off the sheet, with no gradient that leads back. */
  leftAt?: number;
  reached: number | undefined;
}

const N = gabor.examples;
/** Share of the limit that is offered when a rate is past it. */
const SAFE = 0.9;

export default defineExperiment({
  title: 'Stochastic gradient descent, one batch at a time',
  question: 'When a step improves the fit to its batch, does it improve the fit to all examples?',
  source: 'UDL 6.2, Figure 6.5, Notebook 6.3',
  caption:
    'Each step sees only its batch, the blue examples. Under the lens are the step that this batch makes and the one that all thirty examples would have made, at the same rate per example. The last chart has the loss of all examples, and the loss of each batch as it comes. At which steps does one fall and the other rise? One seed.',
  pace: 'instant',
  checked: 'notebook 6.3, batch by batch',
  parameters,
  together: [['phi0', 'phi1']],
  stepper: { start: 10 },
  equations: {
    next: String.raw`\boldsymbol{\phi}_{t+1}`,
    becomes: String.raw`\leftarrow`,
    now: String.raw`\boldsymbol{\phi}_{t}`,
    minus: '-',
    rate: String.raw`\alpha`,
    times: String.raw`\cdot`,
    gradient: String.raw`\sum_{i\in\mathcal{B}_t} \frac{\partial \ell_i[\boldsymbol{\phi}_t]}{\partial \boldsymbol{\phi}}`,
  },
  parts: (values: V) => ({ run: values }),
  measure: {
    run({ alpha, batchSize, sampling, steps, seed, phi0, phi1 }: V): Result {
      const trace = train({
        problem: gabor,
        optimizer: gradientDescent,
        hyper: { alpha },
        start: [phi0, phi1],
        steps,
        batches: { size: batchSize, sampling, seed },
      });
      const made = Array.from({ length: trace.steps }, (_, t) => t);
      const [path0, path1] = [coordinate(trace, 0), coordinate(trace, 1)];
      const reached = trace.status.kind === 'diverged' ? undefined : reachedMinimum(lastState(trace).slice());
      const leftAt = reached === undefined ? leftSheetAt(path0, path1) : undefined;
      return {
        phi0: path0,
        phi1: path1,
        loss: trace.loss,
        batchBefore: trace.batchLoss,
        batchAfter: Float64Array.from(made, (t) => gabor.loss(stateAt(trace, t + 1), batchAt(trace, t))),
        batches: made.map((t) => batchAt(trace, t).slice()),
        ...(leftAt !== undefined && { leftAt }),
        reached,
      };
    },
  },
  present(values, { run }, { at, pinned } = {}) {
    if (!run) throw new Error('sgd has one part, and presents once it is measured');
    const { minima } = gaborLandmarks();
    const last = run.loss.length - 1;
    const now = at === undefined ? undefined : Math.min(at, last);
    const limit = ((2 / minima[0]!.eigenvalues[1]!) * N) / values.batchSize;
    const rises = (before: Column, after: Column): number =>
      before.reduce((sum, value, t) => sum + (after[t]! > value ? 1 : 0), 0);
    const uses = new Int32Array(N);
    for (const batch of run.batches) for (const i of batch) uses[i]!++;
    const reached = run.reached === undefined ? undefined : minima[run.reached];
    const step = Math.min(now ?? last, last - 1);
    const numbers: Presentation['numbers'] = {
      loss: { value: run.loss[last]!, digits: 3 },
      startLoss: { value: run.loss[0]!, digits: 2 },
      steps: { value: last, digits: 0 },
      endPhi0: { value: run.phi0[last]!, digits: 2 },
      endPhi1: { value: run.phi1[last]!, digits: 2 },
      stepsUphill: { value: rises(run.loss.subarray(0, last), run.loss.subarray(1)), digits: 0 },
      batchUphill: { value: rises(run.batchBefore, run.batchAfter), digits: 0 },
      leastUsed: { value: Math.min(...uses), digits: 0 },
      mostUsed: { value: Math.max(...uses), digits: 0 },
      lowest: { value: minima[0]!.loss, digits: 3 },
      reachedLoss: { value: reached?.loss ?? Number.NaN, digits: 2 },
      limit: { value: limit, digits: 3 },
      leftAt: { value: run.leftAt ?? Number.NaN, digits: 0 },
      at: { value: step, digits: 0 },
      batchLossNow: { value: run.batchBefore[step] ?? Number.NaN, digits: 2 },
      batchLossNext: { value: run.batchAfter[step] ?? Number.NaN, digits: 2 },
      lossNow: { value: run.loss[step] ?? Number.NaN, digits: 2 },
      lossNext: { value: run.loss[step + 1] ?? Number.NaN, digits: 2 },
    };
    const past = values.alpha > limit;
    return {
      panels: [
        surface(values, run, now, pinned?.results.run),
        ...(now === undefined ? [] : [closeUp(values, run, now)]),
        fit(run, now),
        losses(values, run, now, pinned?.results.run),
        ...(now !== undefined && now < last ? [update(values, run, now)] : []),
      ],
      numbers,
      steps: last,
      verdict: { text: verdictText(run, past, reached === minima[0], reached !== undefined) },
      limits: { alpha: [{ at: limit, label: values.batchSize === N ? '2/λ_max' : '30/B · 2/λ_max' }] },
      ...(past && {
        offers: [{ text: 'Set 0.9 of the limit', set: { alpha: Number((SAFE * limit).toPrecision(3)) } }],
      }),
    };
  },
  python: ({ alpha, batchSize, sampling, steps, seed, phi0, phi1 }) =>
    pythonScript({
      about: 'Stochastic gradient descent on the Gabor loss of notebooks 6.3 and 6.4.',
      problem: gabor,
      optimizer: gradientDescent,
      hyper: { alpha },
      start: [phi0, phi1],
      steps,
      batches: { size: batchSize, sampling, seed },
      prints: {
        loss: 'losses[-1]',
        startLoss: 'losses[0]',
        steps: 'len(losses) - 1',
        endPhi0: 'path[-1, 0]',
        endPhi1: 'path[-1, 1]',
        stepsUphill: 'int(np.sum(np.diff(losses) > 0))',
      },
    }),
});

function verdictText(run: Result, past: boolean, lowest: boolean, reached: boolean): string {
  if (run.leftAt !== undefined)
    return `The run left the sheet at step {leftAt} and ends at ({endPhi0}, {endPhi1}), with a loss of {loss}: no gradient leads back.${past ? ' The rate is past the limit, {limit}.' : ''}`;
  const basin = lowest
    ? 'in the basin of the lowest minimum, {lowest}'
    : reached
      ? 'in the basin of a local minimum of {reachedLoss}'
      : 'in no basin on the sheet';
  return `The loss of all examples rises in {stepsUphill} of {steps} steps, that of the step’s own batch in {batchUphill}. The run ends at {loss}, ${basin}.`;
}

/** The step that the whole set would make from a state, at the same rate for each example. */
function fullStep({ alpha, batchSize }: V, run: Result, t: number): [number, number] {
  const g = vector(0, 0);
  gabor.gradient(vector(run.phi0[t]!, run.phi1[t]!), g);
  return [-((alpha * batchSize) / N) * g[0]!, -((alpha * batchSize) / N) * g[1]!];
}

function surface(values: V, run: Result, now: number | undefined, before: Result | undefined): SurfacePanel {
  const last = run.loss.length - 1;
  const points = gaborMarks('minimum');
  points.push({ name: 'end', x: run.phi0[last]!, y: run.phi1[last]!, mark: 'end', role: 'run' });
  const sheet: SurfacePanel = {
    ...gaborSheet(),
    title: `Loss surface of the Gabor model over all 30 examples, with the path of SGD from (${values.phi0}, ${values.phi1})`,
    paths: [
      ...(before ? [{ name: 'pinned path', role: 'baseline' as const, x: before.phi0, y: before.phi1 }] : []),
      { name: 'path', role: 'run', x: run.phi0, y: run.phi1, steps: true },
    ],
    points,
    handle: { x: 'phi0', y: 'phi1', at: [values.phi0, values.phi1], label: 'drag the start' },
  };
  if (now === undefined) return sheet;
  points.push({ name: 'now', x: run.phi0[now]!, y: run.phi1[now]!, mark: 'now', label: `step ${now}` });
  return sheet;
}

/** The least width of the sheet that the lens shows: at a small rate steps are shorter than marks. */
const LENS = 0.2;

/** The step made and the one that all examples would have made, alone on a piece of the sheet; at the end, no step. */
function closeUp(values: V, run: Result, now: number): SurfacePanel {
  const from = [run.phi0[now]!, run.phi1[now]!] as const;
  const points: PanelPoint[] = [{ name: `step ${now}`, x: from[0], y: from[1], mark: 'now' }];
  if (now === run.loss.length - 1)
    return { ...gaborLens([from], LENS), title: `The run has ended after step ${now}: no step follows`, points };
  const [d0, d1] = fullStep(values, run, now);
  const all = [from[0] + d0, from[1] + d1] as const;
  const made = [run.phi0[now + 1]!, run.phi1[now + 1]!] as const;
  return {
    ...gaborLens([from, all, made], LENS),
    title: `Step ${now} under a lens: the step of its batch, and the step of all 30 examples`,
    points,
    arrows: [
      { name: 'step of the batch', role: 'batch', from, to: made, label: 'batch' },
      { name: 'step of all 30', role: 'measured', from, to: all, label: 'all 30' },
    ],
  };
}

const change = (before: number, after: number): string => `${before.toFixed(2)} → ${after.toFixed(2)}`;

function fit(run: Result, now: number | undefined): ChartPanel {
  const last = run.loss.length - 1;
  const phi = (t: number) => [run.phi0[t]!, run.phi1[t]!] as const;
  if (now === undefined || now === last)
    return gaborFit({
      label: 'the 30 examples and the fit',
      curves: [
        { name: 'model at the start', role: 'baseline', phi: phi(0), label: 'at the start' },
        { name: 'model at the end', role: 'run', phi: phi(last) },
      ],
    });
  const batch = run.batches[now]!;
  return gaborFit({
    label: `step ${now}: batch ${change(run.batchBefore[now]!, run.batchAfter[now]!)}, all ${change(run.loss[now]!, run.loss[now + 1]!)}`,
    curves: [
      { name: `model before step ${now}`, role: 'baseline', phi: phi(now), label: 'before' },
      { name: `model after step ${now}`, role: 'run', phi: phi(now + 1) },
    ],
    batch,
  });
}

function losses({ batchSize }: V, run: Result, now: number | undefined, before: Result | undefined): ChartPanel {
  const last = run.loss.length - 1;
  const steps = (of: Column): Column => Float64Array.from(of, (_, t) => t);
  const scaled = run.batchBefore.map((loss) => (loss * N) / batchSize);
  const top = Math.max(...run.loss, ...scaled);
  const ends = run.loss[last]!;
  return {
    kind: 'chart',
    name: 'loss',
    title: 'Loss of all examples and loss of the batch, at each step',
    x: { label: 'step *t*', domain: [0, Math.max(last, 1)] },
    y: {
      label: batchSize === N ? 'loss *L*' : `loss *L*; of the batch, times 30/${batchSize}`,
      domain: [0.5, top > 60 ? 10 * top : 60],
      scale: 'log',
      ticks: [0.5, 1, 2, 5, 10, 20, 50],
    },
    steps: true,
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
      ...(batchSize < N
        ? [
            {
              name: `loss of the batch, times 30/${batchSize}`,
              role: 'batch' as const,
              kind: 'line' as const,
              x: steps(run.batchBefore),
              y: scaled,
              label: 'batch',
            },
          ]
        : []),
      { name: 'loss of all examples', role: 'run', kind: 'line', x: steps(run.loss), y: run.loss, label: 'all 30' },
    ],
    points: [
      { name: 'end', x: last, y: ends, mark: 'end', role: 'run' },
      ...(now === undefined ? [] : [{ name: 'now', x: now, y: run.loss[now]!, mark: 'now' as const }]),
    ],
  };
}

/** The update of one step as a ledger: each term over its two numbers. */
function update({ alpha }: V, run: Result, t: number): EquationPanel {
  const rows = [run.phi0, run.phi1];
  const two = (value: (phi: Column) => number): string[] =>
    rows.map((phi) => value(phi).toFixed(3).replace('-', '\u2212'));
  return {
    kind: 'equation',
    name: 'update',
    title: `The update of step ${t}: next is now minus the rate times the gradient of the batch`,
    rows: ['ϕ_0', 'ϕ_1'],
    lines: [
      [
        { equation: 'next', label: 'next', role: 'run', values: two((phi) => phi[t + 1]!) },
        { equation: 'becomes' },
        { equation: 'now', label: 'now', values: two((phi) => phi[t]!) },
        { equation: 'minus' },
        { equation: 'rate', label: 'the rate', values: rows.map(() => String(alpha)) },
        { equation: 'times' },
        {
          equation: 'gradient',
          label: 'gradient of the batch',
          role: 'batch',
          values: two((phi) => (phi[t]! - phi[t + 1]!) / alpha),
        },
      ],
    ],
  };
}
