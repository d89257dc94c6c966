import { optimizers } from '../../engine/optimizers/index.ts';
import { gaussianValley } from '../../engine/problems/gaussian-valley.ts';
import { phiRows, type Stand, standsOf } from './engine-run.ts';
import { valleyTools } from './given.ts';
import type { Task } from './task.ts';

const START = [-0.7, -0.9] as const;
const NORMALIZED = { start: START, steps: 40, alpha: 0.08 } as const;
const EPSILON = 1e-20;

/**
 * The notebook's run, and a short one from the other side, since at 0.9 and 0.99 some slips agree to the last digit.
 */
const ADAM = [
  { start: START, steps: 60, alpha: 0.05, beta: 0.9, gamma: 0.99 },
  { start: [1.2, 0.8], steps: 8, alpha: 0.05, beta: 0.8, gamma: 0.9 },
] as const;
type AdamRun = (typeof ADAM)[number];
const [LONG, SHORT] = ADAM;

const runNormalized = (): Stand[] =>
  standsOf({
    problem: gaussianValley,
    optimizer: optimizers.normalizedGradients,
    ...NORMALIZED,
    hyper: { alpha: NORMALIZED.alpha, epsilon: EPSILON },
  });
const runAdam = ({ start, steps, alpha, beta, gamma }: AdamRun): Stand[] =>
  standsOf({
    problem: gaussianValley,
    optimizer: optimizers.adam,
    start,
    steps,
    hyper: { alpha, beta, gamma, epsilon: EPSILON },
  });

interface Call {
  readonly start: readonly [number, number];
  readonly steps: number;
  readonly alpha: number;
}

/** Calls a descent function with its further arguments, and records its path after the earlier steps. */
const checkOf = (name: string, { start: [x, y], steps, alpha }: Call, more = '', before = 0): string =>
  `walked = path(${name}(np.array([[${x}], [${y}]]), ${steps}, ${alpha}${more}), ${steps}, "${name}")
for step in range(1, ${steps + 1}):
    note(${before} + step, "phi_0", walked[0][step])
    note(${before} + step, "phi_1", walked[1][step])
`;

const shared = {
  notebook: '6.5',
  given: valleyTools,
  quantities: { phi_0: 'ϕ_0', phi_1: 'ϕ_1' },
  at: (step: number) => `step ${step}`,
  uses: '`get_loss_gradient(phi0, phi1)`, the two slopes at a place. `grad_path` has a column for the start and one for every step.',
  picture: { sheet: 'valley', start: START },
} as const;

const UNMOVED = 'the start in every column: the path never leaves it.';

const normalized: Task = {
  ...shared,
  id: 'notebook-6.5.normalized-gradients',
  title: 'Normalized gradients',
  name: 'normalized_gradients',
  lead: 'In a valley that is steep across and flat along, one rate is too long for the walls and too short for the floor. So look at the sign of each slope only, and move the same distance along every axis: dividing a slope by its own size leaves nothing but its direction.',
  stub: `def normalized_gradients(start_posn, n_steps, alpha, epsilon=1e-20):
    grad_path = np.zeros((2, n_steps + 1))
    grad_path[:, 0] = start_posn[:, 0]
    for c_step in range(n_steps):
        m = get_loss_gradient(grad_path[0, c_step], grad_path[1, c_step])

        # To do: the squared gradient.
        v = np.ones_like(m)

        # To do: the step.
        grad_path[:, c_step + 1] = grad_path[:, c_step]

    return grad_path
`,
  hints: [
    'Two lines change. The first squares each of the two slopes on its own; NumPy does that to a whole array.',
    'The root of a square is the size of a slope. Divide `m` by that, and add `epsilon` below so that nothing is divided by 0.',
    'The step is `alpha * m / (np.sqrt(v) + epsilon)` with `v = m ** 2`, and it is subtracted from `grad_path[:, c_step]`.',
  ],
  check: checkOf('normalized_gradients', NORMALIZED),
  reference: () => phiRows(runNormalized()),
  between(step) {
    const g = slopesBefore(runNormalized(), step);
    return [
      ...named('m', g),
      ...named(
        'v',
        g.map((slope) => slope ** 2),
      ),
    ];
  },
  solution: `def normalized_gradients(start_posn, n_steps, alpha, epsilon=1e-20):
    grad_path = np.zeros((2, n_steps + 1))
    grad_path[:, 0] = start_posn[:, 0]
    for c_step in range(n_steps):
        m = get_loss_gradient(grad_path[0, c_step], grad_path[1, c_step])
        v = m ** 2
        step = alpha * m / (np.sqrt(v) + epsilon)
        grad_path[:, c_step + 1] = grad_path[:, c_step] - step
    return grad_path
`,
  slips: [
    { name: 'nothing yet', says: UNMOVED, put: [' - step', ''] },
    {
      name: 'square missing',
      says: 'plain descent: *v* is still 1, so dividing by it changes nothing.',
      put: ['v = m ** 2', 'v = np.ones_like(m)'],
    },
    {
      name: 'multiplied instead of divided',
      says: 'a slope multiplied by its size. It has to be divided by it, so that only the sign is left.',
      put: ['alpha * m / (np.sqrt(v) + epsilon)', 'alpha * m * (np.sqrt(v) + epsilon)'],
    },
    {
      name: 'root forgotten',
      says: 'a slope divided by its square. The root comes first, since the size of the slope is wanted.',
      put: ['np.sqrt(v)', 'v'],
    },
    {
      name: 'sign',
      says: 'steps uphill: the step was added and not subtracted.',
      put: [' - step', ' + step'],
    },
    {
      name: 'one length for both',
      says: 'both slopes divided by the length of the whole gradient. Here each is divided by its own size, so that both axes move equally far.',
      put: ['v = m ** 2', 'v = np.sum(m ** 2)'],
    },
    {
      name: 'rate forgotten',
      says: 'steps of length 1. The rate α has to multiply them.',
      put: ['alpha * m', 'm'],
    },
    {
      name: 'from the start',
      says: 'every step taken from the start. Each begins where the one before has ended, in column `c_step`.',
      put: ['= grad_path[:, c_step] -', '= grad_path[:, 0] -'],
    },
    {
      name: 'one column back',
      says: 'steps written over the column they were taken from. The step from column `c_step` leads to column `c_step + 1`.',
      put: ['grad_path[:, c_step + 1] = grad_path[:, c_step] -', 'grad_path[:, c_step] = grad_path[:, c_step - 1] -'],
    },
  ],
};

