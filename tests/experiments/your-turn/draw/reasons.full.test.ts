import { describe, expect, test } from 'vitest';
import { families } from '../../../../src/experiments/kit/rule-families.ts';
import { runLine, type Task } from '../../../../src/experiments/your-turn/draw/nearest-run.ts';
import { HAND, reasonsOf } from '../../../../src/experiments/your-turn/draw/reasons.ts';
import type { Point } from '../../../../src/experiments/your-turn/draw/sketch-lines.ts';
import { fc } from '../../../fast-check.ts';
import { taskOn, unsteady } from './hand.ts';

describe('no reason is given', () => {
  const losses = ['basins', 'ravine', 'valley', 'saddle', 'line', 'gabor'] as const;
  test.each(losses)(
    'of a real descent with small steps on %s, from anywhere, by an unsteady hand',
    { timeout: 60_000 },
    (loss) => {
      const { window, problem } = taskOn(loss);
      const place = fc.tuple(
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      );
      fc.assert(
        fc.property(
          place,
          fc.double({ min: 0, max: 0.6 * HAND, noNaN: true }),
          fc.integer({ min: 40, max: 300 }),
          ([a, b], wobble, steps) => {
            const start: Point = [
              window.x[0] + a * (window.x[1] - window.x[0]),
              window.y[0] + b * (window.y[1] - window.y[0]),
            ];
            const task: Task = { problem, window, points: [start] };
            const rate = smallRate(task);
            const points = unsteady(runLine(task, families[0]!, { alpha: rate }, steps), task, wobble);
            expect(reasonsOf(task, points)).toEqual([]);
          },
        ),
        { numRuns: loss === 'gabor' ? 15 : 40 },
      );
    },
  );
});

/** A rate at which no step turns the slope by more than a little: a fraction of what the curvature allows anywhere near. */
function smallRate({ problem, window }: Task): number {
  let most = 0;
  const [g, h] = [new Float64Array(2), new Float64Array(2)];
  for (let i = 0; i <= 12; i++) {
    for (let k = 0; k <= 12; k++) {
      const phi = Float64Array.of(
        window.x[0] + (i / 12) * (window.x[1] - window.x[0]),
        window.y[0] + (k / 12) * (window.y[1] - window.y[0]),
      );
      problem.gradient(phi, g);
      for (const axis of [0, 1] as const) {
        const near = phi.slice();
        near[axis]! += 1e-4;
        problem.gradient(near, h);
        most = Math.max(most, Math.hypot(h[0]! - g[0]!, h[1]! - g[1]!) / 1e-4);
      }
    }
  }
  return 0.3 / most;
}
