import { createQuadratic, optimizers, train, type Values } from '../../../src/engine/index.ts';
import { learningRate } from '../../../src/experiments/kit/fields.ts';
import {
  axis,
  chart,
  defineExperiment,
  line,
  percent,
  pythonScript,
  type Run,
  stepsOf,
} from '../../../src/figure/index.ts';

const parameters = { alpha: learningRate('How far one step goes.', { default: 0.3, min: 0.01, max: 0.99 }) };
type V = Values<typeof parameters>;

const problem = createQuadratic({ eigenvalues: [2] });
const STEPS = 20;

/** Of `measure` and of the script alike. */
const runOf = ({ alpha }: V): Run => ({
  problem,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha },
  start: [1],
  steps: STEPS,
});

export default defineExperiment({
  title: 'Template experiment',
  question: 'How much of the loss does one step leave?',
  source: 'UDL 6.1, eq 6.3',
  caption:
    'Twenty steps of gradient descent on a parabola, from a distance of 1. At which rate is one enough? No chance is involved.',
  pace: 'instant',
  parameters,
  parts: ({ alpha }: V) => ({ run: { alpha } }),
  measure: { run: (part: V) => train(runOf(part)).loss },
  present(_, { run: loss = new Float64Array([1, 1]) }) {
    return {
      panels: [
        chart({
          name: 'loss',
          title: 'The loss at each step',
          x: axis('step t', [0, STEPS]),
          y: axis('loss L', [0, 1]),
          series: [line('loss', 'run', stepsOf(loss), loss)],
          steps: true,
        }),
      ],
      numbers: { left: percent((loss[1] ?? 0) / (loss[0] ?? 1), 1) },
      verdict: { text: 'Each step leaves {left} of the loss.' },
    };
  },
  python: (values) =>
    pythonScript({ about: 'A parabola.', ...runOf(values), prints: { left: 'losses[1] / losses[0]' } }),
});
