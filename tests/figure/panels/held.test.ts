import { describe, expect, it } from 'vitest';
import { gabor } from '../../../src/engine/problems/gabor.ts';
import { placeOf, pushed, slid, squeezed, squeezesAt } from '../../../src/figure/panels/held.ts';

/** The wave of notebook 6.3 from (-1.5, 8.5): its middle is at 1.5/0.51 = 2.941. */
const held = { shift: 'phi0', stretch: 'phi1', per: 0.06, of: [-1.5, 8.5] } as const;
const at = ([phi0, phi1]: readonly number[], x: number) => gabor.model(phi0!, phi1!, x);

describe('a curve that is held', () => {
  it('slides along: what was at x is at x + dx', () => {
    const moved = slid(held, -2.5);
    for (const x of [-9, -1, 0, 4, 11]) expect(at(moved, x - 2.5)).toBeCloseTo(at(held.of, x), 12);
    expect(moved[1]).toBe(8.5);
  });

  it('is squeezed about its middle, which stays', () => {
    const middle = 1.5 / 0.51;
    expect(placeOf(held, 0)).toBeCloseTo(middle, 12);
    const narrow = squeezed(held, 2);
    for (const away of [-6, -1, 3, 8])
      expect(at(narrow, middle + away / 2)).toBeCloseTo(at(held.of, middle + away), 12);
  });

  it('stays under the hand that pushes it, at its middle and at its ends', () => {
    for (const from of [-12, -6, 0, 3, 6, 12])
      for (const by of [-1, 0.5])
        expect(at(pushed(held, from, from + by), from + by)).toBeCloseTo(at(held.of, from), 10);
    expect(squeezesAt(held, 3)).toBe(false);
    expect(squeezesAt(held, 12)).toBe(true);
    expect(pushed(held, 3, 4)[1]).toBe(8.5);
    expect(pushed(held, 12, 9)[1]).toBeGreaterThan(8.5);
  });

  it('slides where it is taken by its ring, wherever a finger comes down on that', () => {
    for (const from of [3, 8, 12]) expect(pushed(held, from, from - 2, true)).toEqual(slid(held, -2));
  });

  it('is not turned over by a hand that goes through its middle', () => {
    expect(pushed(held, 12, 1)).toEqual([-1.5, 8.5]);
  });
});
