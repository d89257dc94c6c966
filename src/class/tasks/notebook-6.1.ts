import { lineSearch } from '../../engine/optimizers/bracket-search.ts';
import { oneDimensional } from '../../engine/problems/one-dimensional.ts';
import { vector } from '../../engine/vector.ts';
import type { Noted } from '../../python/noted.ts';
import { oneDimensionalLosses, secondLoss } from './given.ts';
import type { Task } from './task.ts';

/** Iterations on the notebook's loss, and on the second one, where the search begins with the first rule. */
const FIRST = 10;
const SECOND = 6;

const stub = `def line_search(loss_function, thresh=0.0001, max_iter=10):
    # Four places, from left to right.
    a, b, c, d = 0.0, 0.33, 0.66, 1.0
    n_iter = 0
    while np.abs(b - c) > thresh and n_iter < max_iter:
        n_iter = n_iter + 1
        lossa = loss_function(a)
        lossb = loss_function(b)
        lossc = loss_function(c)
        lossd = loss_function(d)

        # To do. Rule 1: where the loss at a is lower than at b, c and d,
        # these three move halfway towards a.

        # To do. Rule 2: else, where it is lower at b than at c, d moves to c.

        # To do. Rule 3: else a moves to b.

        # After rules 2 and 3, b and c cut the way from a to d in thirds.

    return (b + c) / 2
`;

const RULES = `        if lossa < lossb and lossa < lossc and lossa < lossd:
            b = a + (b - a) / 2
            c = a + (c - a) / 2
            d = a + (d - a) / 2
        else:
            if lossb < lossc:
                d = c
            else:
                a = b
            b = a + (d - a) / 3
            c = a + 2 * (d - a) / 3
`;
const solution = `${stub.slice(0, stub.indexOf('        # To do. Rule 1'))}${RULES}
    return (b + c) / 2
`;

/**
 * The brackets after each iteration, read off the points at which the loss is evaluated; and the answer after as many
 * iterations.
 */
const check = `def follow(loss, iterations, before):
    asked = []

    def watched(phi):
        asked.append(numbers(phi, 1, "The place at which line_search asks for the loss")[0])
        return loss(phi)

    line_search(watched, max_iter=iterations + 1)
    for k in range(1, iterations + 1):
        if len(asked) == 4 * (iterations + 1):
            for name, place in zip("abcd", asked[4 * k : 4 * k + 4]):
                note(before + k, name, place)
        note(before + k, "answer", numbers(line_search(loss, max_iter=k), 1, "line_search", "return (b + c) / 2")[0])

follow(loss_function, ${FIRST}, 0)
follow(second_loss, ${SECOND}, ${FIRST})
`;

function search(loss: (at: number) => number, iterations: number, before: number): Noted[] {
  const { brackets } = lineSearch(loss, { max: 1, iterations: iterations + 1, threshold: 1e-4 });
  return brackets.slice(1).flatMap(({ points }, k) => {
    const step = before + k + 1;
    const [, b, c] = points;
    return [
      ...points.map((value, i) => ({ step, quantity: 'abcd'[i] ?? '', value })),
      { step, quantity: 'answer', value: (b + c) / 2 },
    ];
  });
}

const lineSearchTask: Task = {
  id: 'notebook-6.1.line-search',
  notebook: '6.1',
  title: 'Line search',
  name: 'line_search',
  lead: 'You stand in fog above a valley and may ask for the height at four places. The lowest of them tells you which part of the bracket should not hold the bottom that you are after, if the bracket has one valley in it, so you cut it off and ask again. The loop, its four losses and its answer are written; the three rules that shrink the bracket are missing.',
  uses: 'The check hands your function two losses: that of the notebook, and one whose lowest point lies close to the left end.',
  stub,
  hints: [
    'In each turn exactly one rule applies, so they belong in one `if`, `elif`, `else`. Which of the four losses does each ask for?',
    'Move the outer end first, then compute the new thirds from the ends as they are now: `b` is a third of `d - a` to the right of `a`.',
    'After rules 2 and 3: `b = a + (d - a) / 3` and `c = a + 2 * (d - a) / 3`. In rule 1: `b = a + (b - a) / 2`, and likewise `c` and `d`.',
  ],
  given: oneDimensionalLosses,
  check,
  quantities: { a: '*a*', b: '*b*', c: '*c*', d: '*d*', answer: 'answer (*b* + *c*)/2' },
  optional: ['a', 'b', 'c', 'd'],
  reference: () => [...search((at) => oneDimensional.loss(vector(at)), FIRST, 0), ...search(secondLoss, SECOND, FIRST)],
  at: (step) => (step <= FIRST ? `iteration ${step}` : `iteration ${step - FIRST} on the second loss`),
  solution,
  slips: [
    {
      name: 'nothing yet',
      says: 'the bracket as it began: none of the three rules has moved a place yet.',
      put: [RULES, ''],
    },
    {
      name: 'comparison turned round',
      says: 'rules 2 and 3 exchanged. Where *b* is lower than *c* the bottom lies left of *c*, so *d* is the end that moves.',
      put: ['lossb < lossc:', 'lossb > lossc:'],
    },
    {
      name: 'first rule missing',
      says: 'a search without rule 1. Where *a* itself is lowest, all three others have to come closer to it.',
      put: ['lossa < lossb and lossa < lossc and lossa < lossd', 'False'],
    },
    {
      name: 'thirds not renewed',
      says: 'a bracket whose ends move while *b* and *c* stay where they were. After rules 2 and 3 they cut the new bracket in thirds.',
      put: ['            b = a + (d - a) / 3\n            c = a + 2 * (d - a) / 3\n', ''],
    },
    {
      name: 'thirds from zero',
      says: 'thirds that are counted from 0 and not from *a*. A third of the width has to be added to *a*.',
      put: [
        'b = a + (d - a) / 3\n            c = a + 2 * (d - a) / 3',
        'b = (d - a) / 3\n            c = 2 * (d - a) / 3',
      ],
    },
    {
      name: 'two rules in one turn',
      says: 'rule 1, and in the same turn rule 2 or 3 with losses that belong to the old places. Only one rule applies in a turn: an `else`, or `continue`, keeps the others out.',
      put: ['        else:\n            if lossb', '        if True:\n            if lossb'],
    },
    {
      name: 'cut at b',
      says: 'rule 2 with *d* moved to *b*. The bottom may lie between *b* and *c*, so *d* may go no further than *c*.',
      put: ['d = c\n', 'd = b\n'],
    },
    {
      name: 'cut at c',
      says: 'rule 3 with *a* moved to *c*. The bottom may lie between *b* and *c*, so *a* may go no further than *b*.',
      put: ['a = b\n', 'a = c\n'],
    },
    {
      name: 'old c in the thirds',
      says: 'a second third that is counted from the new *b*. Both are counted from *a*: one third and two thirds of *d* − *a*.',
      put: ['c = a + 2 * (d - a) / 3', 'c = b + 2 * (d - a) / 3'],
    },
  ],
  variants: [
    {
      name: 'thirds in all rules',
      says: 'Your rule 1 halves *d* and then cuts in thirds, as later printings of the notebook do; here *b* and *c* are halved as well. Both shrink the bracket by half, so both are right.',
      put: [
        '            b = a + (b - a) / 2\n            c = a + (c - a) / 2\n            d = a + (d - a) / 2',
        '            d = a + (d - a) / 2\n            b = a + (d - a) / 3\n            c = a + 2 * (d - a) / 3',
      ],
    },
  ],
};

export default [lineSearchTask];
