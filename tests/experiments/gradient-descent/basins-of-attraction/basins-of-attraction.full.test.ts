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
import { sentence } from '../../../../src/figure/sentence.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);

/** Every step and every step of the polish, without traps; the end by its distance to the minima. */
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

  it('past the limit offers .9 of it, and at a rate of 1 no start reaches the lowest: the opposite verdict', () => {
    expect(sentence(run(''))).toContain('of 6400 starts reach the lowest minimum');
    const past = run('alpha=0.2');
    expect(past.limits?.['alpha']?.[0]?.at).toBeCloseTo(0.1765, 4);
    expect(past.offers?.[0]?.set['alpha']).toBe(0.159);
    const far = run('alpha=1');
    expect(far.value('share')).toBe(0);
    expect(sentence(far)).toContain('no run can settle');
  });
});
