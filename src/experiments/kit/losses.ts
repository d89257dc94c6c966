/**
 * The laboratory's losses, one entry each, in words, numbers and code: a page reads them without loading mathematics,
 * so the engine's problems for the list *Loss* are in `loss-map.ts`.
 */

export type Span = readonly [number, number];

/** A position as a fraction of an interval, and back. */
export const shareOf = ([from, to]: Span, at: number): number => (at - from) / (to - from);
export const along = ([from, to]: Span, share: number): number => from + share * (to - from);

export interface Rates {
  /** Rate of the reader's own rule, as written on the page. */
  own: number;
  descent: number;
  momentum: number;
  adaptive: number;
}

export interface Loss {
  title: string;
  x: Span;
  /** Undefined for one parameter. */
  y?: Span;
  start: readonly number[];
  /** The loss in NumPy, as a starting point for readers: defines `loss(x, y)`, or `loss(x)` for one parameter. */
  python?: string;
  /** Its minimum according to its source, to three digits; undefined if it is not unique. */
  lowest?: { at: readonly number[]; loss: number };
}

/** A loss in the list *Loss* of the playground. */
export interface ListedLoss extends Loss {
  /** Why it is hard, in a sentence with its name. */
  about: string;
  y: Span;
  /** The names of the two parameters. */
  names: readonly [string, string];
  start: readonly [number, number];
  steps: number;
  rates: Rates;
}

const PLAIN = ['first parameter ϕ_0', 'second parameter ϕ_1'] as const;

