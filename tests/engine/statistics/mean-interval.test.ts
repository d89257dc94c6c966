import { expect, it } from 'vitest';
import { RandomState } from '../../../src/engine/random-state.ts';
import { meanInterval, ratioInterval } from '../../../src/engine/statistics/mean-interval.ts';
import { quantileOfT } from '../../../src/engine/statistics/student.ts';

// Values of Student's t, .975, from tables.
it.each([
  [1, 12.7062],
  [2, 4.3027],
  [3, 3.1824],
  [5, 2.5706],
  [7, 2.3646],
  [15, 2.1314],
  [100, 1.984],
])('quantileOfT(%d) is the %d of the tables, within .2 %%', (degrees, table) => {
  expect(Math.abs(quantileOfT(degrees) / table - 1)).toBeLessThan(0.002);
});

it('meanInterval of four normal numbers holds their mean 95 times in 100', () => {
  const random = new RandomState(1);
  let inside = 0;
  for (let k = 0; k < 4000; k++) {
    const found = meanInterval([3, 3, 3, 3].map((centre) => centre + random.normal()));
    if ('low' in found && found.low <= 3 && found.high >= 3) inside++;
  }
  // Four standard errors of a fraction of .95 are .014.
  expect(Math.abs(inside / 4000 - 0.95)).toBeLessThan(0.014);
});

it('meanInterval counts a diverged run as infinite, and gives one value no interval', () => {
  expect(meanInterval([1, Number.POSITIVE_INFINITY])).toEqual({ value: Number.POSITIVE_INFINITY });
  expect(meanInterval([2])).toEqual({ value: 2 });
});

it('ratioInterval by hand: logs of two means of 2 and 1, each with a relative error of .1', () => {
  // Both samples are x - d, x, x + d with d = .1 sqrt(3) x, whose standard error is d / sqrt(3) = .1 x; Welch's degrees are 4.
  const around = (x: number): number[] => [x - 0.1 * Math.sqrt(3) * x, x, x + 0.1 * Math.sqrt(3) * x];
  const ratio = ratioInterval(around(2), around(1));
  expect(ratio.value).toBeCloseTo(2, 12);
  expect('high' in ratio && Math.log(ratio.high / 2)).toBeCloseTo(2.776 * 0.1 * Math.SQRT2, 3);
  expect('low' in ratio && Math.log(2 / ratio.low)).toBeCloseTo(2.776 * 0.1 * Math.SQRT2, 3);
  expect(ratioInterval([1], [1, 2])).not.toHaveProperty('low');
  expect(ratioInterval([Number.POSITIVE_INFINITY, 1], [1, 2])).not.toHaveProperty('low');
});
