import { flag, type NumberParameter, number } from '../schema.ts';

/** The learning rate alpha of UDL: it multiplies the gradient summed over the batch, or the moment computed from it. */
export const learningRate = (initial: number, range: { min?: number; max?: number } = {}): NumberParameter =>
  number({
    label: 'Learning rate α',
    symbol: '\\alpha',
    help: 'How far one step goes along its direction.',
    default: initial,
    min: range.min ?? 1e-4,
    max: range.max ?? 10,
    step: 1e-4,
    scale: 'log',
  });

/** The decay beta of the averaged gradient. */
export const momentumCoefficient = (initial: number): NumberParameter =>
  number({
    label: 'Momentum β',
    symbol: '\\beta',
    help: 'The share of the last averaged gradient that each step keeps; 0 keeps none.',
    default: initial,
    min: 0,
    max: 0.999,
    step: 0.001,
  });

/** The decay gamma of the averaged squared gradient; its distance from 1 is what matters. */
export const squareDecay = (initial: number, { max = 0.9999 } = {}): NumberParameter =>
  number({
    label: 'Decay of squares γ',
    symbol: '\\gamma',
    help: 'The share of the last averaged squared gradient that each step keeps.',
    default: initial,
    min: 0,
    max,
    step: 0.0001,
    scale: 'log-to-one',
    marks: [0.9, 0.99, 0.999].filter((mark) => mark <= max),
  });

/** The constant that prevents division by zero; it is outside the root. */
export const divisionGuard = (initial: number): NumberParameter =>
  number({
    label: 'Guard ε',
    symbol: '\\epsilon',
    help: 'Added to the root before dividing, so that a zero gradient gives a zero step.',
    default: initial,
    min: 1e-20,
    max: 1,
    step: 1e-20,
    scale: 'log',
  });

/** The weight decay lambda; each rule explains what it acts on. */
export const weightDecay = (initial: number, said: { help: string }): NumberParameter =>
  number({ label: 'Weight decay λ', symbol: '\\lambda', ...said, default: initial, min: 0, max: 1, step: 0.001 });

/** Coupled weight decay: the gradient of an L2 penalty, lambda phi, is added to the gradient. */
export const coupledWeightDecay = (): NumberParameter =>
  weightDecay(0, { help: 'Adds λφ to the gradient, as a squared penalty on the parameters would.' });

/** Whether moments that start from zero are divided by 1 - beta^t and 1 - gamma^t (UDL eq 6.16). */
export const biasCorrection = flag({
  label: 'Bias correction',
  help: 'Divides each moment by the weight it has gathered so far, since it starts from zero.',
  default: true,
});
