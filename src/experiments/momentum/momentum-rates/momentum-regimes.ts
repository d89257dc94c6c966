import { createQuadratic, optimizers, train } from '../../../engine/index.ts';
import { contraction, type Regime } from '../../../engine/theory/momentum-theory.ts';
import { axis, chart, type MultiplesPanel, type PanelPoint, point, stems, stepsOf } from '../../../figure/index.ts';

/** Pairs that show each kind of behaviour along a direction of curvature 1. */
const REGIMES: readonly { kind: Regime; alpha: number; beta: number }[] = [
  { kind: 'monotone', alpha: 0.15, beta: 0.18 },
  { kind: 'critical', alpha: 0.25, beta: 0.36 },
  { kind: 'ripples', alpha: 2.5, beta: 0.86 },
  { kind: 'oscillating', alpha: 1.9, beta: 0.06 },
  { kind: 'divergent', alpha: 6.6, beta: 0.52 },
];
const STEPS = 26;
/** Distances are drawn up to here. */
const REACH = 1.2;

/** Where each of the five stands on a pad, as its number. */
export const regimeBadges = (): PanelPoint[] =>
  REGIMES.map(({ kind, alpha, beta }, i) => point('badge', kind, alpha, beta, { label: String(i + 1) }));

let five: MultiplesPanel | undefined;

/** The five kinds of run along one direction of curvature 1, each from its numbered pair. */
export function regimePanel(): MultiplesPanel {
  five ??= {
    kind: 'multiples',
    name: 'regimes',
    title: 'The five kinds of run along one direction: signed distance at each step',
    items: REGIMES.map(({ kind, alpha, beta }, i) => {
      const { phi } = train({
        problem: createQuadratic({ eigenvalues: [1] }),
        optimizer: optimizers.momentum,
        hyper: { alpha, beta },
        start: [1],
        steps: STEPS,
      });
      const within = phi.map((value) => Math.max(-REACH, Math.min(REACH, value)));
      return {
        heading: `${i + 1} ${kind}`,
        note: `×${contraction(alpha, beta, 1).toFixed(3)} a step`,
        panel: chart({
          name: kind,
          title: `Signed distance at each step of a ${kind} run, learning rate ${alpha}, momentum ${beta}`,
          x: axis('', [0, STEPS], { ticks: [0, STEPS] }),
          y: axis('', [-REACH, REACH], { ticks: [0] }),
          series: [stems(kind, kind === 'divergent' ? 'danger' : 'measured', stepsOf(phi), within)],
        }),
      };
    }),
  };
  return five;
}
