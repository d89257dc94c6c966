import { expect, it } from 'vitest';
import { Pace } from '../../../src/widgets/page/pace.ts';

it('left(parts) is at the pace so far, and unknown before the first part', () => {
  const pace = new Pace(0, 13);
  expect(pace.left(13)).toBeUndefined();
  for (const now of [100, 200, 300]) pace.tick(now);
  expect(pace.left(10)).toBeCloseTo(1000);
});

it('left(parts) begins with what was promised, and leaves it behind', () => {
  const pace = new Pace(0, 100, 10);
  expect(pace.left(100)).toBeCloseTo(1000);
  // One slow part of a hundred says little of the others.
  pace.tick(100);
  expect(pace.left(99)).toBeLessThan(2000);
  for (let part = 2; part <= 90; part++) pace.tick(100 * part);
  expect(pace.left(10)).toBeGreaterThan(900);
});

it('left(parts) forgets an hour that the machine slept', () => {
  const pace = new Pace(0, 102);
  for (let part = 1; part <= 50; part++) pace.tick(100 * part);
  pace.tick(5000 + 3_600_000);
  // Of the hour two seconds and a few parts' time are left.
  expect(pace.left(51)).toBeLessThan(5100 + 3000);
});
