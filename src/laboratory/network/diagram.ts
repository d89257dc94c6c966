/** Where the units of a network stand, and the lines between them. */
import { createLayers } from '../../engine/networks/layers.ts';

export interface UnitBox {
  /** 0: the inputs; then the hidden layers; the last: the output. */
  layer: number;
  unit: number;
  x: number;
  y: number;
}

export interface Edge {
  d: string;
  /** Where its weight stands among the parameters. */
  weight: number;
  key: string;
}

export interface Diagram {
  width: number;
  height: number;
  /** Side of a unit's picture. */
  side: number;
  units: UnitBox[];
  edges: Edge[];
  titles: { text: string; x: number; anchor: 'start' | 'middle' | 'end' }[];
}

const TOP = 22;
const GAP = 8;
const SMALLEST = 40;

/** Lays out a network with these hidden layers at a width, px. */
export function layoutDiagram(hidden: readonly number[], width: number): Diagram {
  const widths = [2, ...hidden, 1];
  const most = Math.max(...widths);
  const narrow = width < 520;
  const largest = narrow ? 46 : 62;
  const height = Math.max(narrow ? 270 : 316, TOP + most * (SMALLEST + GAP));
  const side = Math.min(largest, Math.floor((height - TOP) / most) - GAP);
  const last = widths.length - 1;
  const left = (layer: number): number => Math.round((layer / last) * (width - side - 2)) + 1;
  const middle = (layer: number, unit: number): number => TOP + ((height - TOP) * (unit + 0.5)) / (widths[layer] ?? 1);
  const units = widths.flatMap((count, layer) =>
    Array.from({ length: count }, (_, unit) => ({
      layer,
      unit,
      x: left(layer),
      y: Math.round(middle(layer, unit) - side / 2),
    })),
  );
  const edges = createLayers(widths).flatMap(({ inputs, outputs, weights }, layer) =>
    Array.from({ length: inputs * outputs }, (_, k): Edge => {
      const [from, to] = [Math.floor(k / outputs), k % outputs];
      const [x0, x1] = [left(layer) + side + 1, left(layer + 1) - 1];
      const [y0, y1] = [middle(layer, from), middle(layer + 1, to)].map((y) => y.toFixed(1));
      const bend = ((x0 + x1) / 2).toFixed(1);
      return {
        d: `M${x0} ${y0}C${bend} ${y0} ${bend} ${y1} ${x1} ${y1}`,
        weight: weights + k,
        key: `${layer} ${from} ${to}`,
      };
    }),
  );
  const titles = widths.map((count, layer) => ({
    text: layer === 0 ? 'inputs' : layer === last ? 'output' : `${count} ${count === 1 ? 'unit' : 'units'}`,
    x: layer === 0 ? left(0) : layer === last ? width : left(layer) + side / 2,
    anchor: layer === 0 ? ('start' as const) : layer === last ? ('end' as const) : ('middle' as const),
  }));
  return { width, height, side, units, edges, titles };
}

/** Lines from which on all are drawn thinner. */
const CROWD = 40;

/** How wide the line of a weight is, px: it grows with the weight, ever more slowly, so that none hides the others. */
export const lineWidth = (weight: number, lines = 0): number =>
  0.4 + (lines > CROWD ? 3.2 : 5.6) * (1 - Math.exp(-Math.abs(weight) / 3));

/** How a unit is called: `unit 2 of the first layer`. */
export function unitName(layer: number, unit: number, layers: number): string {
  if (layer === 0) return unit === 0 ? 'first input' : 'second input';
  if (layer === layers) return 'output';
  return layers === 2 ? `unit ${unit + 1}` : `unit ${unit + 1} of layer ${layer}`;
}
