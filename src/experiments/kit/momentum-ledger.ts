import * as f from '../../figure/index.ts';
import { showNumber } from '../../figure/sentence.ts';
import type { StepTerms } from './momentum-steps.ts';

/** A run on the Gabor problem by eq 6.11 or eq 6.12, and its current step. */
export interface MomentumStep {
  phi: readonly [f.Column, f.Column];
  terms: readonly StepTerms[];
  t: number;
  alpha: number;
  beta: number;
}

/** Terms of eq 6.11 in TeX, for an experiment's `equations`. */
export const momentumSymbols = {
  mNext: String.raw`\mathbf{m}_{t+1}`,
  becomes: String.raw`\leftarrow`,
  beta: String.raw`\beta`,
  times: String.raw`\cdot`,
  m: String.raw`\mathbf{m}_{t}`,
  plus: '+',
  share: String.raw`(1-\beta)`,
  g: String.raw`\mathbf{g}_{t}`,
  phiNext: String.raw`\boldsymbol{\phi}_{t+1}`,
  phi: String.raw`\boldsymbol{\phi}_{t}`,
  minus: '-',
  alpha: String.raw`\alpha`,
} as const;

/** Symbols of eq 6.12, which has one more line. */
export const nesterovSymbols = {
  ...momentumSymbols,
  ahead: String.raw`\boldsymbol{\phi}_{t} - \alpha\beta\,\mathbf{m}_t`,
  equals: '=',
  alphaBeta: String.raw`\alpha\beta`,
} as const;

/** Eq 6.11, or for Nesterov's rule eq 6.12, at one step as a ledger: each term above its two numbers. */
export function momentumLedger(rule: 'momentum' | 'nesterov', step: MomentumStep): f.EquationPanel {
  const { phi, terms, t, alpha, beta } = step;
  const [number, gradientOf] = rule === 'nesterov' ? ['6.12', 'gradient ahead'] : ['6.11', 'this batch'];
  const two = (symbol: string, label: string, of: (i: 0 | 1) => number, role?: f.Role): f.LedgerTerm =>
    f.term(symbol, label, [shown(of(0)), shown(of(1))], role);
  const both = (value: number): string[] => [
    String(Number(value.toPrecision(3))),
    String(Number(value.toPrecision(3))),
  ];

  const now = two('phi', 'now', (i) => phi[i][t]!);
  const next = two('phiNext', 'next', (i) => phi[i][t + 1]!);
  const memory = two('m', 'the memory', (i) => terms[i]!.m[t]!, 'measured');
  const average = two('mNext', 'the average', (i) => terms[i]!.m[t + 1]!, 'run');
  const gradient = two('g', gradientOf, (i) => terms[i]!.g[t]!, 'batch');
  const ahead = two('ahead', 'ahead', (i) => terms[i]!.at[t]!);
  const rate = f.term('alpha', 'the rate', both(alpha));
  const kept = f.constant('beta', 'β', both(beta));
  const share = f.constant('share', '1 minus β', both(1 - beta));
  const reach = f.constant('alphaBeta', 'α times β', both(alpha * beta));
  const [becomes, equals, times] = [f.sign('becomes'), f.sign('equals'), f.sign('times')];
  const [plus, minus] = [f.sign('plus'), f.sign('minus')];
  return f.equation({
    name: `equation ${number}`,
    title: `Equation ${number} at step ${t}, with its numbers`,
    rows: ['ϕ_0', 'ϕ_1'],
    lines: [
      ...(rule === 'nesterov' ? [[ahead, equals, now, minus, reach, times, memory]] : []),
      [average, becomes, kept, times, memory, plus, share, times, gradient],
      [next, becomes, now, minus, rate, times, average],
    ],
  });
}

const shown = (value: number): string => showNumber(f.fixed(value, 3));
