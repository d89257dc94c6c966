import type { Point } from './lines.ts';
import { quarticMinimum } from './quartic-minimum.ts';

/** The best learning rate of a grid. */
export interface BestRate {
  /** The minimum of a quartic in log rate; the grid's best if it is at the edge or next to a run that diverged. */
  rate: number;
  /** Log score there; on the grid that of the rate itself. */
  score: number;
  /** Index of the best rate of the grid. */
  index: number;
  /** The best is the first or the last rate of the grid: there may be a better one beyond. */
  atEdge: boolean;
}

/** Rates from low to high with `perOctave` in each doubling, including both ends if they fit: low 2^(k / perOctave). */
export function rateGrid(low: number, high: number, perOctave: number): number[] {
  if (!(low > 0 && high >= low && perOctave > 0)) {
    throw new Error(`rateGrid: needs 0 < low <= high and perOctave > 0; got ${low}, ${high}, ${perOctave}`);
  }
  const count = Math.floor(Math.log2(high / low) * perOctave + 1e-9) + 1;
  return Array.from({ length: count }, (_, k) => low * 2 ** (k / perOctave));
}

/**
 * Rates of a coarse grid with a constant ratio, and between its best and the two next to it `within` more in each step.
 */
export function finerAround(coarse: readonly number[], best: number, within: number): number[] {
  const [low, high] = [Math.max(0, best - 1), Math.min(coarse.length - 1, best + 1)];
  const between = Array.from({ length: high - low }, (_, k) => {
    const [from, to] = [coarse[low + k]!, coarse[low + k + 1]!];
    return Array.from({ length: within }, (_, i) => from * (to / from) ** ((i + 1) / (within + 1)));
  });
  return [...coarse, ...between.flat()].sort((a, b) => a - b);
}

/** Rounds of `lowestRate`: half an octave is then divided into 216. */
const ROUNDS = 3;
/** Rates whose loss is at most this multiple of the lowest take part in the fit: decision 0047. */
const NEAR = 1.5;

/**
 * The rate with the lowest score on an ascending grid, refined by the quartic that fits log scores best over the rates
 * around it: all on either side up to the first whose loss is half as large again, and in any case the two beside the
 * best. Logarithms, since losses next to a cliff differ tenfold; a quartic, since a curve beside a cliff is not
 * symmetric; and many points, so that chance at one of them does not matter. It needs a grid of an eighth of an octave
 * or finer, a sixteenth next to a cliff: on a coarser one few points are near, and the curve through them is off by up
 * to a fifth of a step.
 * @param logScores logarithms of losses; not finite where runs diverged, which is the worst and takes part in no fit.
 * @throws Error if rates and scores differ in number, or no score is finite.
 */
export function bestRate(rates: readonly number[], logScores: readonly number[]): BestRate {
  if (rates.length !== logScores.length) {
    throw new Error(`bestRate: needs a score for each rate; got ${rates.length} rates and ${logScores.length} scores`);
  }
  let index = -1;
  for (const [k, score] of logScores.entries()) {
    if (Number.isFinite(score) && (index < 0 || score < logScores[index]!)) index = k;
  }
  if (index < 0) throw new Error('bestRate: no score is finite; every rate diverged');
  const least = logScores[index]!;
  const atEdge = index === 0 || index === rates.length - 1;
  const grid: BestRate = { rate: rates[index]!, score: least, index, atEdge };
  if (atEdge || !Number.isFinite(logScores[index - 1]) || !Number.isFinite(logScores[index + 1])) return grid;
  const isNear = (k: number): boolean => logScores[k]! <= least + Math.log(NEAR);
  let [low, high] = [index - 1, index + 1];
  while (low > 0 && isNear(low) && isNear(low - 1)) low--;
  while (high < rates.length - 1 && isNear(high) && isNear(high + 1)) high++;
  const points: Point[] = [];
  for (let k = low; k <= high; k++) points.push([Math.log(rates[k]!), logScores[k]!]);
  const lowest = quarticMinimum(points);
  return lowest ? { ...grid, rate: Math.exp(lowest.x), score: lowest.y } : grid;
}

/**
 * The rate at which an exactly known function is lowest: the best of a grid, then of thirteen rates between its
 * neighbours, three times.
 * @param scores those at the rates, if already known.
 */
export function lowestRate(
  rates: readonly number[],
  scoreAt: (rate: number) => number,
  scores: readonly number[] = rates.map(scoreAt),
): { rate: number; score: number } {
  let some = rates;
  for (let round = 0; ; round++) {
    const k = scores.indexOf(Math.min(...scores));
    if (round === ROUNDS) return { rate: some[k]!, score: scores[k]! };
    const [low, high] = [some[Math.max(0, k - 1)]!, some[Math.min(some.length - 1, k + 1)]!];
    some = Array.from({ length: 13 }, (_, i) => low * (high / low) ** (i / 12));
    scores = some.map(scoreAt);
  }
}
