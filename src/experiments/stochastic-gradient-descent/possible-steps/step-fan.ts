import { createGabor, type Gabor } from '../../../engine/problems/gabor.ts';
import { gaborSurface } from '../../../engine/problems/gabor-surface.ts';
import { problems } from '../../../engine/problems/index.ts';
import type { Batch } from '../../../engine/problems/problem.ts';
import * as f from '../../../figure/index.ts';
import { bands } from '../../../figure/panels/contours.ts';
import { gaborPiece } from '../../kit/gabor-close-up.ts';
import { gaborMap } from '../../kit/gabor-map.ts';
import { once } from '../../kit/made-once.ts';

/** The part of the notebooks' window from which steps are made. */
export const FAN_WINDOW = { xDomain: [-5, 5], yDomain: [4, 14] } as const;

type Point = readonly [number, number];

/** All computed steps from one point, and one selected batch. */
export interface StepFan {
  /** The starting point of the steps. */
  from: Point;
  /** All possible batches, or 1000 drawn. */
  all: boolean;
  /** Steps along phi0 and phi1, and the change of the loss over all examples; one entry per batch. */
  d0: f.Column;
  d1: f.Column;
  change: f.Column;
  /** The step of all examples at the same rate for each, and the loss here. */
  full: Point;
  loss: number;
  /** Theory: mean change to second order, and the covariance of a step, (phi0, phi0), (phi0, phi1), (phi1, phi1). */
  expected: number;
  covariance: readonly [number, number, number];
  /** The number of the selected batch, from 1. */
  pick: number;
  /** Its own loss before and after its step. */
  pickedLoss: readonly [number, number];
  /** The tints of its own loss. */
  pickedBands: f.SurfaceBands;
}

const CELLS = 44;
/** Number of steps drawn on the map; the numbers are for all. */
const DRAWN = 96;
const BINS = 24;
/** The large map shows this many standard deviations to each side, and leaves a fraction of its length free. */
const REACH = 3;
const MARGIN = 0.06;
/** Its minimum length, and the maximum ratio of the magnifications of its axes. */
const LEAST = 0.2;
const STRETCH = 5;

/** Two maps side by side, each half as wide as a page. */
const SMALL = { tints: 7, slack: 3 };

const bandsOf = (label: string, problem?: Gabor): f.SurfaceBands =>
  bands({ ...gaborSurface({ ...FAN_WINDOW, columns: CELLS, rows: CELLS, ring: true }, problem), ...SMALL, label });

/** The loss of all examples over the window, without marks. */
const map = once(
  (): f.SurfacePanel => ({
    ...gaborMap(),
    x: f.axis('offset ϕ_0', FAN_WINDOW.xDomain),
    y: f.axis('frequency ϕ_1', FAN_WINDOW.yDomain),
    bands: bandsOf('loss *L*'),
  }),
);

/** The loss of one batch over the window. */
export function batchBands(batch: Batch): f.SurfaceBands {
  const { x, y } = problems.gabor;
  return bandsOf(
    'loss of the batch',
    createGabor({ x: Array.from(batch, (i) => x[i]!), y: Array.from(batch, (i) => y[i]!) }),
  );
}

/** A line from the point to the end of each step and back: one path for many steps. */
function star({ from: [phi0, phi1], d0, d1 }: StepFan, kept: readonly number[]): { x: f.Column; y: f.Column } {
  return {
    x: Float64Array.from(kept.flatMap((k) => [phi0, phi0 + d0[k]!, phi0])),
    y: Float64Array.from(kept.flatMap((k) => [phi1, phi1 + d1[k]!, phi1])),
  };
}

const moved = (from: Point, by: Point): Point => [from[0] + by[0], from[1] + by[1]];
const endOf = ({ from, d0, d1, pick }: StepFan): Point => moved(from, [d0[pick - 1]!, d1[pick - 1]!]);

/** The ellipse two standard deviations from the mean step, through the Cholesky factor of the covariance. */
function ellipse([c0, c1]: Point, [c00, c01, c11]: StepFan['covariance']): { x: f.Column; y: f.Column } {
  const a = Math.sqrt(c00);
  const b = a > 0 ? c01 / a : 0;
  const c = Math.sqrt(Math.max(0, c11 - b * b));
  const angles = Array.from({ length: 49 }, (_, k) => (2 * Math.PI * k) / 48);
  return {
    x: Float64Array.from(angles, (t) => c0 + 2 * a * Math.cos(t)),
    y: Float64Array.from(angles, (t) => c1 + 2 * (b * Math.cos(t) + c * Math.sin(t))),
  };
}

/** The window of the large map along each axis: three standard deviations, the point and the selected batch. */
function fanWindow(run: StepFan): readonly [Point, Point] {
  const centre = moved(run.from, run.full);
  const end = endOf(run);
  const around = (i: 0 | 1, variance: number): Point => {
    const reach = REACH * Math.sqrt(variance);
    const marks = [run.from[i], end[i], centre[i] - reach, centre[i] + reach];
    return [Math.min(...marks), Math.max(...marks)];
  };
  const spans = [around(0, run.covariance[0]), around(1, run.covariance[2])] as const;
  const longest = Math.max(LEAST, ...spans.map(([low, high]) => high - low));
  const grown = ([low, high]: Point): Point => {
    const half = (0.5 + MARGIN) * Math.max(high - low, longest / STRETCH);
    return [(low + high) / 2 - half, (low + high) / 2 + half];
  };
  return [grown(spans[0]), grown(spans[1])];
}

