import { describe, expect, test } from 'vitest';
import { bestPrefix, distance, firstSteps, sketchOf } from '../../../../src/experiments/your-turn/draw/distance.ts';
import { type Line, lengthsOf, resample } from '../../../../src/experiments/your-turn/draw/sketch-lines.ts';
import { fc } from '../../../fast-check.ts';

const lineOf = (points: readonly (readonly number[])[]): Line => ({
  u: Float64Array.from(points, ([u = 0]) => u),
  v: Float64Array.from(points, ([, v = 0]) => v),
});

/**
 * The same distance from its definition, from the ends back to the beginnings: of all ways to walk both lines forwards, the
 * one whose distances have the least sum, each as often as the walk moves along a line to get there, over all points.
 */
function byDefinition(a: Line, b: Line): number {
  const known = new Map<string, number>();
  const far = (i: number, j: number) => Math.hypot(a.u[i]! - b.u[j]!, a.v[i]! - b.v[j]!);
  const from = (i: number, j: number): number => {
    if (i < 0 || j < 0) return Number.POSITIVE_INFINITY;
    if (i === 0 && j === 0) return 2 * far(0, 0);
    const key = `${i} ${j}`;
    const before =
      known.get(key) ??
      Math.min(from(i - 1, j) + far(i, j), from(i, j - 1) + far(i, j), from(i - 1, j - 1) + 2 * far(i, j));
    known.set(key, before);
    return before;
  };
  return from(a.u.length - 1, b.u.length - 1) / (a.u.length + b.u.length);
}

const walkLine = fc
  .array(fc.tuple(fc.double({ min: -0.1, max: 0.1, noNaN: true }), fc.double({ min: -0.1, max: 0.1, noNaN: true })), {
    minLength: 2,
    maxLength: 12,
  })
  .map((steps) => {
    const points: [number, number][] = [[0.5, 0.4]];
    for (const [du, dv] of steps) {
      const [u, v] = points.at(-1) ?? [0, 0];
      points.push([u + du, v + dv]);
    }
    return lineOf(points);
  })
  .filter((line) => (lengthsOf(line).at(-1) ?? 0) > 0.05);

describe('the distance of two lines', () => {
  test('is that of its definition', () => {
    fc.assert(
      fc.property(walkLine, walkLine, (a, b) => {
        const sketch = sketchOf(a);
        const pieces = Math.max(1, Math.round((lengthsOf(b).at(-1) ?? 0) / sketch.apart));
        expect(distance(sketch, b)).toBeCloseTo(byDefinition(sketch.line, resample(b, pieces)), 12);
      }),
      { numRuns: 60 },
    );
  });

  test('is how far apart two straight lines lie side by side', () => {
    const sketch = sketchOf(
      lineOf([
        [0, 0],
        [0.6, 0],
      ]),
    );
    expect(
      distance(
        sketch,
        lineOf([
          [0, 0.02],
          [0.6, 0.02],
        ]),
      ),
    ).toBeCloseTo(0.02, 12);
    expect(
      distance(
        sketch,
        lineOf([
          [0, 0],
          [0.2, 0],
          [0.6, 0],
        ]),
      ),
    ).toBeCloseTo(0, 12);
  });

  test('tells there and back from there, which the nearest points alone do not', () => {
    const there = sketchOf(
      lineOf([
        [0, 0],
        [0.6, 0],
      ]),
    );
    expect(
      distance(
        there,
        lineOf([
          [0, 0],
          [0.6, 0],
          [0, 0],
        ]),
      ),
    ).toBeGreaterThan(0.1);
  });

  test('is not decided by one bad place', () => {
    const sketch = sketchOf(
      lineOf([
        [0, 0],
        [0.6, 0],
      ]),
    );
    const bump = lineOf([
      [0, 0],
      [0.29, 0],
      [0.3, 0.1],
      [0.31, 0],
      [0.6, 0],
    ]);
    expect(distance(sketch, bump)).toBeLessThan(0.03);
  });
});

test('a run is stopped where it is nearest', () => {
  const sketch = sketchOf(
    lineOf([
      [0, 0],
      [0.3, 0],
    ]),
  );
  const run = lineOf(Array.from({ length: 13 }, (_, t) => [0.05 * t, 0.004]));
  const { steps, distance: far } = bestPrefix(sketch, run);
  expect(steps).toBe(6);
  expect(far).toBeCloseTo(distance(sketch, firstSteps(run, 6)), 3);
});
