import { integer, number, problems, quantileOfT, type Values, wilson } from '../../../engine/index.ts';
import { around, count, defineExperiment, fixed, percent, unmeasured } from '../../../figure/index.ts';
import { batchSize, learningRate, seed } from '../../kit/fields.ts';
import {
  COUNTED,
  COUNTED_SIZE,
  type CountedSteps,
  countSteps,
  drawSteps,
  tallyOf,
  tooMany,
} from './every-batch-step.ts';
import { changeHistogram, FAN_WINDOW, lossMaps, stepFan } from './step-fan.ts';

const coordinate = (label: string, help: string, initial: number, [min, max]: readonly [number, number]) =>
  number({ label, help, default: initial, min, max, step: 0.01 });

const parameters = {
  alpha: learningRate(
    'How far one step goes, for a gradient of one. The gradient is summed over the batch.',
    [0.005, 0.8, 20],
  ),
  batchSize: batchSize('How many of the 30 examples a batch has, none twice.', [1, 5, 30]),
  pick: integer({
    label: 'Batch shown',
    help: 'Which of the batches to look at. The third map shows the loss of that batch alone.',
    default: 11,
    min: 1,
    max: 1000,
  }),
  phi0: coordinate('Point ϕ_0', 'The offset of the point from which the step is taken.', 0.66, FAN_WINDOW.xDomain),
  phi1: coordinate('Point ϕ_1', 'The frequency of the point from which the step is taken.', 7.86, FAN_WINDOW.yDomain),
  seed: seed('Decides which batches are drawn, where there are too many to take them all.'),
};
type V = Values<typeof parameters>;

const N = problems.gabor.examples;

export default defineExperiment({
  title: 'Every step that a batch could make',
  question: 'From one point, how many of the possible batches step uphill?',
  source: 'UDL 6.2, Figure 6.6',
  caption:
    'From one point, a line leads to where each possible batch would step. It is blue where the loss of all thirty examples falls and grey where it rises. One arrow is the step of all 30 at the same rate per example; the dashed ellipse lies two standard deviations from it. The bars are the changes of that loss, with their mean and the mean that theory expects of short steps. On the second sheet drag the point; its frame holds what the first sheet shows. The third is the loss of one batch alone, and over both stand their losses before that batch’s step and after it. Where do almost all batches agree, and where do they not? If there are more than 1000 batches, 1000 drawn at random are shown; the shares and means in the text are of all batches where there are at most 142506, and else of 20000 drawn at random.',
  pace: 'ensemble',
  checked: 'every batch, counted',
  main: ['alpha', 'batchSize', 'pick'],
  parameters,
  together: [['phi0', 'phi1']],
  // The steps are drawn at once; counting over as many batches as possible costs more.
  parts: (values: V) => ({ steps: values, tally: countedOf(values) }),
  measure: { steps: drawSteps, tally: countSteps },
  present(_values, { steps, tally }, { pinned } = {}) {
    if (!steps) return unmeasured;
    // Until the count is ready, the numbers are those of the displayed steps.
    const { all, batches, uphill, mean, standardError } = tally ?? tallyOf(steps.change, steps.all);
    const { covariance, change, pick } = steps;
    const some = all ? 'of all {batches} batches' : 'of {batches} batches drawn at random';
    return {
      panels: [stepFan(steps, pinned?.results.steps), changeHistogram(steps, mean), lossMaps(steps)],
      numbers: {
        batches: count(batches),
        uphill: percent(all ? uphill / batches : wilson(uphill, batches), 0),
        loss: fixed(steps.loss, 2),
        meanChange: fixed(all ? mean : around(mean, quantileOfT(batches - 1) * standardError), 2),
        expectedChange: fixed(steps.expected, 2),
        scatter: fixed(Math.sqrt(covariance[0] + covariance[2]), 2),
        pickedChange: fixed(change[pick - 1], 2),
        pick: count(pick),
      },
      verdict: {
        text:
          batches === 1
            ? 'There is one batch of all examples. Its step changes the loss by {meanChange}.'
            : `{uphill} ${some} step uphill on the loss of all examples. The mean change is {meanChange}; that of batch {pick} is {pickedChange}.`,
      },
    };
  },
  python: ({
    alpha,
    batchSize,
    phi0,
    phi1,
    seed,
  }) => `"""The step of every batch from one point of the Gabor loss, or of many drawn at random."""
import itertools
import json

import numpy as np

${problems.gabor.python}
alpha, B, N = ${alpha}, ${batchSize}, ${N}
phi = np.array([${phi0}, ${phi1}])
if min(B, N - B) <= ${COUNTED_SIZE}:
    batches = np.array(list(itertools.combinations(range(N), B)))
else:
    rng = np.random.RandomState(${seed})
    batches = np.array([rng.permutation(N)[:B] for _ in range(${COUNTED})])
gradients = np.array([gradient(phi, [i]) for i in range(N)])
ends = phi - alpha * gradients[batches].sum(axis=1)
changes = np.array([loss(end) for end in ends]) - loss(phi)
print(json.dumps({
    "batches": len(batches),
    "uphill": float(np.mean(changes > 0)),
    "loss": float(loss(phi)),
    "meanChange": float(np.mean(changes)),
}))
`,
});

/** The batches to count do not depend on the selected one, nor on the seed if they are all possible ones. */
function countedOf({ alpha, batchSize, phi0, phi1, seed }: V): CountedSteps {
  const counted = { alpha, batchSize, phi0, phi1 };
  return tooMany(batchSize) ? { ...counted, seed } : counted;
}
