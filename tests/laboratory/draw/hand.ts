/** Sketches for the tests: runs of known rules, as an unsteady hand would draw them. */
import type { Problem } from '../../../src/engine/problems/problem.ts';
import { type FamilyId, families } from '../../../src/laboratory/draw/families.ts';
import { type Line, type Point, placeAt } from '../../../src/laboratory/draw/lines.ts';
import { type Numbers, runLine, type Task } from '../../../src/laboratory/draw/search.ts';
import { problemOf } from '../../../src/laboratory/playground/compute.ts';
import type { LossId } from '../../../src/laboratory/playground/losses.ts';
import { firstSettings, sheetOf } from '../../../src/laboratory/playground/settings.ts';

export function taskOn(loss: LossId, points?: readonly Point[]): Task {
  const settings = firstSettings(loss);
  return { problem: problemOf(settings), window: sheetOf(settings), points: points ?? [settings.start] };
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
