import { problems } from '../../engine/problems/index.ts';
import type { Column, EquationPanel, SurfaceArrow, SurfacePanel } from '../../figure/panels/panel.ts';
import { gaborCloseUp } from './gabor-close-up.ts';
import type { StepTerms } from './momentum-steps.ts';

/** A Nesterov run on the Gabor problem, and which of its steps is in view. */
export interface NesterovStep {
  phi: readonly [Column, Column];
  terms: readonly StepTerms[];
  /** Examples of the batch of step `t`. */
  batch: Int32Array<ArrayBuffer>;
  t: number;
  alpha: number;
  beta: number;
}

const TAIL = 12;

/**
 * One state and the two orders of step from it (after Figure 6.8): memory first and the gradient where it leads, or the
 * gradient first and the memory after it.
 */
export function twoOrders({ phi, terms, batch, t, alpha, beta }: NesterovStep): SurfacePanel {
  const here = Float64Array.from([phi[0][t]!, phi[1][t]!]);
  const gHere = new Float64Array(2);
  problems.gabor.gradient(here, gHere, batch);
  const from = [here[0]!, here[1]!] as const;
  const moved = (start: readonly [number, number], by: (i: 0 | 1) => number): readonly [number, number] => [
    start[0] - alpha * by(0),
    start[1] - alpha * by(1),
  ];
  const memory = (i: 0 | 1): number => beta * terms[i]!.m[t]!;
  const ahead = moved(from, memory);
  const next = [phi[0][t + 1]!, phi[1][t + 1]!] as const;
  const down = moved(from, (i) => (1 - beta) * gHere[i]!);
  const ordinary = moved(down, memory);
  const first = Math.max(0, t - TAIL);
  const arrows: SurfaceArrow[] = [
    { name: 'momentum: gradient here', role: 'baseline', from, to: down, label: 'gradient here' },
    { name: 'momentum: then the memory', role: 'baseline', from: down, to: ordinary },
    { name: 'Nesterov: the memory', role: 'measured', from, to: ahead, label: 'the memory' },
    { name: 'Nesterov: gradient ahead', role: 'batch', from: ahead, to: next, label: 'gradient ahead' },
    { name: 'Nesterov: the step', role: 'run', from, to: next },
  ];
  return {
    ...gaborCloseUp([from, ahead, next, down, ordinary]),
    title: `Step ${t}: Nesterov takes the memory first and the gradient where it leads; momentum takes the gradient first`,
    paths: [{ name: 'steps before', role: 'baseline', x: phi[0].slice(first, t + 1), y: phi[1].slice(first, t + 1) }],
    points: [
      {
        name: 'momentum would be here',
        x: ordinary[0],
        y: ordinary[1],
        mark: 'hollow',
        role: 'baseline',
        label: 'momentum',
      },
      { name: 'next state', x: next[0], y: next[1], mark: 'end', role: 'run', label: 'Nesterov' },
      { name: `step ${t}`, x: from[0], y: from[1], mark: 'now' },
    ],
    arrows,
  };
}

/** The last state of a run, from which no step is made. */
export function endOfRun(phi: readonly [Column, Column], t: number): SurfacePanel {
  const from = [phi[0][t]!, phi[1][t]!] as const;
  const before = Math.max(0, t - 1);
  const first = Math.max(0, t - TAIL);
  return {
    ...gaborCloseUp([from, [phi[0][before]!, phi[1][before]!]]),
    title: `The run has ended after step ${t}: no update follows`,
    paths: [{ name: 'steps before', role: 'baseline', x: phi[0].slice(first, t + 1), y: phi[1].slice(first, t + 1) }],
    points: [{ name: 'end', x: from[0], y: from[1], mark: 'end', role: 'run', label: 'the end' }],
  };
}

/** Terms of eq 6.12, in TeX, for an experiment's `equations`. */
export const nesterovTerms = {
  ahead: String.raw`\boldsymbol{\phi}_{t} - \alpha\beta\,\mathbf{m}_t`,
  equals: '=',
  phi: String.raw`\boldsymbol{\phi}_{t}`,
  minus: '-',
  alphaBeta: String.raw`\alpha\beta`,
  m: String.raw`\mathbf{m}_{t}`,
  mNext: String.raw`\mathbf{m}_{t+1}`,
  becomes: String.raw`\leftarrow`,
  beta: String.raw`\beta`,
  times: String.raw`\cdot`,
  plus: '+',
  share: String.raw`(1-\beta)`,
  g: String.raw`\mathbf{g}_{t}`,
  phiNext: String.raw`\boldsymbol{\phi}_{t+1}`,
  alpha: String.raw`\alpha`,
} as const;

/** Eq 6.12 at one step as a ledger, each term over its two numbers. */
export function nesterovLedger({ phi, terms, t, alpha, beta }: NesterovStep): EquationPanel {
  const two = (of: (i: 0 | 1) => number): string[] =>
    ([0, 1] as const).map((i) => of(i).toFixed(3).replace('-', '\u2212'));
  const both = (value: number): string[] => Array.from({ length: 2 }, () => String(Number(value.toPrecision(3))));
  const memory = { equation: 'm', label: 'the memory', role: 'measured' as const, values: two((i) => terms[i]!.m[t]!) };
  const average = {
    equation: 'mNext',
    label: 'the average',
    role: 'run' as const,
    values: two((i) => terms[i]!.m[t + 1]!),
  };
  const now = { equation: 'phi', label: 'now', values: two((i) => phi[i][t]!) };
  return {
    kind: 'equation',
    name: 'equation 6.12',
    title: `Equation 6.12 at step ${t}, with its numbers`,
    rows: ['ϕ_0', 'ϕ_1'],
    lines: [
      [
        { equation: 'ahead', label: 'ahead', values: two((i) => terms[i]!.at[t]!) },
        { equation: 'equals' },
        now,
        { equation: 'minus' },
        { equation: 'alphaBeta', spoken: 'α times β', values: both(alpha * beta) },
        { equation: 'times' },
        memory,
      ],
      [
        average,
        { equation: 'becomes' },
        { equation: 'beta', spoken: 'β', values: both(beta) },
        { equation: 'times' },
        memory,
        { equation: 'plus' },
        { equation: 'share', spoken: '1 minus β', values: both(1 - beta) },
        { equation: 'times' },
        { equation: 'g', label: 'gradient ahead', role: 'batch', values: two((i) => terms[i]!.g[t]!) },
      ],
      [
        { equation: 'phiNext', label: 'next', values: two((i) => phi[i][t + 1]!) },
        { equation: 'becomes' },
        now,
        { equation: 'minus' },
        { equation: 'alpha', label: 'the rate', values: both(alpha) },
        { equation: 'times' },
        average,
      ],
    ],
  };
}
