import { optimizers } from '../../engine/optimizers/index.ts';
import { linearRegression } from '../../engine/problems/linear-regression.ts';
import { vector } from '../../engine/vector.ts';
import type { Noted } from '../../python/noted.ts';
import { phiRows, standsOf } from './engine-run.ts';
import { linePoints, lineTools } from './given.ts';
import type { Task } from './task.ts';

/** Points at which the loss and the gradient are evaluated. */
const PLACES = [
  [0.6, -0.2],
  [1.6, -0.5],
  [0, 0],
  [1, 0.5],
] as const;
const START = [1.6, -0.5] as const;
const STEPS = 5;

const ofPlaces = (text: string): string => `places = ${JSON.stringify(PLACES)}
for k in range(len(places)):
    phi = np.array([[places[k][0]], [places[k][1]]])
${text}`;
const atPlace = (step: number): string => {
  const [a = 0, b = 0] = PLACES[step - 1] ?? [];
  return `ϕ = (${a}, ${b})`.replaceAll('-', '\u2212');
};

const loss: Task = {
  id: 'notebook-6.2.loss',
  notebook: '6.2',
  title: 'The loss of a line',
  name: 'compute_loss',
  lead: 'Twelve points, and a line that should run through them. At each point the line is off by some amount; squaring that amount makes every miss count as a loss, the large ones most of all, and their sum is one number that says how bad the line is.',
  uses: '`model(phi, x)` gives the height of the line at `x`; `data_x` and `data_y` hold the twelve points.',
  stub: `def compute_loss(data_x, data_y, model, phi):
    # To do: what does the model say at each x?
    pred_y = 0

    # To do: square what it is off by at each point, and add it all up.
    loss = 0

    return loss
`,
  hints: [
    'NumPy works on whole arrays: `model(phi, data_x)` gives twelve heights at once, and a difference of two arrays is one of twelve numbers.',
    'Three steps: predict, subtract `data_y`, square. Then `np.sum` makes one number of the twelve.',
    'The loss is `np.sum((pred_y - data_y) ** 2)`, with `pred_y = model(phi, data_x)`.',
  ],
  given: linePoints,
  check: ofPlaces(
    '    note(k + 1, "loss", numbers(compute_loss(data[0, :], data[1, :], model, phi), 1, "compute_loss", "return loss")[0])\n',
  ),
  quantities: { loss: '*L*[ϕ]' },
  reference: () =>
    PLACES.map((phi, k) => ({ step: k + 1, quantity: 'loss', value: linearRegression.loss(vector(...phi)) })),
  at: atPlace,
  solution: `def compute_loss(data_x, data_y, model, phi):
    pred_y = model(phi, data_x)
    loss = np.sum((pred_y - data_y) ** 2)
    return loss
`,
  slips: [
    {
      name: 'nothing yet',
      says: 'the 0 that the cell begins with.',
      put: ['np.sum((pred_y - data_y) ** 2)', '0'],
    },
    {
      name: 'mean for sum',
      says: 'the mean of the squares. The book adds them up, so your number is a twelfth of the book’s.',
      put: ['np.sum((pred_y - data_y) ** 2)', 'np.mean((pred_y - data_y) ** 2)'],
    },
    {
      name: 'square forgotten',
      says: 'a sum of the differences themselves. Without the square a miss above cancels a miss below.',
      put: ['(pred_y - data_y) ** 2', '(pred_y - data_y)'],
    },
    {
      name: 'sum squared',
      says: 'the square of the sum. Square each difference first, then add.',
      put: ['np.sum((pred_y - data_y) ** 2)', 'np.sum(pred_y - data_y) ** 2'],
    },
    {
      name: 'absolute value',
      says: 'a sum of absolute values. That is a loss, too, but not the one of least squares.',
      put: ['np.sum((pred_y - data_y) ** 2)', 'np.sum(np.abs(pred_y - data_y))'],
    },
    {
      name: 'halved',
      says: 'half of the sum of squares. Many books write the half; this one does not.',
      put: ['np.sum(', '0.5 * np.sum('],
    },
    {
      name: 'root taken',
      says: 'the root of the sum of squares. The loss is the sum itself.',
      put: ['np.sum((pred_y - data_y) ** 2)', 'np.sqrt(np.sum((pred_y - data_y) ** 2))'],
    },
    {
      name: 'plus for minus',
      says: 'squares of prediction plus target. What the line is off by is their difference.',
      put: ['pred_y - data_y', 'pred_y + data_y'],
    },
    {
      name: 'arguments of the model exchanged',
      says: 'a model that was handed the points for its parameters. It takes ϕ first: `model(phi, data_x)`.',
      put: ['model(phi, data_x)', 'model(data_x, phi)'],
    },
    {
      name: 'square of the target alone',
      says: 'predictions minus squared targets. A power binds closer than a minus, so put the difference in brackets before you square it.',
      put: ['(pred_y - data_y) ** 2', 'pred_y - data_y ** 2'],
    },
    {
      name: 'target forgotten',
      says: 'squares of the predictions alone. Each is to be compared with its `data_y` first.',
      put: ['(pred_y - data_y) ** 2', 'pred_y ** 2'],
    },
  ],
};

