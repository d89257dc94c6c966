import { momentum } from '../../../engine/optimizers/momentum.ts';
import { createQuadratic } from '../../../engine/problems/quadratic.ts';
import { contraction, type Regime } from '../../../engine/theory/momentum-theory.ts';
import { train } from '../../../engine/training/train.ts';
import type { MultiplesPanel, PanelPoint } from '../../../figure/panels/panel.ts';

/** Pairs that show each kind of behaviour along a direction of curvature 1. */
const REGIMES: readonly { kind: Regime; alpha: number; beta: number }[] = [
  { kind: 'monotone', alpha: 0.15, beta: 0.18 },
  { kind: 'critical', alpha: 0.25, beta: 0.36 },
  { kind: 'ripples', alpha: 2.5, beta: 0.86 },
  { kind: 'oscillating', alpha: 1.9, beta: 0.06 },
  { kind: 'divergent', alpha: 6.6, beta: 0.52 },
];

/** Where each of the five stands on a pad, as its number. */
export function regimeBadges(): PanelPoint[] {
  return REGIMES.map(({ kind, alpha, beta }, i) => ({
    name: kind,
    x: alpha,
    y: beta,
    mark: 'badge',
    label: String(i + 1),
  }));
}

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
        optimizer: momentum,
        hyper: { alpha, beta },
        start: [1],
        steps: 26,
      });
      return {
        heading: `${i + 1} ${kind}`,
        note: `×${contraction(alpha, beta, 1).toFixed(3)} a step`,
        panel: {
          kind: 'chart' as const,
          name: kind,
          title: `Signed distance at each step of a ${kind} run, learning rate ${alpha}, momentum ${beta}`,
          x: { label: '', domain: [0, 26] as const, ticks: [0, 26] },
          y: { label: '', domain: [-1.2, 1.2] as const, ticks: [0] },
          series: [
            {
              name: kind,
              role: kind === 'divergent' ? ('danger' as const) : ('measured' as const),
              kind: 'stems' as const,
              x: phi.map((_, t) => t),
              y: phi.map((value) => Math.max(-1.2, Math.min(1.2, value))),
            },
          ],
        },
      };
    }),
  };
  return five;
}
