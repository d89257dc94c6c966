import { problems } from '../../../engine/index.ts';
import { arrow, point, type SurfacePanel } from '../../../figure/index.ts';
import { gaborCloseUp } from '../../kit/gabor-close-up.ts';
import type { MomentumStep } from '../../kit/momentum-ledger.ts';
import { stepsBefore } from '../../kit/step-in-view.ts';

/**
 * One state and the two orders of a step from it (after Figure 6.8): memory first and then the gradient at the point
 * reached, or the gradient first and then the memory.
 * @param batch examples in the batch of the current step
 */
export function twoOrders({ phi, terms, t, alpha, beta }: MomentumStep, batch: Int32Array<ArrayBuffer>): SurfacePanel {
  const from = [phi[0][t]!, phi[1][t]!] as const;
  const gHere = new Float64Array(2);
  problems.gabor.gradient(Float64Array.from(from), gHere, batch);
  const moved = (start: readonly [number, number], by: (i: 0 | 1) => number): readonly [number, number] => [
    start[0] - alpha * by(0),
    start[1] - alpha * by(1),
  ];
  const memory = (i: 0 | 1): number => beta * terms[i]!.m[t]!;
  const ahead = moved(from, memory);
  const next = [phi[0][t + 1]!, phi[1][t + 1]!] as const;
  const down = moved(from, (i) => (1 - beta) * gHere[i]!);
  const ordinary = moved(down, memory);
  return {
    ...gaborCloseUp([from, ahead, next, down, ordinary]),
    title: `Step ${t}: Nesterov takes the memory first and the gradient where it leads; momentum takes the gradient first`,
    paths: [stepsBefore(phi, t)],
    points: [
      point('hollow', 'momentum would be here', ...ordinary, { role: 'baseline', label: 'momentum' }),
      point('end', 'next state', ...next, { role: 'run', label: 'Nesterov' }),
      point('now', `step ${t}`, ...from),
    ],
    arrows: [
      arrow('momentum: gradient here', 'baseline', from, down, 'gradient here'),
      arrow('momentum: then the memory', 'baseline', down, ordinary),
      arrow('Nesterov: the memory', 'measured', from, ahead, 'the memory'),
      arrow('Nesterov: gradient ahead', 'batch', ahead, next, 'gradient ahead'),
      arrow('Nesterov: the step', 'run', from, next),
    ],
  };
}