const adam: Task = {
  ...shared,
  id: 'notebook-6.5.adam',
  title: 'Adam and its correction',
  name: 'adam',
  lead: 'Steps of one fixed length never come to rest: they hop to and fro over the bottom. So Adam averages, the slopes with momentum and their squares as well, and where slopes change sign the average shrinks and the steps with it. Both averages begin at 0 and are too small at first, so they are corrected for their start.',
  stub: `def adam(start_posn, n_steps, alpha, beta=0.9, gamma=0.99, epsilon=1e-20):
    grad_path = np.zeros((2, n_steps + 1))
    grad_path[:, 0] = start_posn[:, 0]
    m = np.zeros_like(grad_path[:, 0])
    v = np.zeros_like(grad_path[:, 0])
    for c_step in range(n_steps):
        grad = get_loss_gradient(grad_path[0, c_step], grad_path[1, c_step])

        # To do: the average of the gradient, with beta.
        m = m

        # To do: the average of its square, with gamma.
        v = v

        # To do: correct both for their start from 0.
        m_tilde = m
        v_tilde = v

        # To do: the step.
        grad_path[:, c_step + 1] = grad_path[:, c_step]

    return grad_path
`,
  hints: [
    'The first average is momentum as in notebook 6.4. The second is the same with γ in place of β and squares in place of slopes.',
    'After the first step an average that began at 0 holds only the share 1 − β of a slope. Divide by that; after *t* steps the share is 1 − β^t, and *t* is `c_step + 1`.',
    '`m_tilde = m / (1 - beta ** (c_step + 1))`, the same for `v_tilde` with γ, and the step of normalized gradients with the two in place of `m` and `v`.',
  ],
  check: `${checkOf('adam', LONG)}\n${checkOf('adam', SHORT, `, ${SHORT.beta}, ${SHORT.gamma}`, LONG.steps)}`,
  reference: () => [
    ...phiRows(runAdam(LONG)),
    ...phiRows(runAdam(SHORT)).map((row) => ({ ...row, step: LONG.steps + row.step })),
  ],
  at: (step) => (step <= LONG.steps ? `step ${step}` : `step ${step - LONG.steps} of the second run`),
  between(at) {
    const [run, step] = at <= LONG.steps ? [LONG, at] : [SHORT, at - LONG.steps];
    const stands = runAdam(run);
    const { m, v } = stands[step]?.state ?? {};
    const [first, second] = [listOf(m), listOf(v)];
    return [
      ...named('grad', slopesBefore(stands, step)),
      ...named('m', first),
      ...named('v', second),
      ...named(
        'm_tilde',
        first.map((value) => value / (1 - run.beta ** step)),
      ),
      ...named(
        'v_tilde',
        second.map((value) => value / (1 - run.gamma ** step)),
      ),
    ];
  },
  solution: `def adam(start_posn, n_steps, alpha, beta=0.9, gamma=0.99, epsilon=1e-20):
    grad_path = np.zeros((2, n_steps + 1))
    grad_path[:, 0] = start_posn[:, 0]
    m = np.zeros_like(grad_path[:, 0])
    v = np.zeros_like(grad_path[:, 0])
    for c_step in range(n_steps):
        grad = get_loss_gradient(grad_path[0, c_step], grad_path[1, c_step])
        m = beta * m + (1 - beta) * grad
        v = gamma * v + (1 - gamma) * grad ** 2
        m_tilde = m / (1 - beta ** (c_step + 1))
        v_tilde = v / (1 - gamma ** (c_step + 1))
        step = alpha * m_tilde / (np.sqrt(v_tilde) + epsilon)
        grad_path[:, c_step + 1] = grad_path[:, c_step] - step
    return grad_path
`,
  slips: [
    { name: 'nothing yet', says: UNMOVED, put: [' - step', ''] },
    {
      name: 'forgotten correction',
      says: 'Adam without its correction. Both averages begin at 0, and equation 6.16 makes up for that.',
      put: [
        'm / (1 - beta ** (c_step + 1))\n        v_tilde = v / (1 - gamma ** (c_step + 1))',
        'm\n        v_tilde = v',
      ],
    },
    {
      name: 'correction of m forgotten',
      says: 'a correction of *v* only. *m* begins at 0 as well.',
      put: ['m_tilde = m / (1 - beta ** (c_step + 1))', 'm_tilde = m'],
    },
    {
      name: 'correction of v forgotten',
      says: 'a correction of *m* only. *v* begins at 0 as well, and for longer, since γ is larger.',
      put: ['v_tilde = v / (1 - gamma ** (c_step + 1))', 'v_tilde = v'],
    },
    {
      name: 'multiplied by the correction',
      says: 'averages multiplied by 1 − β^t and 1 − γ^t. They are too small at first, so they have to be divided.',
      put: [
        'm / (1 - beta ** (c_step + 1))\n        v_tilde = v / (1 - gamma',
        'm * (1 - beta ** (c_step + 1))\n        v_tilde = v * (1 - gamma',
      ],
    },
    {
      name: 'correction one step late',
      says: 'a correction that counts from 0, so that the first step divides 0 by 0 or a number by 0. At the first step the power is 1: `c_step + 1`.',
      put: [
        'beta ** (c_step + 1))\n        v_tilde = v / (1 - gamma ** (c_step + 1))',
        'beta ** c_step)\n        v_tilde = v / (1 - gamma ** c_step)',
      ],
    },
    {
      name: 'corrected again and again',
      says: 'a correction that is kept: *m* and *v* themselves were divided, so each step corrects what the last has corrected. Keep it in `m_tilde` and `v_tilde`.',
      put: [
        'm_tilde = m / (1 - beta ** (c_step + 1))\n        v_tilde = v / (1 - gamma ** (c_step + 1))',
        'm_tilde = m = m / (1 - beta ** (c_step + 1))\n        v_tilde = v = v / (1 - gamma ** (c_step + 1))',
      ],
    },
    {
      name: 'correction without a power',
      says: 'the same correction at every step, 1 − β and 1 − γ. What is missing in the averages fades, so β and γ want the power `c_step + 1`.',
      put: [
        'beta ** (c_step + 1))\n        v_tilde = v / (1 - gamma ** (c_step + 1))',
        'beta)\n        v_tilde = v / (1 - gamma)',
      ],
    },
    {
      name: 'multiplied instead of divided',
      says: 'a step multiplied by the root of *v*. It has to be divided by it: where slopes are steep the steps should not be longer.',
      put: ['m_tilde / (np.sqrt', 'm_tilde * (np.sqrt'],
    },
    {
      name: 'root forgotten',
      says: 'a division by the average square itself. Its root comes first.',
      put: ['np.sqrt(v_tilde)', 'v_tilde'],
    },
    {
      name: 'square of the mean',
      says: 'squares of the average *m*. What is averaged in *v* are the squares of the gradients themselves.',
      put: ['* grad ** 2', '* m ** 2'],
    },
    {
      name: 'square forgotten',
      says: 'an average of the slopes in *v*, where their squares belong.',
      put: ['* grad ** 2', '* grad'],
    },
    {
      name: 'weight of the gradient forgotten',
      says: 'a gradient that enters *m* at full weight. Its share is 1 − β.',
      put: ['(1 - beta) * grad\n', 'grad\n'],
    },
    {
      name: 'weight of the square forgotten',
      says: 'a square that enters *v* at full weight. Its share is 1 − γ.',
      put: ['(1 - gamma) * grad', 'grad'],
    },
    {
      name: 'beta for gamma',
      says: 'β in both averages. The squares are averaged with γ, which forgets more slowly.',
      put: ['gamma * v + (1 - gamma) * grad ** 2', 'beta * v + (1 - beta) * grad ** 2'],
    },
    {
      name: 'sign',
      says: 'steps uphill: the step was added and not subtracted.',
      put: ['- step', '+ step'],
    },
  ],
};

/** The slopes on which a step was based. */
function slopesBefore(stands: readonly Stand[], step: number): number[] {
  const phi = stands[step - 1]?.phi ?? [];
  const out = new Float64Array(phi.length);
  gaussianValley.gradient(Float64Array.from(phi), out);
  return Array.from(out);
}

const listOf = (value: number | ArrayLike<number> | undefined): number[] =>
  typeof value === 'object' ? Array.from(value) : [];

const named = (name: string, values: readonly number[]): (readonly [string, number])[] =>
  values.map((value, i) => [`${name}[${i}]`, value] as const);

export default [normalized, adam];
