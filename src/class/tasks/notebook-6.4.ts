import { optimizers } from '../../engine/optimizers/index.ts';
import { gabor } from '../../engine/problems/gabor.ts';
import type { Noted } from '../../python/noted.ts';
import { notebookBatches, standsOf } from './engine-run.ts';
import { gaborTools } from './given.ts';
import type { Slip, Task } from './task.ts';

const RUN = { start: [-1.5, 6.5], steps: 20 } as const;
const [ALPHA, SIZE] = [0.6, 5];
/** Nesterov's value is not the notebook's 0.6, because swapping α and β would then go unnoticed. */
const BETA = { momentum: 0.6, nesterov: 0.8 } as const;

/** The calls that check either rule, with batches drawn as in the notebook and passed in. */
const checkOf = (name: string, beta: number): string => `np.random.seed(1)
phi, momentum = np.array([[${RUN.start[0]}], [${RUN.start[1]}]]), np.zeros((2, 1))
for step in range(1, ${RUN.steps + 1}):
    batch_index = np.random.permutation(data.shape[1])[:${SIZE}]
    phi, momentum = pair(${name}(phi, momentum, data, batch_index, ${ALPHA}, ${beta}), "${name}")
    note(step, "m_0", momentum[0, 0])
    note(step, "m_1", momentum[1, 0])
    note(step, "phi_0", phi[0, 0])
    note(step, "phi_1", phi[1, 0])
`;

function rowsOf(optimizer: unknown, beta: number): Noted[] {
  const batches = notebookBatches(gabor.examples, SIZE, RUN.steps);
  const stands = standsOf({ problem: gabor, optimizer, hyper: { alpha: ALPHA, beta }, ...RUN, batches });
  return stands.slice(1).flatMap(({ phi, state }, k) => {
    const remembered = state['m'];
    const m = typeof remembered === 'object' ? Array.from(remembered) : [];
    return [
      ...m.map((value, i) => ({ step: k + 1, quantity: `m_${i}`, value })),
      ...phi.map((value, i) => ({ step: k + 1, quantity: `phi_${i}`, value })),
    ];
  });
}

const shared = {
  notebook: '6.4',
  given: gaborTools,
  quantities: { m_0: '*m*_0', m_1: '*m*_1', phi_0: 'ϕ_0', phi_1: 'ϕ_1' },
  at: (step: number) => `step ${step}`,
  uses: '`compute_gradient(data_x, data_y, phi)`; `batch_index`, the five examples of this step; and `momentum`, a column of two numbers that begins at 0.',
  picture: { sheet: 'gabor', start: RUN.start },
} as const;

/** Mistakes possible in both rules. */
const both: readonly Slip[] = [
  {
    name: 'weight forgotten',
    says: 'a gradient added at full weight. The memory keeps the share β, so the new gradient gets the share 1 − β. (PyTorch leaves out this 1 − β: its rate is α times 1 − β, so its runs are the same. The book’s rule has it.)',
    put: ['(1 - beta) * gradient', 'gradient'],
  },
  {
    name: 'weights exchanged',
    says: 'β and 1 − β exchanged: β is what is kept of the memory.',
    put: ['beta * momentum + (1 - beta) * gradient', '(1 - beta) * momentum + beta * gradient'],
  },
  {
    name: 'memory forgotten',
    says: 'a step without memory: the old momentum never enters the new one.',
    put: ['beta * momentum + (1 - beta) * gradient', '(1 - beta) * gradient'],
  },
  {
    name: 'sign',
    says: 'a step uphill: the momentum was added to ϕ. It is an average of gradients, which point up, so it has to be subtracted.',
    put: ['phi = phi - alpha * momentum', 'phi = phi + alpha * momentum'],
  },
  {
    name: 'step along the gradient',
    says: 'a step along the gradient of this batch only. The momentum was computed, but never used to move ϕ.',
    put: ['phi = phi - alpha * momentum', 'phi = phi - alpha * gradient'],
  },
  {
    name: 'mean for sum',
    says: 'a mean over the batch. The notebook adds its five gradients up.',
    put: ['(1 - beta) * gradient', '(1 - beta) * gradient / len(batch_index)'],
  },
  {
    name: 'batch ignored',
    says: 'the gradient of all thirty examples. Only those of `batch_index` belong in it.',
    put: ['data[0, batch_index], data[1, batch_index]', 'data[0, :], data[1, :]'],
  },
  {
    name: 'rate inside',
    says: 'the rate already in the momentum. It multiplies the step only: the memory is one of gradients.',
    put: [
      '(1 - beta) * gradient\n    phi = phi - alpha * momentum',
      '(1 - beta) * alpha * gradient\n    phi = phi - momentum',
    ],
  },
];

