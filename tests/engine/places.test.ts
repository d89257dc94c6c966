import { describe, expect, it } from 'vitest';
import { arePlaces, placesOf, placeText } from '../../src/engine/places.ts';
import { fc } from '../fast-check.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('placeText', () => {
  it('is three signs of a link, and reads back within a cell of 1/511', () => {
    fc.assert(
      fc.property(share, share, (across, up) => {
        const text = placeText([across, up]);
        expect(text).toMatch(/^[\w-]{3}$/);
        const [[x, y] = [Number.NaN, Number.NaN]] = placesOf(text);
        expect(Math.abs(x - across)).toBeLessThanOrEqual(0.5 / 511 + 1e-12);
        expect(Math.abs(y - up)).toBeLessThanOrEqual(0.5 / 511 + 1e-12);
        expect(placeText([x, y])).toBe(text);
      }),
    );
  });

  it('names the corners', () => {
    expect(placesOf(placeText([0, 0]) + placeText([1, 1]) + placeText([1, 0]))).toEqual([
      [0, 0],
      [1, 1],
      [1, 0],
    ]);
  });

  it('puts on the edge what lies beyond it', () => {
    expect(placeText([-3, 2])).toBe(placeText([0, 1]));
  });
});

describe('arePlaces', () => {
  it('takes only whole places of known signs, and no more than so many', () => {
    expect(arePlaces('', 2)).toBe(true);
    expect(arePlaces('abcDE_', 2)).toBe(true);
    expect(arePlaces('abcDE', 2)).toBe(false);
    expect(arePlaces('abcDE_123', 2)).toBe(false);
    expect(arePlaces('ab.', 2)).toBe(false);
  });
});
