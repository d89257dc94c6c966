import { type BracketRule, choice, integer, lineSearch, number, type Values } from '../../../engine/index.ts';
import { count, defineExperiment, fixed, significant, unmeasured } from '../../../figure/index.ts';
import { bracketAt, bracketTable, END, lossChart, placesChart, type Search, widthChart } from './bracket-panels.ts';
import { goldenEvaluations, lineOf, lowestOn, problemOf, START } from './searched-line.ts';

const parameters = {
  loss: choice({
    label: 'Loss',
    help: 'The loss of notebook 6.1, or that of the Gabor model along its gradient at (6, 11).',
    default: 'notebook',
    options: { notebook: 'notebook 6.1', gabor: 'along a gradient' },
  }),
  max: number({
    label: 'Right end *d*',
    symbol: 'd',
    help: 'Where the first bracket ends; it begins at 0.',
    default: 1,
    min: 0.1,
    max: 1.6,
    step: 0.01,
  }),
  iterations: integer({
    label: 'Iterations',
    help: 'How many times the bracket may shrink.',
    default: 10,
    min: 1,
    max: 30,
  }),
  threshold: number({
    label: 'Tolerance on *c* − *b*',
    help: 'The search stops once b and c are at most this far apart.',
    default: 1e-4,
    min: 1e-6,
    max: 0.1,
    step: 1e-6,
    scale: 'log',
  }),
};
type V = Values<typeof parameters>;

export default defineExperiment({
  title: 'A bracket that closes on a minimum',
  question: 'Where does the search end, and can it miss the lowest point?',
  source: 'UDL 6.1.1, Figure 6.10, Notebook 6.1',
  caption:
    'A line search asks for the loss at four places *a* < b < c < d, and cuts off a part where the minimum should not be. Step through the iterations with the arrows: the part marked “cut next” goes at this one, and all other shaded parts are gone. The charts show the bracket at each iteration, and its width as dots; on the dashed line it gets a third narrower each time, as rules 2 and 3 leave it. Drag the right end: when does the search end beside the lowest point? Nothing here is random.',
  pace: 'instant',
  checked: 'notebook 6.1, bracket by bracket',
  main: ['max', 'iterations'],
  parameters,
  stepper: { start: 0 },
  parts: (values: V) => ({ run: values }),
  measure: {
    run({ loss: which, max, iterations, threshold }: V): Search {
      const line = lineOf(which);
      const { loss } = line;
      const found = lineSearch(loss, { max, iterations, threshold });
      const lowest = lowestOn(line, max);
      return { ...found, lastLosses: found.last.map(loss), lowest, lowestLoss: loss(lowest) };
    },
  },
  present(values, { run }, { at = 0, pinned } = {}) {
    if (!run) return unmeasured;
    const steps = run.brackets.length;
    const now = Math.min(at, steps);
    const { points, rule } = bracketAt(run, now);
    const [a, b, c, d] = points;
    const width = run.last[3]! - run.last[0]!;
    return {
      panels: [
        lossChart(values, run, now),
        placesChart(run, now),
        widthChart(values, run, now, pinned?.results.run),
        bracketTable(run, now),
      ],
      numbers: {
        at: fixed(run.at, 4),
        loss: fixed(run.loss, 4),
        lowest: fixed(run.lowest, 4),
        lowestLoss: fixed(run.lowestLoss, 4),
        error: significant(Math.abs(run.at - run.lowest), 2),
        iterations: count(steps),
        evaluations: count(4 * steps),
        goldenEvaluations: count(goldenEvaluations(width / values.max)),
        width: significant(width, 3),
        a: fixed(a, 4),
        b: fixed(b, 4),
        c: fixed(c, 4),
        d: fixed(d, 4),
        rule: count(rule),
      },
      steps,
      verdict: { text: `${ruleText(rule)} ${endText(values, run)}` },
      limits: { max: [{ at: lowestOn(lineOf(values.loss), END), label: 'lowest', side: 'none' }] },
    };
  },
  python: ({
    loss: which,
    max,
    iterations,
    threshold,
  }) => `"""A line search by shrinking a bracket, as in notebook 6.1."""
import json

import numpy as np

${problemOf(which).python}
${
  which === 'notebook'
    ? 'def height(at):\n    return loss(np.array([at]))'
    : `start = np.array([${START.join('.0, ')}.0])\n\ndef height(at):\n    return loss(start - at * gradient(start))`
}

a, b, c, d = 0.0, 0.33 * ${max}, 0.66 * ${max}, float(${max})
brackets = 0
while brackets < ${iterations} and abs(b - c) > ${threshold}:
    brackets += 1
    heights = [height(at) for at in (a, b, c, d)]
    if int(np.argmin(heights)) == 0:
        b, c, d = a + (b - a) / 2, a + (c - a) / 2, a + (d - a) / 2
        continue
    a, d = (a, c) if heights[1] < heights[2] else (b, d)
    b, c = a + (d - a) / 3, a + 2 * (d - a) / 3
print(json.dumps({
    "at": (b + c) / 2,
    "loss": float(height((b + c) / 2)),
    "iterations": brackets,
    "width": d - a,
}))
`,
});

/** The description of how a rule moves each point. */
function ruleText(rule: BracketRule | undefined): string {
  switch (rule) {
    case 1:
      return 'The left end is lowest, so b, c and d move half the way to it (rule 1).';
    case 2:
      return 'Here b is lower than c, so d moves to c (rule 2).';
    case 3:
      return 'Here b is not lower than c, so the left end moves to b (rule 3).';
    case undefined:
      return 'The search has ended.';
  }
}

function endText({ max }: V, { at, last, lowest }: Search): string {
  const found = 'After {iterations} iterations it ends at {at}, with a loss of {loss}.';
  const isMissed = lowest < last[0]! || lowest > last[3]!;
  if (isMissed)
    return `${found} It has missed the lowest point of the first bracket, ${lowest > at ? 'to the right' : 'to the left'} at {lowest}, with {lowestLoss}.`;
  if (lowest >= max) return `${found} The loss still falls at the right end: the minimum lies beyond the bracket.`;
  return `${found} The lowest point is at {lowest}, with {lowestLoss}.`;
}
