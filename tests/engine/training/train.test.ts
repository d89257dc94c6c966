import { describe, expect, test } from 'vitest';
import type { Optimizer } from '../../../src/engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../../src/engine/optimizers/since-the-book.ts';
import { problems } from '../../../src/engine/problems/index.ts';
import type { Problem } from '../../../src/engine/problems/problem.ts';
import { createQuadratic } from '../../../src/engine/problems/quadratic.ts';
import { stream } from '../../../src/engine/random-state.ts';
import { createSchedule } from '../../../src/engine/training/schedules.ts';
import {
  batchAt,
  coordinate,
  divergenceBounds,
  lastState,
  stateAt,
  transferables,
} from '../../../src/engine/training/trace.ts';
import { type TrainOptions, train } from '../../../src/engine/training/train.ts';

const { gradientDescent, momentum, nesterov } = allOptimizers;
const bowl = createQuadratic({ eigenvalues: [1, 4] });
const base: TrainOptions<(typeof gradientDescent)['hyperparameters']> = {
  problem: bowl,
  optimizer: gradientDescent,
  hyper: { alpha: 0.1 },
  start: [8, 2],
  steps: 20,
};

describe('train at the door', () => {
  test.each<[Partial<TrainOptions<(typeof gradientDescent)['hyperparameters']>>, string]>([
    [{ start: [1, Number.NaN] }, 'start must contain only finite numbers; got NaN at index 1'],
    [{ start: [Number.POSITIVE_INFINITY, 1] }, 'start must contain only finite numbers; got Infinity at index 0'],
    [{ start: [1] }, 'start must have 2 numbers for problem "quadratic"; got 1'],
    [{ steps: 2.5 }, 'steps must be a whole number ≥ 0; got 2.5'],
    [{ steps: -1 }, 'steps must be a whole number ≥ 0; got -1'],
    [{ steps: Number.NaN }, 'steps must be a whole number'],
    [{ hyper: { alpha: 0 } }, 'alpha of gradient-descent must be a finite number above 0; got 0'],
    [{ hyper: { alpha: -0.1 } }, 'must be a finite number above 0; got -0.1'],
    [{ hyper: { alpha: Number.NaN } }, 'must be a finite number above 0; got NaN'],
    [{ hyper: { aplha: 1 } as object }, 'gradient-descent has no hyperparameter "aplha"; did you mean "alpha"?'],
    [{ hyper: { alpha: '0.1' } as object }, 'must be a finite number above 0; got 0.1'],
    [{ batches: { size: 1 } }, 'has no examples to draw from'],
    [{ problem: problems.gabor, batches: { size: 0 } }, 'size must be a whole number from 1 to the 30 examples; got 0'],
    [
      { problem: problems.gabor, batches: { size: 31 } },
      'size must be a whole number from 1 to the 30 examples; got 31',
    ],
    [{ noise: { sd: -1 } }, 'noise.sd must be a number ≥ 0; got -1'],
    [{ noise: { sd: [1, 2, 3] } }, 'noise.sd must be a number, or one for each of 2 parameters; got 3'],
    [{ noise: { sd: 1, batch: 0 } }, 'noise.batch must be a positive number; got 0'],
    [{ record: { phi: 0 } }, "record.phi must be 'all', 'ends' or a whole number ≥ 1; got 0"],
    [{ record: { loss: 1.5 } }, 'record.loss must be'],
    [{ seed: -1 }, 'seed must be a whole number ≥ 0; got -1'],
    [{ bounds: { norm: 0 } }, 'bounds.norm must be a positive number; got 0'],
  ])('%j is refused', (wrong, text) => {
    expect(() => train({ ...base, ...wrong })).toThrow(text);
  });

  test('a schedule is refused where there is no alpha', () => {
    const options = { ...base, optimizer: allOptimizers.lineSearch, hyper: {}, schedule: () => 1 };
    expect(() => train(options)).toThrow('a schedule multiplies alpha, which line-search does not have');
  });

  test('a rate beyond the range of a slider is taken', () => {
    expect(train({ ...base, hyper: { alpha: 1e-9 } }).status).toEqual({ kind: 'finished' });
  });

  test('hyperparameters left out are at their defaults', () => {
    const { hyper: _, ...without } = base;
    expect(train(without).phi).toEqual(train({ ...base, hyper: { alpha: 0.1 } }).phi);
  });
});

