import { expect, it } from 'vitest';
import { Pace } from '../../src/widgets/pace.ts';

it('left(parts) is at the pace so far, and unknown before the first part', () => {
  const pace = new Pace(0);
  expect(pace.left(10)).toBeUndefined();
  for (const now of [100, 200, 300]) pace.tick(now);
  expect(pace.left(10)).toBeCloseTo(1000);
});

it('left(parts) forgets an hour that the machine slept', () => {
  const pace = new Pace(0);
  for (let part = 1; part <= 50; part++) pace.tick(100 * part);
  pace.tick(5000 + 3_600_000);
  // Of the hour two seconds and a few parts' time are left.
  expect(pace.left(51)).toBeLessThan(5100 + 3000);
});
