import { describe, expect, it } from 'vitest';
import {
  laterMean,
  limitAt,
  lossAt,
  walkOf,
} from '../../../../src/experiments/since-the-book/rise-and-fall/narrow-valley.ts';
import experiment from '../../../../src/experiments/since-the-book/rise-and-fall/rise-and-fall.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);
const numberOf = (query: string, name: string) => run(query).numbers[name]!;

describe('rise-and-fall', () => {
  it('has as limit 2 over the curvature across the floor that differences of the loss have', () => {
    const [x, d] = [-6, 1e-3];
    const curvature = (lossAt(x, d) - 2 * lossAt(x, 0) + lossAt(x, -d)) / d ** 2;
    expect(limitAt(x)).toBeCloseTo(2 / curvature, 6);
  });

  it('at a rate that stays leaves what theory says of a bowl with the curvatures of the lowest place, 0.1217', () => {
    // a s^2 / (4 - 2 a h) for each curvature h, at a = 1, s = 0.4, h = 0.08 and 1.
    const theory = 0.16 / (4 - 0.16) + 0.16 / 2;
    const { value } = numberOf('', 'stays');
    expect(Math.abs(value / theory - 1)).toBeLessThan(0.15);
  });

  it('loses every walk without a warm-up, none after twenty steps of it, and some after ten', () => {
    expect(numberOf('warmUp=1', 'lost').value).toBe(200);
    expect(numberOf('', 'lost').value).toBe(0);
    const some = numberOf('warmUp=8', 'lost').value;
    expect(some).toBeGreaterThan(5);
    expect(some).toBeLessThan(100);
  });

  it('leaves less where the rate falls, and where the mean of the points is taken', () => {
    expect(run('').verdict.outcome).toBeUndefined();
    for (const ending of ['falls', 'mean']) expect(run(`ending=${ending}`).verdict.outcome, ending).toBe('holds');
    expect(numberOf('', 'falls').high).toBeLessThan(numberOf('', 'stays').low! / 3);
    expect(numberOf('', 'mean').high).toBeLessThan(numberOf('', 'stays').low! / 3);
  });

  it('fails where the rate falls so soon that the walk does not arrive', () => {
    expect(run('ending=falls&alpha=0.1&warmUp=60&steps=70').verdict.outcome).toBe('fails');
  });

  it('takes the mean of the later half of the points', () => {
    const x = Float64Array.of(8, 4, 2, 0, 6);
    expect([...laterMean({ x, y: x }).x]).toEqual([8, 4, 3, 1, 8 / 3]);
  });

  it('walks under the limit, past it, and to where the limit is high', () => {
    const { x } = walkOf(parse(experiment.parameters, new URLSearchParams()).values);
    const over = x.map((place, t) => Math.min(1, (t + 1) / 20) / limitAt(place));
    expect(over[0]).toBeLessThan(1);
    expect(Math.max(...over)).toBeGreaterThan(1);
    expect(Math.max(...over.slice(40))).toBeLessThan(1);
  });
});