describe('the trace', () => {
  test('has a row for each state and an entry for each step', () => {
    const trace = train({ ...base, problem: problems.gabor, start: [-1.5, 6.5], batches: { size: 7 }, seed: 3 });
    expect(trace.steps).toBe(20);
    expect(trace.phi).toHaveLength(21 * 2);
    expect([...trace.phiAt]).toEqual(Array.from({ length: 21 }, (_, t) => t));
    expect(trace.loss).toHaveLength(21);
    expect(trace.batchLoss).toHaveLength(20);
    expect([...trace.gradientEvaluations]).toEqual(Array.from({ length: 21 }, (_, t) => t));
    for (let t = 0; t < 20; t++) {
      const phi = stateAt(trace, t);
      expect(trace.loss[t]).toBe(problems.gabor.loss(phi));
      expect(trace.batchLoss[t]).toBe(problems.gabor.loss(phi, batchAt(trace, t)));
    }
    // 30 examples in batches of 7: 7, 7, 7, 7, 2.
    expect(Array.from({ length: 6 }, (_, t) => batchAt(trace, t).length)).toEqual([7, 7, 7, 7, 2, 7]);
    expect(lastState(trace)).toEqual(stateAt(trace, 20));
    expect(coordinate(trace, 1)[20]).toBe(lastState(trace)[1]);
  });

  test.each([
    ['all', [0, 1, 2, 3, 4, 5, 6, 7]],
    ['ends', [0, 7]],
    [3, [0, 3, 6, 7]],
    [7, [0, 7]],
    [100, [0, 7]],
  ] as const)('record %s keeps states and losses %j of 7 steps', (every, kept) => {
    const all = train({ ...base, steps: 7 });
    const some = train({ ...base, steps: 7, record: { phi: every, loss: every } });
    expect([...some.phiAt]).toEqual(kept);
    expect([...some.lossAt]).toEqual(kept);
    for (const [r, t] of kept.entries()) {
      expect(stateAt(some, r)).toEqual(stateAt(all, t));
      expect(some.loss[r]).toBe(all.loss[t]);
    }
  });

  test('no steps leave the start alone', () => {
    const trace = train({ ...base, steps: 0, record: { phi: 'ends', loss: 'ends' } });
    expect(trace).toMatchObject({ steps: 0, status: { kind: 'finished' } });
    expect([...trace.phi]).toEqual([8, 2]);
    expect([...trace.loss]).toEqual([40]);
  });

  test('above 64 parameters only the ends are kept by default', () => {
    const wide = createQuadratic({ eigenvalues: new Array<number>(65).fill(1) });
    const trace = train({ ...base, problem: wide, start: new Float64Array(65).fill(1) });
    expect([...trace.phiAt]).toEqual([0, 20]);
    expect([...trace.lossAt]).toEqual([0, 20]);
  });

  test('goes through a transfer whole', () => {
    const trace = train(base);
    const loss = [...trace.loss];
    const moved = structuredClone(trace, { transfer: transferables(trace) });
    expect([...moved.loss]).toEqual(loss);
    expect(trace.loss).toHaveLength(0);
    for (const column of Object.values(trace)) if (ArrayBuffer.isView(column)) expect(column.byteLength).toBe(0);
  });

  test('the start is left as it was', () => {
    const start = Float64Array.of(8, 2);
    train({ ...base, start });
    expect([...start]).toEqual([8, 2]);
  });

  test('the same options give the same trace', () => {
    const run = () =>
      train({
        ...base,
        problem: problems.gabor,
        batches: { size: 4, sampling: 'replacement' },
        noise: { sd: 1 },
        seed: 9,
      });
    expect(run()).toEqual(run());
  });
});

