import {
  coordinate,
  type Estimate,
  integer,
  lastState,
  number,
  optimizers,
  problems,
  stream,
  train,
  wilson,
} from '../../../engine/index.ts';
import { GABOR_WINDOW, gaborLandmarks, POLISH, reachedMinimum } from '../../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../../figure/experiment.ts';
import type { ChartPanel, Column, SurfacePanel, TablePanel } from '../../../figure/panels/panel.ts';
import { gaborMarks, gaborSheet, gaborStart } from '../../kit/gabor-sheet.ts';
import { BASIN_PARTS, basinCells, basinStarts, DIVERGED, gaborEnds, NO_MINIMUM } from './gabor-basins.ts';
import { type Border, gaborBorders } from './gabor-borders.ts';

const [left, right] = GABOR_WINDOW.xDomain;
const [low, high] = GABOR_WINDOW.yDomain;

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. The gradient is summed over the 30 examples.',
    default: 0.05,
    min: 0.02,
    max: 8,
    step: 0.001,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps *T*',
    symbol: 'T',
    help: 'How many steps each run makes; after them it is let go at small rates, to see in which basin it is.',
    default: 300,
    min: 1,
    max: 1500,
    scale: 'log',
  }),
  ...gaborStart([-3.3, 18], 'the run that is drawn starts'),
};
type V = Values<typeof parameters>;

type Ends = Int8Array<ArrayBuffer>;

type Work =
  | { what: 'path'; alpha: number; steps: number; phi0: number; phi1: number }
  | { what: 'cells'; alpha: number; steps: number; part: number }
  | { what: 'borders' }
  | { what: 'rate'; alpha: number; steps: number };

interface Result {
  /** Of the run that is drawn. */
  path?: { phi0: Column; phi1: Column; loss: Column; divergedAt?: number; reached: number | undefined };
  /** Where each start leads: of one lattice of cells, or of the random starts at one rate. */
  ends?: Ends;
  /** Theory: where the basins meet. */
  borders?: readonly Border[];
}

const FAR = 100;
const SAFE = 0.9;
/** Rates of the chart, and random starts at each, the same for all. */
const LADDER = Array.from({ length: 9 }, (_, k) => Number((0.025 * 2 ** k).toPrecision(3)));
const RANDOM_STARTS = 100;

