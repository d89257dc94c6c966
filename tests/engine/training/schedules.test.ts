import { describe, expect, test } from 'vitest';
import { createSchedule, type ScheduleName, schedules, warmUp } from '../../../src/engine/training/schedules.ts';
import { checkSchema } from '../../../src/engine/values.ts';

const names = Object.keys(schedules) as ScheduleName[];

describe.each(names)('schedule %s', (name) => {
  test('starts at 1, never rises, stays from 0 to 1, and is a pure function of t', () => {
    const schedule = createSchedule(name);
    const factors = Array.from({ length: 1000 }, (_, t) => schedule(t));
    expect(factors[0]).toBe(1);
    for (const [t, factor] of factors.entries()) {
      expect(factor).toBeGreaterThanOrEqual(0);
      expect(factor).toBeLessThanOrEqual(t === 0 ? 1 : factors[t - 1]! + 1e-15);
    }
    expect(schedule(17)).toBe(factors[17]);
  });

  test('has a sound schema', () => {
    expect(() => checkSchema(schedules[name].parameters)).not.toThrow();
  });
});

test.each<[number, number, number]>([
  [createSchedule('step', { every: 10, ratio: 0.5 })(25), 0.25, 0],
  [createSchedule('exponential', { halfLife: 50 })(100), 0.25, 15],
  [createSchedule('inverseSquareRoot', { scale: 1 })(3), 0.5, 15],
  [createSchedule('linearDecay', { duration: 200, end: 0.1 })(100), 0.55, 12],
  [createSchedule('linearDecay', { duration: 200, end: 0.1 })(900), 0.1, 12],
  [createSchedule('cosine', { duration: 200 })(100), 0.5, 12],
  [createSchedule('cosine', { duration: 200 })(200), 0, 12],
])('a schedule worked by hand: %d', (factor, expected, digits) => {
  expect(factor).toBeCloseTo(expected, digits === 0 ? 15 : digits);
});

test('warmUp(steps, schedule) rises by equal amounts, then leaves the schedule alone', () => {
  const schedule = warmUp(4, createSchedule('step', { every: 5, ratio: 0.5 }));
  expect([0, 1, 2, 3, 4, 5].map(schedule)).toEqual([0.25, 0.5, 0.75, 1, 1, 0.5]);
  expect(warmUp(0)(0)).toBe(1);
});

test('createSchedule names what it does not know', () => {
  expect(() => createSchedule('cosin' as ScheduleName)).toThrow('unknown schedule "cosin"; did you mean "cosine"?');
  expect(() => createSchedule('cosine', { durations: 3 } as object)).toThrow('did you mean "duration"');
});
