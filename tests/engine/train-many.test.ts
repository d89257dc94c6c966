import { describe, expect, test } from 'vitest';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { problems } from '../../src/engine/problems/index.ts';
import { RandomState } from '../../src/engine/random-state.ts';
import { lastState } from '../../src/engine/trace.ts';
import { train } from '../../src/engine/train.ts';
import { trainMany } from '../../src/engine/train-many.ts';

const random = new RandomState(1);
const starts = Array.from({ length: 12 }, () => [random.uniform(-10, 10), random.uniform(2.5, 22.5)]);
const shared = {
  problem: problems.gabor,
  optimizer: optimizers.momentum,
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
      optimizer: optimizers.gradientDescent,
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

test.each([
  [{}, 'wants starts or seeds'],
  [{ starts, start: [0, 0] }, 'wants either starts'],
  [{ seeds: [1] }, 'wants either starts'],
  [{ starts, seeds: [1] }, 'got 12 starts and 1 seeds'],
])('trainMany says what is wrong: %#', (wrong, text) => {
  expect(() => trainMany({ ...shared, ...wrong })).toThrow(text);
});
