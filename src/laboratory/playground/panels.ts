/** The playground's pictures as panels: its sheet with the runs of the rules, and their losses. */
import { defined } from '../../figure/defined.ts';
import { axis, chart, dots, line, point, ring, stepsOf } from '../../figure/panels/chart.ts';
import type { Axis, ChartPanel, Column, PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';
import { path } from '../../figure/panels/sheet.ts';
import { MINUS } from '../../widgets/panels/text.ts';
import type { Minimum } from './compute.ts';
import { type Contestant, contestants, type Fit } from './contestants.ts';
import { type Settings, xNameOf } from './settings.ts';

/** What a sheet is drawn of: the bench's newest answer, or the built page's. */
interface Picture {
  settings: Settings;
  sheet: SurfacePanel;
  minima: readonly Minimum[];
  runs: Parameters<typeof contestants>[0]['runs'];
}

interface Seen {
  /** Where the ring stands. */
  start: readonly [number, number];
  /** Its word. */
  label: string;
  /** The runs end at this step, each with its name; left out: they are whole. */
  step?: number | undefined;
  /** How far it is tilted, degrees; left out: it is seen from above. */
  tilt?: number;
}

/** The sheet with the runs on it, the reader's own on top, and the ring that moves their start. */
export function sheetPanel(
  { settings, sheet, minima, runs }: Picture,
  { start, label, step, tilt = 0 }: Seen,
): SurfacePanel {
  const isCurve = sheet.lines !== undefined;
  const drawn = contestants({ settings, runs })
    .reverse()
    .map(({ look, name, run }) => {
      const until = step === undefined ? run.x.length : Math.min(run.x.length, step + 1);
      return { look, name, x: run.x.subarray(0, until), y: run.y.subarray(0, until) };
    });
  return {
    ...sheet,
    ...(sheet.tilt &&
      tilt > 0 && { title: `${sheet.title}, seen from a side`, tilt: { ...sheet.tilt, degrees: tilt } }),
    x: { ...sheet.x, label: xNameOf(settings) },
    // On a curve a run goes back and forth over itself: a dot for each step tells them apart.
    paths: drawn.map(({ look, name, x, y }) =>
      path(name, look, { x, y }, { steps: true, label: name, solid: isCurve }),
    ),
    points: [
      ...sounded(sheet.points ?? [], minima),
      ...drawn.map(({ look, name, x, y }) =>
        point('end', `end of ${name}`, x.at(-1) ?? Number.NaN, y.at(-1) ?? Number.NaN, { role: look }),
      ),
    ],
    handle: ring({ x: 'x', ...(!isCurve && { y: 'y' }) }, start, label),
  };
}

/** Minima whose losses are written beside them, where there is room. */
const SOUNDINGS = 8;
const SMALLEST_LOSS = 0.005;

/** The marks of a sheet with the losses of its minima, which stand in the order of `minima`; the lowest says that it is. */
function sounded(marks: readonly PanelPoint[], minima: readonly Minimum[]): PanelPoint[] {
  let found = 0;
  return marks.map((mark) => {
    if (mark.mark !== 'minimum') return mark;
    const k = found++;
    const loss = minima[k]?.loss;
    if (loss === undefined || k >= SOUNDINGS) return mark;
    const text = Math.abs(loss) < SMALLEST_LOSS ? '0' : loss.toFixed(2).replace('-', MINUS);
    const isLowest = k === 0 && minima.length > 1;
    return { ...mark, ...(isLowest && { mark: 'lowest' as const }), label: isLowest ? `lowest, ${text}` : text };
  });
}

/** The loss of each rule against the step. */
export function lossPanel(all: readonly Contestant[], steps: number): ChartPanel {
  return chart({
    name: 'losses',
    title: 'The loss of each rule against the step',
    x: axis('', [0, steps]),
    y: lossAxis(all.map(({ run }) => run.loss)),
    steps: true,
    series: all.map(({ look, name, run }) => line(name, look, stepsOf(run.loss), run.loss, { label: name })).reverse(),
  });
}

/** Losses to show: from the lowest to a little above the start, since a run that diverges would flatten all others. */
export function lossAxis(losses: readonly Column[]): Axis {
  const finite = losses.flatMap((column) => Array.from(column.filter(Number.isFinite)));
  const on = (low: number, high: number, scale?: 'log') =>
    defined<Axis>({ label: 'loss *L* at each step *t*', domain: [low, high], scale });
  const [low, top] = [Math.min(...finite), Math.max(...finite)];
  const first = losses[0]?.[0] ?? 1;
  if (!(low < top)) return Number.isFinite(low) ? on(low - 1, low + 1) : on(0, 1);
  if (low > 0 && first / low > 300) return on(Math.max(low, first * 1e-8), Math.min(top, 3 * first), 'log');
  const high = Math.min(top, first + 0.5 * (first - low) || top);
  const room = 0.04 * (high - low);
  return on(low - room, high + room);
}

/** The reader's points, of which each can be dragged, and the fit that each rule has reached. */
export function pointsPanel(points: Settings['points'], fits: readonly Fit[]): ChartPanel {
  const column = (i: 0 | 1) => Float64Array.from(points, (point) => point[i]);
  return chart({
    name: 'points',
    title: `Your ${points.length} points${fits.length > 0 ? ', and the fit of each rule' : ''}`,
    x: axis('', stretchOf(column(0))),
    y: axis('', stretchOf(column(1))),
    series: [
      ...fits.map(({ look, xs, ys }) => line(`fit of ${look}`, look, xs, ys)),
      dots('points', 'run', column(0), column(1), { drags: POINTS }),
    ],
  });
}

/** The name of the points, by which a hand takes them. */
export const POINTS = 'points';

/** The stretch of an axis on which points stand. */
export const stretchOf = (values: Column): readonly [number, number] => [
  Math.min(0, ...values),
  Math.max(2, ...values),
];
