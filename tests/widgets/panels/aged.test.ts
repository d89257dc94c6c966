import { expect, it } from 'vitest';
import { chart, line, map, path } from '../../../src/figure/index.ts';
import { aged } from '../../../src/widgets/panels/altered.ts';

const x = Float64Array.of(0, 1);
const runs = map({
  name: 'map',
  title: 'A map',
  x: { label: 'x', domain: [0, 1] },
  y: { label: 'y', domain: [0, 1] },
  paths: [path('Adam', 'adam', { x, y: x }, { label: 'Adam' }), path('yours', 'run', { x, y: x }, { label: 'yours' })],
});
const losses = chart({
  name: 'losses',
  title: 'Losses',
  x: { label: 't', domain: [0, 1] },
  y: { label: 'L', domain: [0, 1] },
  series: [line('Adam', 'adam', x, x), line('yours', 'run', x, x)],
});
const faint = (panel: ReturnType<typeof aged>) =>
  (panel.kind === 'surface' ? (panel.paths ?? []) : panel.kind === 'chart' ? panel.series : []).map(
    (one) => one.faint === true,
  );

it('makes the reader’s run faint and says of it that it is old, and leaves the others', () => {
  const old = aged(runs, 'own');
  expect(faint(old)).toEqual([false, true]);
  expect(old.kind === 'surface' && old.paths?.map(({ label }) => label)).toEqual(['Adam', 'yours, old']);
  expect(faint(aged(losses, 'own'))).toEqual([false, true]);
});

it('makes all runs old where it is what they go down that has the mistake, and gives the same panel where nothing is old', () => {
  expect(faint(aged(runs, 'all'))).toEqual([true, true]);
  expect(aged(runs, 'none')).toBe(runs);
  expect(aged(runs, 'own')).toBe(aged(runs, 'own'));
});
