import {
  coordinate,
  createSchedule,
  defaults,
  integer,
  lastState,
  number,
  optimizers,
  problems,
  train,
  type Values,
} from '../../engine/index.ts';
import { projectOntoReddi } from '../../engine/problems/reddi.ts';
import { defineExperiment, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Column, Panel, Role, TablePanel } from '../../figure/panels/panel.ts';
import { pythonLiteral } from '../../figure/python.ts';

/** The decay of the paper's first example. */
const PAPER = 1 / 17;

const parameters = {
  gamma: number({
    label: 'Decay of squares γ',
    symbol: String.raw`\gamma`,
    help: 'The share of the averaged squared gradient that each step keeps.',
    default: PAPER,
    min: 0,
    max: 0.99,
    step: 0.001,
  }),
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'Of the first step; step t has α/√t.',
    default: 0.1,
    min: 0.01,
    max: 1,
    step: 0.01,
    scale: 'log',
  }),
  start: number({
    label: 'Start ϕ',
    symbol: String.raw`\phi`,
    help: 'Where both runs start.',
    default: 0,
    min: -1,
    max: 1,
    step: 0.01,
  }),
  steps: integer({
    label: 'Steps *T*',
    help: 'How many steps both runs make.',
    default: 3000,
    min: 30,
    max: 3000,
    scale: 'log',
  }),
};
type V = Values<typeof parameters>;

const rules = {
  adam: { name: 'Adam', role: 'run' },
  amsgrad: { name: 'AMSGrad', role: 'measured' },
} as const satisfies Record<string, { name: string; role: Role }>;
type Rule = keyof typeof rules;
const order = ['adam', 'amsgrad'] as const;

/** Decays at which the ends are drawn; the paper's own is the second. */
const GAMMAS = [0, PAPER, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99] as const;
/** A run that comes back to the best or the worst point in every cycle, and ends within this of it, has settled there. */
const NEAR = 0.1;
/** States that are drawn of a run. */
const DRAWN = 300;

interface Work extends Readonly<Record<string, unknown>> {
  rule: Rule;
  /** One run and its last cycle, or the ends at every decay of the chart. */
  what: 'run' | 'ends';
  gamma?: number;
  alpha: number;
  start: number;
  steps: number;
}

interface Result {
  /** Of a run: step and state; of the ends: decay and last state. */
  x: Column;
  phi: Column;
  /** Of a run: the states before, between and after the last three examples in their order, 4, -1, -1. */
  cycle: Column;
}

/** How far each of the three examples of the last cycle moved the run. */
const movesOf = ({ cycle }: Result): Column => cycle.subarray(1).map((phi, k) => phi - cycle[k]!);
/** How far the three moved it together: below 0 towards the best point, above 0 away from it. */
const driftOf = (run: Result): number => movesOf(run).reduce((sum, move) => sum + move, 0);

