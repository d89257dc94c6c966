/**
 * The length of Adam's steps over alpha, as a root mean square, on a gradient with mean mu and independent normal noise
 * of deviation 1; once both averages have forgotten their start, and without epsilon.
 */

interface Memories {
  beta: number;
  gamma: number;
}

/**
 * The usual approximation: E[m^2] / E[v], valid if v hardly changes, gamma near 1. Source: Kingma and Ba 2015, section
 * 2.1.
 */
export function settledStep({ beta }: Pick<Memories, 'beta'>, mu: number): number {
  return Math.sqrt((mu ** 2 + (1 - beta) / (1 + beta)) / (mu ** 2 + 1));
}

/**
 * Logarithm of s at which the integral begins, and the widest step of its trapezoids; both are finer than necessary.
 */
const LEAST = -30;
const WIDEST = 0.1;
/** Logarithm of the weight at which it ends. */
const LOST = -60;

/**
 * The exact value, for any mu. With the weights w_k = (1 - beta) beta^k and d_k = (1 - gamma) gamma^k over the gradients g_k,
 * the squared step is (sum w_k g_k)^2 / v with v = sum d_k g_k^2, and 1/v is the integral over s > 0 of exp(-s v). Under that
 * weight the gradients stay normal and independent, each with the variance r_k = 1/(1 + 2 s d_k) and the mean mu r_k, so
 *
 *     E[m^2/v] = integral of E[exp(-s v)] ((mu sum w_k r_k)^2 + sum w_k^2 r_k) ds,
 *     log E[exp(-s v)] = sum of (log r_k)/2 - s mu^2 d_k r_k.
 *
 * The term at s gamma^k of one sum is at s in the k-th next, so each sum over all k is one term more than the sum at
 * s gamma. The integral is a sum of trapezoids in log s.
 * @returns the root of the integral; infinite if gamma is 0 and beta is not, since m^2/g^2 has no mean.
 */
export function createAdamStep({ beta, gamma }: Memories): (mu: number) => number {
  if (gamma === 0) return () => (beta === 0 ? 1 : Number.POSITIVE_INFINITY);
  const octave = -Math.log(gamma);
  const back = Math.ceil(octave / WIDEST);
  const h = octave / back;
  const logs: number[] = [];
  const spread: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  for (let i = 0; i === 0 || logs[i - 1]! > LOST; i++) {
    const s = Math.exp(LEAST + i * h);
    if (i < back) {
      // Such a small s changes no gradient: r_k is 1.
      logs.push(-s);
      spread.push(s);
      first.push(1);
      second.push((1 - beta) / (1 + beta));
      continue;
    }
    const r = 1 / (1 + 2 * s * (1 - gamma));
    logs.push(Math.log(r) / 2 + logs[i - back]!);
    spread.push(s * (1 - gamma) * r + spread[i - back]!);
    first.push((1 - beta) * r + beta * first[i - back]!);
    second.push((1 - beta) ** 2 * r + beta ** 2 * second[i - back]!);
  }
  const every = Math.max(1, Math.floor(WIDEST / h));
  return (mu) => {
    let sum = 0;
    for (let i = 0; i < logs.length; i += every) {
      const weight = Math.exp(LEAST + i * h + logs[i]! - mu ** 2 * spread[i]!);
      sum += weight * ((mu * first[i]!) ** 2 + second[i]!);
    }
    return Math.sqrt(sum * every * h);
  };
}
