/** Sketches for the tests: runs of known rules, as an unsteady hand would draw them. */
import type { Problem } from '../../../../src/engine/problems/problem.ts';
import { problemOf } from '../../../../src/experiments/kit/loss-sheet.ts';
import { FIRST_POINTS, type LossId, lossOf } from '../../../../src/experiments/kit/losses.ts';
import { type FamilyId, families } from '../../../../src/experiments/kit/rule-families.ts';
import {
  type Candidate,
  familiesOn,
  type Numbers,
  ranked,
  runLine,
  search,
  type Task,
} from '../../../../src/experiments/your-turn/draw/nearest-run.ts';
import { type Line, type Point, placeAt } from '../../../../src/experiments/your-turn/draw/sketch-lines.ts';

export function taskOn(loss: LossId, points?: readonly Point[]): Task {
  const { x, y, start } = lossOf(loss);
  return { problem: problemOf({ loss, points: FIRST_POINTS }), window: { x, y }, points: points ?? [start] };
}

/** A line whose points are off by up to `wobble`, in widths of the sheet, in waves that look like a hand. */
export const unsteady = ({ u, v }: Line, { window }: Pick<Task, 'window'>, wobble: number): Point[] =>
  Array.from(u, (_, i) =>
    placeAt(
      u[i]! + (i === 0 ? 0 : wobble * 0.7 * Math.sin(1.9 * i + 1)),
      v[i]! + (i === 0 ? 0 : wobble * 0.7 * Math.cos(2.3 * i)),
      window,
    ),
  );

export function sketched(
  loss: LossId,
  id: FamilyId,
  numbers: Numbers,
  steps: number,
  wobble: number,
): Task & { problem: Problem } {
  const family = families.find((one) => one.id === id)!;
  const task = taskOn(loss);
  return { ...task, points: unsteady(runLine(task, family, numbers, steps), task, wobble) };
}

/** The nearest run of each rule, the answer first. */
export const found = (task: Task): Candidate[] =>
  ranked(familiesOn(task.problem).flatMap((family) => search(task, family).nearest ?? []));
