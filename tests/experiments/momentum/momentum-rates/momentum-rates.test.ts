import { describe, expect, it } from 'vitest';
import { createQuadratic, mean, optimizers, RandomState, train } from '../../../../src/engine/index.ts';
import { convergenceRate } from '../../../../src/engine/theory/convergence-rate.ts';
import {
  expectedSquare,
  fastestPair,
  rateContour,
  slowestContraction,
  stabilityLimit,
  stationaryVariance,
} from '../../../../src/engine/theory/momentum-theory.ts';
import experiment from '../../../../src/experiments/momentum/momentum-rates/momentum-rates.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { shownBy } from '../../shown-by.ts';
import { usualResults } from '../../usual.ts';

const LAMBDAS = [0.1, 1] as const;

const run = shownBy(experiment, await usualResults('momentum-rates', experiment));

function measured(alpha: number, beta: number, steps: number): number {
  const { phi } = train({
    problem: createQuadratic({ eigenvalues: [...LAMBDAS] }),
    optimizer: optimizers.momentum,
    hyper: { alpha, beta },
    start: [1, 1],
    steps,
    record: { loss: 'ends' },
  });
  return convergenceRate(
    Float64Array.from({ length: phi.length / 2 }, (_, t) => Math.hypot(phi[2 * t]!, phi[2 * t + 1]!)),
  );
}

describe('momentum-rates: measured against theory', () => {
  it('over 200 random stable pairs the log rates differ by 1e-4 on average, and by .5 % at most', () => {
    const random = new RandomState(63);
    const differences: number[] = [];
    while (differences.length < 200) {
      const alpha = 10 ** random.uniform(-1, 2);
      const beta = random.uniform(0, 0.99);
      if (alpha >= stabilityLimit(beta)) continue;
      differences.push(Math.abs(Math.log(measured(alpha, beta, 3000) / slowestContraction(alpha, beta, LAMBDAS))));
    }
    expect(mean(differences)).toBeLessThan(2e-4);
    expect(Math.max(...differences)).toBeLessThan(0.005);
  });

  it('runs diverge just past 2(1 + beta)/(1 - beta), and settle just below it', () => {
    for (const beta of [0, 0.3, 0.6, 0.9]) {
      expect(measured(1.01 * stabilityLimit(beta), beta, 4000)).toBeGreaterThan(1);
      expect(measured(0.99 * stabilityLimit(beta), beta, 4000)).toBeLessThan(1);
    }
  });

  it('where every direction ripples the factor is the root of beta, not twice it', () => {
    const { numbers } = run('alpha=3&beta=0.6');
    expect(numbers['rate']?.value).toBeCloseTo(Math.sqrt(0.6), 12);
    expect(numbers['measuredRate']?.value).toBeCloseTo(Math.sqrt(0.6), 2);
  });

  it('no pair is faster than the fastest, at ((root kappa - 1)/(root kappa + 1))^2 and the root of kappa', () => {
    const { alpha, beta, rate } = fastestPair(...LAMBDAS);
    const root = Math.sqrt(10);
    expect(beta).toBeCloseTo(((root - 1) / (root + 1)) ** 2, 14);
    expect(alpha).toBeCloseTo(root, 14);
    expect(slowestContraction(alpha, beta, LAMBDAS)).toBeCloseTo(rate, 7);
    for (let i = 0; i < 400; i++)
      for (let k = 0; k < 100; k++)
        expect(slowestContraction(10 ** (-1 + (3 * i) / 400), k / 100, LAMBDAS)).toBeGreaterThan(rate - 1e-9);
  });

  it('a contour holds the pairs of its rate, and there is none below the fastest', () => {
    for (const rate of [0.6, 0.8, 0.95]) {
      const line = rateContour(rate, ...LAMBDAS);
      line.alpha.forEach((alpha, i) => {
        expect(slowestContraction(alpha, line.beta[i]!, LAMBDAS)).toBeCloseTo(rate, 6);
      });
    }
    expect(rateContour(0.5, ...LAMBDAS).alpha).toHaveLength(0);
  });

  it('with noise the distance stops at the floor that theory gives', () => {
    const { numbers } = run('alpha=3&beta=0.6&noise=0.2');
    const { value, low, high } = numbers['floor']!;
    const theory = numbers['floorTheory']!.value;
    expect(low!).toBeLessThan(theory);
    expect(high!).toBeGreaterThan(theory);
    expect(Math.abs(value / theory - 1)).toBeLessThan(0.05);
  });

  it('the exact second moments end at the stationary variance, and start as the noiseless run', () => {
    const pair = { alpha: 3, beta: 0.6, sd: 0.2 };
    const expected = expectedSquare(pair, LAMBDAS, 1, 4000).at(-1)!;
    const variance = LAMBDAS.reduce(
      (sum, lambda) => sum + stationaryVariance(pair.alpha, pair.beta, lambda, pair.sd),
      0,
    );
    expect(expected).toBeCloseTo(variance, 12);
    expect(expectedSquare({ ...pair, sd: 0 }, [1], 1, 1).at(-1)).toBeCloseTo((1 - 3 * 0.4) ** 2, 14);
  });
});

describe('momentum-rates: verdicts', () => {
  it('holds at the defaults, and fails past the limit with a way back', () => {
    expect(run('').verdict.outcome).toBe('holds');
    const past = run('alpha=10&beta=0.6');
    expect(past.verdict.outcome).toBe('fails');
    const back = past.offers![0]!.set['alpha'];
    expect(run(`alpha=${back}&beta=0.6`).numbers['rate']?.value).toBeLessThan(1);
  });

  it('fails where momentum is slower than plain descent at its best', () => {
    const slow = run('alpha=3&beta=0.95');
    expect(slow.verdict.outcome).toBe('fails');
    expect(slow.numbers['rate']!.value).toBeGreaterThan(slow.numbers['descentRate']!.value);
  });

  it('calls plain descent at its best rate as fast as itself', () => {
    const best = run('alpha=1.818&beta=0');
    expect(best.verdict.outcome).toBe('depends');
    expect(sentence(best)).toContain('as fast as plain descent at its best rate');
  });
});
