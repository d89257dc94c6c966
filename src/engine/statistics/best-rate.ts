import { parabolaMinimum } from './lines.ts';

export interface BestRate {
  /** By a parabola through the best rate of the grid and its neighbours, in log rate; the grid's where there is none. */
  rate: number;
  /** Score there; on the grid that of the rate itself. */
  score: number;
  /** Index of the best rate of the grid. */
  index: number;
  /** The best is the first or the last rate of the grid: a better one may lie beyond. */
  atEdge: boolean;
}

/** Rates from low to high with `perOctave` to each doubling, both ends included where they fit: low 2^(k / perOctave). */
export function rateGrid(low: number, high: number, perOctave: number): number[] {
  if (!(low > 0 && high >= low && perOctave > 0)) {
    throw new Error(`rateGrid: wants 0 < low <= high and perOctave > 0; got ${low}, ${high}, ${perOctave}`);
  }
  const count = Math.floor(Math.log2(high / low) * perOctave + 1e-9) + 1;
  return Array.from({ length: count }, (_, k) => low * 2 ** (k / perOctave));
}

/**
 * The rate with the lowest score on an ascending grid, refined between its neighbours. A score that is not finite is
 * that of runs that diverged: the worst, and no parabola passes through it.
 * @param logScore take the parabola through log scores: for losses that span decades (all must be positive).
 * @throws Error where rates and scores differ in number, or no score is finite.
 */
export function bestRate(
  rates: readonly number[],
  scores: readonly number[],
  { logScore = false }: { logScore?: boolean } = {},
): BestRate {
  if (rates.length !== scores.length) {
    throw new Error(`bestRate: wants a score for each rate; got ${rates.length} rates and ${scores.length} scores`);
  }
  let index = -1;
  for (const [k, score] of scores.entries()) {
    if (Number.isFinite(score) && (index < 0 || score < scores[index]!)) index = k;
  }
  if (index < 0) throw new Error('bestRate: no score is finite; every rate diverged');
  const grid: BestRate = {
    rate: rates[index]!,
    score: scores[index]!,
    index,
    atEdge: index === 0 || index === rates.length - 1,
  };
  if (grid.atEdge) return grid;
  const point = (k: number) => [Math.log(rates[k]!), logScore ? Math.log(scores[k]!) : scores[k]!] as const;
  const beside = [scores[index - 1], scores[index + 1]];
  if (!beside.every((score) => Number.isFinite(score))) return grid;
  const lowest = parabolaMinimum(point(index - 1), point(index), point(index + 1));
  if (!lowest) return grid;
  return { ...grid, rate: Math.exp(lowest.x), score: logScore ? Math.exp(lowest.y) : lowest.y };
}
