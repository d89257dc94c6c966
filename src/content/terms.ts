/**
 * The terms of the chapter, each in one plain sentence. A page marks a term at its first use, `<Term id="saddle">`; all
 * of them are listed under _Notation and terms_. TeX is written between dollar signs.
 */
export interface Term {
  /** The term as it is listed. */
  name: string;
  meaning: string;
  /** A small picture: paths in a box of 96 by 40, by their role. */
  picture?: { ink?: string; run?: string; dot?: readonly [x: number, y: number] };
}

const define = <const Terms extends Readonly<Record<string, Term>>>(terms: Terms): Terms => terms;

export const terms = define({
  adam: {
    name: 'Adam',
    meaning:
      'A rule that divides a moving average of the gradients by the root of a moving average of their squares, for each parameter by itself.',
  },
  basin: {
    name: 'basin',
    meaning: 'All the starting points from which a run ends in the same minimum.',
    picture: { ink: 'M2 6C14 6 16 34 30 34S46 10 52 10 66 30 76 30 88 4 94 4', run: 'M8 8V38M52 12V38', dot: [30, 34] },
  },
  batch: {
    name: 'batch',
    meaning: 'The few examples from which one step takes its gradient; the next step draws its own.',
  },
  'bias-correction': {
    name: 'bias correction',
    meaning:
      'Dividing a moving average that began at zero by $1-\\beta^t$, so that its first values are not too small.',
  },
  'condition-number': {
    name: 'condition number',
    meaning:
      'The largest curvature at a minimum divided by the smallest: the longer and narrower the valley, the larger it is.',
    picture: { ink: 'M4 20a44 9 0 1 0 88 0a44 9 0 1 0-88 0M22 20a26 5 0 1 0 52 0a26 5 0 1 0-52 0', dot: [48, 20] },
  },
  convex: {
    name: 'convex',
    meaning: 'Bent upwards everywhere, so that a straight line between two points of the graph never runs below it.',
    picture: { ink: 'M4 4C16 46 72 46 92 8', run: 'M12 20 84 20' },
  },
  curvature: {
    name: 'curvature',
    meaning: 'How quickly the slope changes as you walk.',
    picture: { ink: 'M4 4C10 44 26 44 32 4M44 14C56 38 80 38 92 14' },
  },
  damping: {
    name: 'damping',
    meaning: 'What makes a swing die away; with momentum it is stronger the smaller $\\beta$ is.',
    picture: { ink: 'M2 20H94', run: 'M4 4C10 4 12 36 18 36S28 10 34 10 44 28 50 28 60 16 66 16 76 22 92 20' },
  },
  divergence: {
    name: 'divergence',
    meaning: 'What a run does when its steps grow instead of shrinking: the loss rises without end.',
    picture: { ink: 'M10 2C26 46 70 46 86 2', run: 'M42 34 56 33 36 31 64 27 26 22 74 16 14 8' },
  },
  'edge-of-stability': {
    name: 'edge of stability',
    meaning:
      'The state of a training run in which the largest curvature hovers about 2 divided by the learning rate, the most that this rate can bear.',
  },
  epoch: { name: 'epoch', meaning: 'One pass through all the training examples, batch by batch.' },
  'gabor-model': {
    name: 'Gabor model',
    meaning:
      'The small model of this chapter: a sine wave under a bell, with two parameters that shift it and squeeze it.',
    picture: { run: 'M2 20C10 20 12 17 18 21S26 36 33 22 42 3 50 20 58 37 65 20 74 14 80 19 88 20 94 20' },
  },
  generalization: {
    name: 'generalization',
    meaning: 'How well a model does on examples that it was not fitted to.',
  },
  gradient: {
    name: 'gradient',
    meaning:
      'The direction in which the loss rises fastest, and how steeply it rises there; descent walks the other way.',
  },
  'grid-search': {
    name: 'grid search',
    meaning: 'Trying every combination of a few values of each hyperparameter.',
    picture: { run: 'M20 8h.01M48 8h.01M76 8h.01M20 20h.01M48 20h.01M76 20h.01M20 32h.01M48 32h.01M76 32h.01' },
  },
  hessian: {
    name: 'Hessian',
    meaning: 'The table of all second derivatives of the loss, which holds its curvature in every direction.',
  },
  hyperparameter: {
    name: 'hyperparameter',
    meaning:
      'A number that you choose before training, such as the learning rate, and that training itself leaves alone.',
  },
  interval: {
    name: 'interval',
    meaning:
      'A range around a measured number, made so that in 95 of 100 repetitions of the whole measurement it would hold the true one.',
    picture: { ink: 'M20 20H76M20 12V28M76 12V28', dot: [48, 20] },
  },
  'learning-rate': {
    name: 'learning rate',
    meaning:
      'The number $\\alpha$ that turns a gradient into a step: with twice the rate the same slope gives twice the step.',
  },
  'line-search': {
    name: 'line search',
    meaning: 'Finding out again at every step how far to go, by trying several lengths along the way downhill.',
  },
  'linear-scaling': {
    name: 'linear scaling rule',
    meaning:
      'The advice to double the learning rate when you double the batch, where the gradient is an average over the batch.',
  },
  'local-minimum': {
    name: 'local minimum',
    meaning: 'A place from which every small move leads uphill, though far away the loss may be lower still.',
    picture: { ink: 'M2 4C14 4 16 24 28 24S42 8 50 8 64 36 76 36 88 6 94 4', dot: [28, 24] },
  },
  loss: { name: 'loss', meaning: 'How badly the model fits the data, as one number: smaller is better.' },
  minimum: {
    name: 'minimum',
    meaning:
      'The lowest place of the loss, which descent is looking for; where there are several low places, the lowest of them is the global minimum.',
  },
  momentum: {
    name: 'momentum',
    meaning: 'Making each step from a moving average of the gradients; $\\beta$ says how much of the past it keeps.',
  },
  'moving-average': {
    name: 'moving average',
    meaning:
      'An average that forgets: each new value counts with a weight of $1-\\beta$, and everything before it is multiplied by $\\beta$.',
  },
  nesterov: {
    name: 'Nesterov momentum',
    meaning: 'Momentum that first goes where its memory leads, and takes the gradient there.',
  },
  noise: {
    name: 'noise',
    meaning:
      'The part of a gradient that comes from which examples happened to be drawn, and not from the loss of all.',
  },
  'normalized-gradient': {
    name: 'normalized gradient',
    meaning:
      'The gradient with each entry divided by its own size, so that only the signs are left and every step is equally long.',
  },
  oscillation: {
    name: 'oscillation',
    meaning: 'Crossing the minimum from one side to the other with every step.',
    picture: { ink: 'M10 2C26 46 70 46 86 2', run: 'M18 12 76 16 24 21 70 25 32 29 62 31 44 34' },
  },
  parameter: { name: 'parameter', meaning: 'One of the numbers in a model that training changes.' },
  plateau: { name: 'plateau', meaning: 'A stretch so flat that the gradient hardly says which way to go.' },
  'random-search': {
    name: 'random search',
    meaning: 'Trying settings in which each hyperparameter is drawn at random, independently of the others.',
    picture: { run: 'M16 28h.01M27 9h.01M38 21h.01M45 33h.01M54 5h.01M61 17h.01M70 30h.01M77 12h.01M84 24h.01' },
  },
  saddle: {
    name: 'saddle',
    meaning:
      'A place like a mountain pass: the slope is zero, and the loss falls in one direction but rises in another.',
    picture: { ink: 'M4 8C24 24 72 24 92 8M32 38C42 12 54 12 64 38', dot: [48, 19] },
  },
  schedule: {
    name: 'schedule',
    meaning: 'A plan by which the learning rate changes in the course of a run, mostly downwards.',
    picture: { ink: 'M4 38H94M4 38V2', run: 'M4 6H34V20H64V30H92' },
  },
  seed: {
    name: 'seed',
    meaning:
      'The number from which a computer starts its random draws: the same seed gives the same draws, and so the same run.',
  },
  sgd: {
    name: 'stochastic gradient descent',
    meaning: 'Descent that takes each gradient from one batch instead of from all the examples; SGD for short.',
  },
  'standard-error': {
    name: 'standard error',
    meaning:
      'How far an average over a sample typically lies from the true mean; with four times as many examples it halves.',
  },
  'stationary-point': {
    name: 'stationary point',
    meaning: 'A place where the slope is zero in every direction: a minimum, a maximum or a saddle.',
  },
  step: { name: 'step', meaning: 'One change of all the parameters at once.' },
  validation: {
    name: 'validation',
    meaning: 'Comparing trained models on examples that were kept out of training, in order to choose one.',
  },
  valley: {
    name: 'valley',
    meaning: 'A long hollow in the loss: steep across, and nearly flat along its floor.',
  },
  variance: {
    name: 'variance',
    meaning: 'How widely a quantity scatters: the mean of its squared distance from its own mean.',
  },
  'warm-up': {
    name: 'warm-up',
    meaning: 'Raising the learning rate from a small value during the first steps of a run.',
    picture: { ink: 'M4 38H94M4 38V2', run: 'M4 36 40 8H92' },
  },
  'weight-decay': {
    name: 'weight decay',
    meaning: 'Shrinking every parameter a little at each step, whatever the gradient says.',
  },
});

export type TermId = keyof typeof terms;