const gradient: Task = {
  id: 'notebook-6.2.gradient',
  notebook: '6.2',
  title: 'The gradient of a line',
  name: 'compute_gradient',
  lead: 'Lift the line a little: every point says whether that makes its miss larger or smaller, and by how much. Added up, this is the slope of the loss in the first parameter. Tilting the line instead, a point far to the right feels it more, so each vote is multiplied by its `x`.',
  uses: '`pred_y` holds what the line says at the twelve points; the last line makes a column of your two numbers.',
  stub: `def compute_gradient(data_x, data_y, phi):
    pred_y = phi[0] + phi[1] * data_x

    # To do: the derivatives of the sum of squares.
    dl_dphi0 = 0.0
    dl_dphi1 = 0.0

    return np.array([[dl_dphi0], [dl_dphi1]])
`,
  hints: [
    'Take one term of the loss, (ϕ_0 + ϕ_1 *x* − *y*)^2, and differentiate it with the chain rule: the square first, then what is inside.',
    'The outside gives twice the difference. The inside gives 1 for ϕ_0 and *x* for ϕ_1. Then add up over the points.',
    '`dl_dphi0 = np.sum(2 * (pred_y - data_y))`, and for the other one `* data_x` is inside the sum as well.',
  ],
  given: linePoints,
  check:
    ofPlaces(`    slopes = numbers(compute_gradient(data[0, :], data[1, :], phi), 2, "compute_gradient", "return np.array")
    note(k + 1, "slope_0", slopes[0])
    note(k + 1, "slope_1", slopes[1])
`),
  quantities: { slope_0: '∂*L*/∂ϕ_0', slope_1: '∂*L*/∂ϕ_1' },
  reference: () =>
    PLACES.flatMap((phi, k): Noted[] => {
      const out = vector(0, 0);
      linearRegression.gradient(vector(...phi), out);
      return Array.from(out, (value, i) => ({ step: k + 1, quantity: `slope_${i}`, value }));
    }),
  at: atPlace,
  solution: `def compute_gradient(data_x, data_y, phi):
    pred_y = phi[0] + phi[1] * data_x
    dl_dphi0 = np.sum(2 * (pred_y - data_y))
    dl_dphi1 = np.sum(2 * (pred_y - data_y) * data_x)
    return np.array([[dl_dphi0], [dl_dphi1]])
`,
  slips: [
    {
      name: 'nothing yet',
      says: 'the zeros that the cell begins with.',
      put: [
        'np.sum(2 * (pred_y - data_y))\n    dl_dphi1 = np.sum(2 * (pred_y - data_y) * data_x)',
        '0.0\n    dl_dphi1 = 0.0',
      ],
    },
    {
      name: 'second part missing',
      says: 'a gradient whose second part is still 0. The slope in the tilt of the line is missing.',
      put: ['np.sum(2 * (pred_y - data_y) * data_x)', '0.0'],
    },
    {
      name: 'two forgotten',
      says: 'a gradient without the factor 2, which the derivative of a square brings.',
      put: [
        'np.sum(2 * (pred_y - data_y))\n    dl_dphi1 = np.sum(2 * ',
        'np.sum((pred_y - data_y))\n    dl_dphi1 = np.sum(',
      ],
    },
    {
      name: 'sign',
      says: 'the gradient with its sign turned round. The derivative of prediction minus target is wanted, not of target minus prediction.',
      put: [
        '2 * (pred_y - data_y))\n    dl_dphi1 = np.sum(2 * (pred_y - data_y) * data_x)',
        '2 * (data_y - pred_y))\n    dl_dphi1 = np.sum(2 * (data_y - pred_y) * data_x)',
      ],
    },
    {
      name: 'mean for sum',
      says: 'a mean over the twelve points. The loss is a sum, so its gradient is one, too.',
      put: [
        'np.sum(2 * (pred_y - data_y))\n    dl_dphi1 = np.sum(',
        'np.mean(2 * (pred_y - data_y))\n    dl_dphi1 = np.mean(',
      ],
    },
    {
      name: 'x forgotten',
      says: 'the same slope twice. In the second, what is inside the square is ϕ_1 *x*, so the chain rule brings an *x*.',
      put: [' * data_x)\n', ')\n'],
    },
    {
      name: 'x in both',
      says: 'an *x* in both slopes. It belongs only to the second, because the model adds ϕ_0 without an *x*.',
      put: ['np.sum(2 * (pred_y - data_y))\n', 'np.sum(2 * (pred_y - data_y) * data_x)\n'],
    },
    {
      name: 'exchanged',
      says: 'both slopes, the second before the first. ϕ_0, the height of the line, comes first.',
      put: ['[[dl_dphi0], [dl_dphi1]]', '[[dl_dphi1], [dl_dphi0]]'],
    },
    {
      name: 'x outside the sum',
      says: 'a sum that is multiplied by an *x* only afterwards. Each difference meets its own *x* before they are added.',
      put: ['np.sum(2 * (pred_y - data_y) * data_x)', 'np.sum(2 * (pred_y - data_y)) * np.sum(data_x)'],
    },
    {
      name: 'square kept',
      says: 'squares that were not differentiated. The derivative of a square is twice what was squared.',
      put: [
        '2 * (pred_y - data_y))\n    dl_dphi1 = np.sum(2 * (pred_y - data_y) * data_x)',
        '2 * (pred_y - data_y) ** 2)\n    dl_dphi1 = np.sum(2 * (pred_y - data_y) ** 2 * data_x)',
      ],
    },
  ],
};

