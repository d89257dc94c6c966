import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/gradient-descent/basins-of-attraction/basins-of-attraction.ts';
import { gaborEnds } from '../../../../src/experiments/gradient-descent/basins-of-attraction/gabor-basins.ts';
import type { SurfacePanel } from '../../../../src/figure/panels/panel.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { shownBy } from '../../shown-by.ts';
import { usualResults } from '../../usual.ts';

const run = shownBy(experiment, await usualResults('basins-of-attraction', experiment));

describe('basins-of-attraction', () => {
  it('at .05 and 1500 steps .238 of an 80 x 80 grid reach the lowest minimum', () => {
    const { value, numbers } = run('alpha=0.05&steps=1500');
    expect(value('starts')).toBe(6400);
    expect(value('share')).toBeCloseTo(0.238, 3);
    expect(numbers['share']?.low).toBeLessThan(value('share'));
    expect(numbers['share']?.high).toBeGreaterThan(value('share'));
  });

  it('colours each cell by where its start ends, before all parts have come', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams());
    const { grid: parts } = experiment.parts(values);
    const measured = parts.map((part) => experiment.measure.grid(part));
    const shares = (grid: Parameters<typeof experiment.present>[1]['grid']) => {
      const results = { runs: experiment.measure.runs(values), grid, borders: undefined, ladder: new Map() };
      const sheet = experiment.present(values, results).panels[0] as SurfacePanel; // the map comes first
      return sheet.cells?.categories.map(({ share }) => share) ?? [];
    };
    const coarse = shares(measured.map((ends, k) => (k === 0 ? ends : undefined)));
    const fine = shares(measured);
    for (const [k, share] of fine.entries()) expect(Math.abs(share - coarse[k]!)).toBeLessThan(0.02);
    expect(fine.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('the borders that theory draws part the basins of a small rate', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('alpha=0.02'));
    const borders = experiment.measure.borders();
    const onBorder = borders.flatMap(({ x, y }) => Array.from(x, (at, k): [number, number] => [at, y[k]!]));
    const isInner = ([x, y]: readonly [number, number]) => Math.abs(x) < 9 && y > 3.5 && y < 21.5;
    const ring = (point: readonly [number, number]) =>
      Array.from({ length: 8 }, (_, k): [number, number] => [
        point[0] + 0.35 * Math.cos((Math.PI * k) / 4),
        point[1] + 0.35 * Math.sin((Math.PI * k) / 4),
      ]);
    const some = onBorder.filter(isInner).filter((_, k) => k % 5 === 0);
    expect(some.length).toBeGreaterThan(40);
    const parted = some.filter((point) => new Set(gaborEnds(ring(point), values)).size > 1).length;
    expect(parted / some.length).toBeGreaterThan(0.95);
  });
});
