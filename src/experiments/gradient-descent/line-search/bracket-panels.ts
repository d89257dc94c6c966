import type { Bracket, BracketRule } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { lineOf, type Which } from './searched-line.ts';

export interface Search {
  brackets: readonly Bracket[];
  /** a, b, c, d after the last rule, and the losses there. */
  last: readonly number[];
  lastLosses: readonly number[];
  /** The end of the search. */
  at: number;
  loss: number;
  /** The lowest point of the first bracket, by a fine grid and the slope. */
  lowest: number;
  lowestLoss: number;
}

interface Here {
  points: readonly number[];
  losses: readonly number[];
  /** The rule that applies to these losses; undefined after the last. */
  rule?: BracketRule;
}

export function bracketAt({ brackets, last, lastLosses }: Search, now: number): Here {
  return brackets[now] ?? { points: last, losses: lastLosses };
}

/** Maximum right end of a drawn bracket. */
export const END = 1.6;
const LETTERS = ['a', 'b', 'c', 'd'] as const;
/** Fraction of the axis below which letters would overlap. */
const CROWDED = 0.035;
/** Points at which the loss is drawn. */
const PLACES = Array.from({ length: 321 }, (_, i) => (i / 320) * END);
/** Rules 2 and 3 each leave two thirds of the bracket. */
const THIRDS = 2 / 3;

/** The part cut off by a rule: the half further from a; beyond c; or before b. */
function cutOf(rule: BracketRule, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): [number, number] {
  switch (rule) {
    case 1:
      return [(a + d) / 2, d];
    case 2:
      return [c, d];
    case 3:
      return [a, b];
  }
}

export function lossChart({ loss: which, max }: { loss: Which; max: number }, run: Search, now: number): f.ChartPanel {
  const { loss } = lineOf(which);
  const { points, losses, rule } = bracketAt(run, now);
  const [a = 0, b = 0, , d = 0] = points;
  const isCrowded = b - a < CROWDED * END;
  const shade = ([from, to]: readonly [number, number], label?: string): f.ChartRegion =>
    f.stretch('x', from, to, 'baseline', label);
  return f.chart({
    name: 'loss',
    title: 'The loss on a line, with the four places of the bracket',
    x: f.axis(which === 'notebook' ? 'parameter ϕ' : 'step along the gradient', [-0.05, END], {
      ticks: [0, 0.5, 1, 1.5],
    }),
    y:
      which === 'notebook'
        ? f.axis('loss *L*', [0.2, 1.1], { ticks: [0.25, 0.5, 0.75, 1] })
        : f.axis('loss *L*', [0, 24], { ticks: [0, 10, 20] }),
    regions: f.some(
      a > 0 && shade([0, a]),
      max > d && shade([d, max]),
      rule !== undefined && shade(cutOf(rule, points), isCrowded ? '' : 'cut next'),
    ),
    references: [f.upright(run.lowest, `lowest, ${run.lowest.toFixed(3)}`, 'theory')],
    series: [f.curve('loss', 'measured', PLACES, loss), f.stems('places', 'run', points, losses)],
    points: LETTERS.map((letter, k) =>
      f.point(isCrowded ? 'dot' : 'badge', letter, points[k]!, losses[k]!, {
        role: 'run',
        label: !isCrowded || k === 0 || k === 3 ? letter : undefined,
      }),
    ),
    handle: f.ring({ x: 'max' }, [max, loss(max)], 'drag *d*'),
  });
}

const places = (run: Search, k: number): f.Column =>
  Float64Array.from({ length: run.brackets.length + 1 }, (_, t) => bracketAt(run, t).points[k]!);

/** 0, 5, 10 …: iterations are whole. */
const fives = (last: number): number[] => Array.from({ length: Math.floor(last / 5) + 1 }, (_, k) => 5 * k);

export function placesChart(run: Search, now: number): f.ChartPanel {
  const [a, b, c, d] = [places(run, 0), places(run, 1), places(run, 2), places(run, 3)];
  const t = f.stepsOf(a);
  const last = run.brackets.length;
  return f.chart({
    name: 'places',
    title: 'Where the bracket lies at each iteration',
    x: f.axis('iteration', [0, Math.max(1, last)], { ticks: fives(last) }),
    y: f.axis('*a* to *d* (band), *b* and *c*', [0, END], { ticks: [0, 0.5, 1, 1.5] }),
    steps: true,
    references: [f.level(run.lowest, 'lowest', 'theory')],
    series: [f.band('a to d', 'run', t, { y: b, low: a, high: d }), f.line('b', 'run', t, b), f.line('c', 'run', t, c)],
    points: [f.point('now', 'now', now, (b[now]! + c[now]!) / 2)],
  });
}

function widths(run: Search): f.Column {
  const a = places(run, 0);
  return places(run, 3).map((d, t) => d - a[t]!);
}

export function widthChart(
  { max, iterations }: { max: number; iterations: number },
  run: Search,
  now: number,
  pinned: Search | undefined,
): f.ChartPanel {
  const own = widths(run);
  const before = pinned && widths(pinned);
  const least = 10 ** Math.floor(Math.log10(0.1 * THIRDS ** iterations));
  return f.chart({
    name: 'width',
    title: 'Width of the bracket at each iteration',
    x: f.axis('iteration', [0, Math.max(1, iterations)], { ticks: fives(iterations) }),
    y: f.logAxis('width *d* − *a*, log scale', [least, 2], {
      format: 'power',
      ticks: [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5],
    }),
    steps: true,
    series: f.some(
      before && f.line('pinned', 'baseline', before, { label: true }),
      // Dots, since the theory passes through every one of them: a line would hide its dashes.
      f.dots('width', 'run', own),
      f.curve('theory', 'theory', f.stepsOf(own), (t) => max * THIRDS ** t, { label: 'a third less' }),
    ),
    points: [f.point('now', 'now', now, own[now]!, { label: own[now]!.toPrecision(2) })],
  });
}

export function bracketTable(run: Search, now: number): f.TablePanel {
  return f.table({
    name: 'brackets',
    title: 'Every bracket, the losses at its four places, and the rule that they call for',
    columns: [
      f.figures('iteration', 0),
      ...LETTERS.map((letter) => f.figures(`*${letter}*`, 5)),
      ...LETTERS.map((letter) => f.figures(`*L*(*${letter}*)`, 4)),
      f.figures('rule', 0),
    ],
    rows: Array.from({ length: run.brackets.length + 1 }, (_, t) => {
      const { points, losses, rule } = bracketAt(run, t);
      return [t, ...points, ...losses, rule ?? null];
    }),
    marked: now,
  });
}
