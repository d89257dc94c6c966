import { describe, expect, test } from 'vitest';
import type { ChartSeries } from '../../../src/figure/panels/panel.ts';
import { coverage, crowdOf, type Frame, opacity, valuesAt } from '../../../src/widgets/enlarge/crowd.ts';
import { grainFor } from '../../../src/widgets/enlarge/crowd-layer.ts';

const line = (x: number[], y: number[], more: Partial<ChartSeries> = {}): ChartSeries => ({
  name: 'run',
  role: 'measured',
  kind: 'line',
  x: new Float64Array(x),
  y: new Float64Array(y),
  ...more,
});
const FRAME: Frame = { x: [0, 4], y: [0, 10], width: 4, height: 10 };
const covered = (series: readonly ChartSeries[], frame = FRAME, half = 0.5, every = 1) => {
  const cover = coverage(crowdOf(series, false, false)!, frame, half, every);
  const rows = frame.height + 2;
  // The two rows below the plot are meaningless.
  return Array.from({ length: frame.width }, (_, column) =>
    Array.from(cover.subarray(column * rows, column * rows + frame.height), (value) => Number(value.toFixed(5)) + 0),
  );
};
const sum = (values: readonly number[]) => Number(values.reduce((all, value) => all + value, 0).toFixed(5));

describe('a crowd of lines, pixel by pixel', () => {
  test('a level line covers as much as it is thick in every column, shared by the rows that it touches', () => {
    // At y = 7.25 its middle is 2.75 px below the top: from 2.25 to 3.25.
    for (const column of covered([line([0, 4], [7.25, 7.25])]))
      expect(column).toEqual([0, 0, 0.75, 0.25, 0, 0, 0, 0, 0, 0]);
  });

  test('a steep line covers the stretch that it crosses in a column, and half its thickness at both ends', () => {
    expect(covered([line([0, 1, 4], [8, 2, 2])])).toEqual([
      [0, 0.5, 1, 1, 1, 1, 1, 1, 0.5, 0].map((value, row) => (row === 1 ? 0.5 : value)),
      [0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0],
      [0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0],
      [0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0],
    ]);
  });

  test('many points in one column are its lowest and its highest, whatever lies between', () => {
    const x = Array.from({ length: 401 }, (_, i) => i / 100);
    const zigzag = covered([
      line(
        x,
        x.map((_, i) => (i % 2 ? 6 : 4)),
      ),
    ]);
    for (const column of zigzag) expect(column).toEqual([0, 0, 0, 0.5, 1, 1, 0.5, 0, 0, 0]);
  });

  test('lines that meet are counted, and one of every few can stand for the others', () => {
    const ten = Array.from({ length: 10 }, () => line([0, 4], [5.5, 5.5]));
    expect(covered(ten)[2]).toEqual([0, 0, 0, 0, 10, 0, 0, 0, 0, 0]);
    expect(covered(ten, FRAME, 0.5, 5)[2]).toEqual([0, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
  });

  test('what lies above, below or beside the window covers nothing, and what crosses its edge is cut off', () => {
    const all = (y: number) => sum(covered([line([0, 4], [y, y])]).flat());
    expect([all(20), all(-20), all(10)]).toEqual([0, 0, 2]);
    const beside = { ...FRAME, x: [10, 14] as const };
    expect(sum(covered([line([0, 4], [5, 5])], beside).flat())).toBe(0);
    // Zoomed in between two steps, the line still passes through.
    const between = covered([line([-100, 100], [5.5, 5.5])]);
    expect(between.map((column) => sum(column))).toEqual([1, 1, 1, 1]);
  });

  test('a gap stays a gap, also at the end', () => {
    const gap = covered([line([0, 1, 2, 3, 4], [5.5, 5.5, Number.NaN, 5.5, Number.NaN])]);
    // The line ends where the second column of pixels begins, and so touches it.
    expect(gap.map((column) => sum(column))).toEqual([1, 1, 0, 0]);
  });

  test('a window that moves by a pixel moves the picture by a pixel', () => {
    const noisy = Array.from({ length: 20 }, (_, k) =>
      line(
        Array.from({ length: 60 }, (_, i) => i),
        Array.from({ length: 60 }, (_, i) => 5 + 4 * Math.sin(i * (k + 1))),
      ),
    );
    const wide = { ...FRAME, width: 20 };
    const [here, there] = [10, 11].map((from) => covered(noisy, { ...wide, x: [from, from + 20] }));
    expect(here!.slice(1)).toEqual(there!.slice(0, -1));
  });
});

test('on logarithmic axes lines are logarithms, and what has none is a gap that counts for nothing', () => {
  const crowd = crowdOf([line([0, 1, 10, 100], [5, 100, -1, 10])], true, true)!;
  expect(crowd.reach).toEqual([5, 100]);
  expect([...crowd.lines[0]!.x]).toEqual([Number.NaN, 0, 1, 2]);
  expect(valuesAt(crowd, 0.5).map((value) => 10 ** value)).toEqual([100]);
  expect(valuesAt(crowd, 1)).toEqual([]);
  expect(valuesAt(crowd, 2)).toEqual([1]);
  const cover = coverage(crowd, { x: [0, 2], y: [0, 3], width: 4, height: 4 }, 0.5);
  // Each of the three stretches has an end that cannot be shown.
  expect(cover.every((value) => value === 0)).toBe(true);
});

test('only lines from left to right are a crowd', () => {
  expect(crowdOf([line([0, 2, 1], [0, 0, 0])], false, false)).toBeUndefined();
  expect(crowdOf([line([0], [0], { kind: 'points' })], false, false)).toBeUndefined();
});

test('one line of many is still seen, more are stronger, and all together leave room for what is drawn over them', () => {
  for (const lines of [3, 30, 300, 3000]) {
    const steps = [1, 2, 5, 20, 100, lines].sort((a, b) => a - b).map((count) => opacity(count, lines));
    expect(steps[0]).toBeGreaterThan(0.08);
    expect(steps.at(-1)).toBeLessThan(0.5);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  }
  expect(opacity(0, 100)).toBe(0);
});

test('a moving plot is drawn in larger pixels where a sharp picture takes long', () => {
  expect([0, 5, 6, 20, 60, 1000].map(grainFor)).toEqual([1, 1, 1, 2, 4, 4]);
});
