import { describe, expect, test } from 'vitest';
import { families } from '../../../../src/experiments/kit/rule-families.ts';
import { distance, sketchOf } from '../../../../src/experiments/your-turn/draw/distance.ts';
import {
  type Candidate,
  familiesOn,
  rateIsFree,
  runLine,
  search,
} from '../../../../src/experiments/your-turn/draw/nearest-run.ts';
import { toLine } from '../../../../src/experiments/your-turn/draw/sketch-lines.ts';
import { type SampleId, samples } from '../../../../src/experiments/your-turn/draw/sketches.ts';
import { found, sketched, taskOn } from './hand.ts';

const answers = new Map<SampleId, Candidate[]>();

/** To one of the samples, which takes a second to find: two tests look at the same. */
function answerTo(id: SampleId): Candidate[] {
  const { loss, points } = samples[id];
  const answer = answers.get(id) ?? found(taskOn(loss, points));
  answers.set(id, answer);
  return answer;
}

/** How unsteady the hand is, in widths of the sheet. */
const WOBBLE = 0.004;
/** Rates are found within this share, and betas within this difference. */
const RATE = 0.12;
const BETA = 0.03;

/** Runs whose steps show in their lines, so that only one rate draws them. */
const telling = [
  ['ravine', 'descent', { alpha: 0.036 }, 16],
  ['ravine', 'descent', { alpha: 0.032 }, 20],
  ['ravine', 'momentum', { alpha: 0.1, beta: 0.9 }, 30],
  ['ravine', 'nesterov', { alpha: 0.2, beta: 0.9 }, 30],
  ['basins', 'momentum', { alpha: 0.5, beta: 0.9 }, 40],
  ['basins', 'normalized', { alpha: 0.2 }, 16],
  ['valley', 'momentum', { alpha: 0.4, beta: 0.8 }, 30],
  ['banana', 'momentum', { alpha: 0.008, beta: 0.9 }, 100],
  ['saddle', 'adagrad', { alpha: 0.4 }, 20],
  ['gabor', 'sgd', { alpha: 0.25, batch: 1, seed: 7 }, 40],
  ['line', 'sgd', { alpha: 0.1, batch: 1, seed: 3 }, 20],
  ['line', 'sgd', { alpha: 0.06, batch: 1, seed: 11 }, 30],
] as const;

describe('a run drawn by an unsteady hand is known again', () => {
  test.each(telling)('on %s: %s with %j', { timeout: 60_000 }, (loss, family, numbers, steps) => {
    const task = sketched(loss, family, numbers, steps, WOBBLE);
    const [first] = found(task);
    expect(first?.family).toBe(family);
    expect(first?.distance).toBeLessThan(0.006);
    expect(Math.abs(Math.log((first?.alpha ?? 0) / numbers.alpha))).toBeLessThan(RATE);
    if ('beta' in numbers) expect(Math.abs((first?.beta ?? 0) - numbers.beta)).toBeLessThan(BETA);
    if ('seed' in numbers) expect([first?.batch, first?.seed]).toEqual([numbers.batch, numbers.seed]);
    // What is said of it is the distance of the run that is drawn.
    const rule = families.find(({ id }) => id === family)!;
    const drawn = runLine(task, rule, first!, first!.steps);
    expect(first?.distance).toBeCloseTo(distance(sketchOf(toLine(task.points, task.window)), drawn), 12);
  });
});

describe('where steps are too small to be seen', () => {
  test.each([
    ['basins', 'descent', { alpha: 0.02 }, 120],
    ['basins', 'momentum', { alpha: 0.15, beta: 0.97 }, 110],
  ] as const)(
    'the rule is found, and it is said that the line does not tell the rate: %s, %s',
    { timeout: 60_000 },
    (loss, family, numbers, steps) => {
      const task = sketched(loss, family, numbers, steps, WOBBLE);
      const [first] = found(task);
      expect(first?.family).toBe(family);
      expect(rateIsFree(task, first!)).toBe(true);
    },
  );
});

test('the same sketch has the same answer every time, with as many runs', { timeout: 60_000 }, () => {
  expect(found(taskOn('basins', samples.arc.points))).toEqual(answerTo('arc'));
});

test('a rule is tried at hundreds of settings', { timeout: 60_000 }, () => {
  const task = taskOn('valley', [
    [-0.7, -0.75],
    [0.3, 0.2],
    [0.7, 0],
  ]);
  const tried = familiesOn(task.problem).map((family) => search(task, family).tried);
  expect(tried).toHaveLength(7);
  for (const runs of tried) expect(runs).toBeGreaterThan(50);
  expect(tried.reduce((sum, runs) => sum + runs, 0)).toBeGreaterThan(1000);
});

test('the samples are answered by what they are there for', { timeout: 60_000 }, () => {
  const first = (id: SampleId): Candidate | undefined => answerTo(id)[0];
  expect(first('arc')?.family).toBe('momentum');
  expect(first('zigzag')?.family).toBe('descent');
  expect(first('straight')?.distance).toBeGreaterThan(0.03);
});
