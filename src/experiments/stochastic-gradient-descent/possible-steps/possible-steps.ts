import { integer, number, problems, vector, wilson } from '../../../engine/index.ts';
import type { Values } from '../../../engine/schema.ts';
import { createExpectedChange } from '../../../engine/theory/expected-change.ts';
import { defineExperiment, type Presentation } from '../../../figure/experiment.ts';
import {
  type BatchSteps,
  batchesOf,
  COUNTED,
  COUNTED_SIZE,
  countSteps,
  stepCovariance,
  type Tally,
  tallyOf,
  tooMany,
} from './batch-steps.ts';
import { batchBands, changeHistogram, FAN_WINDOW, lossSheets, type StepFan, stepFan } from './step-fan.ts';

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'How far one step goes, for a gradient of one. The gradient is summed over the batch.',
    default: 0.8,
    min: 0.005,
    max: 20,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({
    label: 'Batch size *B*',
    symbol: 'B',
    help: 'How many of the 30 examples a batch has, none twice.',
    default: 5,
    min: 1,
    max: 30,
  }),
  pick: integer({
    label: 'Batch shown',
    help: 'Which of the batches to look at: the third sheet is its own loss.',
    default: 11,
    min: 1,
    max: 1000,
  }),
  phi0: number({
    label: 'Point ϕ_0',
    help: 'Where the step is taken from: the offset.',
    default: 0.66,
    min: FAN_WINDOW.xDomain[0],
    max: FAN_WINDOW.xDomain[1],
    step: 0.01,
  }),
  phi1: number({
    label: 'Point ϕ_1',
    help: 'Where the step is taken from: the frequency.',
    default: 7.86,
    min: FAN_WINDOW.yDomain[0],
    max: FAN_WINDOW.yDomain[1],
    step: 0.01,
  }),
  seed: integer({
    label: 'Seed',
    help: 'Of the batches, where there are too many to take them all.',
    default: 1,
    min: 0,
    max: 9999,
  }),
};
type V = Values<typeof parameters>;

/** The steps drawn, and the counts over as many batches as can be taken: the second part costs more. */
type Part = ({ kind: 'steps' } & V) | ({ kind: 'count' } & BatchSteps);

type Steps = { kind: 'steps' } & StepFan;

type Result = Steps | (Tally & { kind: 'count' });

const N = problems.gabor.examples;

export default defineExperiment({
  title: 'Every step that a batch could make',
  question: 'From one point, how many of the possible batches step uphill?',
  source: 'UDL 6.2, Figure 6.6',
  caption:
    'From one point, a line to where each possible batch would step: blue where the loss of all thirty examples falls, grey where it rises. One arrow is the step of all 30 at the same rate per example; the dashed ellipse lies two standard deviations from it. The bars are the changes of that loss, with their mean and the mean that theory expects of short steps. On the second sheet drag the point; its frame holds what the first sheet shows. The third is the loss of one batch alone, and over both stand their losses before that batch’s step and after it. Where do almost all batches agree, and where do they not? Where there are more than 1000 batches, as many drawn at random are shown; the shares and means in the text are of all batches up to 142506, and of 20000 at random beyond.',
  pace: 'ensemble',
  checked: 'every batch, counted',
  parameters,
  together: [['phi0', 'phi1']],
  parts: (values: V) => ({
    all: ((values: V): Part[] => {
      const { alpha, batchSize, phi0, phi1, seed } = values;
      return [
        { kind: 'steps', ...values },
        { kind: 'count', alpha, batchSize, phi0, phi1, ...(tooMany(batchSize) && { seed }) },
      ];
    })(values),
  }),
  measure: {
    all(part: Part): Result {
      if (part.kind === 'count') return { kind: 'count', ...countSteps(part) };
      const { alpha, batchSize, pick, phi0, phi1, seed } = part;
      const { batches, all } = batchesOf(batchSize, seed);
      const phi = vector(phi0, phi1);
      const here = problems.gabor.loss(phi);
      const g = vector(0, 0);
      const next = vector(0, 0);
      const [d0, d1, change] = [
        new Float64Array(batches.length),
        new Float64Array(batches.length),
        new Float64Array(batches.length),
      ];
      for (const [k, batch] of batches.entries()) {
        problems.gabor.gradient(phi, g, batch);
        d0[k] = -alpha * g[0]!;
        d1[k] = -alpha * g[1]!;
        next[0] = phi0 + d0[k]!;
        next[1] = phi1 + d1[k]!;
        change[k] = problems.gabor.loss(next) - here;
      }
      problems.gabor.gradient(phi, g);
      const rate = (alpha * batchSize) / N;
      const expected = createExpectedChange(problems.gabor, { alpha, batchSize, replacement: false })(phi);
      const index = Math.min(pick, batches.length) - 1;
      const picked = batches[index]!;
      const end = vector(phi0 + d0[index]!, phi1 + d1[index]!);
      return {
        kind: 'steps',
        from: [phi0, phi1],
        all,
        d0,
        d1,
        change,
        full: [-rate * g[0]!, -rate * g[1]!],
        loss: here,
        expected: expected.mean + expected.spread,
        covariance: stepCovariance(phi, alpha, batchSize),
        pick: index + 1,
        pickedLoss: [problems.gabor.loss(phi, picked), problems.gabor.loss(end, picked)],
        pickedBands: batchBands(picked),
      };
    },
  },
  present(_values, { all: results }, { pinned } = {}) {
    const run = results.find((result) => result?.kind === 'steps');
    if (!run) throw new Error('possible-steps presents once its first part, the steps, is measured');
    // Until the count is there, what is shown is what is known.
    const tally: Tally = results.find((result) => result?.kind === 'count') ?? tallyOf(run.change, run.all);
    const { all, batches: total, mean: average } = tally;
    const half = 1.96 * tally.standardError;
    const share = all ? { value: tally.uphill / total } : wilson(tally.uphill, total);
    const pinnedRun = pinned?.results.all.find((result) => result?.kind === 'steps');
    const numbers: Presentation['numbers'] = {
      batches: { value: total, digits: 0 },
      uphill: { ...share, digits: 0, percent: true },
      loss: { value: run.loss, digits: 2 },
      meanChange: { value: average, ...(!all && { low: average - half, high: average + half }), digits: 2 },
      expectedChange: { value: run.expected, digits: 2 },
      scatter: { value: Math.sqrt(run.covariance[0] + run.covariance[2]), digits: 2 },
      pickedChange: { value: run.change[run.pick - 1]!, digits: 2 },
      pick: { value: run.pick, digits: 0 },
    };
    const some = all ? 'Of all {batches} batches' : 'Of {batches} batches drawn at random';
    return {
      panels: [stepFan(run, pinnedRun), changeHistogram(run, average), lossSheets(run)],
      arrangement: 'columns',
      numbers,
      verdict: {
        text:
          total === 1
            ? 'There is one batch of all examples. Its step changes the loss by {meanChange}.'
            : `${some}, {uphill} step uphill on the loss of all examples. The mean change is {meanChange}; that of batch {pick} is {pickedChange}.`,
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
