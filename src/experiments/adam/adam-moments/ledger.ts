import { type EquationPanel, type LedgerTerm, significant } from '../../../figure/index.ts';
import { showNumber } from '../../../figure/sentence.ts';
import type { BothTerms, StepTerms } from './one-step.ts';

/** Terms of eq 6.15 to 6.17, in TeX. */
export const adamTerms = {
  mNext: String.raw`\mathbf{m}_{t+1}`,
  vNext: String.raw`\mathbf{v}_{t+1}`,
  becomes: String.raw`\leftarrow`,
  beta: String.raw`\leftarrow\beta`,
  gamma: String.raw`\leftarrow\gamma`,
  over: '/',
  m: String.raw`\mathbf{m}_{t}`,
  v: String.raw`\mathbf{v}_{t}`,
  mShare: String.raw`+\,(1-\beta)`,
  vShare: String.raw`+\,(1-\gamma)`,
  g: String.raw`\mathbf{g}_{t}`,
  gSquared: String.raw`\mathbf{g}_{t}^2`,
  mTilde: String.raw`\tilde{\mathbf{m}}_{t+1}`,
  vTilde: String.raw`\tilde{\mathbf{v}}_{t+1}`,
  mWeight: String.raw`(1-\beta^{t+1})`,
  vWeight: String.raw`(1-\gamma^{t+1})`,
  one: '1',
  step: String.raw`\boldsymbol{\phi}_{t+1}-\boldsymbol{\phi}_{t}`,
  minusAlpha: String.raw`\leftarrow-\alpha`,
  root: String.raw`\bigl(\sqrt{\tilde{\mathbf{v}}_{t+1}}+\epsilon\bigr)`,
} as const;
type Term = keyof typeof adamTerms;

interface Hyper {
  alpha: number;
  beta: number;
  gamma: number;
  epsilon: number;
  correctBias: boolean;
}

/** Equations 6.15 to 6.17 with the numbers of step t; each term has the colour of its arrow. */
export function ledger(both: BothTerms, t: number, hyper: Hyper): EquationPanel {
  const { alpha, beta, gamma, epsilon, correctBias } = hyper;
  const term = (equation: Term, label: string, of: (terms: StepTerms) => number, role?: LedgerTerm['role']) => ({
    equation,
    label,
    values: both.map((terms) => showNumber(significant(of(terms), 3))),
    ...(role && { role }),
  });
  const constant = (equation: Term, label: string, value: number) => ({
    equation,
    label,
    values: both.map(() => String(Number(value.toPrecision(3))).replace('-', '\u2212')),
  });
  const sign = (equation: Term) => ({ equation });
  const mNext = term('mNext', 'average', ({ m }) => m);
  const vNext = term('vNext', 'mean square', ({ v }) => v);
  const mTilde = term('mTilde', 'corrected', (one) => one.mTilde, 'measured');
  const vTilde = term('vTilde', 'corrected', (one) => one.vTilde);
  const mWeight = term(correctBias ? 'mWeight' : 'one', 'weight so far', (one) => one.mWeight);
  const vWeight = term(correctBias ? 'vWeight' : 'one', 'weight so far', (one) => one.vWeight);
  return {
    kind: 'equation',
    name: 'equations 6.15 to 6.17',
    title: `Equations 6.15 to 6.17 at step ${t}, with their numbers`,
    rows: ['ϕ_0', 'ϕ_1'],
    lines: [
      [
        mNext,
        constant('beta', 'kept', beta),
        term('m', 'memory', ({ mBefore }) => mBefore),
        constant('mShare', 'new', 1 - beta),
        term('g', 'gradient', ({ g }) => g, 'batch'),
      ],
      [
        vNext,
        constant('gamma', 'kept', gamma),
        term('v', 'memory', ({ vBefore }) => vBefore),
        constant('vShare', 'new', 1 - gamma),
        term('gSquared', 'squared', ({ g }) => g ** 2, 'batch'),
      ],
      [mTilde, sign('becomes'), mNext, sign('over'), mWeight],
      [vTilde, sign('becomes'), vNext, sign('over'), vWeight],
      [
        term('step', 'the step', ({ step }) => step, 'run'),
        constant('minusAlpha', 'minus rate', -alpha),
        mTilde,
        sign('over'),
        term('root', 'root', (one) => Math.sqrt(one.vTilde) + epsilon),
      ],
    ],
  };
}
