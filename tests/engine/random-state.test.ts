import { describe, expect, test } from 'vitest';
import { RandomState, stream } from '../../src/engine/random-state.ts';
import reference from '../../src/references/random-state.json' with { type: 'json' };

/** Largest |a - b| / |b|. */
function relativeDifference(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]!) / Math.abs(theirs[i]!)));
}

describe('RandomState draws what numpy.random.RandomState draws', () => {
  test.each(reference.states.map((state) => [JSON.stringify(state.seed).slice(0, 40), state] as const))(
    'seed %s',
    (_, state) => {
      const random = new RandomState(state.seed);
      expect(state.randomSample.map(() => random.randomSample())).toEqual(state.randomSample);
      for (const [low, high, value] of state.randint) expect(random.randint(low!, high!)).toBe(value);
      for (const [n, order] of state.permutation) expect([...random.permutation(n as number)]).toEqual(order);
      expect(
        relativeDifference(
          state.normal.map(() => random.normal()),
          state.normal,
        ),
      ).toBeLessThan(1e-15);
      expect(
        relativeDifference(
          state.normalScaled.map(() => random.normal(3, 0.5)),
          state.normalScaled,
        ),
      ).toBeLessThan(1e-15);
      expect(state.uniform.map(() => random.uniform(-2, 5))).toEqual(state.uniform);
      const items = Int32Array.from({ length: 100 }, (_, i) => i);
      random.shuffle(items);
      random.shuffle(items);
      expect([...items]).toEqual(state.shuffle);
      expect(random.randomSample()).toBe(state.last);
    },
  );
});

test.each([[-1], [1.5], [2 ** 32], [Number.NaN], [[]], [[1, -2]]])(
  'new RandomState(%j) says what a seed is',
  (seed) => {
    expect(() => new RandomState(seed)).toThrow(/seed must contain whole numbers/);
  },
);

test('randint(low, high) refuses an empty range', () => {
  expect(() => new RandomState(1).randint(3, 3)).toThrow(/low < high/);
});

test('stream(seed, purpose) gives each purpose its own draws, and batches those of RandomState(seed)', () => {
  const first = (['batches', 'start', 'data', 'noise', 'weights'] as const).map((p) => stream(1, p).randomSample());
  expect(new Set(first).size).toBe(5);
  expect(first[0]).toBe(new RandomState(1).randomSample());
  expect(first[2]).toBe(new RandomState([1, 2]).randomSample());
});
