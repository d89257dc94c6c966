import {
  coordinate,
  defaults,
  flag,
  integer,
  number,
  optimizers,
  problems,
  train,
  type Values,
} from '../../../engine/index.ts';
import { squareDecay } from '../../../engine/optimizers/hyperparameters.ts';
import { defineExperiment, type Presentation } from '../../../figure/experiment.ts';
import type { ChartPanel, Column, EquationPanel, LedgerTerm, SurfacePanel } from '../../../figure/panels/panel.ts';
import { pythonScript } from '../../../figure/python.ts';
import { showNumber } from '../../../figure/sentence.ts';
import { valleyCloseUp, valleySheet } from '../../kit/valley-sheet.ts';
import { type AdamTerms, adamStep, recordedAdam } from './adam-steps.ts';

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'The longest step along each coordinate, or nearly.',
    default: 0.05,
    min: 0.001,
    max: 1,
    step: 0.001,
    scale: 'log',
  }),
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the averaged gradient that each step keeps.',
    default: 0.9,
    min: 0,
    max: 0.99,
    step: 0.01,
  }),
  gamma: squareDecay(0.99, { max: 0.999 }),
  correctBias: flag({
    label: 'Bias correction',
    help: 'Equation 6.16; without it both moments are used as they are.',
    default: true,
  }),
  steps: integer({ label: 'Steps *T*', help: 'How many steps the run makes.', default: 60, min: 2, max: 200 }),
  phi0: number({ label: 'Start ϕ_0', help: 'Where the run starts.', default: -0.7, min: -1, max: 1, step: 0.01 }),
  phi1: number({ label: 'Start ϕ_1', help: 'Where the run starts.', default: -0.9, min: -1, max: 1, step: 0.01 }),
};
type V = Values<typeof parameters>;

interface Result {
  phi: readonly [Column, Column];
  loss: Column;
  terms: readonly AdamTerms[];
}

/** A step counts as of fixed length if both its coordinates move by alpha to within this share. */
const FIXED = 0.05;
const COORDINATES = [0, 1] as const;
type Coordinate = (typeof COORDINATES)[number];

const hyperOf = ({ alpha, beta, gamma, correctBias }: V) => ({
  ...defaults(optimizers.adam.hyperparameters),
  alpha,
  beta,
  gamma,
  correctBias,
});

export default defineExperiment({
  title: 'Adam’s step, term by term',
  question: 'What is each step made of, and how far does it go along each coordinate?',
  claim: 'We move a fixed distance along each coordinate',
  source: 'UDL 6.4, eq 6.15 to 6.17, Notebook 6.5',
  caption:
    'One step of Adam on the loss of Figure 6.9, in its equations and as arrows under a lens. The square reaches α to each side: a step of fixed length along each coordinate would end at one of its corners. Go through the run. At which steps does Adam’s step end there? Deterministic.',
  pace: 'instant',
  checked: 'PyTorch, step by step',
  parameters,
  together: [['phi0', 'phi1']],
  stepper: { start: 20 },
  equations: {
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
  },
  parts: (values: V) => ({ run: values }),
  measure: {
    run(values: V): Result {
      const { optimizer, terms } = recordedAdam(2, values.steps);
      const trace = train({
        problem: problems.gaussianValley,
        optimizer,
        hyper: hyperOf(values),
        start: [values.phi0, values.phi1],
        steps: values.steps,
      });
      const cut = (column: Column): Column => column.slice(0, trace.steps);
      return {
        phi: [coordinate(trace, 0), coordinate(trace, 1)],
        loss: trace.loss,
        terms: terms.map(({ g, m, v }) => ({ g: cut(g), m: cut(m), v: cut(v) })),
      };
    },
  },
  present(values, { run }, { at, pinned } = {}) {
    if (!run) throw new Error('adam-moments has one part, and presents once it is measured');
    const made = run.terms[0]!.g.length;
    const now = Math.min(at ?? made, made);
    const ended = now === made;
    // At the end there is no next update: its numbers are those of the last.
    const last = made - 1;
    const t = Math.min(now, last);
    const hyper = hyperOf(values);
    const [now0, now1] = COORDINATES.map((i) => adamStep(run.terms[i]!, t, hyper));
    const share = (step: number): number => Math.abs(step) / values.alpha;
    const shares = [share(now0!.step), share(now1!.step)] as const;
    const fixed = shares.every((one) => Math.abs(one - 1) < FIXED);
    const fixedSteps = Array.from({ length: last + 1 }, (_, s) =>
      COORDINATES.every((i) => Math.abs(share(adamStep(run.terms[i]!, s, hyper).step) - 1) < FIXED),
    ).filter(Boolean).length;
    const numbers: Presentation['numbers'] = {
      at: { value: now, digits: 0 },
      share0: { value: shares[0], digits: 2 },
      share1: { value: shares[1], digits: 2 },
      fixedSteps: { value: fixedSteps, digits: 0 },
      steps: { value: last + 1, digits: 0 },
      mWeight: { value: now0!.mWeight, digits: 3, significant: true },
      vWeight: { value: now0!.vWeight, digits: 3, significant: true },
      loss: { value: run.loss.at(-1)!, digits: 3, significant: true },
      endM0: { value: run.terms[0]!.m.at(-1)!, digits: 3, significant: true },
      endM1: { value: run.terms[1]!.m.at(-1)!, digits: 3, significant: true },
      endV0: { value: run.terms[0]!.v.at(-1)!, digits: 3, significant: true },
      endV1: { value: run.terms[1]!.v.at(-1)!, digits: 3, significant: true },
      endStep0: { value: adamStep(run.terms[0]!, last, hyper).step, digits: 3, significant: true },
      endStep1: { value: adamStep(run.terms[1]!, last, hyper).step, digits: 3, significant: true },
    };
    return {
      panels: [
        sheet(values, run, now, pinned?.results.run),
        ...(ended ? [] : [closeUp(values, run, t)]),
        shareChart(values, run, t),
        ...(ended ? [] : [ledger(values, run, t)]),
      ],
      numbers,
      steps: made,
      verdict: {
        text: `${
          ended
            ? 'The run has ended after step {at}: no update follows.'
            : `The update after step {at} moves ϕ_0 by {share0} α and ϕ_1 by {share1} α${fixed ? ': a fixed distance along each' : ': no fixed distance'}.`
        } Both move by α in {fixedSteps} of the {steps} updates.`,
        outcome: (ended ? fixedSteps === made : fixed) ? 'holds' : 'fails',
      },
    };
  },
  python: (values) =>
    pythonScript({
      about: 'Adam on the loss of Figure 6.9: its moments and its step at the end.',
      problem: problems.gaussianValley,
      optimizer: optimizers.adam,
      hyper: hyperOf(values),
      start: [values.phi0, values.phi1],
      steps: values.steps,
      prints: {
        loss: 'losses[-1]',
        endM0: 'm[0]',
        endM1: 'm[1]',
        endV0: 'v[0]',
        endV1: 'v[1]',
        endStep0: 'path[-1, 0] - path[-2, 0]',
        endStep1: 'path[-1, 1] - path[-2, 1]',
      },
    }),
});

