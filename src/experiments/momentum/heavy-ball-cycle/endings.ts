/** Ends of runs on the function of Lessard, Recht and Packard: one pair from every start, and every pair from one start. */
import { optimizers, problems, train } from '../../../engine/index.ts';
import { convergenceRate } from '../../../engine/theory/convergence-rate.ts';
import type { Column, Run } from '../../../figure/index.ts';
import { cellCentres } from '../../../figure/panels/contours.ts';

export const ENDINGS = ['settles', 'never settles', 'diverges'] as const;
export type Ending = (typeof ENDINGS)[number];
/** Many endings, each as its index in ENDINGS; -1 if it is not known yet. */
export type Endings = Int8Array<ArrayBuffer>;

export type Pair = { alpha: number; beta: number };

export const ALPHA = [0.05, 1] as const;
export const STARTS = Float64Array.from({ length: 1001 }, (_, i) => (i - 500) / 100);
export const GRID = { columns: 56, rows: 36 } as const;
const BLOCKS = 4;
/** Parts to which the starts, and the rows of the pad, are assigned in turn. */
export const blocks = Array.from({ length: BLOCKS }, (_, block) => block);

const LONG = 360;
/**
 * A run whose amplitude shrinks by less than this factor per step, in the last third of LONG steps, has not settled.
 */
const KEEPS = 0.999;

export const lessardRun = (rule: 'momentum' | 'nesterov', pair: Pair, start: number, steps: number): Run => ({
  problem: problems.lessard,
  optimizer: optimizers[rule],
  hyper: pair,
  start: [start],
  steps,
});

/** A run long enough to determine its ending. */
export function longRun(pair: Pair, start: number): { phi: Column; ending: Ending } {
  const { phi, status } = train({ ...lessardRun('momentum', pair, start, LONG), record: { loss: 'ends' } });
  return { phi, ending: status.kind === 'diverged' ? 'diverges' : endingOf(convergenceRate(phi.map(Math.abs))) };
}

function endingOf(rate: number): Ending {
  if (rate > 1 / KEEPS) return 'diverges';
  return rate > KEEPS ? 'never settles' : 'settles';
}

const endingsOf = (runs: readonly (Pair & { start: number })[]): Endings =>
  Int8Array.from(runs, ({ start, ...pair }) => ENDINGS.indexOf(longRun(pair, start).ending));

/** Endings of a pair, from the starts of one block. */
export const startEndings = (pair: Pair, block: number): Endings =>
  endingsOf([...STARTS].filter((_, i) => i % BLOCKS === block).map((start) => ({ ...pair, start })));

/** Endings from one start, for the pairs in the rows of one block. */
export function padEndings(start: number, block: number): Endings {
  const alphas = cellCentres(ALPHA, GRID.columns, 'log').slice(1, -1);
  const betas = cellCentres([0, 1], GRID.rows).slice(1, -1);
  const rows = [...betas].filter((_, row) => row % BLOCKS === block);
  return endingsOf(rows.flatMap((beta) => Array.from(alphas, (alpha) => ({ alpha, beta, start }))));
}

/** Restores the order of blocks, which were assigned `run` neighbours at a time. */
function together(parts: readonly (Endings | undefined)[], length: number, run: number): Endings {
  const whole = new Int8Array(length).fill(-1);
  for (const [block, part] of parts.entries())
    part?.forEach((one, k) => {
      whole[(Math.floor(k / run) * BLOCKS + block) * run + (k % run)] = one;
    });
  return whole;
}

export const allStarts = (parts: readonly (Endings | undefined)[]): Endings => together(parts, STARTS.length, 1);
export const wholePad = (parts: readonly (Endings | undefined)[]): Endings =>
  together(parts, GRID.columns * GRID.rows, GRID.columns);
