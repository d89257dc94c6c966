import type { SurfaceCells } from './panel.ts';

export interface CellCategory {
  label: string;
  /** 0 (the page) to 13 (deepest), hatched, or blank. */
  tint: number | 'danger' | 'page';
}

interface CellsOptions {
  /** Index into `categories` for each cell; row-major, row 0 at the lowest y. */
  cells: ArrayLike<number>;
  columns: number;
  rows: number;
  categories: readonly CellCategory[];
}

const SIZE = 1000;

/** Merges equal cells: one outline per category in a 1000 x 1000 box (y downwards), with its share of all cells. */
export function cells({ cells, columns, rows, categories }: CellsOptions): SurfaceCells {
  if (cells.length !== columns * rows) {
    throw new Error(`cells: got ${cells.length} cells, not ${columns} x ${rows}`);
  }
  const counts = categories.map(() => 0);
  for (let i = 0; i < cells.length; i++) {
    const category = cells[i] ?? -1;
    if (!(category in counts)) throw new Error(`cells: cell ${i} has category ${category}, of ${categories.length}`);
    counts[category] = (counts[category] ?? 0) + 1;
  }
  return {
    columns,
    rows,
    categories: categories.map((category, k) => ({
      ...category,
      path: outline(cells, columns, rows, k),
      share: (counts[k] ?? 0) / cells.length,
    })),
  };
}

/** Directions, rows counted upwards: right, up, left, down. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** Traces the edges between a category and the rest into closed loops; holes have the opposite orientation. */
function outline(cells: ArrayLike<number>, columns: number, rows: number, category: number): string {
  const has = (c: number, r: number) =>
    c >= 0 && c < columns && r >= 0 && r < rows && cells[r * columns + c] === category;
  const width = columns + 1;
  // Bit d of a corner: an edge leaves it in direction d, with a cell of the category on the left of the edge.
  const edges = new Uint8Array(width * (rows + 1));
  const leave = (c: number, r: number, d: number) => {
    const at = r * width + c;
    edges[at] = (edges[at] ?? 0) | (1 << d);
  };
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (!has(c, r)) continue;
      if (!has(c, r - 1)) leave(c, r, 0);
      if (!has(c + 1, r)) leave(c + 1, r, 1);
      if (!has(c, r + 1)) leave(c + 1, r + 1, 2);
      if (!has(c - 1, r)) leave(c, r + 1, 3);
    }
  }
  const corner = (c: number, r: number) =>
    [Math.round((c / columns) * SIZE), Math.round(SIZE - (r / rows) * SIZE)] as const;
  let path = '';
  for (let start = 0; start < edges.length; start++) {
    while (edges[start]) {
      let at = start;
      let direction = -1;
      let [px, py] = corner(start % width, Math.floor(start / width));
      path += `M${px} ${py}`;
      do {
        const next = turn(edges[at] ?? 0, direction);
        const [x, y] = corner(at % width, Math.floor(at / width));
        if (next !== direction && direction >= 0) {
          path += direction % 2 === 0 ? `h${x - px}` : `v${y - py}`;
          [px, py] = [x, y];
        }
        edges[at] = (edges[at] ?? 0) & ~(1 << next);
        const [dc, dr] = STEPS[next] ?? STEPS[0];
        at += dc + dr * width;
        direction = next;
      } while (at !== start);
      path += 'z';
    }
  }
  return path;
}

/**
 * The direction in which to leave a corner; if two cells touch only at a corner, left, so that each keeps its own loop.
 */
function turn(edges: number, direction: number): number {
  const order = direction < 0 ? [0, 1, 2, 3] : [(direction + 1) % 4, direction, (direction + 3) % 4];
  return order.find((d) => edges & (1 << d)) ?? 0;
}