function sheet(values: V, { phi }: Result, t: number, before: Result | undefined): SurfacePanel {
  const last = phi[0].length - 1;
  return {
    ...valleySheet(),
    title: `The path of Adam from (${values.phi0}, ${values.phi1}), at step ${t}`,
    paths: [
      ...(before ? [{ name: 'pinned path', role: 'baseline' as const, x: before.phi[0], y: before.phi[1] }] : []),
      { name: 'path', role: 'run', x: phi[0], y: phi[1], steps: true },
    ],
    points: [
      ...(valleySheet().points ?? []),
      { name: 'end', x: phi[0][last]!, y: phi[1][last]!, mark: 'end', role: 'run' },
      { name: 'now', x: phi[0][t]!, y: phi[1][t]!, mark: 'now', label: `step ${t}` },
    ],
    handle: { x: 'phi0', y: 'phi1', at: [values.phi0, values.phi1], label: 'drag the start' },
  };
}

/** The gradient, its average and the step, all from where the run stands and all times alpha, beside the square of side 2 alpha. */
function closeUp(values: V, { phi, terms }: Result, t: number): SurfacePanel {
  const { alpha } = values;
  const from = [phi[0][t]!, phi[1][t]!] as const;
  const steps = terms.map((term) => adamStep(term, t, hyperOf(values)));
  const to = (of: (i: Coordinate) => number) => [from[0] + of(0), from[1] + of(1)] as const;
  const gradient = to((i) => -alpha * terms[i]!.g[t]!);
  const average = to((i) => -alpha * steps[i]!.mTilde);
  const next = to((i) => steps[i]!.step);
  const reach = Math.max(
    alpha,
    ...[gradient, average, next].flatMap(([x, y]) => [Math.abs(x - from[0]), Math.abs(y - from[1])]),
  );
  const corner = (x: number, y: number) => [from[0] + x * alpha, from[1] + y * alpha] as const;
  const square = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
  return {
    ...valleyCloseUp(from, 1.3 * reach),
    title: `Step ${t} under a lens: the gradient, its average and the step`,
    equal: true,
    lines: [
      {
        name: 'α to each side',
        role: 'theory',
        x: Float64Array.from(square, ([x]) => x),
        y: Float64Array.from(square, ([, y]) => y),
      },
    ],
    points: [{ name: `step ${t}`, x: from[0], y: from[1], mark: 'now', label: `step ${t}` }],
    arrows: [
      { name: 'minus α times the gradient', role: 'batch', from, to: gradient, label: 'minus gradient' },
      { name: 'minus α times its corrected average', role: 'measured', from, to: average, label: 'minus average' },
      { name: 'the step', role: 'run', from, to: next, label: 'the step' },
    ],
  };
}

