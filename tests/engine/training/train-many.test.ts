import { describe, expect, test } from 'vitest';
import type { Optimizer } from '../../../src/engine/optimizers/optimizer.ts';
import { allOptimizers } from '../../../src/engine/optimizers/since-the-book.ts';
import { problems } from '../../../src/engine/problems/index.ts';
import { RandomState } from '../../../src/engine/random-state.ts';
import { createSchedule } from '../../../src/engine/training/schedules.ts';
import { lastState } from '../../../src/engine/training/trace.ts';
import { train } from '../../../src/engine/training/train.ts';
import { trainMany } from '../../../src/engine/training/train-many.ts';
import type { AnyVector } from '../../../src/engine/vector.ts';

const random = new RandomState(1);
const starts = Array.from({ length: 12 }, () => [random.uniform(-10, 10), random.uniform(2.5, 22.5)]);
const shared = {
  problem: problems.gabor,
  optimizer: allOptimizers.momentum,
  hyper: { alpha: 0.3, beta: 0.6 },
  steps: 60,
  batches: { size: 5 },
  noise: { sd: 0.1 },
};

describe('trainMany is train, run by run', () => {
  test('from starts: run r has seed + r', () => {
    const many = trainMany({ ...shared, starts, seed: 4 });
    expect(many).toMatchObject({ runs: 12, dimension: 2 });
    for (const [r, start] of starts.entries()) {
      const one = train({ ...shared, start, seed: 4 + r });
      expect(many.phi.subarray(2 * r, 2 * r + 2)).toEqual(lastState(one));
      expect(many.loss[r]).toBe(one.loss.at(-1));
      expect(many.steps[r]).toBe(one.steps);
      expect(many.statuses[r]).toEqual(one.status);
    }
  });

  test('from seeds, with records', () => {
    const many = trainMany({ ...shared, start: [0, 10], seeds: [5, 1, 5], record: { phi: 7, loss: 'all' } });
    expect(many.traces).toHaveLength(3);
    for (const [r, seed] of [5, 1, 5].entries()) {
      expect(many.traces![r]).toEqual(train({ ...shared, start: [0, 10], seed, record: { phi: 7, loss: 'all' } }));
    }
    expect(many.phi.subarray(0, 2)).toEqual(many.phi.subarray(4, 6));
    expect(many.phi.subarray(0, 2)).not.toEqual(many.phi.subarray(2, 4));
  });

  test('a seed of the batches counts up by run', () => {
    const many = trainMany({ ...shared, starts: starts.slice(0, 3), batches: { size: 5, seed: 20 }, record: {} });
    for (const r of [0, 1, 2]) {
      expect(many.traces![r]).toEqual(
        train({ ...shared, start: starts[r]!, seed: r, batches: { size: 5, seed: 20 + r } }),
      );
    }
  });

  test('a run that diverges is kept, with its last finite state', () => {
    const many = trainMany({
      problem: problems.quadratic,
      optimizer: allOptimizers.gradientDescent,
      hyper: { alpha: 0.05 },
      steps: 500,
      starts: [
        [1, 0],
        [1, 1],
      ],
    });
    expect(many.statuses.map(({ kind }) => kind)).toEqual(['finished', 'diverged']);
    expect(many.phi.every(Number.isFinite)).toBe(true);
    expect(many.steps[1]).toBeLessThan(500);
  });
});

