/** Losses to begin from, as texts that a reader may change. Each runs in NumPy as it stands and gives the same numbers. */
export interface GalleryLoss {
  readonly id: string;
  readonly title: string;
  /** The reason why it is hard, or worth a look. */
  readonly about: string;
  /** Defines `loss(x, y)`, or `loss(x)` where there is no second domain. */
  readonly code: string;
  readonly x: readonly [number, number];
  readonly y?: readonly [number, number];
  readonly start: readonly number[];
  /** Where it is lowest, as its source has it, to three digits; left out where that is at no one place. */
  readonly lowest?: { readonly at: readonly number[]; readonly loss: number };
}

const two = (loss: Omit<GalleryLoss, 'y'> & { readonly y: readonly [number, number] }): GalleryLoss => loss;

export const gallery: readonly GalleryLoss[] = [
  two({
    id: 'rosenbrock',
    title: 'Rosenbrock’s valley',
    about: 'Easy to enter, slow to follow: the floor bends and hardly falls.',
    code: `def loss(x, y):
    return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2`,
    x: [-2, 2],
    y: [-1, 3],
    start: [-1.2, 1],
    lowest: { at: [1, 1], loss: 0 },
  }),
  two({
    id: 'himmelblau',
    title: 'Himmelblau’s four wells',
    about: 'Four minima of the same depth, so the start alone decides which one is found.',
    code: `def loss(x, y):
    return (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2`,
    x: [-5, 5],
    y: [-5, 5],
    start: [-0.5, -0.5],
    lowest: { at: [3, 2], loss: 0 },
  }),
  two({
    id: 'beale',
    title: 'Beale’s corners',
    about: 'Flat in the middle and very steep in the corners, so no one rate suits both.',
    code: `def loss(x, y):
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2`,
    x: [-1, 4],
    y: [-1.5, 1.5],
    start: [0.5, -1],
    lowest: { at: [3, 0.5], loss: 0 },
  }),
  two({
    id: 'saddle',
    title: 'A saddle between two minima',
    about: 'Along the ridge a run comes almost to rest before it falls to one side.',
    code: `def loss(x, y):
    return x ** 2 / 2 - y ** 2 / 2 + y ** 4 / 4`,
    x: [-2, 2],
    y: [-1.8, 1.8],
    start: [1.5, 0.01],
    lowest: { at: [0, 1], loss: -0.25 },
  }),
  two({
    id: 'ravine',
    title: 'A ravine',
    about: 'Fifty times steeper across than along: the steep side limits the rate.',
    code: `steepness = 50

def loss(x, y):
    return (x ** 2 + steepness * y ** 2) / 2`,
    x: [-3, 3],
    y: [-2, 2],
    start: [-2.5, 1],
    lowest: { at: [0, 0], loss: 0 },
  }),
  two({
    id: 'plateau',
    title: 'A plateau with a hole',
    about: 'Away from the hole there is hardly any slope to follow.',
    code: `def loss(x, y):
    return 1 - np.exp(-(x ** 2 + y ** 2) / 2)`,
    x: [-4, 4],
    y: [-4, 4],
    start: [-2.5, 1.5],
    lowest: { at: [0, 0], loss: 0 },
  }),
  two({
    id: 'noisy-bowl',
    title: 'A noisy bowl',
    about: 'A quadratic with ripples drawn at random: it has many minima, and one that matters.',
    code: `rng = np.random.RandomState(3)
directions = rng.normal(size=(6, 2)) * 4
phases = rng.uniform(0, 6.28, 6)
roughness = 0.15

def loss(x, y):
    ripples = np.sin(directions @ np.array([x, y]) + phases)
    return (x ** 2 + y ** 2) / 2 + roughness * np.sum(ripples)`,
    x: [-3, 3],
    y: [-3, 3],
    start: [-2.4, 2],
  }),
  two({
    id: 'camel',
    title: 'The six-hump camel',
    about: 'Six minima in three pairs; the two deepest lie near the middle.',
    code: `def loss(x, y):
    return (4 - 2.1 * x ** 2 + x ** 4 / 3) * x ** 2 + x * y + (-4 + 4 * y ** 2) * y ** 2`,
    x: [-2, 2],
    y: [-1.1, 1.1],
    start: [-1.8, 0.9],
    lowest: { at: [0.0898, -0.7127], loss: -1.032 },
  }),
  two({
    id: 'rastrigin',
    title: 'Rastrigin’s egg box',
    about: 'A minimum in every cell of a lattice: a small step never leaves its own.',
    code: `def loss(x, y):
    return 20 + x ** 2 - 10 * np.cos(2 * np.pi * x) + y ** 2 - 10 * np.cos(2 * np.pi * y)`,
    x: [-2.6, 2.6],
    y: [-2.6, 2.6],
    start: [-1.8, 2.2],
    lowest: { at: [0, 0], loss: 0 },
  }),
  two({
    id: 'ackley',
    title: 'Ackley’s funnel',
    about: 'Nearly level outside, with small pits, and a funnel in the middle.',
    code: `def loss(x, y):
    near = np.exp(-0.2 * np.sqrt((x ** 2 + y ** 2) / 2))
    waves = np.exp((np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y)) / 2)
    return 20 - 20 * near + np.e - waves`,
    x: [-4, 4],
    y: [-4, 4],
    start: [-2.6, 1.7],
    lowest: { at: [0, 0], loss: 0 },
  }),
  two({
    id: 'styblinski-tang',
    title: 'Two wells in each direction',
    about: 'The nearest minimum is the lowest only from one quarter of the sheet.',
    code: `def loss(x, y):
    return (x ** 4 - 16 * x ** 2 + 5 * x + y ** 4 - 16 * y ** 2 + 5 * y) / 2`,
    x: [-4, 4],
    y: [-4, 4],
    start: [1, 0.5],
    lowest: { at: [-2.904, -2.904], loss: -78.332 },
  }),
  two({
    id: 'monkey-saddle',
    title: 'A saddle for a monkey',
    about: 'Three ways down, one for the tail: the curvature at the middle is zero in every direction.',
    code: `def loss(x, y):
    return x ** 3 - 3 * x * y ** 2 + (x ** 2 + y ** 2) ** 2`,
    x: [-1.4, 1.4],
    y: [-1.4, 1.4],
    start: [0.9, 0.02],
  }),
  two({
    id: 'absolute',
    title: 'A fold',
    about: 'The slope does not get smaller near the minimum, so a fixed step jumps over it for ever.',
    code: `def loss(x, y):
    return abs(x) + 2 * abs(y)`,
    x: [-3, 3],
    y: [-2, 2],
    start: [-2.3, 1.4],
    lowest: { at: [0, 0], loss: 0 },
  }),
  {
    id: 'parabola',
    title: 'A parabola',
    about: 'One slope to go down: a rate of 1 goes back and forth for ever, and above it each step leads further away.',
    code: `def loss(x):
    return x ** 2`,
    x: [-3, 3],
    start: [-2.4],
    lowest: { at: [0], loss: 0 },
  },
  {
    id: 'double-well',
    title: 'Two wells in one dimension',
    about: 'One is lower; from which side does a run find it?',
    code: `tilt = 0.2

def loss(x):
    return x ** 4 / 4 - x ** 2 / 2 + tilt * x`,
    x: [-2, 2],
    start: [1.6],
    lowest: { at: [-1.088], loss: -0.459 },
  },
  {
    id: 'wiggle',
    title: 'A wavy parabola',
    about: 'A rate that is too small stops in the first wave.',
    code: `def loss(x):
    return x ** 2 / 4 + np.sin(3 * x)`,
    x: [-5, 5],
    start: [4],
    lowest: { at: [-0.496], loss: -0.935 },
  },
];