export default defineExperiment({
  title: 'Where Adam goes to the worst point',
  question: 'Can Adam fail on a problem as simple as a straight line?',
  claim: 'Adam goes down the line, to the best point',
  source: 'Reddi, Kale and Kumar 2018, theorem 1; UDL 6.4',
  caption:
    'One parameter between −1 and 1, and three straight losses in turn: 4ϕ, −ϕ, −ϕ. Their sum, 2ϕ, is lowest at −1. As in the paper, Adam has β = 0, no bias correction and the rate α/√t, and each step is brought back into [−1, 1]. Against the step stand both rules; against γ, where they end. Drag γ: how long a memory does Adam need? Deterministic.',
  pace: 'ensemble',
  checked: 'Reddi, Kale and Kumar 2018',
  parameters,
  parts: (values: V) => ({
    all: (({ gamma, ...shared }: V): Work[] => [
      ...order.map((rule): Work => ({ what: 'run', rule, gamma, ...shared })),
      ...order.map((rule): Work => ({ what: 'ends', rule, ...shared })),
    ])(values),
  }),
  measure: {
    all({ what, rule, gamma = 0, ...run }: Work): Result {
      if (what === 'run') return runOf(rule, gamma, run);
      const ends = GAMMAS.map((one) => lastState(traceOf(rule, one, run, 'ends'))[0]!);
      return { x: Float64Array.from(GAMMAS), phi: Float64Array.from(ends), cycle: new Float64Array(0) };
    },
  },
  present(values, { all: results }, { at, pinned } = {}) {
    const [adam, amsgrad, adamEnds, amsgradEnds] = results;
    const numbers: Record<string, Presentation['numbers'][string]> = {
      gamma: { value: values.gamma, digits: Number(values.gamma.toFixed(2)) === values.gamma ? 2 : 3 },
      steps: { value: values.steps, digits: 0 },
    };
    const end = adam?.phi.at(-1);
    if (adam && end !== undefined) {
      numbers['adamEnd'] = { value: end, digits: 3 };
      const moves = movesOf(adam);
      for (const [k, name] of (['moveFirst', 'moveSecond', 'moveThird'] as const).entries())
        numbers[name] = { value: moves[k]!, digits: 2, significant: true };
      numbers['drift'] = { value: Math.abs(driftOf(adam)), digits: 2, significant: true };
    }
    if (amsgrad) numbers['amsgradEnd'] = { value: amsgrad.phi.at(-1)!, digits: 3 };
    if (adamEnds) numbers['paperEnd'] = { value: adamEnds.phi[1]!, digits: 3 };
    if (amsgradEnds) numbers['paperAmsgradEnd'] = { value: amsgradEnds.phi[1]!, digits: 3 };
    const panels: Panel[] = [
      runChart(values, [adam, amsgrad], at, pinned?.results.all[0]),
      endChart(values, [adamEnds, amsgradEnds], end),
      movesTable(adam, amsgrad),
    ];
    return {
      panels,
      arrangement: 'columns',
      numbers,
      steps: values.steps,
      verdict: verdictOf(values, adam, amsgrad !== undefined),
    };
  },
  python: ({
    gamma,
    alpha,
    start,
    steps,
  }) => `"""Adam and AMSGrad on the straight losses of Reddi, Kale and Kumar (2018): where both end."""
import json

import numpy as np

${problems.reddi.python?.trimEnd() ?? ''}

steps = ${steps}


${order.map((rule) => pythonRun(rule, gamma, alpha, start)).join('\n\n')}

print(json.dumps({"adamEnd": adam(), "amsgradEnd": amsgrad()}))
`,
});

const hyperOf = (rule: Rule, gamma: number, alpha: number) => ({
  ...defaults(optimizers[rule].hyperparameters),
  alpha,
  beta: 0,
  gamma,
  correctBias: false,
});

type Run = Pick<Work, 'alpha' | 'start' | 'steps'>;

function traceOf(rule: Rule, gamma: number, { alpha, start, steps }: Run, phi: 'all' | 'ends') {
  return train({
    problem: problems.reddi,
    optimizer: optimizers[rule],
    hyper: hyperOf(rule, gamma, alpha),
    start: [start],
    steps,
    batches: { size: 1, sampling: 'ordered' },
    schedule: createSchedule('inverseSquareRoot'),
    project: projectOntoReddi,
    record: { phi, loss: 'ends', batches: false },
  });
}

function runOf(rule: Rule, gamma: number, run: Run): Result {
  const phi = coordinate(traceOf(rule, gamma, run, 'all'), 0);
  const last = phi.length - 1;
  const every = Math.max(1, Math.ceil(last / DRAWN));
  const kept = Array.from({ length: Math.floor(last / every) + 1 }, (_, k) => k * every);
  if (kept.at(-1) !== last) kept.push(last);
  // The last cycle that is whole: it begins where t mod 3 is 0, at the example of slope 4.
  const first = last - (last % 3) - 3;
  return {
    x: Float64Array.from(kept),
    phi: Float64Array.from(kept, (t) => phi[t]!),
    cycle: phi.slice(first, first + 4),
  };
}

function verdictOf({ gamma }: V, adam: Result | undefined, both: boolean): Presentation['verdict'] {
  const end = adam?.phi.at(-1);
  if (!adam || end === undefined) return { text: 'The runs are on their way.' };
  const memory = gamma === PAPER ? 'γ = 1/17' : 'γ = {gamma}';
  const other = both ? ' AMSGrad ends at {amsgradEnd}.' : '';
  // The projection puts a run that has arrived on the border exactly, once in every cycle.
  if (end >= 1 - NEAR && adam.cycle.includes(1))
    return { text: `With ${memory} Adam ends at {adamEnd}, the worst point there is.${other}`, outcome: 'fails' };
  if (end <= -1 + NEAR && adam.cycle.includes(-1))
    return { text: `With ${memory} Adam ends at {adamEnd}, at the best point.${other}`, outcome: 'holds' };
  const way = driftOf(adam) < 0 ? 'down towards the best point' : 'up, away from the best point';
  return {
    text: `With ${memory} Adam is at {adamEnd} after {steps} steps and still moving ${way}, by {drift} every three steps.${other}`,
    outcome: 'depends',
  };
}

