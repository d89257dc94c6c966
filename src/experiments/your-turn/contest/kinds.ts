/** The ten kinds of problems of the contest: how each is drawn, and where it is lowest as far as anyone knows. */
import { createDoubleWell, doubleWellStationaryPoints } from '../../../engine/problems/double-well.ts';
import { createGabor } from '../../../engine/problems/gabor.ts';
import { GABOR_WINDOW } from '../../../engine/problems/gabor-landmarks.ts';
import { gaussianValley } from '../../../engine/problems/gaussian-valley.ts';
import { createLinearRegression } from '../../../engine/problems/linear-regression.ts';
import type { Problem } from '../../../engine/problems/problem.ts';
import { createQuadratic } from '../../../engine/problems/quadratic.ts';
import { rosenbrock } from '../../../engine/problems/rosenbrock.ts';
import { saddle } from '../../../engine/problems/saddle.ts';
import { threeBasins } from '../../../engine/problems/three-basins.ts';
import type { RandomState } from '../../../engine/random-state.ts';
import { criticalPoints } from '../../../engine/theory/critical-points.ts';
import { createWells } from './wells.ts';

type Span = readonly [number, number];

/** A problem as it is written down, before it is turned and moved. */
export interface Base {
  readonly problem: Problem;
  /**
   * The same in Python, with plain numbers and no arrays, which the interpreter is slow at: defines `base(v)`, which gives
   * the loss and the slopes.
   */
  readonly python: string;
  /** Where runs start. */
  readonly window: readonly Span[];
  readonly lowest: number;
}

export interface Kind {
  /** Heads its row. */
  readonly name: string;
  draw(random: RandomState): Base;
}

const many = (length: number, draw: (i: number) => number): number[] => Array.from({ length }, (_, i) => draw(i));
const UNIT: Span = [-1, 1];

