/**
 * The theory of momentum (UDL eq 6.11) on a quadratic. Along an eigenvector of curvature lambda the recursion is
 * phi_{t+1} = (1 + beta - a lambda) phi_t - beta phi_{t-1} with a = alpha (1 - beta), so everything is determined by
 * the roots of z^2 - (1 + beta - a lambda) z + beta. Source: Polyak 1964; Goh 2017 (who writes alpha for a).
 */

export type Regime = 'monotone' | 'critical' | 'ripples' | 'oscillating' | 'divergent';

/** A double root is never hit exactly in floating point. */
const DOUBLE_ROOT = 1e-9;

/** Factor per step, in the long run, on the distance along one direction: the larger modulus of the two roots. */
export function contraction(alpha: number, beta: number, lambda: number): number {
  const sum = 1 + beta - alpha * (1 - beta) * lambda;
  const discriminant = sum * sum - 4 * beta;
  if (discriminant < 0) return Math.sqrt(beta);
  return (Math.abs(sum) + Math.sqrt(discriminant)) / 2;
}

/** The contraction factor over all directions: that of the slowest. */
export function slowestContraction(alpha: number, beta: number, lambdas: readonly number[]): number {
  return Math.max(...lambdas.map((lambda) => contraction(alpha, beta, lambda)));
}

/** The kind of run along one direction. */
export function regime(alpha: number, beta: number, lambda: number): Regime {
  if (alpha * lambda >= stabilityLimit(beta)) return 'divergent';
  const sum = 1 + beta - alpha * (1 - beta) * lambda;
  const discriminant = sum * sum - 4 * beta;
  if (Math.abs(discriminant) < DOUBLE_ROOT) return 'critical';
  if (discriminant < 0) return 'ripples';
  return sum > 0 ? 'monotone' : 'oscillating';
}

/** alpha lambda above which a run diverges: 2 (1 + beta) / (1 - beta). */
export function stabilityLimit(beta: number): number {
  return (2 * (1 + beta)) / (1 - beta);
}

/** alpha lambda of the slower double root, above which a direction ripples, up to the inverse of this. */
export function criticalRate(beta: number): number {
  return (1 - Math.sqrt(beta)) / (1 + Math.sqrt(beta));
}

/** The alpha lambda above which Nesterov's rule (eq 6.12) diverges: (2 + 2 beta) / ((1 + 2 beta)(1 - beta)). */
export function nesterovLimit(beta: number): number {
  return (2 + 2 * beta) / ((1 + 2 * beta) * (1 - beta));
}

/**
 * The pair with the smallest slowest contraction, and that contraction, for curvatures from `low` to `high`: both ends
 * are at their double root. In the book's form the best alpha is 1 / sqrt(low high).
 */
export function fastestPair(low: number, high: number): { alpha: number; beta: number; rate: number } {
  const root = Math.sqrt(high / low);
  const rate = (root - 1) / (root + 1);
  return { alpha: 1 / Math.sqrt(low * high), beta: rate * rate, rate };
}

/** Gradient descent at its best fixed rate, 2 / (low + high). */
export function fastestDescent(low: number, high: number): { alpha: number; rate: number } {
  return { alpha: 2 / (low + high), rate: (high - low) / (high + low) };
}

/** Variance of phi along a direction once a stable run has settled, with gradient noise of standard deviation sd. */
export function stationaryVariance(alpha: number, beta: number, lambda: number, sd: number): number {
  return (alpha * (1 + beta) * sd * sd) / ((2 * (1 + beta) - alpha * (1 - beta) * lambda) * lambda);
}

/**
 * All pairs with the given slowest contraction, as one line over the (alpha, beta) plane: up the side where the flattest
 * direction is the slowest, level at beta = rate^2 where every direction ripples, down where the steepest is. Empty
 * if no pair is that fast.
 */
export function rateContour(
  rate: number,
  low: number,
  high: number,
  points = 48,
): { alpha: Float64Array<ArrayBuffer>; beta: Float64Array<ArrayBuffer> } {
  const flat = (1 - rate) * (high / low);
  const least = Math.max(0, (rate * (flat - (1 + rate))) / (flat + (1 + rate)));
  const most = rate * rate;
  if (!(least <= most)) return { alpha: new Float64Array(0), beta: new Float64Array(0) };
  const beta = Float64Array.from({ length: 2 * points }, (_, i) => {
    const share = (i < points ? i : 2 * points - 1 - i) / (points - 1);
    return least + share * (most - least);
  });
  const alpha = beta.map((b, i) =>
    i < points
      ? ((1 - rate) * (rate - b)) / (rate * (1 - b) * low)
      : ((1 + rate) * (rate + b)) / (rate * (1 - b) * high),
  );
  return { alpha, beta };
}

/** A learning rate, a momentum, and the standard deviation of the gradient noise in each direction, or one for all. */
interface NoisyPair {
  alpha: number;
  beta: number;
  sd: number | ArrayLike<number>;
}

/**
 * Passes the exact mean of phi_t^2 along one direction for t = 0 … steps to `visit`: the second moments of (phi, m)
 * under independent noise, from phi = start and m = 0.
 */
function followSquare(
  { alpha, beta, sd }: { alpha: number; beta: number; sd: number },
  lambda: number,
  start: number,
  steps: number,
  visit: (t: number, square: number) => void,
): void {
  const keep = 1 - beta;
  let pp = start * start;
  let pm = 0;
  let mm = 0;
  visit(0, pp);
  for (let t = 1; t <= steps; t++) {
    const mmNext = beta * beta * mm + 2 * beta * keep * lambda * pm + keep * keep * (lambda * lambda * pp + sd * sd);
    const pmNext = beta * pm + keep * lambda * pp;
    pp += alpha * alpha * mmNext - 2 * alpha * pmNext;
    pm = pmNext - alpha * mmNext;
    mm = mmNext;
    visit(t, pp);
  }
}

/** Exact mean of ||phi_t||^2 for t = 0 … steps, from phi = start along each direction and m = 0. */
export function expectedSquare(
  { sd, ...pair }: NoisyPair,
  lambdas: readonly number[],
  start: number,
  steps: number,
): Float64Array<ArrayBuffer> {
  const total = new Float64Array(steps + 1);
  for (const [i, lambda] of lambdas.entries())
    followSquare({ ...pair, sd: typeof sd === 'number' ? sd : sd[i]! }, lambda, start, steps, (t, square) => {
      total[t]! += square;
    });
  return total;
}

/** Exact mean loss, 1/2 sum of lambda phi^2, after the last step; not finite if the run diverges. */
export function expectedLoss(
  { sd, ...pair }: NoisyPair,
  lambdas: readonly number[],
  start: number,
  steps: number,
): number {
  let loss = 0;
  for (const [i, lambda] of lambdas.entries()) {
    let last = 0;
    followSquare({ ...pair, sd: typeof sd === 'number' ? sd : sd[i]! }, lambda, start, steps, (_, square) => {
      last = square;
    });
    loss += (lambda * last) / 2;
  }
  return loss;
}
