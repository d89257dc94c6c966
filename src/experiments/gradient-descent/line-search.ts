import {
  type Bracket,
  type BracketRule,
  choice,
  integer,
  lineSearch,
  number,
  type Problem,
  problems,
  type Vector,
  vector,
} from '../../engine/index.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, ChartRegion, Column, PanelPoint, TablePanel } from '../../figure/panels/panel.ts';

const parameters = {
  loss: choice({
    label: 'Loss',
    help: 'The loss of notebook 6.1, or that of the Gabor model along its gradient at (6, 11).',
    default: 'notebook',
    options: { notebook: 'notebook 6.1', gabor: 'along a gradient' },
  }),
  max: number({
    label: 'Right end *d*',
    symbol: 'd',
    help: 'Where the first bracket ends; it begins at 0.',
    default: 1,
    min: 0.1,
    max: 1.6,
    step: 0.01,
  }),
  iterations: integer({
    label: 'Iterations',
    help: 'How often the bracket shrinks, at most.',
    default: 10,
    min: 1,
    max: 30,
  }),
  threshold: number({
    label: 'Tolerance on *c* − *b*',
    help: 'The search stops once b and c are no further apart.',
    default: 1e-4,
    min: 1e-6,
    max: 0.1,
    step: 1e-6,
    scale: 'log',
  }),
};
type V = Values<typeof parameters>;

interface Result {
  brackets: readonly Bracket[];
  /** a, b, c, d after the last rule, and the losses there. */
  last: readonly number[];
  lastLosses: readonly number[];
  at: number;
  loss: number;
  /** The lowest point of the first bracket, by a fine grid and the slope. */
  lowest: number;
  lowestLoss: number;
}

/** Where the line of the second loss begins: from there two valleys lie ahead, and the nearer is not the deeper. */
const START = [6, 11] as const;
const END = 1.6;
const GRID = 400;
const HALVINGS = 50;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Each of the rules 2 and 3 leaves two thirds of the bracket. */
const THIRDS = 2 / 3;