export const kinds = {
  ravine: {
    name: 'ravine',
    draw: (random) => bowl([1, random.uniform(20, 60)]),
  },
  sixDimensions: {
    name: 'bowl of six dimensions',
    draw: (random) => {
      const steepest = random.uniform(20, 60);
      return bowl(many(6, (i) => steepest ** (i / 5)));
    },
  },
  line: {
    name: 'line fit',
    draw(random) {
      const [intercept, slope] = [random.uniform(-0.5, 1), random.uniform(-1, 1)];
      const x = many(12, () => random.uniform(0, 2));
      const y = x.map((at) => intercept + slope * at + random.normal(0, 0.2));
      const problem = createLinearRegression({
        design: Float64Array.from(x.flatMap((at) => [1, at])),
        targets: Float64Array.from(y),
      });
      return {
        problem,
        window: [
          [-2, 2],
          [-2, 2],
        ],
        lowest: problem.minimum,
        python: `points = ${pairs(x, y)}

def base(v):
    loss = down = along = 0.0
    for x, y in points:
        off = v[0] + v[1] * x - y
        loss += off * off
        down += 2 * off
        along += 2 * off * x
    return loss, (down, along)
`,
      };
    },
  },
  valley: {
    name: 'valley',
    draw: () => ({
      problem: gaussianValley,
      window: [UNIT, UNIT],
      lowest: 0,
      python: `def base(v):
    x, y = v[0] - 0.7, v[1]
    height = exp(-2 * y * y - x * x / 8)
    return 1 - height, (height * x / 4, height * 4 * y)
`,
    }),
  },
  rosenbrock: {
    name: 'Rosenbrock’s valley',
    draw: () => ({
      problem: rosenbrock,
      window: [
        [-2, 2],
        [-1, 3],
      ],
      lowest: 0,
      python: `def base(v):
    x, off = v[0], v[1] - v[0] * v[0]
    return (1 - x) * (1 - x) + 100 * off * off, (-2 * (1 - x) - 400 * off * x, 200 * off)
`,
    }),
  },
  gabor: {
    name: 'Gabor fit',
    draw(random) {
      const [offset, frequency] = [random.uniform(-5, 5), random.uniform(8, 17)];
      const x = many(15, () => random.uniform(-15, 15));
      const y = x.map((at) => {
        const u = offset + 0.06 * frequency * at;
        return Math.sin(u) * Math.exp((-u * u) / 32) + random.normal(0, 0.05);
      });
      const problem = createGabor({ x, y });
      return {
        problem,
        // From anywhere on the sheet of the book hardly a run of any rule would arrive.
        window: [
          [offset - 3, offset + 3],
          [frequency - 4, frequency + 4],
        ],
        lowest: lowestOf(problem, [GABOR_WINDOW.xDomain, GABOR_WINDOW.yDomain]),
        python: `points = ${pairs(x, y)}

def base(v):
    loss = down = along = 0.0
    for x, y in points:
        u = v[0] + 0.06 * v[1] * x
        height, s = exp(-u * u / 32), sin(u)
        off = s * height - y
        loss += off * off
        off = 2 * off * (cos(u) - s * u / 16) * height
        down += off
        along += off * 0.06 * x
    return loss, (down, along)
`,
      };
    },
  },
  basins: {
    name: 'three basins',
    draw() {
      const window = [
        [-4.5, 4.5],
        [-3, 3],
      ] as const;
      return {
        problem: threeBasins,
        window,
        lowest: lowestOf(threeBasins, window),
        python: `def base(v):
    x, y = v
    wave, rise, fall = sin(2 * x), cos(1.5 * y), sin(1.5 * y)
    return (x * x + 9 * y * y) / 10 + 0.6 * wave * rise, (x / 5 + 1.2 * cos(2 * x) * rise, 1.8 * y - 0.9 * wave * fall)
`,
      };
    },
  },
  saddle: {
    name: 'saddle',
    draw: () => ({
      problem: saddle,
      window: [
        [-2, 2],
        [-1.5, 1.5],
      ],
      lowest: -0.25,
      python: `def base(v):
    x, y = v
    square = y * y
    return x * x / 2 - square / 2 + square * square / 4, (x, y * square - y)
`,
    }),
  },
  twoWells: {
    name: 'two wells on a line',
    draw(random) {
      const tilt = random.uniform(0.05, 0.3);
      const problem = createDoubleWell(tilt);
      return {
        problem,
        window: [[-2, 2]],
        lowest: problem.loss(Float64Array.of(doubleWellStationaryPoints(tilt).deep)),
        python: `def base(v):
    x = v[0]
    return x * x * x * x / 4 - x * x / 2 + ${tilt} * x, (x * x * x - x + ${tilt},)
`,
      };
    },
  },
  hollows: {
    name: 'hollows here and there',
    draw(random) {
      const window = [
        [-3, 3],
        [-3, 3],
      ] as const;
      const { problem, python } = createWells(
        Array.from({ length: 5 }, () => ({
          x: random.uniform(-2.4, 2.4),
          y: random.uniform(-2.4, 2.4),
          depth: random.uniform(0.4, 1.2),
          width: random.uniform(0.5, 0.9),
        })),
      );
      return { problem, python, window, lowest: lowestOf(problem, window) };
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindId = keyof typeof kinds;

/** A bowl along the axes, as steep along each as it says. */
function bowl(curvatures: readonly number[]): Base {
  return {
    problem: createQuadratic({ eigenvalues: curvatures }),
    window: curvatures.map(() => UNIT),
    lowest: 0,
    python: `steep = ${JSON.stringify(curvatures)}

def base(v):
    slopes = [a * b for a, b in zip(steep, v)]
    return 0.5 * sum([a * b for a, b in zip(slopes, v)]), slopes
`,
  };
}

function lowestOf(problem: Problem, [xDomain, yDomain]: readonly [Span, Span]): number {
  const [lowest] = criticalPoints(problem, { xDomain, yDomain });
  if (!lowest) throw new Error(`contest: no stationary point of ${problem.id} in its window`);
  return lowest.loss;
}

const pairs = (x: readonly number[], y: readonly number[]): string => JSON.stringify(x.map((at, i) => [at, y[i]]));
