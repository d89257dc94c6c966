/** Adam and AMSGrad on the three linear losses of Reddi, Kale and Kumar: their runs, in the engine and in Python. */
import { createSchedule, defaults, optimizers, problems, type Trace, train } from '../../../engine/index.ts';
import { projectOntoReddi } from '../../../engine/problems/reddi.ts';
import { type Column, pythonLiteral, type Role } from '../../../figure/index.ts';

export const rules = {
  adam: { name: 'Adam', role: 'run' },
  amsgrad: { name: 'AMSGrad', role: 'measured' },
} as const satisfies Record<string, { name: string; role: Role }>;
export type Rule = keyof typeof rules;
export const RULES = ['adam', 'amsgrad'] as const;

/** The decay of squares in the paper's first example. */
export const PAPER = 1 / 17;
/** Decays at which the ends are drawn. */
export const GAMMAS = [0, PAPER, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99] as const;
/** Number of states drawn of a run. */
const DRAWN = 300;

export type EndsPart = { rule: Rule; alpha: number; start: number; steps: number };
export type RunPart = EndsPart & { gamma: number };

export interface LineRun {
  /** The drawn steps, and the state at each. */
  t: Column;
  phi: Column;
  /** The states before, between and after the last three examples in order, 4, -1, -1. */
  cycle: Column;
}

const hyperOf = ({ rule, gamma, alpha }: RunPart) => ({
  ...defaults(optimizers[rule].hyperparameters),
  alpha,
  beta: 0,
  gamma,
  correctBias: false,
});

const traceOf = (run: RunPart, phi: 'all' | 'ends'): Trace =>
  train({
    problem: problems.reddi,
    optimizer: optimizers[run.rule],
    hyper: hyperOf(run),
    start: [run.start],
    steps: run.steps,
    batches: { size: 1, sampling: 'ordered' },
    schedule: createSchedule('inverseSquareRoot'),
    project: projectOntoReddi,
    record: { phi, loss: 'ends', batches: false },
  });

export function lineRun(run: RunPart): LineRun {
  // With one parameter, entry t is state t.
  const { phi } = traceOf(run, 'all');
  const last = phi.length - 1;
  const every = Math.max(1, Math.ceil(last / DRAWN));
  const kept = Array.from({ length: Math.ceil(last / every) + 1 }, (_, k) => Math.min(k * every, last));
  // The last complete cycle: it begins where t mod 3 is 0, at the example of slope 4.
  const first = last - (last % 3) - 3;
  return {
    t: Float64Array.from(kept),
    phi: Float64Array.from(kept, (t) => phi[t]!),
    cycle: phi.slice(first, first + 4),
  };
}

/** The end of the rule's run at each decay of the chart. */
export const lineEnds = (run: EndsPart): Column =>
  Float64Array.from(GAMMAS, (gamma) => traceOf({ ...run, gamma }, 'ends').phi.at(-1)!);

/** The move of the run by each of the three examples of the last cycle. */
export const movesOf = ({ cycle }: LineRun): Column => cycle.subarray(1).map((phi, k) => phi - cycle[k]!);

/** Their total move: below 0 towards the best point, above 0 away from it. */
export const driftOf = (run: LineRun): number => movesOf(run).reduce((sum, move) => sum + move, 0);

/** A script that makes both runs and prints their ends. */
export const lineScript = (run: Omit<RunPart, 'rule'>): string =>
  `"""Adam and AMSGrad on the straight losses of Reddi, Kale and Kumar (2018): where both end."""
import json

import numpy as np

${problems.reddi.python?.trimEnd() ?? ''}

steps = ${run.steps}


${RULES.map((rule) => pythonRun({ rule, ...run })).join('\n\n')}

print(json.dumps({"adamEnd": adam(), "amsgradEnd": amsgrad()}))
`;

/**
 * A Python function for one rule's run: examples in turn, rate alpha over the root of t, projected to [-1, 1] after
 * each step.
 */
function pythonRun(run: RunPart): string {
  const optimizer = optimizers[run.rule];
  const { alpha, ...hyper } = hyperOf(run);
  const lines = [
    ...Object.entries(hyper).map(([name, value]) => `${name} = ${pythonLiteral(value)}`),
    `phi = np.array([${pythonLiteral(run.start)}], dtype=float)`,
    ...optimizer.pythonState.split('\n'),
    'for t in range(1, steps + 1):',
    `    alpha = ${pythonLiteral(alpha)} / np.sqrt(t)`,
    '    on_example = lambda point: gradient(point, [(t - 1) % 3])',
    ...optimizer.python
      .replace('gradient(phi)', 'on_example(phi)')
      .split('\n')
      .map((line) => `    ${line}`),
    '    phi = np.clip(phi, -1, 1)',
    'return phi[0]',
  ];
  return `def ${run.rule}():\n${lines.map((line) => `    ${line}`).join('\n')}\n`;
}