export default defineExperiment({
  title: 'A bracket that closes on a minimum',
  question: 'Where does the search end, and can it miss the lowest point?',
  source: 'UDL 6.1.1, Figure 6.10, Notebook 6.1',
  caption:
    'A line search asks for the loss at four places *a* < b < c < d, and cuts off a part where the minimum should not be. Step through the iterations with the arrows: the part marked “cut next” goes at this one, and all other shaded parts are gone. Below: the bracket at each iteration, and its width, dots; dashed, theory, which takes a third each time. Drag the right end: when does the search end beside the lowest point? Deterministic.',
  pace: 'instant',
  checked: 'notebook 6.1, bracket by bracket',
  parameters,
  stepper: { start: 0 },
  parts: (values: V) => ({ run: values }),
  measure: {
    run({ loss: which, max, iterations, threshold }: V): Result {
      const line = lineOf(which);
      const { loss } = line;
      const { brackets, last, at, loss: found } = lineSearch(loss, { max, iterations, threshold });
      const lowest = lowestOn(line, max);
      return {
        brackets,
        last,
        lastLosses: last.map(loss),
        at,
        loss: found,
        lowest,
        lowestLoss: loss(lowest),
      };
    },
  },
  present(values, { run: result }, { at = 0, pinned } = {}) {
    if (!result) throw new Error('line-search has one part, and presents once it is measured');
    const steps = result.brackets.length;
    const now = Math.min(at, steps);
    const here = bracketAt(result, now);
    const [a, b, c, d] = here.points;
    const width = result.last[3]! - result.last[0]!;
    const numbers: Presentation['numbers'] = {
      at: { value: result.at, digits: 4 },
      loss: { value: result.loss, digits: 4 },
      lowest: { value: result.lowest, digits: 4 },
      lowestLoss: { value: result.lowestLoss, digits: 4 },
      error: { value: Math.abs(result.at - result.lowest), digits: 2, significant: true },
      iterations: { value: steps, digits: 0 },
      evaluations: { value: 4 * steps, digits: 0 },
      goldenEvaluations: { value: goldenEvaluations(width / values.max), digits: 0 },
      width: { value: width, digits: 3, significant: true },
      a: { value: a!, digits: 4 },
      b: { value: b!, digits: 4 },
      c: { value: c!, digits: 4 },
      d: { value: d!, digits: 4 },
      rule: { value: here.rule ?? Number.NaN, digits: 0 },
    };
    return {
      panels: [
        lossChart(values, result, here),
        placesChart(result, now),
        widthChart(values, result, now, pinned?.results.run),
        table(result, now),
      ],
      arrangement: 'sheet-and-stack',
      numbers,
      steps,
      verdict: { text: `${ruleText(here.rule)} ${endText(values, result)}` },
      limits: {
        max: [{ at: lowestOn(lineOf(values.loss), END), label: 'lowest', side: 'none' }],
      },
    };
  },
  python: ({
    loss: which,
    max,
    iterations,
    threshold,
  }) => `"""A line search by shrinking a bracket, as in notebook 6.1."""
import json

import numpy as np

${problemOf(which).python}
${
  which === 'notebook'
    ? 'def height(at):\n    return loss(np.array([at]))'
    : `start = np.array([${START.join('.0, ')}.0])\n\ndef height(at):\n    return loss(start - at * gradient(start))`
}

a, b, c, d = 0.0, 0.33 * ${max}, 0.66 * ${max}, float(${max})
brackets = 0
while brackets < ${iterations} and abs(b - c) > ${threshold}:
    brackets += 1
    heights = [height(at) for at in (a, b, c, d)]
    if int(np.argmin(heights)) == 0:
        b, c, d = a + (b - a) / 2, a + (c - a) / 2, a + (d - a) / 2
        continue
    a, d = (a, c) if heights[1] < heights[2] else (b, d)
    b, c = a + (d - a) / 3, a + 2 * (d - a) / 3
print(json.dumps({
    "at": (b + c) / 2,
    "loss": float(height((b + c) / 2)),
    "iterations": brackets,
    "width": d - a,
}))
`,
});

function problemOf(which: V['loss']): Problem {
  return which === 'notebook' ? problems.oneDimensional : problems.gabor;
}

/** The loss on a line, and its derivative there. */
interface Line {
  loss(at: number): number;
  slope(at: number): number;
}

function lineOf(which: V['loss']): Line {
  const problem = problemOf(which);
  const from = which === 'notebook' ? vector(0) : vector(...START);
  const phi = from.slice();
  const g = from.slice();
  problem.gradient(from, g);
  const along = which === 'notebook' ? vector(1) : g.map((slope) => -slope);
  const move = (at: number): Vector => {
    for (let i = 0; i < phi.length; i++) phi[i] = from[i]! + at * along[i]!;
    return phi;
  };
  return {
    loss: (at) => problem.loss(move(at)),
    slope(at) {
      problem.gradient(move(at), g);
      return g.reduce((sum, slope, i) => sum + slope * along[i]!, 0);
    },
  };
}

