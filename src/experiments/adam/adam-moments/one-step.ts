import { arrow, map, point, type SurfacePanel } from '../../../figure/index.ts';
import { type AdamTerms, adamStep } from '../../kit/adam-steps.ts';
import { valleyCloseUp } from '../../kit/valley-map.ts';

/** All terms of one step of Adam along one coordinate; the moments before it and after. */
export interface StepTerms extends ReturnType<typeof adamStep> {
  g: number;
  m: number;
  v: number;
  mBefore: number;
  vBefore: number;
}
/** Along ϕ_0 and ϕ_1. */
export type BothTerms = readonly [StepTerms, StepTerms];

/** The terms of every step of a run. */
export function stepTerms(terms: readonly AdamTerms[], hyper: Parameters<typeof adamStep>[2]): BothTerms[] {
  const along = (i: 0 | 1, t: number): StepTerms => {
    const { g, m, v } = terms[i]!;
    const before = { mBefore: m[t - 1] ?? 0, vBefore: v[t - 1] ?? 0 };
    return { g: g[t]!, m: m[t]!, v: v[t]!, ...before, ...adamStep(terms[i]!, t, hyper) };
  };
  return Array.from(terms[0]!.g, (_, t) => [along(0, t), along(1, t)]);
}

/** How far the lens extends beyond the longest arrow, and its aspect ratio, that of the space beside the map. */
const AROUND = 1.15;
const WIDER = 1.35;
/** Arrows shorter than this fraction of its height have no name. */
const SEEN = 0.12;

/**
 * The gradient, its average and the step, all from the current point and all times alpha, beside the square of side 2
 * alpha.
 */
export function closeUp(both: BothTerms, t: number, [x, y]: readonly [number, number], alpha: number): SurfacePanel {
  const from = [x, y] as const;
  const to = (move: (terms: StepTerms) => number) => [x + move(both[0]), y + move(both[1])] as const;
  const gradient = to(({ g }) => -alpha * g);
  const average = to(({ mTilde }) => -alpha * mTilde);
  const next = to(({ step }) => step);
  const ends = [gradient, average, next].flatMap((end) => [Math.abs(end[0] - x), Math.abs(end[1] - y)]);
  const reach = AROUND * Math.max(alpha, ...ends);
  // A name at a barely visible arrow would seem to name nothing.
  const named = (label: string, [endX, endY]: readonly [number, number]) =>
    Math.hypot(endX - x, endY - y) > SEEN * reach ? label : undefined;
  const square = {
    x: Float64Array.from([-1, 1, 1, -1, -1], (side) => x + side * alpha),
    y: Float64Array.from([-1, -1, 1, 1, -1], (side) => y + side * alpha),
  };
  return map({
    ...valleyCloseUp(from, [WIDER * reach, reach]),
    title: `Step ${t} under a lens: the gradient, its average and the step`,
    equal: true,
    lines: [{ name: 'α to each side', role: 'theory', ...square }],
    points: [point('now', `step ${t}`, x, y, { label: true })],
    arrows: [
      arrow('minus α times the gradient', 'batch', from, gradient, named('minus gradient', gradient)),
      arrow('minus α times its corrected average', 'measured', from, average, named('minus average', average)),
      arrow('the step', 'run', from, next, named('the step', next)),
    ],
  });
}
