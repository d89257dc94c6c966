import { describe, expect, it } from 'vitest';
import { axis, chart, line, stepsOf } from '../../../src/figure/index.ts';
import { chartsOf, countsAlike } from '../../../src/widgets/enlarge/charts-of.ts';

const y = Float64Array.of(3, 2, 1);
const over = (name: string, label: string) =>
  chart({
    name,
    title: name,
    x: axis(label, [0, 2]),
    y: axis('loss L', [0, 3]),
    series: [line('loss', 'run', stepsOf(y), y)],
  });

describe('the charts of a figure, opened large', () => {
  const charts = [over('loss', 'step t'), over('size', 'batch size B'), over('slope', 'step t')];

  it('are its charts and no other panel', () => {
    expect(chartsOf(charts)).toEqual(charts);
  });

  it('share a crosshair where they count the same', () => {
    expect(charts.map((one) => countsAlike(one, charts))).toEqual([true, false, true]);
  });
});