describe('trainMany, where the runs go side by side', () => {
  const spread = Array.from({ length: 300 }, () => [random.uniform(-14, 14), random.uniform(0.5, 30)]);

  test.each(Object.entries(allOptimizers))('%s: every run ends as train alone ends it', (_, rule) => {
    // Some runs diverge, some start too far out, some settle; a third of the hyperparameters are defaults.
    const options = {
      problem: problems.gabor,
      // Safe: their hyperparameters differ, but those set here are common to all.
      optimizer: rule as Optimizer,
      hyper: Object.hasOwn(rule.hyperparameters, 'alpha') ? { alpha: 0.4 } : {},
      steps: 40,
      batches: { size: 7, seed: 3 },
      noise: { sd: [0.1, 0.4], batch: 2 },
      project: (phi: AnyVector) => {
        phi[1] = Math.max(phi[1]!, 1);
      },
      until: (phi: AnyVector, t: number) => Math.abs(phi[0]! - 6) < 0.4 && t > 3,
      bounds: { norm: 29 },
      ...(Object.hasOwn(rule.hyperparameters, 'alpha') && { schedule: createSchedule('cosine', { duration: 40 }) }),
    };
    const many = trainMany({ ...options, starts: spread, seed: 11 });
    const kinds = new Set<string>();
    for (const [r, start] of spread.entries()) {
      const one = train({ ...options, start, seed: 11 + r, batches: { size: 7, seed: 3 + r } });
      expect(many.phi.subarray(2 * r, 2 * r + 2), `run ${r}`).toEqual(lastState(one));
      expect(many.loss[r]).toBe(one.loss.at(-1));
      expect(many.steps[r]).toBe(one.steps);
      expect(many.statuses[r]).toEqual(one.status);
      kinds.add(one.status.kind);
    }
    expect([...kinds].sort()).toEqual(['converged', 'diverged', 'finished']);
  });

  test('a step that is not finite ends its run alone, with the state before it', () => {
    const torn = { ...problems.gabor };
    // Beyond phi0 = 5 gradients are NaN; a run without the batched call would be trained alone.
    torn.gradient = (phi, out, batch) => {
      const loss = problems.gabor.gradient(phi, out, batch);
      if (phi[0]! > 5) out.fill(Number.NaN);
      return loss;
    };
    torn.gradients = (at, out, losses, batches) => {
      problems.gabor.gradients(at, out, losses, batches);
      for (let k = 0; k < at.length; k += 2) if (at[k]! > 5) out.fill(Number.NaN, k, k + 2);
    };
    const options = { problem: torn, optimizer: allOptimizers.momentum, hyper: { alpha: 0.2 }, steps: 30 };
    const many = trainMany({ ...options, starts: spread });
    for (const [r, start] of spread.entries()) {
      const one = train({ ...options, start });
      expect(many.phi.subarray(2 * r, 2 * r + 2), `run ${r}`).toEqual(lastState(one));
      expect(many.statuses[r]).toEqual(one.status);
      expect(many.steps[r]).toBe(one.steps);
    }
    expect(many.statuses.filter(({ kind }) => kind === 'diverged').length).toBeGreaterThan(30);
  });

  test('no steps, or no run within the bound, leave the starts as they are', () => {
    const options = { problem: problems.gabor, optimizer: allOptimizers.adam, starts: spread };
    expect(trainMany({ ...options, steps: 0 }).phi).toEqual(Float64Array.from(spread.flat()));
    const far = trainMany({ ...options, steps: 5, bounds: { norm: 0.1 } });
    expect(far.phi).toEqual(Float64Array.from(spread.flat()));
    expect(new Set(far.statuses.map(({ kind }) => kind))).toEqual(new Set(['diverged']));
    expect(far.steps).toEqual(new Int32Array(300));
  });

  test('a start that makes no sense is refused', () => {
    const options = { problem: problems.gabor, optimizer: allOptimizers.adam, steps: 3 };
    expect(() => trainMany({ ...options, starts: [[1, 2], [1]] })).toThrow('start must have 2 numbers');
  });
});

test.each([
  [{}, 'needs starts or seeds'],
  [{ starts, start: [0, 0] }, 'needs either starts'],
  [{ seeds: [1] }, 'needs either starts'],
  [{ starts, seeds: [1] }, 'got 12 starts and 1 seeds'],
])('trainMany says what is wrong: %#', (wrong, text) => {
  expect(() => trainMany({ ...shared, ...wrong })).toThrow(text);
});
