import { expect, it } from 'vitest';
import { Forecast } from '../../../src/widgets/page/forecast.ts';

const parts = (count: number, work = 1) => Array.from({ length: count }, (_, k) => ({ key: `${work} ${k}`, work }));

it('left() follows how fast parts have come, and is unknown before the first', () => {
  const forecast = new Forecast(0, parts(13), 1);
  expect(forecast.left(0)).toBeUndefined();
  for (const k of [0, 1, 2]) forecast.tick(100 * (k + 1), `1 ${k}`);
  expect(forecast.left(300)).toBeCloseTo(1000);
});

it('left() begins with what was promised, and leaves it behind', () => {
  const forecast = new Forecast(0, parts(100), 1, 10);
  expect(forecast.left(0)).toBeCloseTo(1000);
  // One slow part out of a hundred is weak evidence for the others.
  forecast.tick(100, '1 0');
  expect(forecast.left(100)).toBeLessThan(2000);
  for (let k = 1; k < 90; k++) forecast.tick(100 * (k + 1), `1 ${k}`);
  expect(forecast.left(9000)).toBeGreaterThan(900);
});

it('left() is of the work that is left, not of the parts', () => {
  const forecast = new Forecast(0, [...parts(10), ...parts(2, 100)], 1);
  for (let k = 0; k < 10; k++) forecast.tick(50 * (k + 1), `1 ${k}`);
  expect(forecast.left(500)).toBeCloseTo(2 * 100 * 50);
  forecast.tick(5500, '100 0');
  expect(forecast.left(5500)).toBeCloseTo(5000);
});

it('left() knows that one worker does the largest part alone', () => {
  const forecast = new Forecast(0, [...parts(8), ...parts(1, 16)], 4, 10);
  expect(forecast.left(0)).toBeCloseTo(160);
});

it('a part that outlasts what was promised raises the rest while it runs', () => {
  const forecast = new Forecast(0, parts(20), 2, 50);
  expect(forecast.left(0)).toBeCloseTo(500);
  for (const k of [0, 1, 2, 3]) forecast.tick(25 * (k + 1), `1 ${k}`);
  const before = forecast.left(100)!;
  expect(before).toBeCloseTo(400);
  let last = before;
  // It took half a minute, while the figure showed "about 1 s left".
  for (let now = 1100; now <= 30_100; now += 1000) {
    const left = forecast.left(now)!;
    expect(left).toBeGreaterThan(last);
    last = left;
  }
  // Sixteen such parts are left for two workers.
  expect(last).toBeGreaterThan(200_000);
  expect(last).toBeLessThan(300_000);
});

it('left() forgets an hour that the machine slept', () => {
  const forecast = new Forecast(0, parts(102), 1);
  for (let k = 0; k < 50; k++) forecast.tick(100 * (k + 1), `1 ${k}`);
  forecast.tick(5000 + 3_600_000, '1 50');
  // Two seconds of the hour and the time of a few parts are left.
  expect(forecast.left(5000 + 3_600_000)).toBeLessThan(5100 + 3000);
});
