import { lastState, type Problem, RandomState, train, vector } from '../../../engine/index.ts';
import { gradientDescent } from '../../../engine/optimizers/gradient-descent.ts';

/** Half the width and half the height of the map. */
export const HALF = [4, 2.1] as const;
/** The game's terrains, in order. Each walk starts at the left, and a careless one loses to descent. */
export const LANDS: readonly number[] = [10, 247, 830, 954, 824, 36, 434, 555];
const WELLS = 6;
/** Wells are within this fraction of the map, so that none is cut off by the edge. */
const INSIDE = 0.75;
const DEPTH = [0.4, 1.6] as const;
const WIDTH = [0.45, 1] as const;
/** Curvature of the wide bowl that contains them, so that downhill never leads off the map. */
const BOWL = 0.16;
/** Fraction of the distance to the edge at which a walk begins. */
const AWAY = 0.85;

interface Well {
  x: number;
  y: number;
  depth: number;
  width: number;
}

export interface Terrain {
  problem: Problem;
  start: readonly [number, number];
  lowest: { at: readonly [number, number]; loss: number };
}

/** The landscape for a seed: a wide bowl with six round wells, drawn as by NumPy's `RandomState`. */
export function createTerrain(seed: number): Terrain {
  const random = new RandomState(seed);
  const wells = Array.from({ length: WELLS }, (): Well => {
    const [x, y] = [random.uniform(-INSIDE, INSIDE) * HALF[0], random.uniform(-INSIDE, INSIDE) * HALF[1]];
    return { x, y, depth: random.uniform(...DEPTH), width: random.uniform(...WIDTH) };
  });
  const angle = random.uniform(0, 2 * Math.PI);
  const problem = landscape(wells);
  const start = [AWAY * HALF[0] * Math.cos(angle), AWAY * HALF[1] * Math.sin(angle)] as const;
  return { problem, start, lowest: lowestOf(problem, wells) };
}

function landscape(wells: readonly Well[]): Problem {
  return {
    id: 'terrain',
    dimension: 2,
    examples: 0,
    python: `wells = np.array(${JSON.stringify(wells.map(({ x, y, depth, width }) => [x, y, depth, width]))})

def heights(phi):
    return wells[:, 2] * np.exp(-np.sum((phi - wells[:, :2]) ** 2, axis=1) / (2 * wells[:, 3] ** 2))

def loss(phi, batch=None):
    return ${BOWL / 2} * phi @ phi - heights(phi).sum()

def gradient(phi, batch=None):
    return ${BOWL} * phi + (heights(phi) / wells[:, 3] ** 2) @ (phi - wells[:, :2])
`,
    loss: ([x = 0, y = 0]) => (BOWL / 2) * (x * x + y * y) - wells.reduce((sum, well) => sum + heightIn(well, x, y), 0),
    gradient([x = 0, y = 0], out) {
      let loss = (BOWL / 2) * (x * x + y * y);
      let [across, up] = [BOWL * x, BOWL * y];
      for (const well of wells) {
        const height = heightIn(well, x, y);
        loss -= height;
        across += (height * (x - well.x)) / well.width ** 2;
        up += (height * (y - well.y)) / well.width ** 2;
      }
      out[0] = across;
      out[1] = up;
      return loss;
    },
  };
}

const heightIn = ({ x, y, depth, width }: Well, atX: number, atY: number): number =>
  depth * Math.exp(-((atX - x) ** 2 + (atY - y) ** 2) / (2 * width ** 2));

/** Small steps from the centre of every well: overlapping wells shift each other's lowest point slightly. */
const SETTLE = { alpha: 0.1, steps: 200 };

function lowestOf(problem: Problem, wells: readonly Well[]): Terrain['lowest'] {
  const ends = wells.map(({ x, y }) => {
    const trace = train({
      problem,
      optimizer: gradientDescent,
      hyper: { alpha: SETTLE.alpha },
      start: [x, y],
      steps: SETTLE.steps,
      record: { phi: 'ends' },
    });
    const [atX = 0, atY = 0] = lastState(trace);
    return { at: [atX, atY] as const, loss: problem.loss(vector(atX, atY)) };
  });
  return ends.reduce((best, end) => (end.loss < best.loss ? end : best));
}
