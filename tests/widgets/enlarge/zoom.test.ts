import { describe, expect, it } from 'vitest';
import { moved, pinched, spreadOf } from '../../../src/widgets/enlarge/zoom.ts';

const box = { left: 100, top: 50, width: 200, height: 400 };
const at = (a: [number, number], b: [number, number]) =>
  spreadOf(
    [a, b].map(([x, y]) => ({ x, y })),
    box,
  )!;

describe('moved()', () => {
  it('stretches about a place, which stays', () => {
    // A fifth of the length is cut off, all of it on the right.
    expect(moved({ min: 10, max: 20 }, false, 0.8, 0)).toEqual({ min: 10, max: 18 });
    expect(moved({ min: 10, max: 20 }, false, 0.8, 1)).toEqual({ min: 12, max: 20 });
    expect(moved({ min: 10, max: 20 }, false, 2)).toEqual({ min: 5, max: 25 });
  });

  it('moves by a share of the length', () => {
    expect(moved({ min: 10, max: 20 }, false, 1, 0.5, 0.2)).toEqual({ min: 12, max: 22 });
  });

  it('does so with the logarithm of a scale that has one', () => {
    // Two decades about their middle, 1, become four.
    const { min, max } = moved({ min: 0.1, max: 10 }, true, 2);
    expect(min).toBeCloseTo(0.01, 12);
    expect(max).toBeCloseTo(100, 9);
  });
});

describe('spreadOf()', () => {
  it('measures two fingers by the chart under them, y from below', () => {
    // 30 to the right and 40 down are 50 apart; the middle is a quarter from the left and from the top.
    expect(at([135, 130], [165, 170])).toEqual({ distance: 50, x: 0.25, y: 0.75 });
  });

  it('wants two', () => {
    expect(spreadOf([{ x: 1, y: 1 }], box)).toBeUndefined();
  });
});

describe('pinched()', () => {
  const before = at([120, 100], [180, 180]);
  const after = at([150, 200], [270, 360]);

  it.each(['x', 'y'] as const)('keeps what is between the fingers between them: %s', (axis) => {
    const scale = { min: -3, max: 7 };
    const [factor, about, shift] = pinched(before, after, axis);
    expect(factor).toBe(0.5);
    const next = moved(scale, false, factor, about, shift);
    expect(next.min + after[axis] * (next.max - next.min)).toBeCloseTo(-3 + before[axis] * 10, 12);
    expect(next.max - next.min).toBeCloseTo(5, 12);
  });
});
