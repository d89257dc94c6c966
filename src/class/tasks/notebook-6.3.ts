import { optimizers } from '../../engine/optimizers/index.ts';
import { gabor } from '../../engine/problems/gabor.ts';
import type { Noted } from '../../python/noted.ts';
import { notebookBatches, phiRows, standsOf } from './engine-run.ts';
import { gaborTools } from './given.ts';
import type { Slip, Task } from './task.ts';

const FIXED = { start: [-1.5, 8.5], alpha: 0.2, steps: 20 } as const;
const BATCH = { start: [3.5, 6.5], alpha: 0.8, size: 5, steps: 12 } as const;

const onGabor = { problem: gabor, optimizer: optimizers.gradientDescent } as const;

const UPHILL: Slip = {
  name: 'sign',
  says: 'a step uphill: the gradient was added. It points up, so it has to be subtracted.',
  put: ['phi - alpha', 'phi + alpha'],
};
const NO_RATE: Slip = {
  name: 'rate forgotten',
  says: 'the whole gradient as the step. The rate α has to multiply it.',
  put: ['alpha * gradient', 'gradient'],
};
const DIVIDED: Slip = {
  name: 'divided by the rate',
  says: 'a gradient divided by the rate. The rate multiplies it: a larger one makes longer steps.',
  put: ['alpha * gradient', 'gradient / alpha'],
};
const UNMOVED: Slip = {
  name: 'nothing yet',
  says: 'the start, unmoved. ϕ comes back as it went in.',
  put: ['phi = phi - alpha * gradient', 'phi = phi'],
};

const fixedRate: Task = {
  id: 'notebook-6.3.fixed-rate',
  notebook: '6.3',
  title: 'A fixed rate',
  name: 'gradient_descent_step_fixed_learning_rate',
  lead: 'A line search asks for dozens of losses before it dares one step. Without it you decide once how long a step is for a slope of one, and then walk: on steep ground far, on level ground hardly at all.',
  uses: '`data`, with the thirty *x* in its first row and the *y* in its second, and `compute_gradient(data_x, data_y, phi)` of the Gabor model.',
  stub: `def gradient_descent_step_fixed_learning_rate(phi, data, alpha):
    # To do: the gradient on all the data, and a step of the rate alpha.

    return phi
`,
  hints: [
    'It is the step of notebook 6.2 without its search: the rate comes as `alpha`.',
    'The gradient is `compute_gradient(data[0, :], data[1, :], phi)`. In which direction is down?',
    '`phi = phi - alpha * gradient` is the whole step.',
  ],
  given: gaborTools,
  check: `phi = np.array([[${FIXED.start[0]}], [${FIXED.start[1]}]])
for step in range(1, ${FIXED.steps + 1}):
    phi = column(gradient_descent_step_fixed_learning_rate(phi, data, ${FIXED.alpha}), "gradient_descent_step_fixed_learning_rate", "return phi")
    note(step, "phi_0", phi[0, 0])
    note(step, "phi_1", phi[1, 0])
`,
  quantities: { phi_0: 'ϕ_0', phi_1: 'ϕ_1' },
  reference: () => phiRows(standsOf({ ...onGabor, ...FIXED, hyper: { alpha: FIXED.alpha } })),
  at: (t) => `step ${t}`,
  solution: `def gradient_descent_step_fixed_learning_rate(phi, data, alpha):
    gradient = compute_gradient(data[0, :], data[1, :], phi)
    phi = phi - alpha * gradient
    return phi
`,
  slips: [
    UNMOVED,
    UPHILL,
    NO_RATE,
    DIVIDED,
    {
      name: 'mean for sum',
      says: 'a gradient divided by the number of examples. The loss of the notebook is a sum, so the gradient stays one.',
      put: ['alpha * gradient', 'alpha * gradient / data.shape[1]'],
    },
    {
      name: 'length one',
      says: 'a gradient that was made one long. A fixed rate is not a fixed length: steep ground makes longer steps.',
      put: ['alpha * gradient', 'alpha * gradient / np.sqrt(np.sum(gradient ** 2))'],
    },
    {
      name: 'x and y exchanged',
      says: 'a gradient for the points with *x* and *y* exchanged: `data[0, :]` holds the *x*.',
      put: ['data[0, :], data[1, :]', 'data[1, :], data[0, :]'],
    },
  ],
  picture: { sheet: 'gabor', start: FIXED.start },
};

/** The examples whose gradient the reader's function evaluated, step by step; empty if it does not report them. */
function pickedIn(own: readonly Noted[]): number[][] {
  const picked: number[][] = Array.from({ length: BATCH.steps }, () => []);
  for (const { step, quantity, value } of own) if (quantity === 'example') picked[step - 1]?.push(value);
  const sound = (batch: readonly number[]) =>
    batch.length === BATCH.size &&
    new Set(batch).size === BATCH.size &&
    batch.every((i) => Number.isInteger(i) && i >= 0 && i < gabor.examples);
  const drawn = notebookBatches(gabor.examples, BATCH.size, BATCH.steps);
  return picked.map((batch, t) => (sound(batch) ? batch : (drawn[t] ?? [])));
}

const BATCH_LINES = `    batch_index = np.random.permutation(data.shape[1])[:batch_size]
    gradient = compute_gradient(data[0, batch_index], data[1, batch_index], phi)
    phi = phi - alpha * gradient
`;

