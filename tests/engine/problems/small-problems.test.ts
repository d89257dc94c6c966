import { describe, expect, it } from 'vitest';
import { optimizers } from '../../../src/engine/optimizers/index.ts';
import { createDoubleWell, doubleWell, doubleWellStationaryPoints } from '../../../src/engine/problems/double-well.ts';
import { gaussianValley } from '../../../src/engine/problems/gaussian-valley.ts';
import { lessard } from '../../../src/engine/problems/lessard.ts';
import { oneDimensional } from '../../../src/engine/problems/one-dimensional.ts';
import { projectOntoReddi, reddi } from '../../../src/engine/problems/reddi.ts';
import { createRosenbrock, rosenbrock } from '../../../src/engine/problems/rosenbrock.ts';
import { saddle } from '../../../src/engine/problems/saddle.ts';
import { createTanhNetwork, tanhNetwork } from '../../../src/engine/problems/tanh-network.ts';
import { RandomState } from '../../../src/engine/random-state.ts';
import { objectiveOf } from '../../../src/references/replay.ts';

const slopeSize = (problem: typeof saddle, phi: number[]): number => {
  const g = new Float64Array(phi.length);
  problem.gradient(Float64Array.from(phi), g);
  return Math.hypot(...g);
};

describe('the problems stand still where they should', () => {
  it.each([
    ['oneDimensional', oneDimensional, [0.3803215288239421], 0.3286036574691702],
    ['gaussianValley', gaussianValley, [0.7, 0], 0],
    ['rosenbrock', rosenbrock, [1, 1], 0],
    ['saddle', saddle, [0, 0], 0],
    ['saddle', saddle, [0, 1], -0.25],
    ['lessard', lessard, [0], 0],
  ] as const)('%s', (_, problem, phi, loss) => {
    expect(slopeSize(problem, [...phi])).toBeLessThan(1e-14);
    expect(problem.loss(Float64Array.from(phi))).toBeCloseTo(loss, 15);
  });
});

describe('doubleWell', () => {
  it('has its three stationary points where the closed form says, for either tilt', () => {
    for (const tilt of [0.1, 0, -0.2, 0.38]) {
      const problem = createDoubleWell(tilt);
      const { deep, barrier, shallow } = doubleWellStationaryPoints(tilt);
      for (const point of [deep, barrier, shallow]) expect(slopeSize(problem, [point])).toBeLessThan(1e-14);
      const at = (point: number): number => problem.loss(Float64Array.of(point));
      expect(at(deep)).toBeLessThanOrEqual(at(shallow));
      expect(at(shallow)).toBeLessThan(at(barrier));
    }
  });

  it('refuses the points of a tilt that leaves one well', () => {
    expect(() => doubleWellStationaryPoints(0.39)).toThrow(/one well/);
  });

  it('leans to the left at a positive tilt', () => {
    expect(doubleWell.loss(Float64Array.of(-1))).toBeLessThan(doubleWell.loss(Float64Array.of(1)));
  });
});

describe('createRosenbrock', () => {
  it('takes its steepness into loss, TeX and Python', () => {
    const gentle = createRosenbrock(5);
    expect(gentle.loss(Float64Array.of(0, 1))).toBe(6);
    expect(gentle.equation).toContain('5\\,(');
    expect(gentle.python).toContain('2 * 5 * offset');
  });
});

describe('lessard', () => {
  const settle = (
    optimizer: 'momentum' | 'nesterov' | 'gradientDescent',
    hyper: { alpha: number; beta: number },
    start: number,
  ) => {
    const rule = optimizers[optimizer];
    const phi = Float64Array.of(start);
    // Safe: each of the three rules makes and reads its own state; the extra beta is ignored by gradient descent.
    const state = rule.createState(1) as never;
    const tail: number[] = [];
    for (let t = 0; t < 600; t++) {
      rule.step(phi, state, objectiveOf(lessard), hyper);
      if (t >= 597) tail.push(phi[0]!);
    }
    return tail;
  };

  it('joins its pieces without a jump', () => {
    for (const at of [1, 2]) {
      const [below, above] = [Float64Array.of(at - 1e-12), Float64Array.of(at)];
      expect(Math.abs(lessard.loss(above) - lessard.loss(below))).toBeLessThan(1e-10);
      expect(Math.abs(slopeSize(lessard, [at]) - slopeSize(lessard, [at - 1e-12]))).toBeLessThan(1e-10);
    }
  });

  it('catches the heavy ball in the cycle (792, -2208, 2592)/1225', () => {
    const tail = settle('momentum', { alpha: 1 / 5, beta: 4 / 9 }, 3.3);
    const sorted = tail.toSorted((a, b) => a - b).map((x) => x * 1225);
    for (const [k, wanted] of [-2208, 792, 2592].entries()) expect(sorted[k]).toBeCloseTo(wanted, 8);
  });

  it('lets gradient descent and Nesterov momentum go to 0, at the rates that suit curvatures up to 25', () => {
    expect(Math.abs(settle('gradientDescent', { alpha: 1 / 25, beta: 0 }, 3.3)[0]!)).toBeLessThan(1e-12);
    expect(Math.abs(settle('nesterov', { alpha: 1 / 25 / (1 - 2 / 3), beta: 2 / 3 }, 3.3)[0]!)).toBeLessThan(1e-12);
  });
});