const borders = [
  { axis: 'y', at: 1, label: 'worst', role: 'danger' },
  { axis: 'y', at: -1, label: 'best', role: 'theory' },
] as const;
const PHI = { domain: [-1.15, 1.15], ticks: [-1, 0, 1] } as const;

function runChart(
  { steps, start }: V,
  runs: readonly (Result | undefined)[],
  at: number | undefined,
  before: Result | undefined,
): ChartPanel {
  const own = runs[0];
  const now = at === undefined || !own ? undefined : own.x.findLastIndex((t) => t <= at);
  return {
    kind: 'chart',
    name: 'run',
    title: 'The parameter at each step',
    x: { label: 'step *t*', domain: [0, steps] },
    y: { label: 'parameter ϕ', ...PHI },
    steps: true,
    references: borders,
    series: [
      ...(before
        ? [
            {
              name: 'pinned, Adam',
              role: 'baseline' as const,
              kind: 'line' as const,
              x: before.x,
              y: before.phi,
              label: 'pinned',
            },
          ]
        : []),
      ...order.flatMap((rule, k) => {
        const run = runs[k];
        const { name, role } = rules[rule];
        return run ? [{ name, role, kind: 'line' as const, x: run.x, y: run.phi, label: name }] : [];
      }),
    ],
    points:
      now === undefined || !own
        ? []
        : [{ name: 'now', x: own.x[now]!, y: own.phi[now]!, mark: 'now', label: `step ${own.x[now]}` }],
    handle: { y: 'start', at: [0, start], label: 'start' },
  };
}

function endChart({ gamma }: V, ends: readonly (Result | undefined)[], end: number | undefined): ChartPanel {
  return {
    kind: 'chart',
    name: 'ends',
    title: 'Where each rule ends, against the decay of squares',
    x: { label: 'decay of squares γ', domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] },
    y: { label: 'parameter ϕ at the end', ...PHI },
    references: borders,
    series: order.flatMap((rule, k) => {
      const one = ends[k];
      const { name, role } = rules[rule];
      return one ? [{ name, role, kind: 'line' as const, x: one.x, y: one.phi, label: name }] : [];
    }),
    ...(end !== undefined && { handle: { x: 'gamma', at: [gamma, end] as const, label: 'drag γ' } }),
  };
}

/** Why: the one long gradient is divided by itself, the two short ones by what is left of it. */
function movesTable(...[adam, amsgrad]: readonly (Result | undefined)[]): TablePanel {
  const total = (run: Result | undefined) => (run ? driftOf(run) : null);
  const moves = [adam, amsgrad].map((run) => run && movesOf(run));
  return {
    kind: 'table',
    name: 'one cycle',
    title: 'The last cycle of three examples: how far each one moves the parameter',
    columns: [
      { label: 'loss', align: 'left' },
      { label: 'Adam', digits: 5 },
      { label: 'AMSGrad', digits: 5 },
    ],
    rows: [
      ...['4ϕ', '−ϕ', '−ϕ'].map((loss, k) => [loss, ...moves.map((one) => one?.[k] ?? null)]),
      ['all three', total(adam), total(amsgrad)],
    ],
  };
}

/** A Python function that makes one rule's run: examples in turn, alpha over the root of t, back into [-1, 1] after each step. */
function pythonRun(rule: Rule, gamma: number, alpha: number, start: number): string {
  const optimizer = optimizers[rule];
  const { alpha: first, ...hyper } = hyperOf(rule, gamma, alpha);
  const lines = [
    ...Object.entries(hyper).map(([name, value]) => `${name} = ${pythonLiteral(value)}`),
    `phi = np.array([${pythonLiteral(start)}], dtype=float)`,
    ...optimizer.pythonState.split('\n'),
    'for t in range(1, steps + 1):',
    `    alpha = ${pythonLiteral(first)} / np.sqrt(t)`,
    '    on_example = lambda point: gradient(point, [(t - 1) % 3])',
    ...optimizer.python
      .replace('gradient(phi)', 'on_example(phi)')
      .split('\n')
      .map((line) => `    ${line}`),
    '    phi = np.clip(phi, -1, 1)',
    'return phi[0]',
  ];
  return `def ${rule}():\n${lines.map((line) => `    ${line}`).join('\n')}\n`;
}