const start = ({ from: [phi0, phi1] }: StepFan): f.PanelPoint => f.point('start', 'point', phi0, phi1, { role: 'run' });
const pickedStep = (run: StepFan, label: string): f.SurfaceArrow =>
  f.arrow(`step of batch ${run.pick}`, 'run', run.from, endOf(run), label);

/** A line for each step on the map, large enough to distinguish them; `before` is a pinned fan. */
export function stepFan(run: StepFan, before: StepFan | undefined): f.SurfacePanel {
  const { from, full, change, covariance, pick } = run;
  const [phi0, phi1] = from;
  const every = Math.max(1, Math.ceil(change.length / DRAWN));
  const kept = [...change.keys()].filter((k) => k % every === 0);
  const downhill = kept.filter((k) => change[k]! <= 0);
  const uphill = kept.filter((k) => change[k]! > 0);
  const centre = moved(from, full);
  return {
    ...gaborPiece(...fanWindow(run)),
    title: `Where ${change.length === 1 ? 'the one batch' : `each of ${change.length} batches`} would step from (${phi0}, ${phi1})`,
    paths: [
      f.path('steps downhill', 'batch', star(run, downhill), { faint: true }),
      f.path('steps uphill', 'baseline', star(run, uphill), { faint: true }),
    ],
    lines: [{ name: 'two standard deviations', role: 'theory', ...ellipse(centre, covariance) }],
    points: [start(run)],
    arrows: f.some(
      before && f.arrow('pinned step of all 30', 'baseline', from, moved(from, before.full)),
      pickedStep(run, `batch ${pick}`),
      f.arrow('step of all 30', 'measured', from, centre, 'all 30'),
    ),
  };
}

const fell = (before: number, after: number): string => `${before.toFixed(2)} → ${after.toFixed(2)}`;

/** The loss of all examples, with the draggable point, beside the loss of the selected batch. */
export function lossMaps(run: StepFan): f.MultiplesPanel {
  const { from, pick, loss, change, pickedLoss, pickedBands } = run;
  const [[left, right], [low, high]] = fanWindow(run);
  const frame = { x: Float64Array.of(left, right, right, left, left), y: Float64Array.of(low, low, high, high, low) };
  const [all, own] = ['loss of all 30', `loss of batch ${pick}`];
  return {
    kind: 'multiples',
    name: 'sheets',
    title: `Loss of all 30 examples, and of batch ${pick} alone with the step that it makes`,
    items: [
      {
        heading: all,
        note: fell(loss, loss + change[pick - 1]!),
        panel: {
          ...map(),
          name: all,
          lines: [{ name: 'what the large map shows', role: 'baseline', ...frame }],
          handle: f.ring({ x: 'phi0', y: 'phi1' }, from, 'drag the point'),
        },
      },
      {
        heading: own,
        note: fell(...pickedLoss),
        panel: {
          ...map(),
          name: own,
          bands: pickedBands,
          points: [start(run)],
          arrows: [pickedStep(run, 'its step')],
        },
      },
    ],
  };
}

/** Bars of equal width from the smallest change to the largest, with an edge at 0. */
export function changeHistogram({ change, expected }: StepFan, average: number): f.ChartPanel {
  const low = Math.min(0, expected, ...change);
  const high = Math.max(0, expected, ...change, 1e-3);
  const width = (high - low) / BINS;
  const below = Math.ceil(-low / width);
  const bins = below + Math.max(1, Math.ceil(high / width));
  const counts = { downhill: new Float64Array(bins), uphill: new Float64Array(bins) };
  for (const one of change) {
    const bin = below + Math.floor(one / width);
    // No change is not a step uphill.
    if (one > 0) counts.uphill[Math.min(bins - 1, bin)]!++;
    else counts.downhill[Math.max(0, Math.min(below - 1, bin))]!++;
  }
  const x = Float64Array.from({ length: bins }, (_, k) => (k - below + 0.5) * width);
  const shares = (of: f.Column): f.Column => of.map((n) => n / change.length);
  const top = Math.max(...shares(counts.downhill), ...shares(counts.uphill));
  const end = (bins - below + 0.5) * width;
  return f.chart({
    name: 'change',
    title: 'Change of the loss over all examples, for each batch shown: downhill and uphill',
    x: f.axis('change of the loss of all 30', [-(below + 0.5) * width, end]),
    y: f.axis('share of the batches', [0, 1.15 * top], { format: 'percent' }),
    regions: [f.stretch('x', 0, end, 'baseline', 'uphill')],
    references: [f.upright(average, 'mean', 'measured'), f.upright(expected, 'expected', 'theory')],
    series: [
      f.bars('batches downhill', 'batch', x, shares(counts.downhill)),
      f.bars('batches uphill', 'baseline', x, shares(counts.uphill)),
    ],
  });
}
