import { describe, expect, it } from 'vitest';
import { HELD, tempo } from '../../../src/widgets/page/player.ts';

/** Duration of a run in milliseconds, from the pace at the beginning of each of its steps. */
function taken(from: number, last: number): number {
  const pace = tempo(from, last);
  let sum = 0;
  for (let t = from; t < last; t++) sum += 1 / pace(t);
  return sum;
}

describe('the tempo of a run', () => {
  it('gives its first five steps time to be followed, and then hurries', () => {
    const pace = tempo(0, 40);
    expect([0, 4, 4.9].map((t) => 1 / pace(t))).toEqual([350, 350, 350]);
    expect(1 / pace(5)).toBeLessThan(61);
    expect(1 / pace(39)).toBe(1 / pace(5));
  });

  it('is over in four seconds with a rest, however many steps there are', () => {
    for (const steps of [7, 12, 40, 81, 200, 1000]) expect(taken(0, steps) + HELD).toBeLessThanOrEqual(4000);
    expect(taken(0, 5)).toBe(5 * 350);
  });

  it('has one pace for a run of hundreds of steps, too many to see a single one', () => {
    const pace = tempo(0, 1000);
    expect(pace(0)).toBe(pace(999));
    expect(taken(0, 1000) + HELD).toBeGreaterThan(3500);
  });

  it('never stands still', () => {
    for (const steps of [1, 5, 6, 5000]) expect(tempo(0, steps)(steps - 1)).toBeGreaterThan(0);
  });
});
