import { describe, expect, test } from 'vitest';
import { createPen, linePath, polygonPath, samples, THIRDS } from '../../../src/widgets/panels/polyline.ts';
import { track } from '../../../src/widgets/panels/run-shape.ts';

/** The ends of a path's segments, in its own units; `h0` is a dot. */
function placesOf(d: string): [number, number][] {
  const places: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', rest = ''] of d.matchAll(/([MmlLhz])([^MmlLhz]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    if (command === 'h' || command === 'z') continue;
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [a = 0, b = 0] = [numbers[i], numbers[i + 1]];
      [x, y] = command === 'M' ? [a, b] : [x + a, y + b];
      places.push([x, y]);
    }
  }
  return places;
}

const box = { x: 0, y: 0, width: 420, height: 340 };
// Slow and never on a third of a px, so that rounding errors would add up.
const spiral = {
  x: Array.from({ length: 300 }, (_, i) => 200 + 150 * 0.99 ** i * Math.cos(0.11 * i)),
  y: Array.from({ length: 300 }, (_, i) => 170 + 150 * 0.99 ** i * Math.sin(0.11 * i)),
};

describe('a run that several drawings share', () => {
  const { bold, dots } = track(spiral, box, { dots: true, parts: THIRDS });

  test('is written in whole thirds of a px, a sixth away at most from where it is', () => {
    expect(bold).toMatch(/^[Mml\d -]+$/);
    const places = placesOf(bold);
    expect(places.length).toBeGreaterThan(200);
    for (const [px, py] of places) {
      const away = spiral.x.map((x, i) =>
        Math.max(Math.abs(px / THIRDS - x), Math.abs(py / THIRDS - (spiral.y[i] ?? Number.NaN))),
      );
      expect(Math.min(...away)).toBeLessThan(1 / 6 + 1e-9);
    }
  });

  test('has its dots at the places that the exact one has', () => {
    const exact = placesOf(track(spiral, box, { dots: true }).dots);
    const coarse = placesOf(dots);
    expect(coarse).toHaveLength(exact.length);
    expect(dots.match(/h0/g)).toHaveLength(exact.length);
    for (const [k, [x, y]] of exact.entries()) {
      expect(Math.abs((coarse[k]?.[0] ?? Number.NaN) / THIRDS - x)).toBeLessThan(1 / 6 + 0.06);
      expect(Math.abs((coarse[k]?.[1] ?? Number.NaN) / THIRDS - y)).toBeLessThan(1 / 6 + 0.06);
    }
  });
});

test('is thin where it zigzags, and not where it turns back but once or twice', () => {
  const box = { x: 0, y: 0, width: 200, height: 200 };
  const once = { x: [10, 60, 100, 70, 30], y: [10, 15, 30, 60, 70] };
  expect(track(once, box)).toMatchObject({ thin: '', faded: '' });
  const twice = { x: [10, 60, 100, 70, 90, 130, 170], y: [10, 15, 30, 60, 70, 75, 80] };
  expect(track(twice, box)).toMatchObject({ thin: '', faded: '' });
  const zigzag = { x: [10, 60, 15, 55, 20], y: [10, 15, 20, 25, 30] };
  expect(track(zigzag, box)).toMatchObject({ bold: '' });
  expect(placesOf(track(zigzag, box).thin)).toHaveLength(5);
});

test('draws the steps that are a warning apart from the others, as far as the run is drawn', () => {
  const box = { x: 0, y: 0, width: 200, height: 200 };
  const points = { x: [10, 60, 100, 140, 190], y: [10, 20, 30, 40, 50] };
  const [whole, part] = [track(points, box, { warned: [2, 4] }), track(points, box, { warned: [2, 4], until: 3 })];
  expect(placesOf(whole.warned)).toHaveLength(4);
  expect(placesOf(part.warned)).toHaveLength(2);
  expect(track(points, box).warned).toBe('');
});

test('a pen does not write a step that is shorter than it can tell', () => {
  const pen = createPen(THIRDS);
  pen.line(0, 0, 3, 0);
  pen.line(3, 0, 3.1, 0.1);
  pen.line(3.1, 0.1, 4, 1);
  expect(pen.path()).toBe('M0 0l9 0 3 3');
});

test('an area is closed, goes through its corners, and leaves out those on a straight side', () => {
  const corners = { x: [0, 10, 20, 20, 0], y: [0, 0, 0, 30, 30] };
  expect(polygonPath(corners)).toBe('M0 0l20 0 0 30-20 0z');
});

test('linePath() goes from corner to corner, cut at the box', () => {
  const small = { x: 0, y: 0, width: 10, height: 10 };
  expect(placesOf(linePath({ x: [1, 3, 3], y: [1, 1, 12] }, small, false, 1))).toEqual([
    [1, 1],
    [3, 1],
    [3, 10],
  ]);
});

describe('samples()', () => {
  const visited = (x: number[], y: number[], step: number) => {
    const places: [number, number][] = [];
    samples({ x, y }, { x: 0, y: 0, width: 10, height: 10 }, step, (...place) => places.push(place));
    return places;
  };

  test('stand along each piece of a line, no more than a step apart, corners among them', () => {
    // Two across and then one down.
    expect(visited([1, 3, 3], [1, 1, 2], 1)).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [3, 1],
      [3, 2],
    ]);
  });

  test('end at the edge of the box, and leave out what lies beyond', () => {
    expect(visited([8, 14], [5, 5], 1)).toEqual([
      [8, 5],
      [9, 5],
      [10, 5],
    ]);
    expect(visited([12, 14], [5, 5], 1)).toEqual([]);
  });
});
