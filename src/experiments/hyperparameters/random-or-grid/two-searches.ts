/**
 * Two hyperparameters, good within a window at a random position in their range: the success of each search, simulated
 * and exact.
 */
import { type RandomState, stream } from '../../../engine/index.ts';

/** Both hyperparameters of a trial, from 0 to 1. */
export type Trial = readonly [number, number];

export type Searches = {
  /** How many of the two matter. */
  matter: number;
  /** Values of each hyperparameter on the grid; random search has as many trials as the grid. */
  perSide: number;
  /** Width of the good values of a hyperparameter that matters. */
  window: number;
  /** Number of simulated searches of each kind. */
  searches: number;
  seed: number;
};

/** Number of searches that found good values, for each k of `K` or each width of `WIDTHS`. */
export interface Found {
  grid: readonly number[];
  random: readonly number[];
}

export const K = [2, 3, 4, 5, 6];
export const WIDTHS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3];
const MOST = K.at(-1)! ** 2;

/** The centre of a window at a random position within the range. */
function drawWindow(random: RandomState, window: number): Trial {
  const place = (u: number): number => window / 2 + u * (1 - window);
  return [place(random.randomSample()), place(random.randomSample())];
}

export function hits(x: number, y: number, best: Trial, window: number, matter: number): boolean {
  return Math.abs(x - best[0]) <= window / 2 && (matter === 1 || Math.abs(y - best[1]) <= window / 2);
}

/** The value of a grid at cell k. */
const gridValue = (cell: number, perSide: number): number => (cell + 0.5) / perSide;

/** Whether the grid's nearest trial is good: its values are at the centres of its cells. */
function gridHits(best: Trial, perSide: number, window: number, matter: number): boolean {
  const nearest = (at: number): number => gridValue(Math.min(perSide - 1, Math.floor(at * perSide)), perSide);
  return hits(nearest(best[0]), nearest(best[1]), best, window, matter);
}

export const gridTrials = (perSide: number): Trial[] =>
  Array.from({ length: perSide ** 2 }, (_, trial) => [
    gridValue(trial % perSide, perSide),
    gridValue(Math.floor(trial / perSide), perSide),
  ]);

export function randomTrials({ trials, seed }: { trials: number; seed: number }): Trial[] {
  const random = stream(seed, 'start');
  return Array.from({ length: trials }, () => [random.randomSample(), random.randomSample()]);
}

/** By the number of trials k²: the first k² random trials of a search are the search with that many. */
export function foundByTrials({ matter, window, searches, seed }: Omit<Searches, 'perSide'>): Found {
  const found = { grid: K.map(() => 0), random: K.map(() => 0) };
  const random = stream(seed, 'noise');
  for (let r = 0; r < searches; r++) {
    const best = drawWindow(random, window);
    let first = MOST;
    for (let n = 0; n < MOST; n++)
      if (hits(random.randomSample(), random.randomSample(), best, window, matter)) first = Math.min(first, n);
    for (const [i, k] of K.entries()) {
      if (gridHits(best, k, window, matter)) found.grid[i]!++;
      if (first < k * k) found.random[i]!++;
    }
  }
  return found;
}

/** By the width of the window. */
export function foundByWidth({ matter, perSide, searches, seed }: Omit<Searches, 'window'>): Found {
  const found = { grid: WIDTHS.map(() => 0), random: WIDTHS.map(() => 0) };
  const random = stream(seed, 'data');
  for (const [i, window] of WIDTHS.entries()) {
    for (let r = 0; r < searches; r++) {
      const best = drawWindow(random, window);
      if (gridHits(best, perSide, window, matter)) found.grid[i]!++;
      for (let n = 0; n < perSide ** 2; n++) {
        if (!hits(random.randomSample(), random.randomSample(), best, window, matter)) continue;
        found.random[i]!++;
        break;
      }
    }
  }
  return found;
}

/** Fraction of the window's positions, on one axis, at which it contains one of these ascending values. */
function reached(values: readonly number[], w: number): number {
  let [to, length] = [w / 2, 0];
  for (const value of values) {
    const until = Math.min(1 - w / 2, value + w / 2);
    length += Math.max(0, until - Math.max(to, value - w / 2));
    to = Math.max(to, until);
  }
  return Math.min(1, length / (1 - w));
}

/** Which of the two hyperparameters matter. */
export type Matter = '1' | 'second' | '2';

export const howMany = (matter: Matter): number => (matter === '2' ? 2 : 1);

/**
 * Fraction of positions of the good values that are found by the first tries of a grid, which goes row by row; by all
 * its k² tries if their number is not given. If one hyperparameter matters, they find k w/(1 - w) up to w = 1/(2k),
 * beyond which the outer two cells extend past the possible positions.
 */
export function gridShare(k: number, w: number, matter: Matter, tries = k * k): number {
  const cells = (count: number): number => {
    const values = Array.from({ length: Math.min(k, count) }, (_, cell) => gridValue(cell, k));
    return reached(values, w);
  };
  const rows = Math.floor(tries / k);
  if (matter === '1') return cells(tries);
  if (matter === 'second') return cells(Math.ceil(tries / k));
  const begun = cells(tries % k) * (cells(rows + 1) - cells(rows));
  return cells(k) * cells(rows) + begun;
}

export const randomShare = (n: number, w: number, matter: number): number => 1 - (1 - w ** matter) ** n;

/** A script that draws the same searches in the same order. */
export const searchesScript = ({ matter, perSide, window, searches, seed }: Searches): string =>
  `"""How often a grid and random search with k x k trials find good values of ${matter} hyperparameter${matter === 1 ? '' : 's'}."""
import json

import numpy as np

m, k, w, searches = ${matter}, ${perSide}, ${window}, ${searches}
most = ${MOST}
u = np.random.RandomState([${seed}, 3]).random_sample((searches, 1 + most, 2))
# The first pair places the window, the others are trials.
best = w / 2 + u[:, 0] * (1 - w)
trials = u[:, 1:1 + k * k]
nearest = (np.minimum(k - 1, np.floor(best * k)) + 0.5) / k


def hits(points, best):
    return np.all(np.abs(points - best)[..., :m] <= w / 2, axis=-1)


covered = (k - 2) * w + 2 * min(w, 1 / (2 * k))
print(json.dumps({
    "grid": float(np.mean(hits(nearest, best))),
    "random": float(np.mean(np.any(hits(trials, best[:, None]), axis=1))),
    "gridTheory": min(1, covered / (1 - w)) ** m,
    "randomTheory": 1 - (1 - w ** m) ** (k * k),
}))
`;