describe('how a run ends', () => {
  test('past 2/lambda_max it diverges, says where, and stops at once', () => {
    // Rate .6 on curvature 4: each step multiplies phi1 by -1.4, so 2 * 1.4^t > 1e8 first at t = 53.
    const trace = train({ ...base, hyper: { alpha: 0.6 }, steps: 10000 });
    expect(trace.status).toEqual({ kind: 'diverged', step: 53, reason: 'the parameters grew without bound' });
    expect(trace.steps).toBe(53);
    expect(trace.loss).toHaveLength(54);
    expect(trace.batchLoss).toHaveLength(53);
    expect(trace.phi).toHaveLength(108);
    expect(trace.gradientEvaluations).toHaveLength(54);
    expect(trace.loss.every(Number.isFinite)).toBe(true);
    expect(2 * 1.4 ** 53).toBeGreaterThan(divergenceBounds.norm);
  });

  test('a tighter bound ends it earlier', () => {
    // 2 * 1.4^t > 100 first at t = 12.
    const trace = train({ ...base, start: [0, 2], hyper: { alpha: 0.6 }, bounds: { norm: 100 } });
    expect(trace.status).toMatchObject({ kind: 'diverged', step: 12 });
  });

  test('the last state is kept whatever the record', () => {
    const all = train({ ...base, hyper: { alpha: 0.6 }, steps: 10000 });
    const ends = train({ ...base, hyper: { alpha: 0.6 }, steps: 10000, record: { phi: 'ends', loss: 'ends' } });
    expect(ends.status).toEqual(all.status);
    expect(lastState(ends)).toEqual(lastState(all));
    expect(ends.loss.at(-1)).toBe(all.loss.at(-1));
  });

  /** Not finite beyond phi = 3. */
  const cliff: Problem = {
    id: 'cliff',
    dimension: 1,
    examples: 0,
    loss: (phi) => (phi[0]! > 3 ? Number.NaN : -phi[0]!),
    gradient(phi, out) {
      out[0] = phi[0]! > 3 ? Number.NaN : -1;
      return this.loss(phi);
    },
  };

  test.each(['all', 'ends'] as const)('a step from a state without a finite loss is not kept (record %s)', (every) => {
    const trace = train({
      ...base,
      problem: cliff,
      start: [0],
      hyper: { alpha: 1 },
      record: { phi: every, loss: every },
    });
    expect(trace.status).toEqual({ kind: 'diverged', step: 5, reason: 'the loss is no longer a finite number' });
    expect(trace.steps).toBe(4);
    expect([...trace.phi]).toEqual(every === 'all' ? [0, 1, 2, 3, 4] : [0, 4]);
    expect(trace.batchLoss).toHaveLength(4);
  });

  test('a last state without a finite loss is a divergence, not an end', () => {
    const trace = train({ ...base, problem: cliff, start: [0], hyper: { alpha: 1 }, steps: 4 });
    expect(trace.status).toMatchObject({ kind: 'diverged', step: 4 });
  });

  test('a start without a finite loss makes no step', () => {
    const trace = train({ ...base, problem: cliff, start: [4] });
    expect(trace).toMatchObject({ steps: 0, status: { kind: 'diverged', step: 1 } });
  });

  test('until ends it as converged, with the step', () => {
    const trace = train({ ...base, steps: 1000, until: (phi) => Math.hypot(phi[0]!, phi[1]!) < 1e-3 });
    // .9^t 8 < 1e-3 first at t = 86.
    expect(trace.status).toEqual({ kind: 'converged', step: 86 });
    expect(trace.phi).toHaveLength(87 * 2);
  });
});

