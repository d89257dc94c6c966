import { describe, expect, test } from 'vitest';
import type { ChartPanel, ChartSeries } from '../../../src/figure/panels/panel.ts';
import { align, csvOf, entriesOf, plotData } from '../../../src/widgets/enlarge/plot-data.ts';
import { moved } from '../../../src/widgets/enlarge/zoom.ts';

const column = (...values: number[]) => new Float64Array(values);
const line = (name: string, x: number[], y: number[], more: Partial<ChartSeries> = {}): ChartSeries => ({
  name,
  role: 'measured',
  kind: 'line',
  x: column(...x),
  y: column(...y),
  ...more,
});

describe('columns over a common x', () => {
  test('are joined where their x agree, and say apart what is missing and what is a gap', () => {
    expect(
      align([
        { x: column(0, 1, 3), y: column(5, Number.NaN, 7) },
        { x: column(1, 2), y: column(8, 9) },
      ]),
    ).toEqual([
      [0, 1, 2, 3],
      [5, null, undefined, 7],
      [undefined, 8, 9, undefined],
    ]);
  });
  test('keep every point of a cloud, also where several stand at one x, in any order', () => {
    const [xs, ys] = align([{ x: column(2, 1, 2), y: column(7, 5, 8) }]);
    expect(xs).toEqual([1, 2, 2]);
    expect(ys).toEqual([5, 7, 8]);
  });
  test('leave out what a logarithm cannot show: a gap for y, no place at all for x', () => {
    expect(align([{ x: column(0, 1, 10), y: column(1, -2, 3) }], true, true)).toEqual([
      [1, 10],
      [null, 3],
    ]);
  });
});

test('thin lines of a role are one entry if they are many, and named one by one if they are few', () => {
  const thin = (role: ChartSeries['role'], n: number) =>
    Array.from({ length: n }, (_, i) => line(`seed ${i}`, [0], [0], { role, faint: true }));
  const entries = entriesOf([line('mean', [0], [0]), ...thin('measured', 300), ...thin('batch', 2)]);
  expect(entries.map(({ name, series }) => [name, series.length])).toEqual([
    ['mean', 1],
    ['thin lines (300)', 300],
    ['seed 0', 1],
    ['seed 1', 1],
  ]);
});

test('thin lines of different crowds stay apart, though they have one role', () => {
  const crowd = (name: string, n: number) =>
    Array.from({ length: n }, (_, i) => line(`${name} ${i}`, [0, 1], [i, i], { faint: true, crowd: name }));
  const { entries, drawn, columns } = plotData([...crowd('each run', 4), ...crowd('each search', 5)], false, false);
  expect(entries.map(({ name, crowd: lines }) => [name, lines?.lines.length])).toEqual([
    ['each run (4)', 4],
    ['each search (5)', 5],
  ]);
  // They are one picture each, and the crosshair still stops at their steps.
  expect(drawn).toEqual([]);
  expect(columns).toEqual([[0, 1]]);
});

test('an interval is two edges before its series, which belong to the same entry', () => {
  const { drawn, columns } = plotData(
    [line('mean', [0, 1], [2, 3], { low: column(1, 2), high: column(3, 4) })],
    false,
    false,
  );
  expect(drawn.map(({ part, entry }) => [part, entry])).toEqual([
    ['high', 0],
    ['low', 0],
    ['y', 0],
  ]);
  expect(columns).toEqual([
    [0, 1],
    [3, 4],
    [1, 2],
    [2, 3],
  ]);
});

test('the CSV has what is seen, with names quoted', () => {
  const axis = { label: 'step t', domain: [0, 3] } as const;
  const series = [line('a, "b"', [0, 1, 2], [5, 6, 7])];
  const panel: ChartPanel = { kind: 'chart', name: 'loss', title: 'Loss', x: axis, y: axis, series };
  expect(csvOf(panel, series, 1, 2)).toBe('panel,series,x,y,low,high\nloss,"a, ""b""",1,6,,\nloss,"a, ""b""",2,7,,\n');
});

describe('a scale', () => {
  test('is halved about its middle, or about a place on it, which stays where it is', () => {
    expect(moved({ min: 0, max: 8 }, false, 0.5)).toEqual({ min: 2, max: 6 });
    expect(moved({ min: 0, max: 8 }, false, 0.5, 0)).toEqual({ min: 0, max: 4 });
  });
  test('moves by a share of its length, on a log scale by decades', () => {
    expect(moved({ min: 0, max: 10 }, false, 1, 0.5, 0.2)).toEqual({ min: 2, max: 12 });
    const { min, max } = moved({ min: 1, max: 100 }, true, 1, 0.5, 0.5);
    expect([min, max].map((value) => Math.round(value))).toEqual([10, 1000]);
  });
});
