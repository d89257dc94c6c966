import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/takeaway/two-walks/two-walks.ts';
import {
  CURVATURES,
  EXAMPLES,
  factorOf,
  lossAt,
  placesOf,
  type Setting,
  walksOf,
} from '../../../../src/experiments/takeaway/two-walks/walks.ts';
import { shownBy } from '../../shown-by.ts';

const setting: Setting = { rate: 0.08, batchSize: 2, longer: 'linear', phi0: -5, phi1: 1.6, seed: 1 };
const at = shownBy(experiment);
const apart = (query: string): number => at(query).numbers['apart']!.value;

describe('two walks', () => {
  it('asks examples whose lowest places have the origin as their mean', () => {
    const places = placesOf(3);
    for (const k of [0, 1])
      expect(places.reduce((sum, one, i) => (i % 2 === k ? sum + one : sum), 0)).toBeCloseTo(0, 12);
  });

  it('steps by hand: one after each example, and one of twice the length after two', () => {
    const [x1, y1, x2, y2] = placesOf(1) as unknown as [number, number, number, number];
    const { short, long } = walksOf(setting);
    // phi <- phi - a h (phi - c), with a = .08 and h = 1 along, 3 across.
    const [fx, fy] = [-5 - 0.08 * (-5 - x1), 1.6 - 0.24 * (1.6 - y1)];
    expect([short.x[1], short.y[1]]).toEqual([expect.closeTo(fx, 12), expect.closeTo(fy, 12)]);
    expect(short.x[2]).toBeCloseTo(fx - 0.08 * (fx - x2), 12);
    // It waits, and then goes twice as far along the mean of the two.
    expect(long.x[1]).toBe(-5);
    expect(long.x[2]).toBeCloseTo(-5 - 0.16 * (-5 - (x1 + x2) / 2), 12);
    expect(long.y[2]).toBeCloseTo(1.6 - 0.48 * (1.6 - (y1 + y2) / 2), 12);
    expect([1, 2, 3].map((asked) => at('', asked).value('made'))).toEqual([0, 1, 1]);
  });

  it('at half the rate two walks part by about a quarter in one batch: by the square of the step', () => {
    const distance = (rate: number): number => {
      const { short, long } = walksOf({ ...setting, rate });
      return Math.hypot(short.x[2]! - long.x[2]!, short.y[2]! - long.y[2]!);
    };
    for (const rate of [0.04, 0.02, 0.01]) expect(distance(rate) / distance(rate / 2)).toBeCloseTo(4, 6);
  });

  it('has the two end near each other at small batches, and part as the batch grows', () => {
    // At the end they may happen to be close again: the largest distance counts.
    const farthest = [2, 4, 6, 8, 10].map((B) => at(`batchSize=${B}`).numbers['farthest']!.value);
    expect(farthest).toEqual(farthest.toSorted((a, b) => a - b));
    const distances = [2, 4, 6, 8].map((B) => apart(`batchSize=${B}`));
    expect(distances[0]).toBeLessThan(0.15);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    // A batch of all examples at a small rate, made in one step, is still nearby.
    expect(apart('batchSize=8&rate=0.03')).toBeLessThan(0.1 * apart('batchSize=8'));
  });

  it('tells when the first long step has been made, and when one lands higher, past 2 over the curvature', () => {
    expect(at('batchSize=6').events?.[0]).toMatchObject({ name: 'first', at: 6 });
    expect(at('batchSize=10').events?.map(({ name }) => name)).toContain('rises');
    const { limits } = at();
    expect(limits?.['batchSize']?.[0]?.at).toBeCloseTo(2 / CURVATURES[1] / 0.08, 12);
    expect(at('longer=same').limits?.['batchSize']).toEqual([]);
  });

  it('leaves a walk behind that asks six and steps no further', () => {
    const { numbers } = at('batchSize=6&longer=same');
    expect(numbers['longLoss']!.value).toBeGreaterThan(4 * numbers['shortLoss']!.value);
    expect(factorOf('root', 9)).toBe(3);
    expect(lossAt(2, 1)).toBe(3.5);
    expect(numbers['asked']!.value).toBe(EXAMPLES);
  });
});
