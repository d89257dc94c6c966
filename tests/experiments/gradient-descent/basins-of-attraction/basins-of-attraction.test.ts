import { describe, expect, it } from 'vitest';
import { lastState, optimizers, problems, stream, train, vector, wilson } from '../../../../src/engine/index.ts';
import { GABOR_WINDOW, gaborLandmarks, POLISH } from '../../../../src/engine/problems/gabor-landmarks.ts';
import experiment from '../../../../src/experiments/gradient-descent/basins-of-attraction/basins-of-attraction.ts';
import {
  basinStarts,
  DIVERGED,
  gaborEnds,
  NO_MINIMUM,
} from '../../../../src/experiments/gradient-descent/basins-of-attraction/gabor-basins.ts';
import type { SurfacePanel } from '../../../../src/figure/panels/panel.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { scriptAt } from '../../../../src/figure/python.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';

/** What several tests ask for is measured once. */
const cache = new Map<string, unknown>();

function run(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  const { presentation } = runExperiment(experiment, values, { cache });
  return { ...presentation, value: (name: string): number => presentation.numbers[name]?.value ?? Number.NaN };
}

/** Every step and every step of the polish, without a trap; the end by its distance to the minima. */
function plainEnd([x, y]: readonly [number, number], alpha: number, steps: number): number {
  const trace = train({
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha },
    start: [x, y],
    steps,
    bounds: { norm: 100 },
    record: { phi: 'ends', loss: 'ends' },
  });
  if (trace.status.kind === 'diverged') return DIVERGED;
  const phi = lastState(trace).slice();
  const g = vector(0, 0);
  for (let t = 0; t < POLISH.steps; t++) {
    problems.gabor.gradient(phi, g);
    phi[0]! -= POLISH.rate[0] * g[0]!;
    phi[1]! -= POLISH.rate[1] * g[1]!;
  }
  const near = gaborLandmarks().minima.findIndex(
    (minimum) => Math.hypot(minimum.phi[0] - phi[0]!, minimum.phi[1] - phi[1]!) < 0.5,
  );
  return near < 0 ? NO_MINIMUM : near;
}

describe('basins-of-attraction', () => {
  it('at .05 and 1500 steps .238 of an 80 x 80 grid reach the lowest minimum', () => {
    const { value, numbers } = run('alpha=0.05&steps=1500');
    expect(value('starts')).toBe(6400);
    expect(value('share')).toBeCloseTo(0.238, 3);
    expect(numbers['share']?.low).toBeLessThan(value('share'));
    expect(numbers['share']?.high).toBeGreaterThan(value('share'));
  });

  it('after 300 steps the polish finds the same share', () =>
    expect(run('').value('share')).toBe(run('steps=1500').value('share')));

  it('.228 +- .008 of 3000 random starts agree with it', () => {
    const random = stream(1, 'start');
    const [left, right] = GABOR_WINDOW.xDomain;
    const [low, high] = GABOR_WINDOW.yDomain;
    const starts = Array.from({ length: 3000 }, (): [number, number] => [
      left + (right - left) * random.randomSample(),
      low + (high - low) * random.randomSample(),
    ]);
    const hits = gaborEnds(starts, { alpha: 0.05, steps: 1500 }).filter((end) => end === 0).length;
    const share = wilson(hits, starts.length, 3);
    expect(share.low).toBeLessThan(0.228);
    expect(share.high).toBeGreaterThan(0.228);
    expect(share.low).toBeLessThan(0.238);
    expect(share.high).toBeGreaterThan(0.238);
  });

  it.each([0.05, 0.159, 0.17, 0.2, 0.3, 1, 4])('at rate %d a trap changes no result', (alpha) => {
    const starts = basinStarts(5).filter((_, k) => k % 3 === 0);
    const ends = gaborEnds(starts, { alpha, steps: 300 });
    expect(Array.from(ends)).toEqual(starts.map((start) => plainEnd(start, alpha, 300)));
  });

  it('colours each cell by where its start ends, before all parts have come', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams());
    const { grid: parts } = experiment.parts(values);
    const measured = parts.map((part) => experiment.measure.grid(part));
    const shares = (grid: Parameters<typeof experiment.present>[1]['grid']) => {
      const results = { run: undefined, grid, borders: undefined, ladder: new Map() };
      const sheet = experiment.present(values, results).panels[0] as SurfacePanel; // the sheet comes first
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

  it('past the limit offers .9 of it, and at a rate of 1 no start reaches the lowest: the opposite verdict', () => {
    expect(sentence(run(''))).toContain('of 6400 starts reach the lowest minimum');
    const past = run('alpha=0.2');
    expect(past.limits?.['alpha']?.[0]?.at).toBeCloseTo(0.1765, 4);
    expect(past.offers?.[0]?.set['alpha']).toBe(0.159);
    const far = run('alpha=1');
    expect(far.value('share')).toBe(0);
    expect(sentence(far)).toContain('no run can settle');
  });

  it('exports Python', () => {
    expect(scriptAt(experiment, parse(experiment.parameters, new URLSearchParams()).values)?.text).toContain(
      'np.arange(80)',
    );
  });
});
