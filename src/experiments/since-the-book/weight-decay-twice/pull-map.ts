import * as f from '../../../figure/index.ts';
import { bands } from '../../../figure/panels/contours.ts';
import type { Way } from '../../kit/decay-way.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { once } from '../../kit/made-once.ts';
import { POINTS, RUNS, type Shrunk, sdOf, shrinksInTheory } from './two-weights.ts';

const WINDOW = { xDomain: [-0.6, 1.64], yDomain: [-0.15, 1.25] } as const;
const CELLS = { across: 56, up: 36 } as const;

/** The map of the two weights, without runs. The loss is constant; the tints show the penalty on their squares. */
const emptyMap = once(
  (): f.SurfacePanel =>
    f.map({
      name: 'pull',
      title: 'Both weights as one place: the mean of all runs, over the penalty that pulls them to zero',
      x: f.axis('weight with small gradients', WINDOW.xDomain, { ticks: [-0.5, 0, 0.5, 1, 1.5] }),
      y: f.axis('weight with large gradients', WINDOW.yDomain, { ticks: [0, 0.5, 1] }),
      bands: bands({
        ...lossGrid(WINDOW, CELLS, ([x = 0, y = 0]) => (x * x + y * y) / 2),
        levels: [0.01, 0.04, 0.09, 0.16, 0.25, 0.36, 0.49, 0.64, 0.81, 1, 1.25, 1.5],
        label: 'the penalty, over λ',
      }),
    }),
);

interface Look {
  way: Way;
  lambda: number;
  ratio: number;
  steps: number;
  own: Shrunk | undefined;
  before: Shrunk | undefined;
  /** The current step; later ones must stay hidden. */
  at: number | undefined;
}

export function pullMap({ way, lambda, ratio, steps, own, before, at = steps }: Look): f.SurfacePanel {
  const theory = (which: 'small' | 'large') => shrinksInTheory(way, lambda, sdOf(which, ratio), steps);
  const hasEnded = at >= steps;
  return {
    ...emptyMap(),
    lines: f.some(hasEnded && { name: 'theory', role: 'theory' as const, x: theory('small'), y: theory('large') }),
    paths: f.some(
      before && f.path('pinned mean', 'baseline', before.mean, { label: 'the run before' }),
      own && f.path('mean of the runs', 'run', own.mean, { steps: true }),
    ),
    points: f.some(
      hasEnded &&
        own &&
        Array.from({ length: RUNS }, (_, r) =>
          f.point('dot', `end of run ${r + 1}`, own.small[POINTS * RUNS + r]!, own.large[POINTS * RUNS + r]!, {
            role: 'batch',
          }),
        ),
      f.point('minimum', 'zero', 0, 0, { label: 'both gone' }),
      own && f.point('hollow', 'start', 1, 1, { role: 'baseline', label: true }),
      own && f.point('end', 'end', ...f.standing(own.mean, at), { role: 'run', label: hasEnded ? 'mean' : undefined }),
    ),
  };
}
