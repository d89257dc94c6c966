import { describe, expect, it } from 'vitest';
import { axis, chart, line, map, path, point } from '../../../src/figure/index.ts';
import type { ChartPanel, SurfacePanel } from '../../../src/figure/panels/panel.ts';
import { cutAt, unended } from '../../../src/widgets/panels/altered.ts';

const x = Float64Array.of(0, 1, 2, 3);
const y = Float64Array.of(5, 4, 2, 1);
const run = map({
  name: 'run',
  title: 'A run',
  x: axis('x', [0, 4]),
  y: axis('y', [0, 6]),
  paths: [
    path('run', 'run', { x, y }, { steps: true, label: 'yours' }),
    path('edge', 'theory', { x, y }, { label: 'edge' }),
  ],
  points: [point('end', 'end', 3, 1, { role: 'run' }), point('minimum', 'minimum', 3, 0)],
});

describe('a picture cut at a step', () => {
  it('has its runs up to there, and nothing of where they end', () => {
    const cut = cutAt(run, 2) as SurfacePanel;
    expect([...cut.paths![0]!.x]).toEqual([0, 1, 2]);
    expect([...cut.paths![1]!.x]).toEqual([...x]);
    expect(cut.points!.map(({ mark }) => mark)).toEqual(['minimum']);
    expect(run.paths![0]!.x).toHaveLength(4);
  });

  it('is whole at the last step, with its end', () => {
    expect((cutAt(run, 3) as SurfacePanel).points!.map(({ mark }) => mark)).toEqual(['end', 'minimum']);
  });

  it('of a chart over steps keeps theory whole', () => {
    const losses = chart({
      name: 'loss',
      title: 'Loss',
      x: axis('t', [0, 3]),
      y: axis('loss', [0, 6]),
      steps: true,
      series: [line('loss', 'run', x, y), line('bound', 'theory', x, y)],
    });
    expect((cutAt(losses, 1) as ChartPanel).series.map((one) => one.x.length)).toEqual([2, 4]);
  });

  it('of a chart whose run has no entry for some steps is cut at the step, not at the entry', () => {
    const looks = Float64Array.of(0, 10, 40, 90);
    const curvature = chart({
      name: 'curvature',
      title: 'Curvature',
      x: axis('t', [0, 90]),
      y: axis('curvature', [0, 6]),
      steps: true,
      series: [line('curvature', 'run', looks, y)],
    });
    expect([...(cutAt(curvature, 20) as ChartPanel).series[0]!.x]).toEqual([0, 10]);
  });

  it('names no run before its end, nor an earlier one, but other lines', () => {
    const before = path('pinned', 'baseline', { x, y }, { label: 'the run before' });
    const both = { ...run, paths: [before, ...run.paths!] };
    expect((unended(both) as SurfacePanel).paths!.map(({ label }) => label)).toEqual([undefined, undefined, 'edge']);
    expect(unended(run)).toBe(unended(run));
  });
});