export const losses = {
  basins: {
    title: 'Three basins',
    about: 'On the three basins, rules that start together may end together or apart.',
    x: [-4.5, 4.5],
    y: [-3.1, 3.1],
    names: PLAIN,
    start: [-3.4, 2.2],
    steps: 40,
    rates: { own: 0.5, descent: 0.1, momentum: 0.5, adaptive: 0.15 },
  },
  ravine: {
    title: 'Ravine',
    about: 'The ravine is fifty times steeper across than along.',
    x: [-3.2, 3.2],
    y: [-2.2, 2.2],
    names: PLAIN,
    start: [-2.6, 1.4],
    steps: 60,
    rates: { own: 0.2, descent: 0.036, momentum: 0.1, adaptive: 0.2 },
    python: `steepness = 50
turn = 20

def loss(x, y):
    angle = np.pi * turn / 180
    along = np.cos(angle) * x + np.sin(angle) * y
    across = np.cos(angle) * y - np.sin(angle) * x
    return (along ** 2 + steepness * across ** 2) / 2`,
    lowest: { at: [0, 0], loss: 0 },
  },
  valley: {
    title: 'Valley',
    about: 'The valley is flat along and steep across, and it levels off far away.',
    x: [-1.2, 1.7],
    y: [-1, 1],
    names: PLAIN,
    start: [-0.7, -0.75],
    steps: 60,
    rates: { own: 0.3, descent: 0.35, momentum: 0.4, adaptive: 0.05 },
  },
  banana: {
    title: 'Rosenbrock’s valley',
    about: 'Rosenbrock’s curved valley is easy to enter and slow to follow.',
    x: [-1.8, 1.8],
    y: [-0.6, 1.9],
    names: PLAIN,
    start: [-1.2, 1],
    steps: 300,
    rates: { own: 0.008, descent: 0.0015, momentum: 0.008, adaptive: 0.1 },
    python: `def loss(x, y):
    return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2`,
    lowest: { at: [1, 1], loss: 0 },
  },
  saddle: {
    title: 'Saddle',
    about: 'At the saddle there is hardly a slope where the run arrives.',
    x: [-2, 2],
    y: [-1.6, 1.6],
    names: PLAIN,
    start: [-1.6, 0.02],
    steps: 60,
    rates: { own: 0.6, descent: 0.3, momentum: 0.6, adaptive: 0.1 },
    python: `def loss(x, y):
    return x ** 2 / 2 - y ** 2 / 2 + y ** 4 / 4`,
    lowest: { at: [0, 1], loss: -0.25 },
  },
  gabor: {
    title: 'Gabor model',
    about: 'The notebook’s Gabor model has thirty points and many minima.',
    x: [-10, 10],
    y: [2.5, 22.5],
    names: ['offset ϕ_0', 'frequency ϕ_1'],
    start: [-1.5, 6.5],
    steps: 120,
    rates: { own: 0.06, descent: 0.01, momentum: 0.06, adaptive: 0.5 },
  },
  line: {
    title: 'Line through points',
    about: 'The line is fitted to your points.',
    x: [-1, 3],
    y: [-2, 2],
    names: ['intercept ϕ_0', 'slope ϕ_1'],
    start: [2.4, -1.4],
    steps: 60,
    rates: { own: 0.1, descent: 0.03, momentum: 0.1, adaptive: 0.1 },
  },
  own: {
    title: 'Your own',
    about: 'Your own loss is a function of x and y, or of x alone, in Python.',
    x: [-5, 5],
    y: [-5, 5],
    names: ['x', 'y'],
    start: [-0.5, -3.6],
    steps: 100,
    rates: { own: 0.02, descent: 0.01, momentum: 0.02, adaptive: 0.3 },
  },
  model: {
    title: 'Your own model',
    about: 'Your own model is fitted to your points.',
    x: [-1, 3],
    y: [-1, 6],
    names: ['ϕ_0', 'ϕ_1'],
    start: [2.4, 4.6],
    steps: 100,
    rates: { own: 0.02, descent: 0.01, momentum: 0.02, adaptive: 0.1 },
  },
  himmelblau: {
    title: 'Himmelblau’s four wells',
    x: [-5, 5],
    y: [-5, 5],
    start: [-0.5, -0.5],
    python: `def loss(x, y):
    a = x ** 2 + y - 11
    b = x + y ** 2 - 7
    return (a ** 2 + b ** 2) / 10`,
    lowest: { at: [3, 2], loss: 0 },
  },
  beale: {
    title: 'Beale’s corners',
    x: [-1, 4],
    y: [-1.5, 1.5],
    start: [0.5, -1],
    python: `def loss(x, y):
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2`,
    lowest: { at: [3, 0.5], loss: 0 },
  },
  plateau: {
    title: 'A plateau with a hole',
    x: [-4, 4],
    y: [-4, 4],
    start: [-2.5, 1.5],
    python: `def loss(x, y):
    return 1 - np.exp(-(x ** 2 + y ** 2) / 2)`,
    lowest: { at: [0, 0], loss: 0 },
  },
  'noisy-bowl': {
    title: 'A noisy bowl',
    x: [-3, 3],
    y: [-3, 3],
    start: [-2.4, 2],
    python: `rng = np.random.RandomState(3)
directions = rng.normal(size=(6, 2)) * 4
phases = rng.uniform(0, 6.28, 6)
roughness = 0.15

def loss(x, y):
    ripples = np.sin(directions @ np.array([x, y]) + phases)
    return (x ** 2 + y ** 2) / 2 + roughness * np.sum(ripples)`,
  },
  camel: {
    title: 'The six-hump camel',
    x: [-2, 2],
    y: [-1.1, 1.1],
    start: [-1.8, 0.9],
    python: `def loss(x, y):
    return (4 - 2.1 * x ** 2 + x ** 4 / 3) * x ** 2 + x * y + (-4 + 4 * y ** 2) * y ** 2`,
    lowest: { at: [0.0898, -0.7127], loss: -1.032 },
  },
  rastrigin: {
    title: 'Rastrigin’s egg box',
    x: [-2.6, 2.6],
    y: [-2.6, 2.6],
    start: [-1.8, 2.2],
    python: `def loss(x, y):
    return 20 + x ** 2 - 10 * np.cos(2 * np.pi * x) + y ** 2 - 10 * np.cos(2 * np.pi * y)`,
    lowest: { at: [0, 0], loss: 0 },
  },
  ackley: {
    title: 'Ackley’s funnel',
    x: [-4, 4],
    y: [-4, 4],
    start: [-2.6, 1.7],
    python: `def loss(x, y):
    near = np.exp(-0.2 * np.sqrt((x ** 2 + y ** 2) / 2))
    waves = np.exp((np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y)) / 2)
    return 20 - 20 * near + np.e - waves`,
    lowest: { at: [0, 0], loss: 0 },
  },
  'styblinski-tang': {
    title: 'Two wells in each direction',
    x: [-4, 4],
    y: [-4, 4],
    start: [1, 0.5],
    python: `def loss(x, y):
    return (x ** 4 - 16 * x ** 2 + 5 * x + y ** 4 - 16 * y ** 2 + 5 * y) / 2`,
    lowest: { at: [-2.904, -2.904], loss: -78.332 },
  },
  'monkey-saddle': {
    title: 'A saddle for a monkey',
    x: [-1.4, 1.4],
    y: [-1.4, 1.4],
    start: [0.9, 0.02],
    python: `def loss(x, y):
    return x ** 3 - 3 * x * y ** 2 + (x ** 2 + y ** 2) ** 2`,
  },
  absolute: {
    title: 'A fold',
    x: [-3, 3],
    y: [-2, 2],
    start: [-2.3, 1.4],
    python: `def loss(x, y):
    return abs(x) + 2 * abs(y)`,
    lowest: { at: [0, 0], loss: 0 },
  },
  parabola: {
    title: 'A parabola',
    x: [-3, 3],
    start: [-2.4],
    python: `def loss(x):
    return x ** 2`,
    lowest: { at: [0], loss: 0 },
  },
  'double-well': {
    title: 'Two wells in one dimension',
    x: [-2, 2],
    start: [1.6],
    python: `tilt = 0.2

def loss(x):
    return x ** 4 / 4 - x ** 2 / 2 + tilt * x`,
    lowest: { at: [-1.088], loss: -0.459 },
  },
  wiggle: {
    title: 'A wavy parabola',
    x: [-5, 5],
    start: [4],
    python: `def loss(x):
    return x ** 2 / 4 + np.sin(3 * x)`,
    lowest: { at: [-0.496], loss: -0.935 },
  },
} as const satisfies Readonly<Record<string, ListedLoss | (Loss & { python: string })>>;

