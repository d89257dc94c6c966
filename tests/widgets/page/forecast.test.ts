import { expect, it } from 'vitest';
import { Forecast } from '../../../src/widgets/page/forecast.ts';

it('left(parts) follows how fast parts have come, and is unknown before the first', () => {
  const forecast = new Forecast(0, 13);
  expect(forecast.left(13)).toBeUndefined();
  for (const now of [100, 200, 300]) forecast.tick(now);
  expect(forecast.left(10)).toBeCloseTo(1000);
});

it('left(parts) begins with what was promised, and leaves it behind', () => {
  const forecast = new Forecast(0, 100, 10);
  expect(forecast.left(100)).toBeCloseTo(1000);
  // One slow part of a hundred says little of the others.
  forecast.tick(100);
  expect(forecast.left(99)).toBeLessThan(2000);
  for (let part = 2; part <= 90; part++) forecast.tick(100 * part);
  expect(forecast.left(10)).toBeGreaterThan(900);
});

it('left(parts) forgets an hour that the machine slept', () => {
  const forecast = new Forecast(0, 102);
  for (let part = 1; part <= 50; part++) forecast.tick(100 * part);
  forecast.tick(5000 + 3_600_000);
  // Of the hour two seconds and a few parts' time are left.
  expect(forecast.left(51)).toBeLessThan(5100 + 3000);
});
