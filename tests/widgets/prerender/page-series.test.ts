/** An invisible series is rejected; a partly visible one is not. */
import { describe, expect, it } from 'vitest';
import { axis, chart, line } from '../../../src/figure/index.ts';
import { checkSeries } from '../../../src/widgets/prerender/page-series.ts';

const shown = (xs: readonly number[], ys: readonly number[]) => ({
  panels: [
    chart({
      name: 'fit',
      title: 'The fit',
      x: axis('input x', [0, 2]),
      y: axis('output y', [-1, 1]),
      series: [line('points', 'measured', Float64Array.from(xs), Float64Array.from(ys))],
    }),
  ],
});

describe('checkSeries', () => {
  it.each([
    [[3, 4], [0, 0], 'right of the axes of "The fit", where input x goes from 0 to 2'],
    [[-3, -4], [0, 5], 'left of'],
    [[0, 1], [2, 3], 'above the axes of "The fit", where output y goes from -1 to 1'],
    [[0, 1], [-2, -1.5], 'below'],
    [[3, Number.NaN], [0, 0], 'right of'],
  ])('%j, %j is refused with its place', (xs, ys, says) =>
    expect(() => checkSeries('own', shown(xs, ys), 'page.mdx:5:1')).toThrow(
      new RegExp(`^page\\.mdx:5:1: "points" of own lies wholly ${says}`),
    ),
  );

  it.each([
    ['a point is inside', [1, 9], [0, 9]],
    ['the line crosses the picture', [-1, 3], [-2, 2]],
    ['there is nothing to draw yet', [], []],
    ['all of it is missing', [Number.NaN], [Number.NaN]],
    ['it lies on the edge', [2, 2], [1, 1]],
  ])('passes where %s', (_, xs, ys) => expect(() => checkSeries('own', shown(xs, ys))).not.toThrow());
});
