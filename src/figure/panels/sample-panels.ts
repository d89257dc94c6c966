import { bands, cellCentres } from './contours.ts';
import type {
  AtlasPanel,
  ChartPanel,
  Column,
  EquationPanel,
  MultiplesPanel,
  NetworkPanel,
  Panel,
  SurfacePanel,
  TablePanel,
} from './panel.ts';

export const column = (...values: number[]): Column => Float64Array.from(values);
export const range = (n: number, f: (i: number) => number): Column => Float64Array.from({ length: n }, (_, i) => f(i));

const CELLS = 24;
const at = cellCentres([-2, 2], CELLS);

/** A bowl with a run, marks of every kind and a handle. */
export const surface: SurfacePanel = {
  kind: 'surface',
  name: 'bowl',
  title: 'Loss of a bowl with one run',
  x: { label: 'offset ϕ_0', domain: [-2, 2] },
  y: { label: 'slope ϕ_1', domain: [-2, 2] },
  bands: bands({
    grid: Float64Array.from({ length: (CELLS + 2) ** 2 }, (_, i) => {
      const [x, y] = [at[i % (CELLS + 2)] ?? 0, at[Math.floor(i / (CELLS + 2))] ?? 0];
      return x * x + 3 * y * y;
    }),
    columns: CELLS + 2,
    rows: CELLS + 2,
    xDomain: [-2, 2],
    yDomain: [-2, 2],
    label: 'loss L',
  }),
  paths: [
    {
      name: 'run',
      role: 'run',
      steps: true,
      x: range(40, (i) => 1.5 * 0.9 ** i),
      y: range(40, (i) => -1.5 * 0.85 ** i),
      label: 'yours',
    },
    { name: 'seed', role: 'run', faint: true, x: range(5, (i) => i / 4), y: range(5, (i) => i / 5) },
  ],
  points: [
    { name: 'lowest', x: 0, y: 0, mark: 'lowest', label: 'lowest, 0' },
    { name: 'end', x: 0.02, y: 0, mark: 'end', role: 'run' },
    { name: 'near', x: 0.2, y: 0.1, mark: 'minimum', label: '0.07' },
    { name: 'far', x: -1.2, y: 1.4, mark: 'minimum', label: '7.32' },
    { name: 'saddle', x: -1, y: -1, mark: 'saddle' },
    { name: 'one', x: 1.2, y: 1.2, mark: 'badge', label: '1' },
    { name: 'outside', x: 9, y: 9, mark: 'minimum', label: 'outside' },
    { name: 'step 12', x: 0.42, y: -0.21, mark: 'now' },
  ],
  arrows: [{ name: 'step', role: 'batch', from: [1, 1], to: [0.5, 0.7], label: 'this batch' }],
  regions: [
    {
      name: 'past',
      role: 'danger',
      polygon: [
        [0.5, -2],
        [2, -2],
        [2, -0.8],
      ],
      label: 'diverges',
    },
  ],
  lines: [{ name: 'valley', role: 'theory', x: column(-2, 2), y: column(0.4, -0.4), label: 'valley' }],
  handle: { x: 'phi0', y: 'phi1', at: [1.5, -1.5], label: 'drag the start' },
};

/** A map in fog, explored by clicks: four rules and an oscillating run. */
export const foggy: SurfacePanel = {
  kind: 'surface',
  name: 'fog',
  title: 'A map in fog',
  x: surface.x,
  y: surface.y,
  fog: true,
  paths: (['run', 'descent', 'momentum', 'adam'] as const).map((role, k) => ({
    name: role,
    role,
    steps: true,
    hops: true,
    x: range(9, (i) => (i % 2 === 0 ? 1 : -1) * (1.5 - 0.1 * i - 0.1 * k)),
    y: range(9, (i) => 1.5 - 0.3 * i + 0.1 * k),
    label: role,
  })),
  handle: { adds: 'moves', at: [1, -1], label: 'you', reach: 0.6 },
};

/** Four lines that end at the same height, two more that leave the plot, and a mark at an end. */
export const chart: ChartPanel = {
  kind: 'chart',
  name: 'loss',
  title: 'Loss at each step',
  steps: true,
  x: { label: 'step t', domain: [0, 50] },
  y: { label: 'loss L', domain: [0.001, 10], scale: 'log' },
  series: [
    ...(['run', 'measured', 'batch', 'baseline'] as const).map((role, k) => ({
      name: role,
      role,
      kind: 'line' as const,
      x: range(51, (i) => i),
      y: range(51, (i) => 0.05 + 5 * Math.exp(-i / (4 + k))),
      label: `rate ${k + 1}`,
    })),
    { name: 'theory', role: 'theory', kind: 'line', x: column(0, 50), y: column(5, 1e-9), label: 'theory' },
    {
      name: 'up',
      role: 'danger',
      kind: 'line',
      x: range(20, (i) => i),
      y: range(20, (i) => 2 ** (i * i)),
      label: 'diverges',
    },
  ],
  references: [{ axis: 'y', at: 0.04, role: 'theory', label: 'lowest possible, 0.04' }],
  regions: [{ axis: 'x', from: 40, to: 50, role: 'danger', label: 'too late' }],
  points: [{ name: 'end', x: 50, y: 0.05, mark: 'end', label: '0.050', role: 'run' }],
};

