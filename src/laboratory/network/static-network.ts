/** The network as the built page shows it: the same diagram and sheet, with tints as paths instead of pixels. */
import { bands } from '../../figure/panels/contours.ts';
import { el, type Shape } from '../../widgets/panels/element.ts';
import { draw } from '../../widgets/panels/index.ts';
import type { PointSet } from './data-sets.ts';
import { PLANE } from './data-sets.ts';
import { layoutDiagram, lineWidth } from './diagram.ts';
import { GRID, gridPlaces } from './grid.ts';
import { planeLayout, pointShapes } from './PlaneSheet.tsx';
import { levelPath, rangeOf } from './paint.ts';
import type { Setup } from './setup.ts';
import type { Frame } from './training.ts';

/** Steps of tint in a small picture. */
const FEW = 6;

/** One unit's answer as nested areas in a 1000 x 1000 box. */
function areas(
  answers: ArrayLike<number>,
  units: number,
  unit: number,
  { low, high }: { low: number; high: number },
  tints: number,
) {
  const { columns, rows } = GRID;
  // One ring of cells beyond the frame, which repeats the outermost.
  const grid = Float64Array.from({ length: (columns + 2) * (rows + 2) }, (_, k) => {
    const c = Math.min(columns - 1, Math.max(0, (k % (columns + 2)) - 1));
    const r = Math.min(rows - 1, Math.max(0, Math.floor(k / (columns + 2)) - 1));
    return answers[(r * columns + c) * units + unit]!;
  });
  const levels = Array.from({ length: tints - 1 }, (_, k) => low + ((k + 1) / tints) * (high - low));
  const { paths } = bands({
    grid,
    columns: columns + 2,
    rows: rows + 2,
    xDomain: PLANE.x,
    yDomain: PLANE.y,
    levels,
    label: '',
    deepest: 'high',
    slack: 4,
  });
  return [
    el('rect', { width: 1000, height: 1000, class: 's0' }),
    ...paths.flatMap((d, k) => (d ? [el('path', { d, class: `s${Math.round((13 * (k + 1)) / (tints - 1))}` })] : [])),
  ];
}

export function staticNetwork(setup: Setup, frame: Frame, points: PointSet): Shape {
  return el('div', { class: 'net-static' }, [
    el('svg', { class: 'picture lab-defs', 'aria-hidden': 'true' }, el('defs', null, definitions(setup, frame))),
    ...(['narrow', 'wide'] as const).map((shape) => diagram(setup, frame, shape)),
    plane(frame, points),
  ]);
}

const idOf = (layer: number, unit: number): string => `net-unit-${layer}-${unit}`;

/** Every unit's picture once, for both diagrams. */
function definitions({ hidden, activation }: Setup, frame: Frame): Shape[] {
  const places = gridPlaces();
  const layers = hidden.length + 1;
  return [2, ...hidden, 1].flatMap((count, layer) =>
    Array.from({ length: count }, (_, unit) => {
      const answers = layer === 0 ? places : frame.answers[layer - 1]!;
      const [low, high] = unit === 0 ? PLANE.x : PLANE.y;
      const range = layer === 0 ? { low, high } : rangeOf(answers, layer === layers ? 'share' : activation);
      return el('g', { id: idOf(layer, unit), class: 'picture' }, areas(answers, count, unit, range, FEW));
    }),
  );
}

/** A box that cuts off what is larger. */
const cut = (box: { x: number; y: number; width: number; height: number }, side: number, shapes: Shape[]): Shape =>
  el('svg', { ...box, viewBox: `0 0 ${side} ${side}`, preserveAspectRatio: 'none' }, shapes);

function diagram({ hidden }: Setup, frame: Frame, shape: 'narrow' | 'wide'): Shape {
  const { width, height, side, units, edges, titles } = layoutDiagram(hidden, shape === 'wide' ? 728 : 350);
  const label = 'A network of two inputs, hidden units and one output';
  return el(
    'svg',
    { class: `picture edges ${shape}`, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    [
      ...titles.map(({ text, x, anchor }) => el('text', { class: 'axis', x, y: 11, 'text-anchor': anchor }, text)),
      ...edges.map(({ d, weight }) => {
        const value = frame.phi[weight]!;
        const style = value < 0 ? 'edge negative' : 'edge';
        return el('path', { d, class: style, 'stroke-width': lineWidth(value, edges.length).toFixed(2) });
      }),
      ...units.flatMap(({ layer, unit, x, y }) => [
        cut({ x, y, width: side, height: side }, 1000, [el('use', { href: `#${idOf(layer, unit)}` })]),
        el('rect', { x, y, width: side, height: side, class: 'neat' }),
      ]),
    ],
  );
}

function plane(frame: Frame, points: PointSet): Shape {
  const [width, height] = [440, 330];
  const { panel, placed } = planeLayout('output and boundary', width, height);
  const { box } = placed;
  const output = frame.answers.at(-1)!;
  const boundary = levelPath(output, 1, 0, 0.5);
  return el('div', { class: 'net-plane' }, [
    el('svg', { class: 'picture boundary', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, [
      cut(box, 1000, areas(output, 1, 0, { low: 0, high: 1 }, FEW)),
      cut(box, 1, [el('path', { d: boundary, class: 'casing' }), el('path', { d: boundary, class: 'border' })]),
      ...pointShapes(points, placed),
    ]),
    draw(panel, placed, 'net-static-plane'),
  ]);
}