function shareChart(values: V, { terms }: Result, t: number): ChartPanel {
  const length = terms[0]!.g.length;
  const x = Float64Array.from({ length }, (_, s) => s);
  const shares = terms.map((term) => x.map((s) => adamStep(term, s, hyperOf(values)).step / values.alpha));
  const reach = Math.max(1.2, ...shares.flatMap((column) => Array.from(column, Math.abs)));
  return {
    kind: 'chart',
    name: 'step over α',
    title: 'How far each step goes along each coordinate, in units of α',
    x: { label: 'step *t*', domain: [0, length] },
    y: { label: 'step along each coordinate / α', domain: [-1.1 * reach, 1.1 * reach], ticks: [-1, 0, 1] },
    steps: true,
    references: [
      { axis: 'y', at: 1, label: 'a fixed distance', role: 'theory' },
      { axis: 'y', at: -1, label: '', role: 'theory' },
    ],
    series: [
      { name: 'along ϕ_0', role: 'measured', kind: 'line', x, y: shares[0]!, label: 'ϕ_0' },
      { name: 'along ϕ_1', role: 'run', kind: 'line', x, y: shares[1]!, label: 'ϕ_1' },
    ],
    points: [{ name: 'now', x: t, y: shares[1]![t]!, mark: 'now', label: `step ${t}` }],
  };
}

/** Equations 6.15 to 6.17 with the numbers of step t; the same term has the same colour as its arrow. */
function ledger(values: V, { terms }: Result, t: number): EquationPanel {
  const { alpha, beta, gamma, correctBias } = values;
  const steps = terms.map((term) => adamStep(term, t, hyperOf(values)));
  const shown = (value: number): string => showNumber({ value, digits: 3, significant: true });
  const term = (
    equation: string,
    of: number | ((i: Coordinate) => number),
    rest: Partial<LedgerTerm> = {},
  ): LedgerTerm => ({
    equation,
    values: COORDINATES.map((i) => shown(typeof of === 'number' ? of : of(i))),
    ...rest,
  });
  const constant = (equation: string, spoken: string, value: number): LedgerTerm => ({
    equation,
    spoken,
    values: COORDINATES.map(() => String(Number(value.toPrecision(3))).replace('-', '\u2212')),
  });
  const sign = (equation: string): LedgerTerm => ({ equation });
  const before = (column: Column): number => (t > 0 ? column[t - 1]! : 0);
  const gradient = term('g', (i) => terms[i]!.g[t]!, { role: 'batch', label: 'gradient' });
  const mNext = term('mNext', (i) => terms[i]!.m[t]!, { label: 'average' });
  const vNext = term('vNext', (i) => terms[i]!.v[t]!, { label: 'of squares' });
  const mTilde = term('mTilde', (i) => steps[i]!.mTilde, { role: 'measured', label: 'corrected' });
  const vTilde = term('vTilde', (i) => steps[i]!.vTilde, { label: 'corrected' });
  return {
    kind: 'equation',
    name: 'equations 6.15 to 6.17',
    title: `Equations 6.15 to 6.17 at step ${t}, with their numbers`,
    rows: ['ϕ_0', 'ϕ_1'],
    lines: [
      [
        mNext,
        constant('beta', 'β', beta),
        term('m', (i) => before(terms[i]!.m), { label: 'memory' }),
        constant('mShare', '1 minus β', 1 - beta),
        gradient,
      ],
      [
        vNext,
        constant('gamma', 'γ', gamma),
        term('v', (i) => before(terms[i]!.v), { label: 'memory' }),
        constant('vShare', '1 minus γ', 1 - gamma),
        term('gSquared', (i) => terms[i]!.g[t]! ** 2, { role: 'batch', label: 'squared' }),
      ],
      [
        mTilde,
        sign('becomes'),
        mNext,
        sign('over'),
        term(correctBias ? 'mWeight' : 'one', steps[0]!.mWeight, { label: 'weight so far' }),
      ],
      [
        vTilde,
        sign('becomes'),
        vNext,
        sign('over'),
        term(correctBias ? 'vWeight' : 'one', steps[0]!.vWeight, { label: 'weight so far' }),
      ],
      [
        term('step', (i) => steps[i]!.step, { role: 'run', label: 'the step' }),
        constant('minusAlpha', 'minus α', -alpha),
        mTilde,
        sign('over'),
        term('root', (i) => Math.sqrt(steps[i]!.vTilde) + hyperOf(values).epsilon, { label: 'root' }),
      ],
    ],
  };
}