const momentum: Task = {
  ...shared,
  id: 'notebook-6.4.momentum',
  title: 'Momentum',
  name: 'momentum_step',
  lead: 'Five examples at a time pull this way and that. A heavy ball does not follow each pull: it keeps most of its motion and lets each new pull change it a little, so what pulls one way all the time adds up and what contradicts itself cancels.',
  stub: `def momentum_step(phi, momentum, data, batch_index, alpha, beta):
    gradient = compute_gradient(data[0, batch_index], data[1, batch_index], phi)

    # To do: the new momentum.
    momentum = np.zeros((2, 1))

    phi = phi - alpha * momentum
    return phi, momentum
`,
  hints: [
    'The new momentum is a weighted average of two things. Which two, and what do their weights add up to?',
    'The old momentum has the weight β, the new gradient what is left of one.',
    '`momentum = beta * momentum + (1 - beta) * gradient`, which is equation 6.11.',
  ],
  check: checkOf('momentum_step', BETA.momentum),
  reference: () => rowsOf(optimizers.momentum, BETA.momentum),
  solution: `def momentum_step(phi, momentum, data, batch_index, alpha, beta):
    gradient = compute_gradient(data[0, batch_index], data[1, batch_index], phi)
    momentum = beta * momentum + (1 - beta) * gradient
    phi = phi - alpha * momentum
    return phi, momentum
`,
  slips: [
    {
      name: 'nothing yet',
      says: 'the momentum of 0 that the cell begins with, so ϕ never moves.',
      put: ['beta * momentum + (1 - beta) * gradient', 'np.zeros((2, 1))'],
    },
    ...both,
    {
      name: 'old momentum',
      says: 'a step along the old momentum. It has to be renewed before ϕ moves by it.',
      put: [
        'momentum = beta * momentum + (1 - beta) * gradient\n    phi = phi - alpha * momentum',
        'phi = phi - alpha * momentum\n    momentum = beta * momentum + (1 - beta) * gradient',
      ],
    },
  ],
};

const nesterov: Task = {
  ...shared,
  id: 'notebook-6.4.nesterov',
  title: 'Nesterov momentum',
  name: 'nesterov_step',
  lead: 'A rolling ball knows where its motion will carry it next. So why ask for the slope here, where it is about to leave? Nesterov’s idea is to look at the place ahead, take the slope there, and only then decide: a brake that is applied before the wall and not after.',
  stub: `def nesterov_step(phi, momentum, data, batch_index, alpha, beta):
    # To do: take the gradient where the momentum alone would lead.
    gradient = compute_gradient(data[0, batch_index], data[1, batch_index], phi)

    momentum = beta * momentum + (1 - beta) * gradient
    phi = phi - alpha * momentum
    return phi, momentum
`,
  hints: [
    'Only one thing changes: the place at which the gradient is taken. Where would the next step lead if the new gradient were 0?',
    'With a gradient of 0 the new momentum would be `beta * momentum`, and the step `alpha` times that.',
    'Hand `phi - alpha * beta * momentum` to `compute_gradient` in place of `phi`; the rest stays as it is.',
  ],
  check: checkOf('nesterov_step', BETA.nesterov),
  reference: () => rowsOf(optimizers.nesterov, BETA.nesterov),
  solution: `def nesterov_step(phi, momentum, data, batch_index, alpha, beta):
    ahead = phi - alpha * beta * momentum
    gradient = compute_gradient(data[0, batch_index], data[1, batch_index], ahead)
    momentum = beta * momentum + (1 - beta) * gradient
    phi = phi - alpha * momentum
    return phi, momentum
`,
  slips: [
    {
      name: 'gradient at phi',
      says: 'plain momentum: the gradient is still taken at ϕ, and not at the place ahead.',
      put: ['ahead = phi - alpha * beta * momentum', 'ahead = phi'],
    },
    {
      name: 'beta forgotten ahead',
      says: 'a look too far ahead, at ϕ − α times the momentum. Early printings of the book have it so; the errata add the β, because only that share of the momentum is kept.',
      put: ['alpha * beta * momentum', 'alpha * momentum'],
    },
    {
      name: 'alpha forgotten ahead',
      says: 'a look ahead by β times the momentum, without the rate. The ball will move α times that.',
      put: ['alpha * beta * momentum', 'beta * momentum'],
    },
    {
      name: 'look behind',
      says: 'a look behind: the place at which the gradient is taken lies where the ball comes from. The momentum is subtracted there, too.',
      put: ['ahead = phi - alpha', 'ahead = phi + alpha'],
    },
    {
      name: 'step from ahead',
      says: 'a step that starts from the place ahead. The gradient is taken there, but the step starts at ϕ itself.',
      put: ['phi = phi - alpha * momentum', 'phi = ahead - alpha * momentum'],
    },
    ...both,
  ],
};

export default [momentum, nesterov];
