/** The answers of units over the plane as tints, and the line where the output changes its mind. */

import type { AnyVector } from '../../../engine/vector.ts';
import type { Column, SurfaceBands } from '../../../figure/index.ts';
import { bands, cellCentres } from '../../../figure/panels/contours.ts';
import { PLANE } from './data-sets.ts';
import type { PlaneNetwork } from './plane-network.ts';

/** Cells of the plane, across and up, and how finely their answers are drawn: of the large map, and of a unit. */
const LARGE = { columns: 36, rows: 28, tints: 10, slack: 1.5 } as const;
const SMALL = { columns: 20, rows: 16, tints: 6, slack: 5 } as const;
type Grid = typeof LARGE | typeof SMALL;

/** The middles of the cells and of one ring of cells beyond the frame, the lowest row first. */
function placesOf({ columns, rows }: Grid): Column {
  const [x, y] = [cellCentres(PLANE.x, columns), cellCentres(PLANE.y, rows)];
  return Float64Array.from({ length: 2 * x.length * y.length }, (_, k) => {
    const place = k >> 1;
    return (k % 2 === 0 ? x[place % x.length] : y[Math.floor(place / x.length)]) ?? 0;
  });
}
const places = { large: placesOf(LARGE), small: placesOf(SMALL) };

type Kind = 'input' | 'tanh' | 'relu' | 'share';

/** The values of the palest and the deepest tint of a layer. */
export function rangeOf(answers: ArrayLike<number>, kind: Exclude<Kind, 'input'>): readonly [number, number] {
  if (kind === 'tanh') return [-1, 1];
  if (kind === 'share') return [0, 1];
  let high = 0;
  for (let k = 0; k < answers.length; k++) high = Math.max(high, answers[k] ?? 0);
  return [0, high || 1];
}

/** `units` answers for each place, of which those of one unit are drawn. */
interface Layer {
  answers: ArrayLike<number>;
  units: number;
  range: readonly [number, number];
}

function tintsOf({ answers, units, range: [low, high] }: Layer, unit: number, grid: Grid, label: string): SurfaceBands {
  const [columns, rows] = [grid.columns + 2, grid.rows + 2];
  return bands({
    grid: Float64Array.from({ length: columns * rows }, (_, k) => answers[k * units + unit] ?? Number.NaN),
    columns,
    rows,
    xDomain: PLANE.x,
    yDomain: PLANE.y,
    levels: Array.from({ length: grid.tints - 1 }, (_, k) => low + ((k + 1) / grid.tints) * (high - low)),
    slack: grid.slack,
    deepest: 'high',
    label,
  });
}

/** A unit: 0 is the layer of the inputs, then come the hidden layers, and the last is the output. */
export interface Unit {
  layer: number;
  unit: number;
}

/** The inputs are their coordinates, whatever the weights. */
const INPUTS = [PLANE.x, PLANE.y].map((range, unit) =>
  tintsOf({ answers: places.small, units: 2, range }, unit, SMALL, 'answer'),
);

/** Every unit small, layer by layer, one of them large, and where the output is a half. */
export function picturesOf(network: PlaneNetwork, phi: AnyVector, activation: 'tanh' | 'relu', large: Unit) {
  const last = network.layers.length;
  const layersAt = (at: Column): Layer[] => [
    { answers: at, units: 2, range: [0, 0] },
    ...network.answers(phi, at).map((answers, l) => ({
      answers,
      units: network.layers[l]?.outputs ?? 1,
      range: rangeOf(answers, l + 1 === last ? 'share' : activation),
    })),
  ];
  const ofUnit = (layers: readonly Layer[], { layer, unit }: Unit, grid: Grid, label: string): SurfaceBands => {
    const own = layers[layer] ?? { answers: [], units: 1, range: [0, 1] };
    return tintsOf(layer === 0 ? { ...own, range: unit === 0 ? PLANE.x : PLANE.y } : own, unit, grid, label);
  };
  const small = layersAt(places.small);
  const all = layersAt(places.large);
  return {
    units: [
      INPUTS,
      ...small
        .slice(1)
        .map(({ units }, l) =>
          Array.from({ length: units }, (_, unit) => ofUnit(small, { layer: l + 1, unit }, SMALL, 'answer')),
        ),
    ],
    large: ofUnit(all, large, LARGE, 'answer'),
    boundary: levelLine(all.at(-1)?.answers ?? [], 0.5),
  };
}

/** Where a value over the large grid is `level`: marching squares, each piece two points and a gap. */
export function levelLine(values: ArrayLike<number>, level: number): { x: Column; y: Column } {
  const columns = LARGE.columns + 2;
  const x: number[] = [];
  const y: number[] = [];
  const at = (k: number): number => (values[k] ?? Number.NaN) - level;
  const cut = (a: number, b: number): void => {
    const share = at(a) / (at(a) - at(b));
    for (const [line, k] of [[x, 0] as const, [y, 1] as const]) {
      const [from, to] = [places.large[2 * a + k] ?? 0, places.large[2 * b + k] ?? 0];
      line.push(from + share * (to - from));
    }
  };
  for (let k = 0; k + columns + 1 < values.length; k++) {
    if (k % columns === columns - 1) continue;
    const corners = [k, k + 1, k + columns + 1, k + columns];
    const sides = corners.map((corner, c) => [corner, corners[(c + 1) % 4] ?? corner] as const);
    const crossed = sides.filter(([a, b]) => at(a) > 0 !== at(b) > 0);
    for (const [s, [a, b]] of crossed.entries()) {
      cut(a, b);
      if (s % 2 === 0) continue;
      x.push(Number.NaN);
      y.push(Number.NaN);
    }
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}