export default defineExperiment({
  title: 'Which start reaches which minimum',
  question: 'How many starts reach the lowest minimum, and what does the rate do to that?',
  source: 'UDL 6.1.2, Figures 6.4 and 6.5',
  caption:
    'Every cell is a start, tinted by the minimum where its run ends; the deepest tint leads to the lowest. White cells lead to no minimum on the sheet, hatched ones diverge. Dashed lines are the borders that theory draws for ever smaller steps. Raise the rate past the mark: where do the basins break up first? Deterministic; each point of the chart is 100 random starts with its 95 % interval.',
  pace: 'ensemble',
  checked: 'plain runs of every start',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({
    all: (({ alpha, steps, phi0, phi1 }: V): Work[] => [
      { what: 'path', alpha, steps, phi0, phi1 },
      ...Array.from({ length: BASIN_PARTS }, (_, part): Work => ({ what: 'cells', alpha, steps, part })),
      { what: 'borders' },
      ...LADDER.map((rate): Work => ({ what: 'rate', alpha: rate, steps })),
    ])(values),
  }),
  measure: {
    all(part: Work): Result {
      if (part.what === 'borders') return { borders: gaborBorders() };
      if (part.what === 'cells') return { ends: gaborEnds(basinStarts(part.part), part) };
      if (part.what === 'rate') return { ends: gaborEnds(randomStarts(), part) };
      const { alpha, steps, phi0, phi1 } = part;
      const trace = train({
        problem: problems.gabor,
        optimizer: optimizers.gradientDescent,
        hyper: { alpha },
        start: [phi0, phi1],
        steps,
        bounds: { norm: FAR },
      });
      const diverged = trace.status.kind === 'diverged';
      return {
        path: {
          phi0: coordinate(trace, 0),
          phi1: coordinate(trace, 1),
          loss: trace.loss,
          ...(trace.status.kind === 'diverged' && { divergedAt: trace.status.step }),
          reached: diverged ? undefined : reachedMinimum(lastState(trace)),
        },
      };
    },
  },
  present(values, { all: results }, { at, pinned } = {}) {
    const { minima } = gaborLandmarks();
    const limit = 2 / minima[0]!.eigenvalues[1];
    const path = results[0]?.path;
    const blocks = results.slice(1, 1 + BASIN_PARTS).map((result) => result?.ends);
    const ladder = results.slice(2 + BASIN_PARTS).map((result) => result?.ends);
    const global = share(blocks, 0);
    const end = path && path.loss.length - 1;
    const reached = path?.reached === undefined ? undefined : minima[path.reached];
    const kept = minima.filter((_, k) => (share(blocks, k)?.value ?? 0) > 0).length;
    const before = pinned && {
      alpha: pinned.values.alpha,
      path: pinned.results.all[0]?.path,
      share: share(
        pinned.results.all.slice(1, 1 + BASIN_PARTS).map((result) => result?.ends),
        0,
      ),
    };
    const missing: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    const numbers: Presentation['numbers'] = {
      share: { ...(global ?? missing), digits: 1, percent: true },
      none: { ...(share(blocks, NO_MINIMUM) ?? missing), digits: 1, percent: true },
      diverged: { ...(share(blocks, DIVERGED) ?? missing), digits: 1, percent: true },
      starts: { value: blocks.reduce((sum, ends) => sum + (ends?.length ?? 0), 0), digits: 0 },
      kept: { value: kept, digits: 0 },
      minima: { value: minima.length, digits: 0 },
      limit: { value: limit, digits: 4 },
      lowest: { value: minima[0]!.loss, digits: 3 },
      steps: { value: values.steps, digits: 0 },
      loss: { value: path?.loss.at(-1) ?? Number.NaN, digits: 3 },
      endPhi0: { value: path?.phi0.at(-1) ?? Number.NaN, digits: 2 },
      endPhi1: { value: path?.phi1.at(-1) ?? Number.NaN, digits: 2 },
      reachedLoss: { value: reached?.loss ?? Number.NaN, digits: 2 },
    };
    return {
      panels: [
        sheet(values, path, blocks, results[1 + BASIN_PARTS]?.borders, at, before?.path),
        rateChart(values.alpha, ladder, global, limit, before),
        lossChart(path, at, before?.path),
        table(blocks),
      ],
      arrangement: 'sheet-and-stack',
      numbers,
      ...(end !== undefined && { steps: end }),
      limits: { alpha: [{ at: limit, label: '2/λ_max' }] },
      ...verdictOf(values.alpha > limit, path, numbers, limit),
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

let drawn: [number, number][] | undefined;

/** Uniform over the window; drawn once. */
function randomStarts(): [number, number][] {
  if (!drawn) {
    const random = stream(0, 'start');
    drawn = Array.from({ length: RANDOM_STARTS }, () => [
      left + (right - left) * random.randomSample(),
      low + (high - low) * random.randomSample(),
    ]);
  }
  return drawn;
}

/** Share of the starts so far that lead to one end, with its Wilson interval. */
function share(blocks: readonly (Ends | undefined)[], wanted: number): Estimate | undefined {
  let [hits, all] = [0, 0];
  for (const ends of blocks) {
    all += ends?.length ?? 0;
    for (const end of ends ?? []) if (end === wanted) hits++;
  }
  return all > 0 ? wilson(hits, all) : undefined;
}

function sheet(
  { phi0, phi1 }: V,
  path: Result['path'],
  blocks: readonly (Ends | undefined)[],
  borders: readonly Border[] = [],
  at: number | undefined,
  before: Result['path'],
): SurfacePanel {
  const { bands: _, ...empty } = gaborSheet();
  const cells = basinCells(blocks);
  const points = gaborMarks('minimum', 'saddle');
  if (path) {
    const last = path.loss.length - 1;
    points.push({ name: 'end', x: path.phi0[last]!, y: path.phi1[last]!, mark: 'end', role: 'run' });
    const now = Math.min(at ?? last, last);
    if (at !== undefined)
      points.push({ name: 'now', x: path.phi0[now]!, y: path.phi1[now]!, mark: 'now', label: `step ${now}` });
  }
  return {
    ...empty,
    title: 'Starts on the sheet, tinted by the minimum where gradient descent from them ends',
    ...(cells && { cells }),
    lines: borders.map((line, k) => ({ name: `border ${k + 1}`, role: 'theory', ...line })),
    paths: [
      ...(before ? [{ name: 'pinned path', role: 'baseline' as const, x: before.phi0, y: before.phi1 }] : []),
      ...(path ? [{ name: 'path', role: 'run' as const, x: path.phi0, y: path.phi1, steps: true }] : []),
    ],
    points,
    handle: { x: 'phi0', y: 'phi1', at: [phi0, phi1], label: 'drag a start' },
  };
}

interface Before {
  alpha: number;
  path: Result['path'];
  share: Estimate | undefined;
}

function rateChart(
  alpha: number,
  ladder: readonly (Ends | undefined)[],
  own: Estimate | undefined,
  limit: number,
  before: Before | undefined,
): ChartPanel {
  const measured = LADDER.flatMap((rate, k) => {
    const found = share([ladder[k]], 0);
    return found ? [{ rate, ...found }] : [];
  });
  const column = (of: 'rate' | 'value' | 'low' | 'high'): Column => Float64Array.from(measured, (one) => one[of]);
  return {
    kind: 'chart',
    name: 'rates',
    title: 'Share of 100 random starts that end in the basin of the lowest minimum, at each rate',
    x: { label: 'learning rate α', domain: [0.016, 10], scale: 'log', ticks: [0.1, 1, 10] },
    y: { label: 'starts that reach the lowest', domain: [0, 0.5], format: 'percent', ticks: [0, 0.25, 0.5] },
    references: [{ axis: 'x', at: limit, label: '2/λ_max', role: 'theory' }],
    series: [
      {
        name: '100 random starts',
        role: 'measured',
        kind: 'points',
        x: column('rate'),
        y: column('value'),
        low: column('low'),
        high: column('high'),
      },
    ],
    points: [
      ...(before?.share
        ? [
            {
              name: 'pinned grid',
              x: before.alpha,
              y: before.share.value,
              mark: 'hollow' as const,
              role: 'baseline' as const,
              label: 'pinned',
            },
          ]
        : []),
      ...(own
        ? [
            {
              name: 'this grid',
              x: alpha,
              y: own.value,
              mark: 'end' as const,
              role: 'run' as const,
              label: `${(100 * own.value).toFixed(1)} %`,
            },
          ]
        : []),
    ],
  };
}

function lossChart(path: Result['path'], at: number | undefined, before: Result['path']): ChartPanel {
  const { minima } = gaborLandmarks();
  const last = path ? path.loss.length - 1 : 1;
  const now = path && at !== undefined ? Math.min(at, last) : undefined;
  const line = (name: string, role: 'run' | 'baseline', loss: Column) => ({
    name,
    role,
    kind: 'line' as const,
    x: Float64Array.from(loss, (_, t) => t),
    y: loss,
  });
  return {
    kind: 'chart',
    name: 'loss',
    title: 'Loss of the run drawn, at each step',
    x: { label: 'step *t*', domain: [0, Math.max(last, 1)] },
    y: { label: 'loss *L* of the run drawn', domain: [0.5, 30], scale: 'log', ticks: [0.5, 1, 2, 5, 10, 20] },
    steps: true,
    references: [
      { axis: 'y', at: minima[0]!.loss, label: `lowest possible, ${minima[0]!.loss.toFixed(3)}`, role: 'theory' },
    ],
    series: [
      ...(before ? [line('pinned loss', 'baseline', before.loss)] : []),
      ...(path ? [line('loss', 'run', path.loss)] : []),
    ],
    points: path
      ? [
          { name: 'end', x: last, y: path.loss[last]!, mark: 'end', role: 'run', label: path.loss[last]!.toFixed(2) },
          ...(now === undefined
            ? []
            : [{ name: 'now', x: now, y: path.loss[now]!, mark: 'now' as const, label: path.loss[now]!.toFixed(2) }]),
        ]
      : [],
  };
}

function table(blocks: readonly (Ends | undefined)[]): TablePanel {
  const row = (name: string, end: number, loss: number | null, rate: number | null) => {
    const found = share(blocks, end);
    const percent = (part: number | undefined) => (part === undefined ? null : 100 * part);
    return [name, loss, rate, percent(found?.value), percent(found?.low), percent(found?.high)];
  };
  return {
    kind: 'table',
    name: 'ends',
    title: 'Where the starts end, in percent with the 95 % interval',
    columns: [
      { label: 'end', align: 'left' },
      { label: 'loss *L*', digits: 3 },
      { label: '2/λ_max', digits: 4 },
      { label: 'share', digits: 1 },
      { label: 'from', digits: 1 },
      { label: 'to', digits: 1 },
    ],
    rows: [
      ...gaborLandmarks().minima.map(({ phi, loss, eigenvalues }, k) =>
        row(`minimum at (${phi.map((value) => value.toFixed(2)).join(', ')})`, k, loss, 2 / eigenvalues[1]),
      ),
      row('no minimum on the sheet', NO_MINIMUM, null, null),
      row('diverged', DIVERGED, null, null),
    ],
  };
}

/** What the grid shows, where the run drawn went, and what to do about a rate that is past the limit. */
function verdictOf(
  past: boolean,
  path: Result['path'],
  numbers: Presentation['numbers'],
  limit: number,
): Pick<Presentation, 'verdict' | 'offers'> {
  const isEmpty = Number.isNaN(numbers['share']?.value);
  const diverged = (numbers['diverged']?.value ?? 0) > 0 ? '; {diverged} diverged' : '';
  const grid = isEmpty
    ? 'The starts are still on their way.'
    : `${past ? 'After {steps} steps ' : ''}{share} of {starts} starts ${past ? 'are in the basin of' : 'reach'} the lowest minimum${diverged}.`;
  const own = !path
    ? ''
    : path.divergedAt !== undefined
      ? ' The run drawn leaves the sheet for good.'
      : Number.isNaN(numbers['reachedLoss']?.value)
        ? ' The run drawn ends at no minimum on the sheet.'
        : ' The run drawn ends in the basin of {reachedLoss}.';
  if (!past) return { verdict: { text: `${grid}${own}` } };
  return {
    verdict: { text: `The rate is past 2/λ_max = {limit}, so no run can settle at the lowest minimum. ${grid}${own}` },
    offers: [{ text: 'Set 0.9 of the limit', set: { alpha: Number((SAFE * limit).toPrecision(3)) } }],
  };
}
