/** The losses of the laboratory, as far as a page needs them: it carries no mathematics (`loss-sheet.ts` does). */

export type Span = readonly [number, number];

/** A place in shares of a stretch, and back. */
export const shareOf = ([from, to]: Span, at: number): number => (at - from) / (to - from);
export const along = ([from, to]: Span, share: number): number => from + share * (to - from);

export interface Rates {
  /** Of the reader's own rule, as it stands in the page. */
  own: number;
  descent: number;
  momentum: number;
  adaptive: number;
}

export interface LossEntry {
  title: string;
  /** The reason why it is hard, in a sentence with its name. */
  about: string;
  x: Span;
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
    about: 'On the three basins, rules that start together end apart.',
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
    title: 'Curved valley',
    about: 'Rosenbrock’s curved valley is easy to enter and slow to follow.',
    x: [-1.8, 1.8],
    y: [-0.6, 1.9],
    names: PLAIN,
    start: [-1.2, 1],
    steps: 300,
    rates: { own: 0.008, descent: 0.0015, momentum: 0.008, adaptive: 0.1 },
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
} as const satisfies Readonly<Record<string, LossEntry>>;

export type LossId = keyof typeof losses;

export const isLoss = (id: unknown): id is LossId => typeof id === 'string' && Object.hasOwn(losses, id);
export const lossOf = (id: LossId): LossEntry => losses[id];

/** Losses of the engine that are sums over examples, of which a step may see a few. */
export const hasExamples = (loss: LossId): boolean => loss === 'gabor' || loss === 'line';

/** Whether a text of a loss has one parameter, so that its sheet is a curve: `def loss(x)`. */
export const isCurve = (lossText: string): boolean => /^def\s+loss\s*\(\s*\w+\s*\)/m.test(lossText);

/** Losses in the reader's Python, which the engine knows nothing of. */
export const isPython = (loss: LossId): loss is 'own' | 'model' => loss === 'own' || loss === 'model';

/** Himmelblau's function: four minima of the same depth. */
export const FIRST_LOSS = `def loss(x, y):
    a = x ** 2 + y - 11
    b = x + y ** 2 - 7
    return (a ** 2 + b ** 2) / 10`;

/** The points to which a line is fitted at first. */
export const FIRST_POINTS: readonly (readonly [x: number, y: number])[] = [
  [0.1, 0.62],
  [0.4, 1.04],
  [0.7, 1.2],
  [0.9, 1.42],
  [1.2, 1.4],
  [1.5, 1.75],
  [1.8, 1.6],
];
