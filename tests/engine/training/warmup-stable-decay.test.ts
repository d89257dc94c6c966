import { expect, test } from 'vitest';
import { warmupStableDecay } from '../../../src/engine/training/warmup-stable-decay.ts';

test('warmupStableDecay rises, stays, and falls in a straight line to its end', () => {
  const schedule = warmupStableDecay({ steps: 10, warmUp: 4, decay: 4 });
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(schedule)).toEqual([
    0.25, 0.5, 0.75, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0,
  ]);
  expect(warmupStableDecay({ steps: 10, warmUp: 0, decay: 5, end: 0.5 })(10)).toBe(0.5);
  expect(warmupStableDecay({ steps: 10, warmUp: 0, decay: 0 })(9)).toBe(1);
});

test('warmupStableDecay names what makes no sense', () => {
  expect(() => warmupStableDecay({ steps: 10, warmUp: 6, decay: 5 })).toThrow('at most 10 steps together; got 11');
  expect(() => warmupStableDecay({ steps: 10, warmUp: 0.5, decay: 5 })).toThrow('warmUp wants a whole number from 0');
});
