import { stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import type { Column } from '../../../figure/index.ts';

/** Curvature of both ends of Lessard, Recht and Packard's function, and the constant its right end subtracts. */
const STEEP = 25;
const OFFSET = 24;

/**
 * The cycle of three into which momentum can fall on `problems.lessard`, right end first, or undefined if there is
 * none. If one point is in the right end (2 or more) and two are in the left (below 1), the recursion is linear with a
 * push at every third step, x_{t+1} = (1 + beta - 25 a) x_t - beta x_{t-1} + 24 a [x_t >= 2] with a = alpha (1 - beta);
 * its periodic solution is a cycle of the rule exactly when its points are in these ends. It attracts nearby runs while
 * beta < 1 and the rule is stable. Source: Lessard, Recht and Packard 2016, section 4.6, for the case alpha = 1/5, beta
 * = 4/9.
 */
export function threeCycle(alpha: number, beta: number): readonly [number, number, number] | undefined {
  const a = alpha * (1 - beta);
  const s = 1 + beta - STEEP * a;
  // x1 = s x0 - beta x2 + 24 a, x2 = s x1 - beta x0, x0 = s x2 - beta x1: the last two give x1 and x2 in terms of x0.
  const down = (1 + s * beta) / (s * s - beta);
  const back = s * down - beta;
  const x0 = (OFFSET * a) / (down - s + beta * back);
  const points = [x0, x0 * down, x0 * back] as const;
  return points[0] >= 2 && points[1] < 1 && points[2] < 1 ? points : undefined;
}

/** For each beta the learning rates between which the cycle of three exists, both ends; NaN if there are none. */
export function cycleRegion(betas: Column, [least, most]: readonly [number, number]): { low: Column; high: Column } {
  const low = betas.map(() => Number.NaN);
  const high = betas.map(() => Number.NaN);
  const rate = (share: number): number => least * (most / least) ** share;
  for (const [i, beta] of betas.entries()) {
    const exists = (share: number): boolean => threeCycle(rate(share), beta) !== undefined;
    const shares = Array.from({ length: 301 }, (_, k) => k / 300).filter(exists);
    const [first, last] = [shares[0], shares.at(-1)];
    if (first === undefined || last === undefined) continue;
    low[i] = rate(edge(exists, first, Math.max(0, first - 1 / 300)));
    high[i] = rate(edge(exists, last, Math.min(1, last + 1 / 300)));
  }
  return { low, high };
}

/** Bisects between a value at which a condition holds and one at which it does not. */
function edge(holds: (at: number) => boolean, inside: number, outside: number): number {
  if (holds(outside)) return outside;
  let [a, b] = [inside, outside];
  for (let k = 0; k < 30; k++) {
    const middle = (a + b) / 2;
    if (holds(middle)) a = middle;
    else b = middle;
  }
  return a;
}

/** The strip of pairs with a cycle of three, below the stability limit, as one closed line. */
export function cycleStrip(rates: readonly [number, number]): { x: Column; y: Column } {
  const betas = Float64Array.from({ length: 121 }, (_, i) => i / 125);
  const { low, high } = cycleRegion(betas, rates);
  const limit = betas.map((beta) => stabilityLimit(beta) / STEEP);
  const rows = [...betas.keys()].filter((i) => low[i]! < limit[i]!);
  const there = rows.map((i) => [low[i]!, betas[i]!] as const);
  const back = rows.map((i) => [Math.min(high[i]!, limit[i]!), betas[i]!] as const).reverse();
  const outline = [...there, ...back, ...there.slice(0, 1)];
  return { x: Float64Array.from(outline, ([alpha]) => alpha), y: Float64Array.from(outline, ([, beta]) => beta) };
}