describe('what train adds to a step', () => {
  test('a schedule multiplies alpha by its factor at t, and leaves the given hyperparameters alone', () => {
    const hyper = { alpha: 0.1 };
    const { phi } = train({
      ...base,
      start: [1, 0],
      hyper,
      steps: 3,
      schedule: createSchedule('step', { every: 1, ratio: 0.5 }),
    });
    expect(phi.at(-2)).toBeCloseTo(0.9 * 0.95 * 0.975, 14);
    expect(hyper).toEqual({ alpha: 0.1 });
  });

  test('noise adds sd / sqrt(batch) N(0, 1) from its own stream, once a step', () => {
    const random = stream(5, 'noise');
    const expected = [8, 2];
    for (let t = 0; t < 4; t++) {
      const draw = [random.normal(), random.normal()];
      for (const i of [0, 1]) expected[i]! -= 0.1 * ([1, 4][i]! * expected[i]! + (3 / 2) * draw[i]!);
    }
    const { phi } = train({ ...base, steps: 4, noise: { sd: 3, batch: 4 }, seed: 5 });
    for (const i of [0, 1]) expect(phi[8 + i]).toBeCloseTo(expected[i]!, 13);
  });

  test('noise may differ by coordinate', () => {
    const { phi } = train({ ...base, steps: 5, noise: { sd: [0, 1] } });
    const calm = train({ ...base, steps: 5 });
    expect(phi.at(-2)).toBe(calm.phi.at(-2));
    expect(phi.at(-1)).not.toBe(calm.phi.at(-1));
  });

  test('noise is the same wherever a rule looks within a step', () => {
    const twice: Optimizer<(typeof gradientDescent)['hyperparameters'], null> = {
      ...gradientDescent,
      createState: () => null,
      step(phi, _, objective) {
        const [a, b] = [phi.slice(), phi.slice()];
        objective.gradient(phi, a);
        objective.gradient(phi, b);
        expect(a).toEqual(b);
        return 0;
      },
    };
    expect(train({ ...base, optimizer: twice, noise: { sd: 1 } }).gradientEvaluations.at(-1)).toBe(40);
  });

  test('batches draw from their own seed, or that of the run', () => {
    const options = { ...base, problem: problems.gabor, start: [0, 10] };
    const own = train({ ...options, seed: 1, batches: { size: 5, seed: 8 } });
    expect(train({ ...options, seed: 8, batches: { size: 5 } }).batches).toEqual(own.batches);
    expect(train({ ...options, seed: 1, batches: { size: 5 } }).batches).not.toEqual(own.batches);
  });

  test('project runs after each step', () => {
    const trace = train({
      ...base,
      project(phi) {
        phi[0] = Math.max(phi[0]!, 5);
      },
    });
    expect(Math.min(...coordinate(trace, 0))).toBe(5);
  });

  test('nesterov counts one gradient a step, taken at its look-ahead point', () => {
    const trace = train({ ...base, optimizer: nesterov, hyper: { alpha: 0.1, beta: 0.5 } });
    expect(trace.gradientEvaluations.at(-1)).toBe(20);
    expect(trace.batchLoss[3]).not.toBe(trace.loss[3]);
  });

  test("the design's example: momentum on the Gabor loss", () => {
    const trace = train({
      problem: problems.gabor,
      optimizer: momentum,
      hyper: { alpha: 0.6, beta: 0.6 },
      start: [-1.5, 6.5],
      steps: 81,
      batches: { size: 5, sampling: 'notebook', seed: 1 },
    });
    expect(trace.loss.at(-1)).toBeCloseTo(0.74591, 5);
  });
});

test('a problem in single precision is trained in single precision', () => {
  const single: Problem = { ...bowl, precision: 'float32' };
  const { phi } = train({ ...base, problem: single, start: [0.1, 0.2], steps: 3 });
  expect(phi[0]).toBe(Math.fround(0.1));
  for (const value of phi) expect(value).toBe(Math.fround(value));
});

describe.each(Object.entries(allOptimizers))('optimizer %s', (_, optimizer: Optimizer) => {
  test('brings the loss of a bowl down, and gives the same run again', () => {
    const run = () => train({ problem: bowl, optimizer, start: [1, 1], steps: 1000 });
    const trace = run();
    expect(trace.status).toEqual({ kind: 'finished' });
    // A rule with steps of fixed length may still be far from the floor.
    expect(trace.loss.at(-1)).toBeLessThan(trace.loss[0]!);
    expect(run()).toEqual(trace);
  });
});
