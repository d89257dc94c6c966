import { describe, expect, test } from 'vitest';
import { families } from '../../../../src/experiments/kit/rule-families.ts';
import {
  type Candidate,
  MOST_STEPS,
  ranked,
  rateIsFree,
  runLine,
  SAME,
} from '../../../../src/experiments/your-turn/draw/nearest-run.ts';
import { sketched, taskOn } from './hand.ts';

/** How unsteady the hand is, in widths of the sheet. */
const WOBBLE = 0.004;

describe('where steps are too small to be seen', () => {
  test('and where they are seen it is not said', () => {
    const task = sketched('ravine', 'descent', { alpha: 0.036 }, 16, WOBBLE);
    const steps = { family: 'descent', alpha: 0.036, steps: 16, distance: WOBBLE } as const;
    expect(rateIsFree(task, steps)).toBe(false);
  });
});

test('of two that are the same to the eye the simpler rule stands first', () => {
  const one = (family: Candidate['family'], far: number): Candidate => ({ family, alpha: 1, steps: 1, distance: far });
  const order = (...all: Candidate[]) => ranked(all).map(({ family }) => family);
  expect(order(one('adam', 0.01), one('descent', 0.01 + 0.9 * SAME))).toEqual(['descent', 'adam']);
  expect(order(one('adam', 0.01), one('descent', 0.01 + 1.1 * SAME))).toEqual(['adam', 'descent']);
  expect(order(one('adam', Number.POSITIVE_INFINITY))).toEqual([]);
});

test('a run has no more steps than are tried', () => {
  const task = taskOn('ravine');
  const line = runLine(task, families[0]!, { alpha: 1e-4 }, MOST_STEPS);
  expect(line.u).toHaveLength(MOST_STEPS + 1);
});
