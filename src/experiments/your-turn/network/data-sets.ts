/** Two kinds of points in the plane, drawn from a seed. */
import { type Place, placesOf } from '../../../engine/places.ts';
import { type RandomState, stream } from '../../../engine/random-state.ts';
import type { Vector } from '../../../engine/vector.ts';

/** Points and their kinds: `x` has two numbers per point. */
export interface PointSet {
  x: Vector;
  y: Int32Array<ArrayBuffer>;
}

export const dataSets = {
  moons: 'Two moons',
  circle: 'Circle',
  spiral: 'Spiral',
  blobs: 'Two heaps',
  corners: 'Corners',
  winding: 'Long spiral',
} as const;
export type DataSetId = keyof typeof dataSets;

/** The visible square of the plane. */
export const PLANE = { x: [-1.7, 1.7], y: [-1.7, 1.7] } as const;

/** Points of each kind for training, and as many for testing. */
export const EACH = 60;

type Draw = (kind: 0 | 1, random: RandomState, noise: number) => readonly [number, number];

/** Two arms around each other, with this number of turns. */
const spiral =
  (turns: number): Draw =>
  (kind, random, noise) => {
    const way = Math.sqrt(0.03 + 0.97 * random.uniform());
    const turn = turns * 2 * Math.PI * way + (kind === 1 ? Math.PI : 0);
    const radius = 1.25 * way;
    return [
      radius * Math.cos(turn) + 0.5 * noise * random.normal(),
      radius * Math.sin(turn) + 0.5 * noise * random.normal(),
    ];
  };

/**
 * Noise is the standard deviation of a number added to both coordinates; it is drawn at 0, too, so that the points keep
 * their positions.
 */
const draws: Readonly<Record<DataSetId, Draw>> = {
  moons: (kind, random, noise) => {
    const turn = Math.PI * random.uniform();
    const [dx, dy] = [noise * random.normal(), noise * random.normal()];
    return kind === 1
      ? [0.5 - Math.cos(turn) + dx, 0.25 - Math.sin(turn) + dy]
      : [Math.cos(turn) - 0.5 + dx, Math.sin(turn) - 0.25 + dy];
  },
  circle: (kind, random, noise) => {
    const turn = 2 * Math.PI * random.uniform();
    // Uniform over the area of the disc, and of the ring around it.
    const share = random.uniform();
    const radius = kind === 1 ? 0.55 * Math.sqrt(share) : Math.sqrt(0.8 ** 2 + share * (1.2 ** 2 - 0.8 ** 2));
    return [radius * Math.cos(turn) + noise * random.normal(), radius * Math.sin(turn) + noise * random.normal()];
  },
  spiral: spiral(1.35),
  blobs: (kind, random, noise) => {
    const side = kind === 1 ? 0.65 : -0.65;
    const wide = 0.2 + 1.5 * noise;
    return [side + wide * random.normal(), 0.6 * side + wide * random.normal()];
  },
  corners: (kind, random, noise) => {
    const [across, up] = [0.08 + 1.1 * random.uniform(), 0.08 + 1.1 * random.uniform()];
    const right = random.uniform() < 0.5 ? 1 : -1;
    return [right * across + noise * random.normal(), right * (kind === 1 ? 1 : -1) * up + noise * random.normal()];
  },
  // More than the first network can learn, and not more than one with twice as many units can.
  winding: spiral(1.8),
};

/** 2 `EACH` points, alternating between the kinds: first those for training, then as many for testing. */
export function createDataSet(id: DataSetId, noise: number, seed: number): { train: PointSet; test: PointSet } {
  const random = stream(seed, 'data');
  const set = (): PointSet => {
    const x = new Float64Array(4 * EACH);
    const y = new Int32Array(2 * EACH);
    for (let i = 0; i < y.length; i++) {
      const kind = i % 2 === 0 ? 0 : 1;
      x.set(draws[id](kind, random, noise), 2 * i);
      y[i] = kind;
    }
    return { x, y };
  };
  return { train: set(), test: set() };
}

/** The reader's own points, alternating between the kinds as long as there are both. */
function ownSet(filled: readonly Place[], hollow: readonly Place[]): PointSet {
  const inTurns = Array.from({ length: Math.max(filled.length, hollow.length) }, (_, k) => [
    ...filled.slice(k, k + 1).map((place) => [place, 1] as const),
    ...hollow.slice(k, k + 1).map((place) => [place, 0] as const),
  ]).flat();
  return {
    x: Float64Array.from(inTurns.flatMap(([place]) => onPlane(place))),
    y: Int32Array.from(inTurns, ([, kind]) => kind),
  };
}

/** A position as fractions of the map, as a point of the plane. */
export const onPlane = ([across, up]: Place): [number, number] => [
  PLANE.x[0] + across * (PLANE.x[1] - PLANE.x[0]),
  PLANE.y[0] + up * (PLANE.y[1] - PLANE.y[0]),
];

/** The origin of the points. */
export type Source = {
  data: DataSetId | 'own';
  noise: number;
  seed: number;
  /** The reader's own points, in the format of `places.ts`. */
  filled: string;
  hollow: string;
};

const NOTHING: PointSet = { x: new Float64Array(0), y: new Int32Array(0) };

/** The training points, and the test points; of the reader's own, all are for training. */
export function pointsOf({ data, noise, seed, filled, hollow }: Source): { train: PointSet; test: PointSet } {
  return data === 'own'
    ? { train: ownSet(placesOf(filled), placesOf(hollow)), test: NOTHING }
    : createDataSet(data, noise, seed);
}