const step: Task = {
  id: 'notebook-6.2.step',
  notebook: '6.2',
  title: 'A step with line search',
  name: 'gradient_descent_step',
  lead: 'The gradient says which way is up and the line search says how far to go, so one step of descent needs only to bring the two together: look uphill, turn round, search along that line, and move as far as the search says.',
  uses: '`compute_gradient(data_x, data_y, phi)`, and `line_search(data, model, phi, search_direction)`, which returns how far to go along the direction, as a multiple of it.',
  stub: `def gradient_descent_step(phi, data, model):
    # To do: the gradient of the loss on all points,
    # how far to go along its negative,
    # and phi after that step.

    return phi
`,
  hints: [
    'Three lines are enough, one for each thing to do. The points are `data[0, :]` and `data[1, :]`.',
    'Pass the search the direction in which you want to go. Downhill is minus the gradient: `line_search(data, model, phi, -gradient)`.',
    'With `alpha` from the search, the step is `phi = phi - alpha * gradient`.',
  ],
  given: lineTools,
  check: `phi = np.array([[${START[0]}], [${START[1]}]])
for step in range(1, ${STEPS + 1}):
    phi = column(gradient_descent_step(phi, data, model), "gradient_descent_step", "return phi")
    note(step, "phi_0", phi[0, 0])
    note(step, "phi_1", phi[1, 0])
`,
  quantities: { phi_0: 'ϕ_0', phi_1: 'ϕ_1' },
  reference: () =>
    phiRows(
      standsOf({ problem: linearRegression, optimizer: optimizers.lineSearch, hyper: {}, start: START, steps: STEPS }),
    ),
  at: (t) => `step ${t}`,
  solution: `def gradient_descent_step(phi, data, model):
    gradient = compute_gradient(data[0, :], data[1, :], phi)
    alpha = line_search(data, model, phi, -1 * gradient)
    phi = phi - alpha * gradient
    return phi
`,
  slips: [
    {
      name: 'nothing yet',
      says: 'the start, unmoved. ϕ comes back as it went in.',
      put: ['phi = phi - alpha * gradient', 'phi = phi'],
    },
    {
      name: 'sign of the step',
      says: 'a step uphill. The search looked downhill, but then the gradient was added where it should be subtracted.',
      put: ['phi - alpha', 'phi + alpha'],
    },
    {
      name: 'search uphill',
      says: 'a search along the gradient, so uphill, where the best step is none at all. Pass minus the gradient instead.',
      put: ['-1 * gradient', 'gradient'],
    },
    {
      name: 'all uphill',
      says: 'search and step along the gradient, so uphill. Both want the other direction.',
      put: ['-1 * gradient)\n    phi = phi - alpha', 'gradient)\n    phi = phi + alpha'],
    },
    {
      name: 'rate forgotten',
      says: 'the whole gradient as the step. How far to go, the rate that the search found, has to multiply it.',
      put: ['alpha * gradient', 'gradient'],
    },
    {
      name: 'divided by the rate',
      says: 'a gradient divided by the rate. The rate multiplies it.',
      put: ['alpha * gradient', 'gradient / alpha'],
    },
    {
      name: 'x and y exchanged',
      says: 'a gradient for the points with *x* and *y* exchanged: `data[0, :]` holds the *x*.',
      put: ['data[0, :], data[1, :]', 'data[1, :], data[0, :]'],
    },
    {
      name: 'longest step',
      says: 'steps at the rate 0.1, the longest that the search allows. What it finds should be used.',
      put: ['line_search(data, model, phi, -1 * gradient)', '0.1'],
    },
  ],
  picture: { sheet: 'line', start: START },
};

export default [loss, gradient, step];