export const multiples: MultiplesPanel = {
  kind: 'multiples',
  name: 'four',
  title: 'Four ways down',
  items: ['Gradient descent, small rate', 'Gradient descent, large rate', 'Normalized gradients', 'Adam'].map(
    (heading, i) => {
      const { handle, ...rest } = surface;
      return { heading, note: `α 0.0${i}`, panel: i === 0 && handle ? { ...rest, handle } : rest };
    },
  ),
};

/** A chart of an atlas: without names or numbers. */
const strip: ChartPanel = {
  kind: 'chart',
  name: 'strip',
  title: 'Distance at each step',
  x: { label: '', domain: [0, 9], ticks: [] },
  y: { label: '', domain: [-1, 1], ticks: [0] },
  series: [
    { name: 'distance', role: 'measured', kind: 'stems', x: range(10, (i) => i), y: range(10, (i) => (-0.8) ** i) },
  ],
};

export const atlas: AtlasPanel = {
  kind: 'atlas',
  name: 'kinds',
  title: 'Kinds of run on a map',
  // The letters are between the numbers.
  map: {
    ...surface,
    x: { ...surface.x, label: 'ϕ_0', ticks: [-2, 0, 2] },
    y: { ...surface.y, label: 'ϕ_1', ticks: [-2, 2] },
  },
  above: [{ heading: '1 near', panel: strip }],
  below: [
    { heading: '2 far', panel: strip },
    { heading: 'yours', role: 'run', panel: strip },
  ],
};

/** Two inputs, two units and an output; the second unit is picked. */
export const network: NetworkPanel = {
  kind: 'network',
  name: 'network',
  title: 'A network of two units',
  units: [['first input', 'second input'], ['unit 1', 'unit 2'], ['output']].map((layer) =>
    layer.map((name) => ({ name, answers: column(-1, 0, 0.5, 1, -0.5, 0, 0, 0, 1) })),
  ),
  weights: [column(1, -2, 0.5, 0), column(3, -0.1)],
  picks: {
    name: 'unit',
    units: [
      { layer: 2, unit: 0 },
      { layer: 1, unit: 0 },
      { layer: 1, unit: 1 },
    ],
    at: 2,
  },
  fields: [
    {
      name: 'unit 2',
      answers: column(-1, 0, 0.5, 1, -0.5, 0, 0, 0, 1),
      right: 1,
      wrong: column(),
      losses: { step: column(0, 5), loss: column(0.7, 0.1) },
    },
  ],
  plane: surface,
};

export const table: TablePanel = {
  kind: 'table',
  name: 'ends',
  title: 'Where runs end',
  columns: [{ label: 'rate α' }, { label: 'loss L', digits: 2 }],
  rows: [
    [0.1, -0.5],
    [0.2, null],
    [0.3, Number.POSITIVE_INFINITY],
  ],
  marked: 1,
};
export const ledger: EquationPanel = {
  kind: 'equation',
  name: 'step',
  title: 'One step',
  rows: ['ϕ_0', 'ϕ_1'],
  lines: [
    [
      { equation: 'next', role: 'run', label: 'the step', values: ['−0.68', '−0.16'] },
      { equation: 'equals' },
      { equation: 'share', spoken: '1 minus β_1', values: ['0.1', '0.1'] },
      { equation: 'gradient', role: 'batch', label: 'the gradient', values: ['<1>', '2'] },
    ],
  ],
};

/** A panel of every kind; the tests of kinds use these. */
export const samples: { readonly [Kind in Panel['kind']]: Extract<Panel, { kind: Kind }> } = {
  surface,
  chart,
  multiples,
  atlas,
  network,
  table,
  equation: ledger,
};

/** A chart with one line, for extreme values. */
export const lineChart = (y: Column, more: Partial<ChartPanel> = {}): ChartPanel => ({
  kind: 'chart',
  name: 'one',
  title: 'One line',
  x: { label: 'step t', domain: [0, Math.max(1, y.length - 1)] },
  y: { label: 'loss L', domain: [0, 1] },
  series: [{ name: 'run', role: 'run', kind: 'line', x: range(y.length, (i) => i), y, label: 'yours' }],
  ...more,
});
