import * as f from '../../../figure/index.ts';
import { type CellCategory, cells } from '../../../figure/panels/cells.ts';
import { cellMeans, type RidgePoint, type RunGrid } from './rate-ridge.ts';

/** The theoretical rate for a batch size. */
export interface Rule {
  label: string;
  rateAt(batch: number): number;
}

export interface RateBatchGridOptions {
  title: string;
  /** Ascending, evenly spaced on a log scale. */
  batches: readonly number[];
  rates: readonly number[];
  rateLabel: string;
  /** By batch, then rate; Infinity if a run diverged, undefined if it is missing. */
  losses: readonly (readonly (number | undefined)[])[];
  /** The best rate of each batch size. */
  ridge: readonly Pick<RidgePoint, 'batch' | 'rate'>[];
  rules: readonly Rule[];
  /** If the columns appear one after another: how many there are at first, and how many now. */
  from?: number;
  seen?: number;
}

const DEEPEST = 13;
const FEWEST_LEVELS_APART = 1e-9;

/**
 * Final loss for each batch size (horizontal) and rate (vertical), both on log axes, so that a rule for the rate is a
 * straight line. Deep tints are low; a dot is the best rate of a batch size, hatching marks rates at which a run
 * diverged, and a pending cell has a pale dot. A cell shows its loss when touched.
 */
export function rateBatchGrid(options: RateBatchGridOptions): f.SurfacePanel {
  const { title, batches, rates, rateLabel, losses, ridge, rules, from, seen = batches.length } = options;
  const best = ridge.slice(0, seen);
  const joined = (name: string, to: RateBatchGridOptions['ridge'], look: { label?: true; steps?: true } = {}) =>
    f.path(
      name,
      'measured',
      { x: Float64Array.from(to, ({ batch }) => batch), y: Float64Array.from(to, ({ rate }) => rate) },
      look,
    );
  const x = Float64Array.from(batches);
  return f.map({
    name: 'grid',
    title,
    x: f.logAxis('batch size *B*', edges(batches), { ticks: batches }),
    y: f.logAxis(rateLabel, edges(rates)),
    cells: { ...tinted(losses, rates.length, seen), marks: marksOf(losses.slice(0, seen)) },
    lines: f.some(
      rules.map(({ label, rateAt }) => f.path(label, 'theory', { x, y: x.map(rateAt) }, { label: true })),
      from !== undefined && joined('the first best rates', ridge.slice(0, from)),
    ),
    paths: f.some(from !== undefined && joined('best rate', ridge.slice(from - 1), { label: true, steps: true })),
    points: best.map(({ batch, rate }) => f.point('dot', `best rate at B ${batch}`, batch, rate, { role: 'measured' })),
  });
}

/** Every cell in numbers, for readers who want to fit the grid themselves. */
export function rateBatchTable(title: string, grid: RunGrid): f.TablePanel {
  const means = cellMeans(grid);
  return f.table({
    name: 'cells',
    title,
    columns: [
      f.figures('batch size *B*', 0),
      f.figures('rate', 4),
      f.figures('loss, geometric mean', 4),
      f.figures('runs', 0),
      f.figures('diverged', 0),
    ],
    rows: grid.batches.flatMap((batch, b) =>
      grid.rates.map((rate, r) => {
        const runs = grid.losses[b]?.[r]?.filter((loss) => loss !== undefined) ?? [];
        const loss = means[b]?.[r] ?? Number.NaN;
        const diverged = runs.filter((run) => !Number.isFinite(run)).length;
        return [batch, rate, Number.isFinite(loss) ? loss : null, runs.length, diverged];
      }),
    ),
  });
}

/** Half a cell beyond the first and the last value. */
function edges(values: readonly number[]): [number, number] {
  const first = values[0]!;
  const last = values.at(-1)!;
  const half = values.length > 1 ? Math.sqrt(values[1]! / first) : 2;
  return [first / half, last * half];
}

/** Tints by loss: the square root spreads the low losses, where the differences matter. */
function tinted(losses: RateBatchGridOptions['losses'], rows: number, seen: number): f.SurfaceCells {
  const finite = losses.flat().filter((loss): loss is number => loss !== undefined && Number.isFinite(loss));
  const lowest = Math.min(...finite);
  // A network that guesses has log 10; worse ones are equally pale.
  const highest = Math.max(lowest + FEWEST_LEVELS_APART, Math.min(Math.log(10), Math.max(...finite)));
  const tintOf = (loss: number): number =>
    Math.round(DEEPEST * (1 - Math.sqrt(Math.min(1, (loss - lowest) / (highest - lowest)))));
  const categories: CellCategory[] = [
    { label: 'waits', tint: 'page' },
    { label: 'a run diverged', tint: 'danger' },
    ...Array.from({ length: DEEPEST + 1 }, (_, tint) => {
      const own = finite.filter((loss) => tintOf(loss) === tint).sort((a, b) => a - b);
      return { label: `loss ${rangeOf(own.map(shown))}`, tint };
    }),
  ];
  const kinds: number[] = [];
  for (let r = 0; r < rows; r++)
    for (const [b, column] of losses.entries()) {
      const loss = b < seen ? column[r] : undefined;
      kinds.push(loss === undefined ? 0 : Number.isFinite(loss) ? 2 + tintOf(loss) : 1);
    }
  const drawn = cells({ cells: kinds, columns: losses.length, rows, categories });
  return { ...drawn, categories: drawn.categories.filter(({ share }) => share > 0) };
}

/** Two digits distinguish networks; beyond the loss of a guess, the exact value is irrelevant. */
function shown(loss: number): string {
  return loss < 10 ? loss.toFixed(2) : '>10';
}

/** The range of sorted losses, `1.62 to 1.66`; the loss by itself if all are the same. */
function rangeOf(losses: readonly string[]): string {
  const [low = 'none', high = low] = [losses[0], losses.at(-1)];
  return low === high ? low : `${low} to ${high}`;
}

type Marks = NonNullable<f.SurfaceCells['marks']>;

function marksOf(losses: RateBatchGridOptions['losses']): Marks {
  return losses.flatMap((column, b) =>
    column.flatMap((loss, row): Marks => {
      if (loss === undefined) return [{ column: b, row, waits: true }];
      return Number.isFinite(loss) ? [{ column: b, row, text: shown(loss), quiet: true }] : [];
    }),
  );
}