type Losses = typeof losses;
/** Losses in the list *Loss*: those with rates for runs. */
export type LossId = { [Id in keyof Losses]: Losses[Id] extends ListedLoss ? Id : never }[keyof Losses];

export const isLoss = (id: unknown): id is LossId =>
  typeof id === 'string' && Object.hasOwn(losses, id) && 'rates' in losses[id as keyof Losses];
export const lossIds = Object.keys(losses).filter(isLoss);
export const lossOf = (id: LossId): ListedLoss => losses[id];

/** Losses from which readers may start. Each code runs in NumPy unchanged and gives the same numbers. */
export const gallery = Object.entries<Loss>(losses).flatMap(([id, { python, ...loss }]) =>
  python ? [{ ...loss, id, python }] : [],
);

/** Losses of the engine that are sums over examples, so that a step may use only a few. */
export const hasExamples = (loss: LossId): boolean => loss === 'gabor' || loss === 'line';

/** Whether the code of a loss has one parameter, so that its map is a curve: `def loss(x)`. */
export const isCurve = (lossText: string): boolean => /^def\s+loss\s*\(\s*\w+\s*\)/m.test(lossText);

/** Losses in the reader's Python, unknown to the engine. */
export const isPython = (loss: LossId): loss is 'own' | 'model' => loss === 'own' || loss === 'model';

/** The initial code of a reader's own loss. */
export const FIRST_LOSS = losses.himmelblau.python;

/** The initial points for a line fit. */
export const FIRST_POINTS: readonly (readonly [x: number, y: number])[] = [
  [0.1, 0.62],
  [0.4, 1.04],
  [0.7, 1.2],
  [0.9, 1.42],
  [1.2, 1.4],
  [1.5, 1.75],
  [1.8, 1.6],
];