/** The lowest point on [0, max]: the best of a fine grid, then a bisection on the slope between its neighbours. */
function lowestOn({ loss, slope }: Line, max: number): number {
  let best = 0;
  for (let i = 1; i <= GRID; i++) if (loss((i / GRID) * max) < loss((best / GRID) * max)) best = i;
  let left = (Math.max(0, best - 1) / GRID) * max;
  let right = (Math.min(GRID, best + 1) / GRID) * max;
  if (best === GRID && slope(max) < 0) return max;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (left + right) / 2;
    if (slope(middle) < 0) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

/** Losses that a golden section asks for until its bracket is this share of the first: two, then one for each cut. */
function goldenEvaluations(share: number): number {
  return 1 + Math.max(1, Math.ceil(Math.log(share) / Math.log(GOLDEN) - 1e-9));
}

interface Here {
  points: readonly number[];
  losses: readonly number[];
  /** The rule that these losses call for; none after the last. */
  rule?: BracketRule;
}

function bracketAt({ brackets, last, lastLosses }: Result, now: number): Here {
  return brackets[now] ?? { points: last, losses: lastLosses };
}

/** How each place moves. */
function ruleText(rule: BracketRule | undefined): string {
  switch (rule) {
    case 1:
      return 'The left end is lowest, so b, c and d move half the way to it (rule 1).';
    case 2:
      return 'Here b is lower than c, so d moves to c (rule 2).';
    case 3:
      return 'Here b is no lower than c, so the left end moves to b (rule 3).';
    case undefined:
      return 'The search has ended.';
  }
}

function endText({ max }: V, { at, last, lowest }: Result): string {
  const found = 'After {iterations} iterations it ends at {at}, with a loss of {loss}.';
  const isMissed = lowest < last[0]! || lowest > last[3]!;
  if (isMissed)
    return `${found} It has missed the lowest point of the first bracket, ${lowest > at ? 'to the right' : 'to the left'} at {lowest}, with {lowestLoss}.`;
  if (lowest >= max) return `${found} The loss still falls at the right end: the minimum lies beyond the bracket.`;
  return `${found} The lowest point is at {lowest}, with {lowestLoss}.`;
}

const LETTERS = ['a', 'b', 'c', 'd'] as const;
/** Share of the axis below which letters would overlap. */
const CROWDED = 0.035;

function lossChart({ loss: which, max }: V, run: Result, here: Here): ChartPanel {
  const { loss } = lineOf(which);
  const x = Float64Array.from({ length: 321 }, (_, i) => (i / 320) * END);
  const [a = 0, b = 0, c = 0, d = 0] = here.points;
  const isCrowded = b - a < CROWDED * END;
  const places: PanelPoint[] = here.points.map((place, k) => ({
    name: LETTERS[k]!,
    x: place,
    y: here.losses[k]!,
    mark: isCrowded ? 'dot' : 'badge',
    role: 'run',
    ...((!isCrowded || k === 0 || k === 3) && { label: LETTERS[k]! }),
  }));
  const cut: ChartRegion[] = [];
  const shade = (from: number, to: number, label?: string): void => {
    if (to > from) cut.push({ axis: 'x', from, to, role: 'baseline', ...(label && { label }) });
  };
  shade(0, a);
  shade(d, max);
  const next: ChartRegion | undefined =
    here.rule === undefined
      ? undefined
      : {
          axis: 'x',
          role: 'baseline',
          label: isCrowded ? '' : 'cut next',
          ...(here.rule === 1
            ? { from: (a + d) / 2, to: d }
            : here.rule === 2
              ? { from: c, to: d }
              : { from: a, to: b }),
        };
  return {
    kind: 'chart',
    name: 'loss',
    title: 'The loss on a line, with the four places of the bracket',
    x: {
      label: which === 'notebook' ? 'parameter ϕ' : 'step along the gradient',
      domain: [-0.05, END],
      ticks: [0, 0.5, 1, 1.5],
    },
    y: {
      label: 'loss *L*',
      domain: which === 'notebook' ? [0.2, 1.1] : [0, 24],
      ticks: which === 'notebook' ? [0.25, 0.5, 0.75, 1] : [0, 10, 20],
    },
    regions: [...cut, ...(next ? [next] : [])],
    references: [{ axis: 'x', at: run.lowest, label: `lowest, ${run.lowest.toFixed(3)}`, role: 'theory' }],
    series: [
      { name: 'loss', role: 'measured', kind: 'line', x, y: x.map(loss) },
      {
        name: 'places',
        role: 'run',
        kind: 'stems',
        x: Float64Array.from(here.points),
        y: Float64Array.from(here.losses),
      },
    ],
    points: places,
    handle: { x: 'max', at: [max, loss(max)], label: 'drag *d*' },
  };
}

const places = (run: Result, k: number): Column =>
  Float64Array.from({ length: run.brackets.length + 1 }, (_, t) => bracketAt(run, t).points[k]!);
const counted = (column: Column): Column => Float64Array.from(column, (_, t) => t);

/** 0, 5, 10 …: iterations are whole. */
const fives = (last: number): number[] => Array.from({ length: Math.floor(last / 5) + 1 }, (_, k) => 5 * k);

function placesChart(run: Result, now: number): ChartPanel {
  const [a, b, c, d] = [places(run, 0), places(run, 1), places(run, 2), places(run, 3)];
  const steps = counted(a);
  return {
    kind: 'chart',
    name: 'places',
    title: 'Where the bracket lies at each iteration',
    x: { label: 'iteration', domain: [0, Math.max(1, run.brackets.length)], ticks: fives(run.brackets.length) },
    y: { label: '*a* to *d* (band), *b* and *c*', domain: [0, END], ticks: [0, 0.5, 1, 1.5] },
    steps: true,
    references: [{ axis: 'y', at: run.lowest, label: 'lowest', role: 'theory' }],
    series: [
      { name: 'a to d', role: 'run', kind: 'band', x: steps, y: b, low: a, high: d },
      { name: 'b', role: 'run', kind: 'line', x: steps, y: b },
      { name: 'c', role: 'run', kind: 'line', x: steps, y: c },
    ],
    points: [{ name: 'now', x: now, y: (b[now]! + c[now]!) / 2, mark: 'now' }],
  };
}

function widths(run: Result): Column {
  const a = places(run, 0);
  return places(run, 3).map((d, t) => d - a[t]!);
}

function widthChart({ max, iterations }: V, run: Result, now: number, before: Result | undefined): ChartPanel {
  const own = widths(run);
  const steps = counted(own);
  return {
    kind: 'chart',
    name: 'width',
    title: 'Width of the bracket at each iteration',
    x: { label: 'iteration', domain: [0, Math.max(1, iterations)], ticks: fives(iterations) },
    y: {
      label: 'width *d* − *a*, log scale',
      domain: [10 ** Math.floor(Math.log10(0.1 * THIRDS ** iterations)), 2],
      scale: 'log',
      format: 'power',
      ticks: [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5],
    },
    steps: true,
    series: [
      ...(before
        ? [
            {
              name: 'pinned',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: counted(widths(before)),
              y: widths(before),
              label: 'pinned',
            },
          ]
        : []),
      // Dots, since theory runs through every one of them: a line would hide the dashes.
      { name: 'width', role: 'run', kind: 'points', x: steps, y: own },
      {
        name: 'theory',
        role: 'theory',
        kind: 'line',
        x: steps,
        y: own.map((_, t) => max * THIRDS ** t),
        label: 'by a third',
      },
    ],
    points: [{ name: 'now', x: now, y: own[now]!, mark: 'now', label: own[now]!.toPrecision(2) }],
  };
}

function table(run: Result, now: number): TablePanel {
  return {
    kind: 'table',
    name: 'brackets',
    title: 'Every bracket, the losses at its four places, and the rule that they call for',
    columns: [
      { label: 'iteration', digits: 0 },
      ...LETTERS.map((letter) => ({ label: `*${letter}*`, digits: 5 })),
      ...LETTERS.map((letter) => ({ label: `*L*(*${letter}*)`, digits: 4 })),
      { label: 'rule', digits: 0 },
    ],
    rows: Array.from({ length: run.brackets.length + 1 }, (_, t) => {
      const { points, losses, rule } = bracketAt(run, t);
      return [t, ...points, ...losses, rule ?? null];
    }),
    marked: now,
  };
}
