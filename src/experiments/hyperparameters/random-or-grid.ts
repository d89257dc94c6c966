import { choice, type Estimate, integer, number, stream, wilson } from '../../engine/index.ts';
import type { Values } from '../../engine/schema.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column, PanelPoint, SurfacePanel } from '../../figure/panels/panel.ts';

const parameters = {
  matter: choice({
    label: 'How many matter',
    help: 'Of the two hyperparameters: one alone decides how good a model is, or both do.',
    default: '1',
    options: { '1': 'one', '2': 'both' },
  }),
  perSide: integer({
    label: 'Trials *n* = *k*², with *k*',
    symbol: 'k',
    help: 'The grid has k values of each hyperparameter; random search has as many trials.',
    default: 3,
    min: 2,
    max: 6,
  }),
  window: number({
    label: 'Good share of the range *w*',
    symbol: 'w',
    help: 'How wide the good values of a hyperparameter that matters are.',
    default: 0.1,
    min: 0.02,
    max: 0.4,
    step: 0.01,
  }),
  best0: number({
    label: 'Good values, first',
    help: 'Drag them on a sheet.',
    default: 0.4,
    min: 0,
    max: 1,
    step: 0.01,
  }),
  best1: number({
    label: 'Good values, second',
    help: 'Drag them on a sheet.',
    default: 0.62,
    min: 0,
    max: 1,
    step: 0.01,
  }),
  searches: integer({
    label: 'Searches',
    help: 'Simulated: each with good values somewhere else.',
    default: 1000,
    min: 200,
    max: 1000,
    step: 100,
  }),
  seed: integer({ label: 'Seed', help: 'Of the random trials.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

/** Searches that found good values, for each k of K, or each width of WIDTHS. */
interface Result {
  grid: readonly number[];
  random: readonly number[];
  gridByWidth: readonly number[];
  randomByWidth: readonly number[];
  /** The same at the reader's k and w. */
  own: { grid: number; random: number };
  /** Random trials of the sheet: x, y, x, y, … */
  shown: Column;
}

const K = [2, 3, 4, 5, 6];
const WIDTHS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3];

export default defineExperiment({
  title: 'Random or grid?',
  question: 'Which search finds good hyperparameters with the same number of trials?',
  claim: 'Random search finds more than a grid',
  source: 'UDL 6.5; after Bergstra and Bengio 2012',
  caption:
    'Two hyperparameters over their ranges; the model is good in the tint, which you can drag. As many trials on a grid and at random, large where they find it; the thin lines show how many values of the first hyperparameter each has tried. Then the share of searches that find it, rings for the grid, dots for random: simulated, with 95 % intervals, over the dashed formulas. Let both hyperparameters matter: which search is better now?',
  pace: 'instant',
  checked: 'closed formulas',
  parameters,
  together: [['best0', 'best1']],
  parts: (values: V) => ({ run: values }),
  measure: { run: measure },
  present(values, { run: result }, { pinned } = {}) {
    const { perSide, window, searches } = values;
    const m = Number(values.matter);
    const grid = result && wilson(result.own.grid, searches);
    const random = result && wilson(result.own.random, searches);
    const none = { value: Number.NaN };
    const numbers: Presentation['numbers'] = {
      grid: { ...(grid ?? none), digits: 1, percent: true },
      random: { ...(random ?? none), digits: 1, percent: true },
      gridTheory: { value: gridShare(perSide, window, m), digits: 1, percent: true },
      randomTheory: { value: randomShare(perSide ** 2, window, m), digits: 1, percent: true },
      trials: { value: perSide ** 2, digits: 0 },
      perSide: { value: perSide, digits: 0 },
      trialsFor95: { value: Math.ceil(Math.log(0.05) / Math.log(1 - window ** m)), digits: 0 },
      searches: { value: searches, digits: 0 },
      window: { value: window, digits: 0, percent: true },
    };
    return {
      panels: [
        sheet('grid', `${perSide ** 2} trials on a grid`, gridTrials(perSide), values),
        sheet('random', `${perSide ** 2} trials at random`, result?.shown ?? new Float64Array(), values),
        trialsChart(values, result, pinned?.values),
        widthChart(values, result, pinned?.values),
      ],
      arrangement: 'columns',
      numbers,
      verdict: verdictOf(values, grid, random),
    };
  },
  python,
});

/**
 * Each search has good values whose window lies anywhere within the range, and random trials, uniform over it: the first
 * n of them are the search with n trials.
 */
function measure({ matter, perSide, window, searches, seed }: V): Result {
  const m = Number(matter);
  const grid = K.map(() => 0);
  const random = K.map(() => 0);
  const most = K.at(-1)! ** 2;
  const draws = stream(seed, 'noise');
  for (let r = 0; r < searches; r++) {
    const [best0, best1] = [place(draws.randomSample(), window), place(draws.randomSample(), window)];
    for (const [i, k] of K.entries()) if (gridHits(best0, best1, k, window, m)) grid[i]!++;
    let first = most;
    for (let n = 0; n < most; n++) {
      const hit = hits(draws.randomSample(), draws.randomSample(), best0, best1, window, m);
      if (hit && first === most) first = n;
    }
    for (const [i, k] of K.entries()) if (first < k * k) random[i]!++;
  }

  const widths = stream(seed, 'data');
  const gridByWidth = WIDTHS.map(() => 0);
  const randomByWidth = WIDTHS.map(() => 0);
  for (const [i, w] of WIDTHS.entries()) {
    for (let r = 0; r < searches; r++) {
      const [best0, best1] = [place(widths.randomSample(), w), place(widths.randomSample(), w)];
      if (gridHits(best0, best1, perSide, w, m)) gridByWidth[i]!++;
      for (let n = 0; n < perSide ** 2; n++) {
        if (!hits(widths.randomSample(), widths.randomSample(), best0, best1, w, m)) continue;
        randomByWidth[i]!++;
        break;
      }
    }
  }
  const trials = stream(seed, 'start');
  const at = K.indexOf(perSide);
  return {
    grid,
    random,
    gridByWidth,
    randomByWidth,
    own: { grid: grid[at]!, random: random[at]! },
    shown: Float64Array.from({ length: 2 * perSide ** 2 }, () => trials.randomSample()),
  };
}

/** The middle of a window that lies within the range. */
const place = (u: number, window: number): number => window / 2 + u * (1 - window);

function hits(x: number, y: number, best0: number, best1: number, window: number, m: number): boolean {
  return Math.abs(x - best0) <= window / 2 && (m === 1 || Math.abs(y - best1) <= window / 2);
}

/** The grid's nearest trial: values stand at the centres of k cells. */
function gridHits(best0: number, best1: number, k: number, window: number, m: number): boolean {
  const nearest = (best: number): number => (Math.min(k - 1, Math.floor(best * k)) + 0.5) / k;
  return hits(nearest(best0), nearest(best1), best0, best1, window, m);
}

function gridTrials(k: number): Column {
  return Float64Array.from({ length: 2 * k * k }, (_, i) => {
    const trial = i >> 1;
    return ((i % 2 === 0 ? trial % k : Math.floor(trial / k)) + 0.5) / k;
  });
}

/**
 * Share of places at which a window holds one of k values at cell centres: k w/(1 - w) up to w = 1/(2k), from which the
 * outer two reach beyond the places there are; to the power of how many hyperparameters matter.
 */
function gridShare(k: number, w: number, m: number): number {
  const covered = (k - 2) * w + 2 * Math.min(w, 1 / (2 * k));
  return Math.min(1, covered / (1 - w)) ** m;
}

const randomShare = (n: number, w: number, m: number): number => 1 - (1 - w ** m) ** n;

function verdictOf(values: V, grid: Estimate | undefined, random: Estimate | undefined): Presentation['verdict'] {
  if (!grid || !random) return { text: 'Measuring.' };
  const outcome: Outcome = random.low > grid.high ? 'holds' : random.high < grid.low ? 'fails' : 'depends';
  const matter = values.matter === '1' ? 'one hyperparameter matters' : 'both hyperparameters matter';
  const better = {
    holds: 'random search is better',
    fails: 'the grid is better',
    depends: 'the two are equal within their intervals',
  }[outcome];
  return {
    text: `Where ${matter}, {trials} trials find the good {window} in {random} of searches at random and in {grid} on a grid: ${better}.`,
    outcome,
  };
}

function sheet(name: string, title: string, trials: Column, values: V): SurfacePanel {
  const { window, matter } = values;
  const inside = (v: number): number => Math.min(1 - window / 2, Math.max(window / 2, v));
  const [x, y] = [inside(values.best0), inside(values.best1)];
  const one = matter === '1';
  const half = window / 2;
  const [bottom, top] = one ? [0, 1] : [y - half, y + half];
  const count = trials.length / 2;
  const points = Array.from({ length: count }, (_, i): PanelPoint => {
    const [tx, ty] = [trials[2 * i]!, trials[2 * i + 1]!];
    const hit = hits(tx, ty, x, y, window, one ? 1 : 2);
    return { name: `trial ${i + 1}`, x: tx, y: ty, mark: hit ? 'end' : 'dot', role: hit ? 'measured' : 'baseline' };
  });
  return {
    kind: 'surface',
    name,
    title: `${title}, and where the model is good`,
    x: { label: one ? 'the one that matters' : 'both matter', domain: [0, 1], ticks: [0, 0.5, 1] },
    y: {
      label: title,
      domain: [0, 1],
      ticks: [0, 0.5, 1],
    },
    regions: [
      {
        name: 'good',
        role: 'theory',
        polygon: [
          [x - half, bottom],
          [x + half, bottom],
          [x + half, top],
          [x - half, top],
        ],
        label: 'good',
      },
    ],
    paths: one
      ? points.map((point) => ({
          name: `value of ${point.name}`,
          role: 'measured' as const,
          x: Float64Array.of(point.x, point.x),
          y: Float64Array.of(point.y, 0),
          faint: true,
        }))
      : [],
    points,
    handle: { x: 'best0', y: 'best1', at: [x, y], label: 'drag' },
  };
}

function found(
  name: string,
  role: ChartSeries['role'],
  x: readonly number[],
  counts: readonly number[],
  of: number,
): ChartSeries {
  const shares = counts.map((count) => wilson(count, of));
  const column = (key: keyof Estimate): Column => Float64Array.from(shares, (one) => one[key]);
  return {
    name,
    role,
    kind: 'points',
    x: Float64Array.from(x),
    y: column('value'),
    low: column('low'),
    high: column('high'),
  };
}

/** What the formulas say of both searches; in grey for the run kept for comparison. */
function formulas(
  role: 'theory' | 'baseline',
  x: Record<'random' | 'grid', Column>,
  share: Record<'random' | 'grid', (at: number) => number>,
): ChartSeries[] {
  return (['random', 'grid'] as const).map((name) => ({
    name: role === 'theory' ? `${name}, formula` : `${name}, pinned`,
    role,
    kind: 'line',
    x: x[name],
    y: x[name].map(share[name]),
    ...(role === 'theory' && { label: name }),
  }));
}

const SHARE = {
  label: 'searches that find it',
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  format: 'percent',
} as const;

function trialsChart(values: V, result: Result | undefined, pinned: V | undefined): ChartPanel {
  const trials = K.map((k) => k * k);
  const x = { random: Float64Array.from({ length: 36 }, (_, i) => i + 1), grid: Float64Array.from(trials) };
  const lines = (role: 'theory' | 'baseline', { window, matter }: V): ChartSeries[] =>
    formulas(role, x, {
      random: (n) => randomShare(n, window, Number(matter)),
      grid: (n) => gridShare(Math.sqrt(n), window, Number(matter)),
    });
  return {
    kind: 'chart',
    name: 'trials',
    title: 'Share of searches that find good values, against the number of trials',
    x: { label: 'trials *n*', domain: [0, 38], ticks: [0, ...trials] },
    y: SHARE,
    series: [
      ...(pinned ? lines('baseline', pinned) : []),
      ...lines('theory', values),
      ...(result
        ? [
            found('grid', 'baseline', trials, result.grid, values.searches),
            found('random', 'measured', trials, result.random, values.searches),
          ]
        : []),
    ],
    references: [{ axis: 'x', at: values.perSide ** 2, label: `*n* = ${values.perSide ** 2}`, role: 'measured' }],
  };
}

function widthChart(values: V, result: Result | undefined, pinned: V | undefined): ChartPanel {
  const every = Float64Array.from({ length: 40 }, (_, i) => 0.01 * (i + 1));
  const lines = (role: 'theory' | 'baseline', { perSide, matter }: V): ChartSeries[] =>
    formulas(
      role,
      { random: every, grid: every },
      {
        random: (w) => randomShare(perSide ** 2, w, Number(matter)),
        grid: (w) => gridShare(perSide, w, Number(matter)),
      },
    );
  return {
    kind: 'chart',
    name: 'widths',
    title: 'Share of searches that find good values, against how wide they are',
    x: { label: 'good share of the range *w*', domain: [0, 0.41], ticks: [0, 0.1, 0.2, 0.3, 0.4], format: 'percent' },
    y: SHARE,
    series: [
      ...(pinned ? lines('baseline', pinned) : []),
      ...lines('theory', values),
      ...(result
        ? [
            found('grid', 'baseline', WIDTHS, result.gridByWidth, values.searches),
            found('random', 'measured', WIDTHS, result.randomByWidth, values.searches),
          ]
        : []),
    ],
    references: [{ axis: 'x', at: values.window, label: 'yours', role: 'measured' }],
  };
}

/** The same searches, drawn in the same order. */
function python({ matter, perSide, window, searches, seed }: V): string {
  return `"""How often a grid and random search with k x k trials find good values of ${matter} hyperparameter${matter === '1' ? '' : 's'}."""
import json

import numpy as np

m, k, w, searches = ${matter}, ${perSide}, ${window}, ${searches}
most = ${K.at(-1)! ** 2}
u = np.random.RandomState([${seed}, 3]).random_sample((searches, 1 + most, 2))
# The first pair places the window, the others are trials.
best = w / 2 + u[:, 0] * (1 - w)
trials = u[:, 1:1 + k * k]
nearest = (np.minimum(k - 1, np.floor(best * k)) + 0.5) / k


def hits(points, best):
    return np.all(np.abs(points - best)[..., :m] <= w / 2, axis=-1)


covered = (k - 2) * w + 2 * min(w, 1 / (2 * k))
print(json.dumps({
    "grid": float(np.mean(hits(nearest, best))),
    "random": float(np.mean(np.any(hits(trials, best[:, None]), axis=1))),
    "gridTheory": min(1, covered / (1 - w)) ** m,
    "randomTheory": 1 - (1 - w ** m) ** (k * k),
}))
`;
}