const batch: Task = {
  id: 'notebook-6.3.batch',
  notebook: '6.3',
  title: 'A batch',
  name: 'stochastic_gradient_descent_step',
  lead: 'Asking all thirty examples before each step is like polling a whole country before each decision. Five drawn at random give an answer that is rough but on average right, and it costs a sixth. Draw new ones at each step, and each at most once.',
  uses: '`data`, with the thirty *x* in its first row and the *y* in its second, and `compute_gradient(data_x, data_y, phi)`, which takes any number of examples.',
  stub: `def stochastic_gradient_descent_step(phi, data, alpha, batch_size):
    # To do: batch_size of the examples, drawn at random and none of them twice,
    # the gradient on these alone,
    # and a step of the rate alpha.

    return phi
`,
  hints: [
    '`np.random.permutation(n)` gives the whole numbers from 0 to *n* − 1 in random order. How many examples are there in `data`, and how many of the numbers do you need?',
    'The first `batch_size` numbers of the permutation are the batch: `batch_index = np.random.permutation(data.shape[1])[:batch_size]`.',
    'Use the same numbers for both: `compute_gradient(data[0, batch_index], data[1, batch_index], phi)`, and then the step as before.',
  ],
  given: gaborTools,
  check: `asked = []
whole_gradient = compute_gradient

def compute_gradient(data_x, data_y, phi):
    asked.append(flat(data_x))
    return whole_gradient(data_x, data_y, phi)

np.random.seed(1)
phi = np.array([[${BATCH.start[0]}], [${BATCH.start[1]}]])
everything = flat(data[0, :])
before = []
for step in range(1, ${BATCH.steps + 1}):
    del asked[:]
    phi = column(stochastic_gradient_descent_step(phi, data, ${BATCH.alpha}, ${BATCH.size}), "stochastic_gradient_descent_step", "return phi")
    if len(asked) == 1:
        batch = [everything.index(x) if x in everything else -1 for x in asked[0]]
        note(step, "size", len(batch))
        note(step, "different", len(set(batch)))
        note(step, "new", 0 if batch == before else 1)
        before = batch
        for k in batch[: ${BATCH.size}]:
            note(step, "example", k)
    note(step, "phi_0", phi[0, 0])
    note(step, "phi_1", phi[1, 0])
`,
  quantities: {
    size: 'the number of examples',
    different: 'the number of different examples',
    new: 'the mark for a new draw (1 is yes)',
    example: 'example',
    phi_0: 'ϕ_0',
    phi_1: 'ϕ_1',
  },
  optional: ['size', 'different', 'new', 'example'],
  reference(own) {
    const batches = pickedIn(own);
    const stands = standsOf({ ...onGabor, ...BATCH, hyper: { alpha: BATCH.alpha }, batches });
    return batches.flatMap((_, k) => {
      const step = k + 1;
      return [
        { step, quantity: 'size', value: BATCH.size },
        { step, quantity: 'different', value: BATCH.size },
        { step, quantity: 'new', value: 1 },
        ...phiRows(stands).filter((row) => row.step === step),
      ];
    });
  },
  at: (t) => `step ${t}`,
  solution: `def stochastic_gradient_descent_step(phi, data, alpha, batch_size):
${BATCH_LINES}    return phi
`,
  slips: [
    {
      name: 'nothing yet',
      says: UNMOVED.says,
      put: [BATCH_LINES, ''],
    },
    {
      name: 'not moved',
      says: 'a gradient that was computed and then left aside: ϕ comes back as it went in.',
      put: UNMOVED.put,
    },
    {
      name: 'batch with repeats',
      says: 'a batch drawn with replacement, so that an example may come twice. A permutation has each of them once.',
      put: ['np.random.permutation(data.shape[1])[:batch_size]', 'np.random.randint(0, data.shape[1], batch_size)'],
    },
    {
      name: 'rows counted',
      says: 'a permutation of two numbers. `len(data)` counts the rows of `data`, which are *x* and *y*; its examples are the columns, and `data.shape[1]` counts those.',
      put: ['data.shape[1]', 'len(data)'],
    },
    {
      name: 'same batch again',
      says: 'the first five examples at every step. A new batch has to be drawn each time, or the others never have a say.',
      put: ['np.random.permutation(data.shape[1])[:batch_size]', 'np.arange(batch_size)'],
    },
    {
      name: 'all examples',
      says: 'a step on all thirty examples. Only those of the batch belong in its gradient.',
      put: ['np.random.permutation(data.shape[1])[:batch_size]', 'np.random.permutation(data.shape[1])'],
    },
    {
      name: 'pairs torn apart',
      says: 'the *x* of the batch with the *y* of other examples. Take both by the same numbers, so that each *x* keeps its *y*.',
      put: ['data[1, batch_index]', 'data[1, :batch_size]'],
    },
    {
      name: 'drawn twice',
      says: 'a draw for the *x* and another for the *y*. Draw once, keep the numbers under a name, and take both by them.',
      put: ['data[1, batch_index]', 'data[1, np.random.permutation(data.shape[1])[:batch_size]]'],
    },
    UPHILL,
    NO_RATE,
    DIVIDED,
    {
      name: 'mean for sum',
      says: 'a mean over the batch. The notebook adds its five gradients up, so this step is a fifth as long.',
      put: ['alpha * gradient', 'alpha * gradient / batch_size'],
    },
    {
      name: 'scaled up to all',
      says: 'the sum over the batch, scaled up to thirty examples. The notebook takes the five as they are.',
      put: ['alpha * gradient', 'alpha * gradient * data.shape[1] / batch_size'],
    },
  ],
  picture: { sheet: 'gabor', start: BATCH.start },
};

export default [fixedRate, batch];