describe('reddi', () => {
  /** 3000 steps from 0 at alpha .1 / sqrt t, beta 0, without bias correction, projected; the example of step t is t mod 3. */
  const end = (name: 'adam' | 'amsgrad', gamma: number): number => {
    const rule = optimizers[name];
    const phi = Float64Array.of(0);
    const state = rule.createState(1) as never;
    const batch = new Int32Array(1);
    for (let t = 1; t <= 3000; t++) {
      batch[0] = (t - 1) % 3;
      const hyper = { alpha: 0.1 / Math.sqrt(t), beta: 0, gamma, epsilon: 1e-8, correctBias: false, weightDecay: 0 };
      rule.step(phi, state, objectiveOf(reddi, batch), hyper);
      projectOntoReddi(phi);
    }
    return phi[0]!;
  };

  it('sends Adam to the worst point at a short memory, and AMSGrad to the best', () => {
    expect(end('adam', 1 / 17)).toBeCloseTo(1, 3);
    expect(end('amsgrad', 1 / 17)).toBeCloseTo(-0.999, 3);
  });

  it('lets Adam go the right way at a longer memory', () => {
    expect(end('adam', 0.2)).toBeCloseTo(0.85, 2);
    expect(end('adam', 0.3)).toBeCloseTo(0.04, 2);
    expect(end('adam', 0.5)).toBeLessThan(-0.99);
  });
});

describe('tanhNetwork', () => {
  it('keeps identical hidden units identical, bit for bit, under SGD', () => {
    const random = new RandomState(1);
    const phi = Float64Array.from({ length: tanhNetwork.dimension }, (_, k) =>
      k === 9 ? 0.2 : [0.7, -0.1, 0.4][k % 3]!,
    );
    const start = phi.slice();
    const g = new Float64Array(phi.length);
    expect(tanhNetwork.spread(phi)).toBe(0);
    for (let t = 0; t < 500; t++) {
      tanhNetwork.gradient(phi, g, random.permutation(8).slice(0, 2));
      for (let i = 0; i < phi.length; i++) phi[i]! -= 0.05 * g[i]!;
    }
    expect(tanhNetwork.spread(phi)).toBe(0);
    expect(Math.hypot(...phi.map((value, k) => value - start[k]!))).toBeGreaterThan(0.5);
  });

  it('lets units part that differ in the last digits, and then fits better', () => {
    const train = (nudge: number): { spread: number; loss: number } => {
      const phi = Float64Array.from({ length: tanhNetwork.dimension }, (_, k) =>
        k === 9 ? 0.2 : [0.7, -0.1, 0.4][k % 3]!,
      );
      phi[0]! += nudge;
      phi[4]! -= nudge;
      const g = new Float64Array(phi.length);
      for (let t = 0; t < 20_000; t++) {
        tanhNetwork.gradient(phi, g);
        for (let i = 0; i < phi.length; i++) phi[i]! -= 0.02 * g[i]!;
      }
      return { spread: tanhNetwork.spread(phi), loss: tanhNetwork.loss(phi) };
    };
    const [alike, apart] = [train(0), train(1e-6)];
    expect(alike.spread).toBe(0);
    expect(apart.spread).toBeGreaterThan(0.1);
    expect(apart.loss).toBeLessThan(0.5 * alike.loss);
  });

  it('refuses as many targets as there are not inputs', () => {
    expect(() => createTanhNetwork({ x: [1, 2], y: [1] })).toThrow(/2 inputs, 1 targets/);
  });
});
