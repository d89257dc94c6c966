import { expect, it } from 'vitest';
import { intervalBand, lineWithWhiskers, meanOf, through, whiskers } from '../../../src/experiments/kit/measured.ts';

it('meanOf has nothing to say of no values, and no interval for one', () => {
  expect(meanOf([])).toBeUndefined();
  expect(meanOf([3])).toEqual({ value: 3 });
  // Student's t with 2 degrees of freedom: 4.3027 standard errors of 1/sqrt(3).
  expect(meanOf([1, 2, 3])?.high).toBeCloseTo(2 + 4.3027 / Math.sqrt(3), 3);
});

it('through takes the ends of an interval along, an end at 0 too', () => {
  expect(through({ value: 1, low: 0, high: 2 }, Math.exp)).toEqual({ value: Math.E, low: 1, high: Math.exp(2) });
  expect(through({ value: 1 }, Math.exp)).toEqual({ value: Math.E });
});

it('whiskers and intervalBand end at the value where there is no interval', () => {
  const measured = [{ value: 1, low: 0, high: 3 }, { value: 2 }];
  const ends = { y: Float64Array.of(1, 2), low: Float64Array.of(0, 2), high: Float64Array.of(3, 2) };
  expect(whiskers('means', 'run', [4, 8], measured)).toMatchObject({
    kind: 'points',
    x: Float64Array.of(4, 8),
    ...ends,
  });
  expect(intervalBand('means', 'run', Float64Array.of(4, 8), measured)).toMatchObject({ kind: 'band', ...ends });
});

it('lineWithWhiskers leaves out what is not there or not finite, and draws nothing of nothing', () => {
  const measured = [{ value: 1, low: 0, high: 3 }, undefined, { value: Number.POSITIVE_INFINITY }, { value: 2 }];
  const [drawn, ends] = lineWithWhiskers('loss', 'run', [1, 2, 4, 8], measured);
  const there = { x: Float64Array.of(1, 8), y: Float64Array.of(1, 2) };
  expect(drawn).toMatchObject({ kind: 'line', label: 'loss', ...there });
  expect(ends).toMatchObject({ kind: 'points', ...there, low: Float64Array.of(0, 2) });
  expect(lineWithWhiskers('loss', 'run', [1], [undefined])).toEqual([]);
});
