import { createQuadratic, optimizers, type Values } from '../../../src/engine/index.ts';
import { learningRate } from '../../../src/experiments/kit/fields.ts';
import * as f from '../../../src/figure/index.ts';

const parameters = { alpha: learningRate('How far one step goes.', [0.01, 0.3, 0.99]) };
type V = Values<typeof parameters>;

const problem = createQuadratic({ eigenvalues: [2] });
const STEPS = 20;

export default f.experimentOfRuns({
  title: 'Template experiment',
  question: 'How much of the loss does one step leave?',
  source: 'UDL 6.1, eq 6.3',
  caption:
    'Twenty steps of gradient descent on a parabola, from a distance of 1. At which rate is one enough? No chance is involved.',
  pace: 'instant',
  parameters,
  about: 'A parabola.',
  runs: {
    descent: ({ alpha }: V) =>
      f.run(
        { problem, optimizer: optimizers.gradientDescent, hyper: { alpha }, start: [1], steps: STEPS },
        'run',
        'loss',
        { prints: { left: 'losses[1] / losses[0]' } },
      ),
  },
  present: (_, { descent }) => ({
    panels: [
      f.chart({
        name: 'loss',
        title: 'The loss at each step',
        x: f.axis('step t', [0, STEPS]),
        y: f.axis('loss L', [0, 1]),
        steps: true,
        runs: [descent.line()],
      }),
    ],
    numbers: { left: f.percent(descent.loss[1]! / descent.loss[0]!, 1) },
    verdict: [
      [descent.now === 0, 'The run begins here. How much will one step leave of the loss?'],
      [true, 'Each step leaves {left} of the loss.'],
    ],
  }),
});
